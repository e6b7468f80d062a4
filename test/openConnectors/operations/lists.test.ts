import type { INodeParameters } from 'n8n-workflow';
import { locator, openDesk } from '../support';
import { upTo } from '../../operations/support';

const desk = openDesk();
const setObject = (name: string, count: number) =>
	desk.control.openConnectors.setObject(name, upTo(count).map((index) => ({ id: index + 1, name: `Row ${index + 1}`, amount: index })));

/** Conditions of the builder. */
const conditions = (...values: INodeParameters[]): INodeParameters => ({ filterBy: 'conditions', conditions: { values } });
const all: INodeParameters = { returnAll: true };

describe('each queryable endpoint of the page, with a clause that the node writes and one that the user writes', () => {
	const endpoints: Array<[string, INodeParameters, () => void]> = [
		['/touches', { resource: 'touch', operation: 'getAll' }, () => desk.control.touches.add({ name: 'Wanted' })],
		['/gifts', { resource: 'gift', operation: 'getAll' }, () => undefined],
		['/return-addresses', { resource: 'object', operation: 'getAll', objectName: locator('return-addresses') }, () => desk.control.openConnectors.returnAddresses.add({ name: 'Wanted' })],
		['/groups/907/contacts', { resource: 'object', operation: 'getChildren', objectName: locator('groups'), objectId: '907', childObjectName: 'contacts' }, () => desk.control.openConnectors.setObject('groups/907/contacts', [{ id: 1, name: 'Wanted' }, { id: 2, name: 'Other' }])],
		...['journals', 'payments', 'purchase-orders', 'tax-rates'].map((name): [string, INodeParameters, () => void] => [
			`/${name}`,
			{ resource: 'object', operation: 'getAll', objectName: locator(name) },
			() => desk.control.openConnectors.setObject(name, [{ id: 1, name: 'Wanted' }, { id: 2, name: 'Other' }]),
		]),
		['/bulk/jobs', { resource: 'bulkJob', operation: 'getAll' }, () => undefined],
	];
	test.each(endpoints)('%s', async (path, parameters, prepare) => {
		prepare();
		const [field, value] = path === '/gifts' ? ['name', 'Coffee card'] : path === '/bulk/jobs' ? ['job_status', 'CREATED'] : ['name', 'Wanted'];
		if (path === '/bulk/jobs') desk.control.openConnectors.createBulkJob('touches');
		const built = await desk.run({ ...parameters, ...all, ...conditions({ field, operator: '=', value, valueType: 'text' }) });
		const raw = await desk.run({ ...parameters, ...all, filterBy: 'ocnql', where: `${field} LIKE '${value.slice(0, 3)}%'` });
		for (const { error, items } of [built, raw]) {
			expect(error?.message).toBeUndefined();
			expect(items).toHaveLength(1);
			expect(items[0]?.json[field]).toBe(value);
		}
		const asked = desk.seen().filter((request) => request.path === path && request.method === 'GET');
		expect(asked.map(({ query }) => query.where)).toEqual([`${field} = '${value}'`, `${field} LIKE '${value.slice(0, 3)}%'`]);
	});
});

test.each(['journals', 'payments', 'purchase-orders', 'tax-rates'])('an instance without %s says that it does not expose it', async (name) => {
	const { error } = await desk.run({ resource: 'object', operation: 'getAll', objectName: locator(name) });
	expect(error?.description).toContain('This instance does not expose it.');
	expect(error?.description).toMatch(/Elements-Request-Id [\w-]{36}\. \[item 0\]$/);
	expect(desk.seen()).toHaveLength(1);
});

describe('pages', () => {
	const read = async (more: INodeParameters = all) => {
		const { items, error } = await desk.run({ resource: 'object', operation: 'getAll', objectName: locator('things'), ...more });
		expect(error?.message).toBeUndefined();
		return items.map(({ json }) => json.id);
	};
	const numbers = (count: number) => upTo(count).map((index) => index + 1);

	test.each(['token', 'page'] as const)('are followed by %s to the end', async (paging) => {
		setObject('things', 250);
		desk.control.openConnectors.setPaging(paging);
		expect(await read()).toEqual(numbers(250));
		expect(desk.seen().map(({ query }) => query.pageSize)).toEqual(['100', '100', '100']);
		expect(desk.seen().map(({ query }) => (paging === 'page' ? query.page : typeof query.nextPage))).toEqual(paging === 'page' ? [undefined, '2', '3'] : ['undefined', 'string', 'string']);
	});

	test('of an endpoint that ignores them end at the first repeat', async () => {
		setObject('things', 100);
		desk.control.openConnectors.setPaging('none');
		expect(await read()).toEqual(numbers(100));
		expect(desk.seen()).toHaveLength(2);
	});

	test('of an endpoint that gives its last one for ever end with the third that brings nothing new', async () => {
		setObject('things', 200);
		desk.control.openConnectors.setPaging('lastForEver');
		desk.control.openConnectors.setTotalCount(false);
		expect(await read()).toEqual(numbers(200));
		expect(desk.seen().map(({ query }) => query.page)).toEqual([undefined, '2', '3', '4', '5']);
	});

	test('that are cut short with a warning are not taken for the last one', async () => {
		setObject('things', 60);
		desk.control.openConnectors.setPaging('page');
		desk.control.openConnectors.setPageLimit(25);
		expect(await read()).toEqual(numbers(60));
	});

	test('that are too large are asked for again with half the rows, at once', async () => {
		setObject('things', 130);
		desk.control.openConnectors.refusePagesAbove(30);
		const begun = Date.now();
		expect(await read()).toEqual(numbers(130));
		expect(desk.seen().slice(0, 3).map(({ query }) => query.pageSize)).toEqual(['100', '50', '25']);
		expect(Date.now() - begun).toBeLessThan(5_000);
	});

	test('are not asked for beyond the limit', async () => {
		setObject('things', 250);
		expect(await read({ limit: 30 })).toEqual(numbers(30));
		expect(desk.seen().map(({ query }) => query.pageSize)).toEqual(['30']);
	});

	test('are as small as the user wants them', async () => {
		setObject('things', 25);
		expect(await read({ ...all, options: { pageSize: 10, orderBy: 'id desc' } })).toEqual(numbers(25).reverse());
		expect(desk.seen()).toHaveLength(3);
	});

	test('that fail fail the whole list', async () => {
		setObject('things', 250);
		let answers = 0;
		const stop = desk.control.beforeAnswer((pending) => {
			answers += 1;
			if (answers === 2) Object.assign(pending, { status: 400, answer: { requestId: 'request-2', message: 'broken page' } });
		});
		const { error, items } = await desk.run({ resource: 'object', operation: 'getAll', objectName: locator('things'), ...all });
		stop();
		expect(error?.message).toBe('broken page');
		expect(error?.description).toContain('Elements-Request-Id');
		expect(items).toEqual([]);
	});
});

