import { Router } from 'express';
import { Refusal } from '../errors';
import { answerList } from '../lists/lists';
import { filterRows, pickFields } from '../lists/query';
import type { ResourceDesk } from '../resources/resourceDesk';
import { deskOf } from '../resources/resources';
import type { Row } from '../row';
import type { Tenant } from '../tenant';
import type { BulkJob } from './bulkJobs';

interface DownloadBody {
	objectName: string;
	format: string;
	where?: string;
	selectFields?: string;
	limit?: number;
	from?: string;
	to?: string;
	filterDateField?: string;
}

const formats = ['application/json', 'application/jsonl', 'text/csv', 'txt/csv'];

/** The bulk service: jobs that read an object, and their results (facts 64 to 70). */
export function bulkRoutes(tenant: Tenant, desks: Map<string, ResourceDesk>): Router {
	const { bulk } = tenant;
	const router = Router();

	router.use('/bulk', (request, _response, next) => {
		if (!tenant.behaviour.hasBulk) throw new Refusal(request.method === 'POST' ? 400 : 404, 'Bulk is not supported for this element');
		next();
	});

	const start = ({ objectName, format, where = '', selectFields = '', limit = Infinity, from, to, filterDateField = 'created_at' }: DownloadBody, instanceId?: number) => {
		if (!formats.includes(format)) throw new Refusal(400, `The format ${format} is not supported`);
		const isWithin = (row: Row): boolean => {
			const date = Date.parse(String(row[filterDateField]));
			return (from === undefined || date >= Date.parse(from)) && (to === undefined || date <= Date.parse(to));
		};
		const rows = filterRows(tenant, deskOf(tenant, desks, objectName).rows(), objectName, where).filter(isWithin).slice(0, limit);
		const query = `select ${selectFields || '*'} from ${objectName}${where === '' ? '' : ` where ${where}`}`;
		const job = bulk.create({ objectName, format, query, rows: rows.map((row) => pickFields(row, selectFields)) });
		return { id: String(job.id), instanceId, status: job.state };
	};

	router.get('/bulk/jobs', (request, response) => {
		answerList(tenant, request, response, 'bulk/jobs', bulk.list().map(listed));
	});

	router.post('/bulk/download', (request, response) => {
		response.json(start(request.body, tenant.instanceOf(request)?.id));
	});

	router.post('/bulk/query', (request, response) => {
		const parts = /^select\s+(.+?)\s+from\s+(\S+)(?:\s+where\s+(.+?))?(?:\s+limit\s+(\d+))?\s*$/i.exec(String(request.query.q));
		if (parts === null) throw new Refusal(400, 'Invalid select statement');
		const [, fields = '', objectName = '', where, limit] = parts;
		const selectFields = fields.trim() === '*' ? '' : fields;
		const { from, to } = request.query;
		const body = { objectName, format: 'application/json', where, selectFields, limit: limit === undefined ? undefined : Number(limit), from: textOf(from), to: textOf(to) };
		response.json(start(body, tenant.instanceOf(request)?.id));
	});

	router.post('/bulk/:objectName', () => {
		throw new Refusal(400, 'Bulk upload is not supported for this element');
	});

	router.get('/bulk/:id/status', (request, response) => {
		const job = bulk.step(request.params.id);
		const counts = { recordsCount: job.rows.length, recordsFailedCount: 0, recordCount: job.rows.length, errorCount: 0 };
		response.json({ id: String(job.id), [tenant.behaviour.shapes.bulkState]: job.state, ...counts, objectName: job.objectName, jobDirection: 'DOWNLOAD', fileFormat: job.format });
	});

	router.get('/bulk/:id/errors', (request, response) => {
		const { id, state, errors } = bulk.get(request.params.id);
		const told = errors.length > 0 || state !== 'ERROR' ? errors : [{ jobId: id, message: 'The provider failed' }];
		answerList(tenant, request, response, 'errors', told as Row[]);
	});

	router.put('/bulk/:id/cancel', (request, response) => {
		const job = bulk.cancel(request.params.id);
		response.json({ id: String(job.id), status: job.state });
	});

	router.get('/bulk/:id/:objectName', (request, response) => {
		const job = bulk.completed(request.params.id);
		if (job.objectName !== request.params.objectName) throw new Refusal(404, `The job ${job.id} read ${job.objectName}`);
		if (request.headers.accept !== job.format) throw new Refusal(400, `The Accept header must be ${job.format}`);
		response.setHeader('Content-Disposition', `attachment; filename="${job.objectName}.${job.format.split('/')[1] ?? ''}"`);
		response.setHeader('Content-Type', job.format);
		response.send(textOfJob(job, tenant.behaviour.shapes.bulkJsonAsLines));
	});

	return router;
}

function listed({ id, objectName, query, state, rows, format, createdDate, completedDate }: BulkJob): Row {
	return {
		id,
		object_name: objectName,
		job_direction: 'DOWNLOAD',
		job_query: query,
		job_status: state,
		status: state,
		record_count: rows.length,
		error_count: 0,
		fileFormat: format,
		createdDate,
		completion_time: completedDate,
	};
}

function textOfJob({ format, rows }: BulkJob, asLines: boolean): string {
	if (format.endsWith('/csv')) return csvOf(rows);
	if (format.endsWith('jsonl') || asLines) return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
	return JSON.stringify(rows);
}

function csvOf(rows: Row[]): string {
	const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
	const cell = (value: unknown): string => {
		const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
		return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
	};
	return [columns, ...rows.map((row) => columns.map((column) => row[column]))].map((line) => `${line.map(cell).join(',')}\n`).join('');
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}
