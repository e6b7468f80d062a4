import { patience } from '../../../nodes/shared/transport/rateLimiter';
import * as core from 'n8n-core';
import type { INodeParameters } from 'n8n-workflow';
import { upTo } from '../../operations/support';
import { locator, openDesk } from '../support';

const desk = openDesk();
const things: INodeParameters = { resource: 'object', operation: 'getAll', objectName: locator('things'), returnAll: true };
const touchList: INodeParameters = { resource: 'touch', operation: 'getAll' };
const setThings = (count: number) => desk.control.openConnectors.setObject('things', upTo(count).map((index) => ({ id: index + 1, amount: index })));
/** Answers every request so, whatever it asks for. */
const answerAlways = (status: number, body: unknown, headers: Record<string, string> = {}) =>
	desk.control.fault({ times: 'always', action: { kind: 'status', status, body, headers: { 'Retry-After': '0', 'Elements-Request-Id': 'request-0815', ...headers } } });

/** Prototype on which n8n's contexts have their logger. */
function ownerOfLogger(): object {
	for (let type: object | null = core.ExecuteSingleContext.prototype as object; type !== null; type = Object.getPrototypeOf(type) as object | null) {
		if (Object.hasOwn(type, 'logger')) return type;
	}
	throw new Error("n8n's contexts have no logger");
}

/** What the node writes into n8n's log as a warning. */
let warnings: Array<[message: string, more: Record<string, unknown>]>;
beforeEach(() => {
	warnings = [];
	const warn = (...entry: (typeof warnings)[number]) => void warnings.push(entry);
	jest.spyOn(ownerOfLogger() as { logger: unknown }, 'logger', 'get').mockReturnValue({ warn, debug: () => undefined, info: () => undefined, error: () => undefined });
});
afterEach(() => jest.restoreAllMocks());

describe('an error says what to do', () => {
	test.each([
		['a wrong secret', { userSecret: 'somebody-else' }],
		['the token of an instance that is gone', { elementToken: 'gone-token' }],
	])('about %s', async (_name, more) => {
		const { error } = await desk.run(touchList, { credential: desk.credential(more) });
		expect(error).toMatchObject({ httpCode: '401' });
		expect(error?.description).toMatch(/^Check 'User Secret', 'Organization Secret' and 'Element Token'.*Elements-Request-Id [\w-]+\. \[item 0\]$/);
		expect(desk.seen()).toHaveLength(1);
	});

	test.each<[string, INodeParameters]>([
		['a read', touchList],
		['a write', { resource: 'group', operation: 'create', additionalFields: { name: 'x' } }],
	])('about a disabled instance, met by %s', async (_name, parameters) => {
		const { id, token } = desk.control.openConnectors.createInstance();
		desk.control.openConnectors.disableInstance(id);
		const { error } = await desk.run(parameters, { credential: desk.credential({ elementToken: token }) });
		expect(error).toMatchObject({ httpCode: '403' });
		expect(error?.description).toContain('The instance of the connector is probably disabled');
		expect(error?.description).toContain('Elements-Request-Id');
		expect(desk.seen()).toHaveLength(1);
	});

	test.each<[string, number, unknown]>([
		['a 400 that names it', 400, { message: 'Unknown resource touches' }],
		['a 404 without a word', 404, ''],
		['a 405', 405, { message: 'Method not allowed' }],
		['a 502 that names it', 502, { message: 'Bad gateway', providerMessage: 'Invalid resource touches' }],
	])('about a resource that is not there, told by %s, and does not ask again', async (_name, status, body) => {
		answerAlways(status, body);
		const { error } = await desk.run(touchList);
		expect(error).toMatchObject({ httpCode: String(status) });
		expect(error?.description).toContain('This instance does not expose it.');
		expect(desk.seen()).toHaveLength(1);
	});

	test('about a record that is not there, and does not blame the instance', async () => {
		const { error } = await desk.run({ resource: 'touch', operation: 'get', touchId: locator(1) });
		expect(error).toMatchObject({ httpCode: '404' });
		expect(error?.description).toContain('Check the ID in the node');
		answerAlways(404, { message: 'Resource with id 1 was not found' });
		const other = await desk.run({ resource: 'touch', operation: 'get', touchId: locator(1) });
		expect(other.error?.description).toContain('Check the ID in the node');
	});

	test('about pages of a gateway, in words of its own', async () => {
		answerAlways(400, '<html><h1>Oops</h1></html>');
		const { error } = await desk.run(touchList);
		expect(error?.message).toBe('SAP Open Connectors refused the request (status 400)');
	});
});

