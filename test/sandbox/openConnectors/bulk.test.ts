import { demoOpenConnectors } from '../../../sandbox';
import { stopAll } from '../support';
import { column, open } from './support';

afterEach(stopAll);

async function prepared(count = 3) {
	const opened = await open();
	const control = opened.sandbox.control.openConnectors;
	control.setObject('things', Array.from({ length: count }, (_unused, index) => ({ id: index + 1, name: `a "b", ${index}`, created_at: `2025-03-0${index + 1}T00:00:00.000Z` })));
	const { client } = opened;
	const start = async (body: object = {}) => (await client.post('/bulk/download', { objectName: 'things', format: 'application/json', ...body })).data.id;
	const state = async (id: unknown, member = 'status') => (await client.get(`/bulk/${String(id)}/status`)).data[member];
	const result = async (id: unknown, accept = 'application/json', name = 'things') =>
		await client.get(`/bulk/${String(id)}/${name}`, { headers: { Accept: accept }, responseType: 'text', transformResponse: (text: string) => text });
	const finish = async (body: object = {}) => {
		const id = await start(body);
		control.stepBulkJob(id, 'COMPLETED');
		return id;
	};
	return { ...opened, control, start, state, result, finish };
}

describe('a bulk job', () => {
	it('goes through its states, one at each look, and then has a result', async () => {
		const { client, start, state, result } = await prepared();
		const made = await client.post('/bulk/download', { objectName: 'things', format: 'application/json' });
		expect(made.data).toEqual({ id: expect.any(String), instanceId: demoOpenConnectors.instanceId, status: 'CREATED' });
		const { id } = made.data;
		const states = [await state(id), await state(id)];
		expect((await result(id)).status).toBe(404);
		expect([...states, await state(id), await state(id)]).toEqual(['STARTED', 'RUNNING', 'COMPLETED', 'COMPLETED']);
		const { data, headers } = await result(id);
		expect(JSON.parse(data).map((row: { id: number }) => row.id)).toEqual([1, 2, 3]);
		expect(headers['content-disposition']).toContain('things');
		expect(await start()).not.toBe(id);
	});

	test.each([
		['a clause', { where: 'id > 1' }, [2, 3]],
		['fields', { selectFields: 'id' }, [1, 2, 3]],
		['a limit', { limit: 2 }, [1, 2]],
		['dates', { from: '2025-03-02T00:00:00.000Z', to: '2025-03-02T00:00:00.000Z' }, [2]],
	])('reads with %s', async (_name, body, ids) => {
		const { result, finish } = await prepared();
		const rows: Array<Record<string, unknown>> = JSON.parse((await result(await finish(body))).data);
		expect(rows.map(({ id }) => id)).toEqual(ids);
		expect(rows.every((row) => 'name' in row)).toBe(!('selectFields' in body));
	});

	it('reads what a select statement names', async () => {
		const { client, control, result } = await prepared();
		const query = async (q: string) => await client.post('/bulk/query', undefined, { params: { q } });
		const { data } = await query('select id from things where id >= 2 limit 1');
		control.stepBulkJob(data.id, 'COMPLETED');
		expect(JSON.parse((await result(data.id)).data)).toEqual([{ id: 2 }]);
		expect([(await query('delete from things')).status, (await query('select * from nothing')).status, (await query('select * from things where id ~ 1')).status]).toEqual([400, 404, 400]);
	});

	it('has its result in the format it was made with, and only there', async () => {
		const { client, control, result, finish } = await prepared(2);
		const json = await finish();
		expect([(await result(json, 'text/csv')).status, (await result(json, 'application/json', 'touches')).status]).toEqual([400, 404]);
		expect((await result(await finish({ format: 'application/jsonl' }), 'application/jsonl')).data).toMatch(/^\{"id":1.*\}\n\{"id":2.*\}\n$/);
		const csv = await result(await finish({ format: 'txt/csv', selectFields: 'id,name' }), 'txt/csv');
		expect(csv.data).toBe('id,name\n1,"a ""b"", 0"\n2,"a ""b"", 1"\n');
		control.setShapes({ bulkJsonAsLines: true });
		expect((await result(json)).data.split('\n')).toHaveLength(3);
		expect((await client.post('/bulk/download', { objectName: 'things', format: 'image/png' })).status).toBe(400);
	});

	it('tells its state in one of three members', async () => {
		const { control, start, state } = await prepared();
		const id = await start();
		for (const member of ['jobStatus', 'job_status'] as const) {
			control.setShapes({ bulkState: member });
			expect([await state(id), typeof (await state(id, member))]).toEqual([undefined, 'string']);
		}
	});

	it('can be cancelled until it ends, and can fail', async () => {
		const { client, control, start, state } = await prepared();
		const id = await start();
		const cancel = async () => (await client.put(`/bulk/${String(id)}/cancel`)).status;
		expect([await cancel(), await state(id), await cancel()]).toEqual([200, 'CANCELLED', 400]);
		const other = await start();
		expect((await client.get(`/bulk/${String(other)}/errors`)).data).toEqual([]);
		control.stepBulkJob(other, 'ERROR');
		expect((await client.get(`/bulk/${String(other)}/errors`)).data).toHaveLength(1);
		expect(await state(other)).toBe('ERROR');
	});

	it('keeps its result for seven days', async () => {
		const { sandbox, finish, result } = await prepared();
		const id = await finish();
		sandbox.control.clock.advance(7 * 86_400_000 - 60_000);
		expect((await result(id)).status).toBe(200);
		sandbox.control.clock.advance(120_000);
		expect((await result(id)).status).toBe(404);
	});
});

describe('the list of jobs', () => {
	it('can be filtered by four fields', async () => {
		const { client, start, finish } = await prepared();
		const [first, second] = [await start(), await finish()].map(Number);
		const list = async (where: string) => await client.get('/bulk/jobs', { params: { where } });
		expect(column(await client.get('/bulk/jobs'))).toEqual([first, second]);
		expect(column(await list("job_status = 'COMPLETED' AND record_count = 3 AND job_direction = 'DOWNLOAD' AND object_name = 'things'"))).toEqual([second]);
		expect((await list("status = 'COMPLETED'")).status).toBe(400);
	});
});

describe('bulk', () => {
	it('can be off, and is on again after a reset', async () => {
		const { sandbox, client, control, start } = await prepared();
		const id = String(await start());
		control.setBulk(false);
		const download = async () => (await client.post('/bulk/download', { objectName: 'touches', format: 'application/json' })).status;
		expect([await download(), (await client.get('/bulk/jobs')).status, (await client.get(`/bulk/${id}/status`)).status]).toEqual([400, 404, 404]);
		sandbox.control.reset();
		expect([await download(), (await client.get('/bulk/jobs')).data.length, (await client.get('/bulk/1/status')).status]).toEqual([200, 1, 404]);
	});

	it('takes no files', async () => {
		const { client } = await prepared();
		const form = new FormData();
		form.append('file', new Blob(['id\n1\n']), 'rows.csv');
		expect((await client.post('/bulk/things', form)).status).toBeGreaterThanOrEqual(400);
	});
});
