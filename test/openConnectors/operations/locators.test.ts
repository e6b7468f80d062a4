import * as core from 'n8n-core';
import { type ILoadOptionsFunctions, type INode, NodeConnectionTypes, Workflow } from 'n8n-workflow';
import { listSearch } from '../../../nodes/SendosoOpenConnectors/listSearch';
import { additionalData, nodeTypes, type StoredCredential } from '../../support/engine';
import { upTo } from '../../operations/support';
import { openDesk } from '../support';

const desk = openDesk();

/** Asks for a list as the editor does, from its beginning or where the last answer ended. */
async function searchFrom(token: string | undefined, method: keyof typeof listSearch, filter?: string, credential: StoredCredential = desk.credential()) {
	const node: INode = {
		id: 'sendoso-node',
		name: 'Sendoso',
		type: 'n8n-nodes-sendoso.sendosoOpenConnectors',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { sendosoOpenConnectorsApi: { id: credential.id, name: 'Sendoso' } },
	};
	const workflow = new Workflow({ nodes: [node], connections: { Sendoso: { [NodeConnectionTypes.Main]: [] } }, active: false, nodeTypes });
	const context = new core.LoadOptionsContext(workflow, node, { ...additionalData(credential, 'internal'), currentNodeParameters: node.parameters }, '');
	return await listSearch[method].call(context as unknown as ILoadOptionsFunctions, filter, token);
}

/** The entries that the editor shows at first. */
const search = async (...asked: [method: keyof typeof listSearch, filter?: string, credential?: StoredCredential]) => (await searchFrom(undefined, ...asked)).results;

test.each([
	['searchTouches', 'touches'],
	['searchGroups', 'groups'],
	['searchUsers', 'users'],
] as const)('%s shows every listed record', async (method, records) => {
	const listed = desk.control[records].list().filter((record) => ('active' in record ? record.active : record.status === 'Active'));
	const entries = await search(method);
	expect(entries.map(({ value }) => String(value)).sort()).toEqual(listed.map(({ id }) => String(id)).sort());
	const [first] = entries;
	expect((await search(method, String(first?.name).slice(0, 6).toUpperCase())).map(({ value }) => value)).toContain(first?.value);
	expect(await search(method, 'nobody has this name')).toEqual([]);
});

test('templates and styles are shown by name', async () => {
	expect(await search('searchTemplates')).toEqual([{ name: 'Welcome', value: '510' }]);
	expect((await search('searchTouchStyles')).map(({ name }) => name)).toEqual(['Classic card', 'Bright paper']);
});

test('objects include those that the page of the connector names', async () => {
	const names = (await search('searchObjects')).map(({ value }) => value);
	expect(names).toEqual(expect.arrayContaining(['journals', 'payments', 'purchase-orders', 'tax-rates', 'touches', 'return-addresses']));
	expect(new Set(names).size).toBe(names.length);
});

test('instances are those of the connector, and are shown before there is a token', async () => {
	const entries = await search('searchInstances', undefined, desk.credential({ elementToken: '' }));
	expect(entries.map(({ name }) => name)).toEqual(['Sendoso sandbox (600321)', 'Another (600400)']);
});

test('a list that cannot be loaded says why', async () => {
	await expect(search('searchTouches', undefined, desk.credential({ elementToken: '' }))).rejects.toThrow("The credential has no 'Element Token'");
	await expect(search('searchTouches', undefined, desk.credential({ userSecret: 'wrong-secret' }))).rejects.toMatchObject({ httpCode: '401', description: expect.stringContaining("Check 'User Secret'") as string });
});

describe.each(['token', 'page'] as const)('a list longer than one look, paged by %s', (paging) => {
	beforeEach(() => {
		desk.control.openConnectors.setPaging(paging);
		for (const number of upTo(1_250)) desk.control.touches.add({ name: `Campaign ${number}` });
	});

	test('goes on where it stopped, and shows every entry once', async () => {
		const shown: unknown[] = [];
		let token: string | undefined;
		let looks = 0;
		do {
			const { results, paginationToken } = await searchFrom(token, 'searchTouches');
			shown.push(...results.map(({ value }) => value));
			token = paginationToken as string | undefined;
			looks += 1;
		} while (token !== undefined && looks < 10);
		const listed = desk.control.touches.list().filter(({ status }) => status === 'Active');
		expect(listed.length).toBeGreaterThan(1_200);
		expect(looks).toBe(Math.ceil(listed.length / 500));
		expect([...shown].sort()).toEqual(listed.map(({ id }) => String(id)).sort());
	});

	test('is searched beyond the entries that are shown at first', async () => {
		const names = async (filter: string) => {
			const first = await searchFrom(undefined, 'searchTouches', filter);
			const second = first.paginationToken === undefined ? [] : (await searchFrom(first.paginationToken as string, 'searchTouches', filter)).results;
			return [...first.results, ...second].map(({ name }) => name.split(' (')[0]);
		};
		expect(await names('campaign 7')).toContain('Campaign 777');
		expect((await names('campaign 12')).filter((name) => /^Campaign 12\d\d$/.test(name ?? ''))).toHaveLength(50);
		expect(await names('CAMPAIGN 0')).toEqual(['Campaign 0']);
	});
});

test('a list whose endpoint ignores pages ends at the first repeat', async () => {
	desk.control.openConnectors.setPaging('none');
	for (const number of upTo(100)) desk.control.touches.add({ name: `Campaign ${number}` });
	const { results, paginationToken } = await searchFrom(undefined, 'searchTouches');
	expect(results).toHaveLength(100);
	expect(paginationToken).toBeUndefined();
	expect(desk.seen()).toHaveLength(2);
});

test('instances are searched beyond the first page', async () => {
	for (const number of upTo(449)) desk.control.openConnectors.createInstance(`Instance ${number}`, number >= 299 ? 'sendoso' : 'hubspotcrm');
	const { results } = await searchFrom(undefined, 'searchInstances');
	const ours = desk.control.openConnectors.instances().filter(({ element }) => element.key === 'sendoso');
	expect(results.map(({ value }) => value)).toEqual(ours.map(({ id }) => String(id)));
	expect(desk.seen().every(({ query }) => query.hydrate === 'false')).toBe(true);
	desk.control.fault({ times: 'always', action: { kind: 'status', status: 404, body: '<html>', stage: 'before' } });
	await expect(searchFrom(undefined, 'searchInstances')).rejects.toMatchObject({ httpCode: '404' });
});

test('a list whose pages are too large is shown in smaller ones', async () => {
	for (let index = 0; index < 60; index++) desk.control.touches.add({ name: `More ${index}` });
	const listed = desk.control.touches.list().filter(({ status }) => status === 'Active');
	desk.control.openConnectors.refusePagesAbove(30);
	const names: unknown[] = [];
	for (let token: string | undefined, pages = 0; pages < 20; pages++) {
		const { results, paginationToken } = await searchFrom(token, 'searchTouches');
		names.push(...results.map(({ value }) => value));
		token = paginationToken as string | undefined;
		if (token === undefined) break;
	}
	expect(names.map(String).sort()).toEqual(listed.map(({ id }) => String(id)).sort());
});