describe('filters', () => {
	const read = async (more: INodeParameters) => await desk.run({ resource: 'object', operation: 'getAll', objectName: locator('things'), ...all, ...more });

	test('that the server ignores are applied by the node, and the limit counts what is left', async () => {
		setObject('things', 250);
		desk.control.openConnectors.ignoreFilters(true);
		const { items } = await read({ returnAll: false, limit: 3, ...conditions({ field: 'amount', operator: '>=', value: '150', valueType: 'number' }) });
		expect(items.map(({ json }) => json.amount)).toEqual([150, 151, 152]);
	});

	test('are typed by metadata, and see their fields', async () => {
		setObject('things', 5);
		const { items } = await read({ ...conditions({ field: 'amount', operator: '<', value: '2' }), options: { fields: 'name' } });
		expect(items.map(({ json }) => json.name)).toEqual(['Row 1', 'Row 2']);
		expect(desk.seen().map(({ path }) => path)).toEqual(['/objects/things/metadata', '/things']);
		expect(desk.seen()[1]?.query).toMatchObject({ where: 'amount < 2', fields: 'name,amount' });
	});

	test('with a quote are applied by the node alone', async () => {
		desk.control.openConnectors.setObject('things', [{ id: 1, name: "O'Neill" }, { id: 2, name: 'Smith' }]);
		const { items, error: none } = await read(conditions({ field: 'name', operator: '=', value: "O'Neill" }, { field: 'id', operator: '>', value: '0', valueType: 'number' }));
		expect(none?.message).toBeUndefined();
		expect(items.map(({ json }) => json.id)).toEqual([1]);
		expect(desk.seen().at(-1)?.query.where).toBe('id > 0');
		const either = await read({ ...conditions({ field: 'name', operator: '=', value: "O'Neill" }, { field: 'id', operator: '=', value: '2', valueType: 'number' }), combineConditions: 'or' });
		expect(either.items).toHaveLength(2);
		expect(desk.seen().at(-1)?.query.where).toBeUndefined();
		const { error } = await read({ ...conditions({ field: 'name', operator: '=', value: "O'Neill" }), options: { recheckFilter: false } });
		expect(error?.message).toContain("can't be sent safely");
	});

	test('that the server cannot read are refused in its own words', async () => {
		setObject('things', 1);
		const { error } = await read({ filterBy: 'ocnql', where: 'name ~ 1' });
		expect(error?.message).toContain('Invalid where clause');
	});
});

describe('instances', () => {
	const getAll: INodeParameters = { resource: 'connectorInstance', operation: 'getAll', returnAll: true };
	const fill = () => {
		for (let index = 0; index < 449; index++) desk.control.openConnectors.createInstance(`Instance ${index}`, index >= 299 ? 'sendoso' : 'hubspotcrm');
	};

	test('of all connectors are read to the last page, and those of this one are given', async () => {
		fill();
		const { items, error } = await desk.run(getAll);
		expect(error).toBeUndefined();
		const ours = desk.control.openConnectors.instances().filter(({ element }) => element.key === 'sendoso');
		expect(items.map(({ json }) => json.id)).toEqual(ours.map(({ id }) => id));
		expect(items.length).toBeGreaterThanOrEqual(150);
		expect(desk.seen().map(({ path }) => path)).toEqual(Array(5).fill('/instances'));
		expect((await desk.run({ ...getAll, returnAll: false, limit: 3 })).items).toHaveLength(3);
	});

	test.each([
		['a page of another host', '<html>Not found</html>', /status 404|does not know|Not found/],
		['an empty answer', '', /404|does not know/],
	])('are not none because of %s', async (_name, body, message) => {
		desk.control.fault({ times: 'always', action: { kind: 'status', status: 404, body, stage: 'before' } });
		const { items, error } = await desk.run(getAll);
		expect(items).toEqual([]);
		expect(error?.message).toMatch(message);
	});

	test('are none where the platform says so', async () => {
		for (const { id } of desk.control.openConnectors.instances()) desk.control.openConnectors.deleteInstance(id);
		const { items, error } = await desk.run(getAll);
		expect([items, error]).toEqual([[], undefined]);
	});
});
