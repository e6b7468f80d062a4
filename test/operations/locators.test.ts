import * as core from 'n8n-core';
import { type INode, type INodeParameters, Workflow } from 'n8n-workflow';
import { Sendoso } from '../../nodes/Sendoso/Sendoso.node';
import { additionalData, nodeTypes } from '../support/engine';
import { found } from '../support/foundSecrets';
import { demoScimClient } from '../../sandbox';
import { makeCatalogue } from '../../sandbox/store/catalogue';
import { openDesk } from './support';

const desk = openDesk({ seed: { touches: 290, groups: 130 } });
const { listSearch } = new Sendoso().methods;

type Method = keyof typeof listSearch;

/** Asks for a list the way the editor does. */
async function search(method: Method, filter?: string, token?: string, credential = desk.credential()) {
	const parameters: INodeParameters = { resource: 'touch', operation: 'get' };
	const credentials = { sendosoOAuth2Api: { id: credential.id, name: 'Sendoso' } };
	const node: INode = { id: 'node', name: 'Sendoso', type: 'n8n-nodes-sendoso.sendoso', typeVersion: 1, position: [0, 0], parameters, credentials };
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const data = { ...additionalData(credential, 'internal'), currentNodeParameters: parameters };
	const context = new core.LoadOptionsContext(workflow, node, data, 'parameters');
	return await listSearch[method].call(context as never, filter, token);
}

const active = () => desk.control.touches.list().filter(({ status }) => status === 'Active');
const pages = () => desk.seen().map(({ query }) => Number(query.page));

test('campaigns come page by page as one scrolls', async () => {
	const names: string[] = [];
	let token: string | undefined;
	do {
		const { results, paginationToken } = await search('searchTouches', undefined, token);
		names.push(...results.map(({ value }) => String(value)));
		token = paginationToken === undefined ? undefined : String(paginationToken);
	} while (token !== undefined);
	expect(names).toEqual(active().map(({ id }) => String(id)));
	expect(pages()).toEqual([1, 2, 3]);
});

test('an entry shows name and kind, and its value is the id', async () => {
	const [touch] = active();
	const { results } = await search('searchTouches');
	expect(results[0]).toMatchObject({ name: `${touch?.name} (${touch?.delivery_type === 'email' ? 'eGift' : 'physical'})`, value: String(touch?.id) });
});

test('a search looks at names in any case, and finds an id', async () => {
	const touch = desk.control.touches.add({ name: 'Zebra Über-Gift' });
	expect((await search('searchTouches', ' ÜBER-g ')).results.map(({ value }) => value)).toEqual([String(touch.id)]);
	expect(pages()).toEqual([1, 2, 3]);
	expect((await search('searchTouches', String(touch.id))).results.map(({ value }) => value)).toEqual([String(touch.id)]);
});

test('a search that finds nothing is an empty list', async () => {
	expect(await search('searchTouches', 'no such campaign')).toEqual({ results: [] });
});

test('groups come the same way', async () => {
	const groups = desk.control.groups.list().filter((group) => group.active);
	const first = await search('searchGroups');
	const second = await search('searchGroups', undefined, String(first.paginationToken));
	expect([...first.results, ...second.results]).toEqual(groups.map(({ id, name }) => ({ name, value: String(id) })));
	expect(second.paginationToken).toBeUndefined();
});

test.each([
	[{ kind: 'status', status: 403, body: { message: 'Not for you' } } as const, 'Not for you', 'scopes'],
	[{ kind: 'status', status: 500, headers: { 'Retry-After': '0' } } as const, 'Sendoso could not process the request (status 500)', 'Try again later'],
])('a list that cannot be loaded says why', async (action, message, advice) => {
	desk.control.fault({ times: 'always', action });
	const failure = await search('searchTouches').catch((error: unknown) => error as { message: string; description: string });
	expect(failure).toMatchObject({ message, description: expect.stringContaining(advice) });
});