describe('a repeat', () => {
	test.each([429, 502, 503, 504])('of a read follows %d', async (status) => {
		desk.control.fault({ action: { kind: 'status', status, body: { message: 'Later' }, headers: { 'Retry-After': '0' } } });
		const { error } = await desk.run(touchList);
		expect(error?.message).toBeUndefined();
		expect(desk.seen()).toHaveLength(2);
	});

	test('of a read follows no other failure', async () => {
		answerAlways(500, { message: 'Broken' });
		expect((await desk.run(touchList)).error?.message).toBe('Broken');
		expect(desk.seen()).toHaveLength(1);
	});

	test.each<[string, INodeParameters]>([
		['create', { resource: 'touch', operation: 'create', additionalFields: { name: 'x' } }],
		['update', { resource: 'touch', operation: 'update', touchId: locator(220_145), additionalFields: { name: 'x' } }],
		['delete', { resource: 'touch', operation: 'delete', touchId: locator(220_145) }],
	])('of a %s never follows by itself', async (_name, parameters) => {
		for (const status of [429, 500, 503]) {
			desk.control.clearRequests();
			desk.control.faults.clear();
			answerAlways(status, { message: 'Later' });
			const { error } = await desk.run(parameters);
			expect(error?.message).toMatch(/^Outcome unknown: Later/);
			expect(error?.description).toContain('Elements-Request-Id request-0815');
			expect(desk.seen()).toHaveLength(1);
		}
	});

	test('of an update with PUT follows a 405 only', async () => {
		answerAlways(400, { message: 'No' });
		const { error } = await desk.run({ resource: 'touch', operation: 'update', touchId: locator(220_145), additionalFields: { name: 'x' } });
		expect(error?.message).toBe('Refused: No');
		expect(desk.seen().map(({ method }) => method)).toEqual(['PATCH']);
	});
});

describe("n8n's log is told", () => {
	test.each<[string, INodeParameters, unknown]>([
		['a list', { ...touchList, limit: 1 }, [{ id: 1 }]],
		['a record', { resource: 'user', operation: 'getCurrent' }, { id: 1 }],
		['a write', { resource: 'group', operation: 'create', additionalFields: { name: 'x' } }, { id: 1 }],
	])('what a good answer for %s warns of', async (_name, parameters, body) => {
		answerAlways(200, body, { 'Elements-Error': 'Some rows were left out' });
		const { items, error } = await desk.run(parameters);
		expect(error?.message).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual([{ id: 1 }]);
		expect(warnings).toEqual([['Sendoso: SAP Open Connectors warns of an answer', { node: 'Sendoso', item: 0, warning: 'Some rows were left out' }]]);
	});

	test('once per item how many records were dropped, also when pages became smaller on the way', async () => {
		setThings(130);
		desk.control.openConnectors.ignoreFilters(true);
		let answers = 0;
		const stop = desk.control.beforeAnswer((pending) => {
			answers += 1;
			if (answers === 2) Object.assign(pending, { status: 429, answer: { requestId: 'request-2', message: 'The response size exceeds the limit' } });
		});
		const conditions = { filterBy: 'conditions', conditions: { values: [{ field: 'amount', operator: '>=', value: '120', valueType: 'number' }] } };
		const { items } = await desk.run({ ...things, ...conditions }, { items: [{}, {}] });
		stop();
		expect(items).toHaveLength(20);
		const dropped = warnings.map(([message]) => message).filter((message) => message.includes('did not match'));
		expect(dropped).toEqual([0, 1].map(() => 'Sendoso: 120 records did not match the conditions and were left out; the server did not apply them, or not all'));
	});

	test('of nothing when the server applied the filter', async () => {
		setThings(130);
		await desk.run({ ...things, filterBy: 'conditions', conditions: { values: [{ field: 'amount', operator: '>=', value: '120', valueType: 'number' }] } });
		expect(warnings).toEqual([]);
	});

	test('which conditions the node applied alone', async () => {
		setThings(1);
		await desk.run({ ...things, filterBy: 'conditions', conditions: { values: [{ field: 'name', operator: '=', value: "O'Neill", valueType: 'text' }] } });
		expect(warnings.map(([message]) => message)).toEqual([expect.stringContaining('conditions on name are applied by the node alone')]);
	});
});

describe('metadata', () => {
	const auto = { filterBy: 'conditions', conditions: { values: [{ field: 'amount', operator: '<', value: '2', valueType: 'auto' }] } };
	const isMetadata = ({ path }: { path: string }) => path.endsWith('/metadata');

	test('are read once for all items', async () => {
		setThings(5);
		const { items } = await desk.run({ ...things, ...auto }, { items: [{}, {}, {}] });
		expect(items).toHaveLength(6);
		expect(desk.seen().filter(isMetadata)).toHaveLength(1);
	});

	const { longestMs } = patience;
	afterEach(() => (patience.longestMs = longestMs));

	test.each([401, 403, 404, 429, 500])('that answer %d leave the value a text, and the list is read', async (status) => {
		patience.longestMs = 2_500;
		setThings(5);
		desk.control.openConnectors.ignoreFilters(true);
		desk.control.fault({ times: 'always', match: { path: '*/metadata' }, action: { kind: 'status', status, body: { message: 'No' }, headers: { 'Retry-After': '0' } } });
		const { items, error } = await desk.run({ ...things, ...auto });
		expect(error?.message).toBeUndefined();
		expect(items.map(({ json }) => json.amount)).toEqual([0, 1]);
		expect(desk.seen().find(({ path }) => path === '/things')?.query.where).toBe("amount < '2'");
	});
});
