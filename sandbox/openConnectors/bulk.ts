import { Router } from 'express';
import type { BulkJob } from './bulkJobs';
import { Refusal } from './errors';
import { answerList } from './lists';
import { evaluate, parseOcnql } from './ocnql';
import type { ResourceDesk } from './resources';
import type { Row, Tenant } from './tenant';

/** The bulk service: jobs that read an object, and their results (facts 64 to 70). */
export function bulkRoutes(tenant: Tenant, desks: Map<string, ResourceDesk>): Router {
	const { bulk } = tenant;
	const router = Router();

	router.use('/bulk', (request, _response, next) => {
		if (!tenant.behaviour.hasBulk) throw new Refusal(request.method === 'POST' ? 400 : 404, 'Bulk is not supported for this element');
		next();
	});

	const rowsFor = (objectName: string, where: string): Row[] => {
		const desk = desks.get(objectName);
		if (desk === undefined) throw new Refusal(400, `Unknown object ${objectName}`);
		return where === '' ? desk.rows() : desk.rows().filter((row) => evaluate(parseOcnql(where), row));
	};

	router.get('/bulk/jobs', (request, response) => {
		answerList(tenant, request, response, 'bulk/jobs', bulk.list().map(listed), 'job');
	});

	router.post('/bulk/download', (request, response) => {
		const { objectName, format, where = '' }: { objectName: string; format: string; where?: string } = request.body;
		const job = bulk.create({ objectName, format, query: `select * from ${objectName}`, rows: rowsFor(objectName, where) });
		response.json({ id: job.id, instanceId: 600_321, status: job.state });
	});

	router.post('/bulk/query', (request, response) => {
		const query = String(request.query.q);
		const [, objectName = '', where = ''] = /^select .+ from (\S+)(?: where (.+))?$/i.exec(query) ?? [];
		const job = bulk.create({ objectName, format: 'application/json', query, rows: rowsFor(objectName, where) });
		response.json({ id: job.id, instanceId: 600_321, status: job.state });
	});

	router.get('/bulk/:id/status', (request, response) => {
		const job = bulk.step(request.params.id);
		response.json({ id: job.id, status: job.state, recordsCount: job.rows.length, recordsFailedCount: 0, objectName: job.objectName, fileFormat: job.format });
	});

	router.get('/bulk/:id/errors', (request, response) => {
		bulk.get(request.params.id);
		response.json([]);
	});

	router.put('/bulk/:id/cancel', (request, response) => {
		const job = bulk.cancel(request.params.id);
		response.json({ id: job.id, status: job.state });
	});

	router.get('/bulk/:id/:objectName', (request, response) => {
		const job = bulk.get(request.params.id);
		if (job.state !== 'COMPLETED') throw new Refusal(404, `The job ${job.id} has no result yet`);
		if (job.objectName !== request.params.objectName) throw new Refusal(404, `The job ${job.id} read ${job.objectName}`);
		if (request.headers.accept !== job.format) throw new Refusal(400, `The Accept header must be ${job.format}`);
		response.setHeader('Content-Disposition', `attachment; filename="${job.objectName}.json"`);
		response.type(job.format).send(textOf(job));
	});

	return router;
}

function listed(job: BulkJob): Row {
	return { id: job.id, object_name: job.objectName, job_direction: 'DOWNLOAD', job_query: job.query, job_status: job.state, record_count: job.rows.length, error_count: 0, createdDate: job.createdDate };
}

function textOf({ format, rows }: BulkJob): string {
	return format.endsWith('jsonl') ? rows.map((row) => JSON.stringify(row)).join('\n') : JSON.stringify(rows);
}
