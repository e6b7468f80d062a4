import type { INodeParameters } from 'n8n-workflow';
import { itExplainsRefusals } from '../readErrors';
import { expectError, locator, openDesk } from '../support';

const desk = openDesk({ seed: { groups: 4, users: 230, touches: 0, sends: 0 } });

const users = () => desk.control.users.list();
const ids = (items: Array<{ json: { id?: unknown } }>) => items.map(({ json }) => json.id);
const wanted = () => users().map(({ id }) => String(id));
const get = (more: INodeParameters = {}): INodeParameters => ({ resource: 'scimUser', operation: 'get', userId: locator(users()[0]?.id), ...more });
const getAll = (more: INodeParameters = {}): INodeParameters => ({ resource: 'scimUser', operation: 'getAll', ...more });
const asked = () => desk.seen().map(({ query }) => [query.startIndex, query.count].map(Number));

describe('Get', () => {
	test.each(['id', 'list'] as const)('reads one user (by %s)', async (mode) => {
		const [user] = users();
		const { items, error } = await desk.run(get({ userId: locator(user?.id, mode) }));
		expect(error).toBeUndefined();
		expect(desk.seen()).toEqual([{ method: 'GET', path: `/api/scim/v2/Users/${user?.id}`, query: {}, body: null }]);
		expect(items).toEqual([{ json: expect.objectContaining({ id: String(user?.id), userName: user?.email, active: user?.active }), pairedItem: { item: 0 } }]);
	});

	test.each([['={{ "" }}', "'SCIM User' is empty"], ['mei', "'SCIM User' is not a valid ID"], ['1/2', "'SCIM User' is not a valid ID"]])('refuses the ID %j before any request', async (id, message) => {
		expectError(await desk.run(get({ userId: locator(id) })), message, "'SCIM User'");
		expect(desk.seen()).toEqual([]);
	});

	test('explains a user that is unknown', async () => {
		expectError(await desk.run(get({ userId: locator(99) })), 'User not found', "'SCIM User'");
	});

	test('gives nobody else', async () => {
		const stop = desk.control.beforeAnswer(({ answer }) => void Object.assign(answer as object, { id: '1' }));
		expect((await desk.run(get())).error?.message).toContain('not the expected JSON');
		stop();
	});

	itExplainsRefusals(desk, get, { whatOpensIt: 'SCIM client' });
});

describe('Get Many', () => {
	test('Return All gives every user once, inactive ones too', async () => {
		const { items, error } = await desk.run(getAll({ returnAll: true }));
		expect([error, ids(items)]).toEqual([undefined, wanted()]);
		expect(items.some(({ json }) => json.active === false)).toBe(users().some(({ active }) => !active));
		expect(asked()).toEqual([[1, 100], [101, 100], [201, 100]]);
	});

	test.each([[1, [[1, 1]]], [50, [[1, 50]]], [150, [[1, 100], [101, 100]]]])('limit %d asks for no page more than it needs', async (limit, pages) => {
		expect(ids((await desk.run(getAll({ limit }))).items)).toEqual(wanted().slice(0, limit));
		expect(asked()).toEqual(pages);
	});

	test('follows a server whose pages are smaller than asked for', async () => {
		desk.control.setMaxPerPage(70);
		expect(ids((await desk.run(getAll({ returnAll: true }))).items)).toEqual(wanted());
		expect(asked().map(([start]) => start)).toEqual([1, 71, 141, 211]);
	});

	test.each([
		['names the schema of a user', () => desk.control.setScim({ namesUserSchema: true })],
		['counts nobody', () => desk.control.beforeAnswer(({ answer }) => void Object.assign(answer as object, { totalResults: 0 }))],
		['has no counter', () => desk.control.beforeAnswer(({ answer }) => void delete (answer as { totalResults?: number }).totalResults)],
		['swaps counter and place', () =>
			desk.control.beforeAnswer(({ answer }) => {
				const page = answer as { totalResults: number; startIndex: number };
				[page.totalResults, page.startIndex] = [page.startIndex, page.totalResults];
			})],
	] as Array<[string, () => (() => void) | void]>)('a list that %s is read whole', async (_name, makeOdd) => {
		const stop = makeOdd();
		const { items } = await desk.run(getAll({ returnAll: true }));
		if (typeof stop === 'function') stop();
		expect(ids(items)).toEqual(wanted());
	});

	test('a list that stays at its first page is told, not given', async () => {
		const [first] = (await desk.run(getAll({ limit: 1 }))).items;
		const stop = desk.control.beforeAnswer((pending) => {
			pending.answer = { schemas: [], itemsPerPage: 1, startIndex: 1, totalResults: 230, Resources: [first?.json] };
		});
		const result = await desk.run(getAll({ returnAll: true }));
		stop();
		expectError(result, "Sendoso's list repeats itself: its pages hold nothing but records of earlier pages", 'nothing is given');
	});

	test('a Core client is told that SCIM needs one of its own', async () => {
		const { error } = await desk.run(getAll(), { credential: desk.credential('sandbox-client') });
		expect(error?.description).toContain('the client ID and secret of a SCIM client');
		expect(error?.description).toContain("only scim in 'Enabled Scopes'");
	});

	itExplainsRefusals(desk, getAll, { whatOpensIt: 'SCIM client' });
});