test('neither names nor errors hold a secret that Sendoso repeats', async () => {
	const credential = desk.credential();
	const { access_token: token } = credential.data.oauthTokenData as unknown as Record<string, string>;
	desk.control.touches.add({ name: `Spring ${token}` });
	const { results } = await search('searchTouches', 'spring', undefined, credential);
	expect(results.map(({ name }) => name)).toEqual([expect.stringContaining('Spring (secret)')]);
	desk.control.fault({ times: 'always', action: { kind: 'repeatSecrets', status: 422 } });
	const error = await search('searchTouches', undefined, undefined, credential).catch((reason: Error) => reason);
	expect(String(error)).toContain('(secret)');
	expect(found(credential, `${String(error)} ${JSON.stringify(error)} ${JSON.stringify(results)}`)).toEqual([]);
});

describe('variants of products', () => {
	const searchVariants = async (typed?: string, token?: string) => await search('searchVariants', typed, token);

	test('show product, variant, price and currency, page by page', async () => {
		const values: unknown[] = [];
		let token: string | undefined;
		do {
			const { results, paginationToken } = await searchVariants(undefined, token);
			values.push(...results.map(({ value }) => value));
			token = paginationToken as string | undefined;
		} while (token !== undefined);
		expect(values).toEqual(makeCatalogue().flatMap(({ variantIds }) => variantIds));
		const [several, single] = [makeCatalogue().find(({ variantIds }) => variantIds.length > 1), makeCatalogue().find(({ variantIds }) => variantIds.length === 1)];
		const named = async (name = '') => (await searchVariants(name)).results.find((entry) => entry.name.startsWith(`${name} ·`))?.name;
		expect(await named(several?.name)).toBe(`${several?.name} · ${several?.variantIds[0]} · ${several?.price.toFixed(2)} USD`);
		expect(await named(single?.name)).toBe(`${single?.name} · ${single?.price.toFixed(2)} USD`);
	});

	test("are looked for by Sendoso's own search, in descriptions, too", async () => {
		const { results } = await searchVariants(' outdoors ');
		expect(desk.seen().map(({ query }) => query.text_search)).toEqual(['outdoors']);
		expect(results.length).toBeGreaterThan(20);
		expect(await searchVariants('no such thing')).toEqual({ results: [] });
	});

	test('end where the last page leads to itself', async () => {
		desk.control.setCatalogue({ end: 'repeat', size: 20 });
		const first = await searchVariants();
		const second = await searchVariants(undefined, String(first.paginationToken));
		expect(second.paginationToken).toBeUndefined();
	});

	test('a missing scope is named in the list', async () => {
		const credential = desk.credential();
		credential.data.oauthTokenData = { ...desk.control.issueToken({ scope: 'public' }), token_type: 'bearer' };
		await expect(search('searchVariants', undefined, undefined, credential)).rejects.toMatchObject({ description: expect.stringContaining("set 'Enabled Scopes' to public write update marketplace") });
	});
});

describe('users of SCIM', () => {
	const scim = () => desk.credential(demoScimClient.id);

	test('show name, sign-in and whether they are active', async () => {
		const user = desk.control.users.add({ first_name: 'Zoë', last_name: 'Quist', email: 'zoe.quist@example.org', active: false });
		const { results } = await search('searchScimUsers', 'zoë q', undefined, scim());
		expect(results).toEqual([{ name: 'Zoë Quist (inactive)', value: String(user.id), description: 'zoe.quist@example.org' }]);
	});

	test('come page by page, each once', async () => {
		desk.control.setMaxPerPage(50);
		const values: unknown[] = [];
		let token: string | undefined;
		do {
			const { results, paginationToken } = await search('searchScimUsers', undefined, token, scim());
			values.push(...results.map(({ value }) => value));
			token = paginationToken as string | undefined;
		} while (token !== undefined);
		expect(values).toEqual(desk.control.users.list().map(({ id }) => String(id)));
	});

	test('a Core client is told what it needs', async () => {
		await expect(search('searchScimUsers')).rejects.toMatchObject({ description: expect.stringContaining('the client ID and secret of a SCIM client') });
	});
});
