import { demoOpenConnectors } from '../../../sandbox';
import { openDesk } from '../support';

const desk = openDesk();
const bulk = { resource: 'bulkJob' };
const create = (format?: string, objectName = 'groups') => String(desk.control.openConnectors.createBulkJob(objectName, format).id);
const finished = (format?: string) => {
	const id = create(format);
	desk.control.openConnectors.stepBulkJob(id, 'COMPLETED');
	return id;
};

test('a job is followed to its end', async () => {
	const bulkJobId = create();
	const states: unknown[] = [];
	for (let look = 0; look < 3; look++) states.push((await desk.run({ ...bulk, operation: 'getStatus', bulkJobId })).items[0]?.json.state);
	expect(states).toEqual(['STARTED', 'RUNNING', 'COMPLETED']);
});

test.each([{ status: 'RUNNING' }, { jobStatus: 'RUNNING' }, { job_status: 'RUNNING' }])('the state is read off %j', async (answer) => {
	const bulkJobId = finished();
	const stop = desk.control.beforeAnswer((pending) => {
		if (pending.request.path.endsWith('/status')) pending.answer = answer;
	});
	const { items } = await desk.run({ ...bulk, operation: 'getStatus', bulkJobId });
	stop();
	expect(items[0]?.json).toEqual({ ...answer, state: 'RUNNING' });
});

test.each(['application/json', 'application/jsonl'])('a result in %s becomes items', async (format) => {
	const bulkJobId = finished(format);
	const { items } = await desk.run({ ...bulk, operation: 'getResult', bulkJobId, objectName: 'groups', options: { format } });
	expect(items).toHaveLength(desk.control.groups.list().filter(({ active }) => active).length);
	expect(items[0]?.json).toHaveProperty('name');
});

test('a result becomes a file', async () => {
	const bulkJobId = finished();
	const { items } = await desk.run({ ...bulk, operation: 'getResult', bulkJobId, objectName: 'groups', outputAs: 'file' });
	expect(items[0]?.binary?.data).toMatchObject({ fileName: 'groups.json', mimeType: 'application/json' });
});

test('a job without errors has none', async () => {
	const { items, error } = await desk.run({ ...bulk, operation: 'getErrors', bulkJobId: finished() });
	expect([items, error]).toEqual([[], undefined]);
});

test('errors are read to the last one, as texts or records', async () => {
	const bulkJobId = create();
	const errors = Array.from({ length: 450 }, (_, index) => (index % 2 === 0 ? `Row ${index}: no name` : { row: index, message: 'no name' }));
	desk.control.openConnectors.failBulkJob(bulkJobId, errors);
	const { items, error } = await desk.run({ ...bulk, operation: 'getErrors', bulkJobId });
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json)).toEqual(errors.map((entry) => (typeof entry === 'string' ? { message: entry } : entry)));
});

test.each([130, 200, 400, 450])('%i errors that say the same are all given', async (count) => {
	const bulkJobId = create();
	const errors = Array.from({ length: count }, (_, index) => (index % 3 === 0 ? 'No name' : 'The address is invalid'));
	desk.control.openConnectors.failBulkJob(bulkJobId, errors);
	const { items, error } = await desk.run({ ...bulk, operation: 'getErrors', bulkJobId });
	expect([error, items.map(({ json }) => json.message)]).toEqual([undefined, errors]);
});

/** A result that is no UTF-8. */
const spoilt = [0x6e, 0x2c, 0xfc, 0xdf, 0x00, 0xff, 0xfe, 0x0d, 0x0a, 0x80].map((byte) => String.fromCharCode(byte)).join('');

test.each([
	['keeps every byte, whatever letters it is written in', spoilt, spoilt],
	['holds no secret, and every other byte', `${spoilt}${demoOpenConnectors.userSecret}${spoilt}`, `${spoilt}(secret)${spoilt}`],
])('a file %s', async (_name, given, kept) => {
	const bulkJobId = finished('txt/csv');
	desk.control.fault({ match: { path: '*/groups' }, action: { kind: 'status', status: 200, body: given, inBytes: true, headers: { 'Content-Type': 'txt/csv' }, stage: 'before' } });
	const { items, error } = await desk.run({ ...bulk, operation: 'getResult', bulkJobId, objectName: 'groups', outputAs: 'file', options: { format: 'txt/csv' } });
	expect(error).toBeUndefined();
	expect(Buffer.from(items[0]?.binary?.data?.data ?? '', 'base64').toString('latin1')).toBe(kept);
});

test('a failure of the provider is no file', async () => {
	const bulkJobId = finished();
	desk.control.fault({ match: { path: '*/groups' }, action: { kind: 'status', status: 200, body: { success: false, message: 'The provider failed' }, stage: 'before' } });
	const { items, error } = await desk.run({ ...bulk, operation: 'getResult', bulkJobId, objectName: 'groups', outputAs: 'file' });
	expect([items, error?.message]).toEqual([[], 'The provider failed']);
});

test.each(['getAll', 'getStatus', 'getErrors', 'getResult'])('a connector without bulk says so to %s', async (operation) => {
	desk.control.openConnectors.setBulk(false);
	const { error } = await desk.run({ ...bulk, operation, objectName: 'groups', bulkJobId: '1' });
	expect(error?.message).toMatch(/^Bulk is not supported/);
	expect(error?.description).toContain('bulk jobs are switched off for this connector');
});

test('a result in another format than asked for is told in the words of the platform', async () => {
	const { error } = await desk.run({ ...bulk, operation: 'getResult', bulkJobId: finished(), objectName: 'groups', options: { format: 'application/jsonl' } });
	expect(error?.message).toBe('The Accept header must be application/json');
});

const filtered = (field: string, value: string) => ({ ...bulk, operation: 'getAll', filterBy: 'conditions', conditions: { values: [{ field, operator: 'equal', value, valueType: 'text' }] } });

test('jobs are filtered by the fields that the list takes', async () => {
	create('application/json', 'touches');
	const id = create();
	const { items } = await desk.run(filtered('object_name', 'groups'));
	expect(items.map(({ json }) => String(json.id))).toEqual([id]);
	expect(desk.seen().at(-1)).toMatchObject({ path: '/bulk/jobs', query: { where: "object_name = 'groups'" } });
});

test('a filter of jobs by another field is refused before any request', async () => {
	const { error } = await desk.run(filtered('createdDate', '2026-01-01'));
	expect(error?.message).toBe("'Field' of condition 1 is not one that jobs can be filtered by");
	expect(desk.seen()).toEqual([]);
});

test('a table is no list of items', async () => {
	const result = { ...bulk, operation: 'getResult', bulkJobId: '1', objectName: 'groups', options: { format: 'txt/csv' } };
	const { error } = await desk.run(result);
	expect(error?.message).toBe("A result in the format txt/csv can't be read as items");
	expect(desk.seen()).toEqual([]);
	const bulkJobId = finished('txt/csv');
	const { items } = await desk.run({ ...result, bulkJobId, outputAs: 'file' });
	expect(items[0]?.binary?.data).toMatchObject({ fileName: 'groups.csv', mimeType: 'txt/csv' });
});
