import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { type Desk, expectError } from './support';

/** A list that Sendoso pages, as a test knows it. */
export interface ListUnderTest {
	parameters: INodeParameters;
	path: string;
	/** Every record that the server lists, in its order, as the node should give it. */
	listed: () => IDataObject[];
	/** Puts a record in front of all others, so that every page moves on by one. */
	insertFirst: () => void;
	/** Takes the first record away, so that every page moves back by one. */
	removeFirst: () => void;
}

/** Tests paging, limits and moving rows of a list of about 270 records. */
export function itPages(desk: Desk, { parameters, path, listed, insertFirst, removeFirst }: ListUnderTest) {
	const pages = () => desk.seen().map(({ query }) => [Number(query.page), Number(query.per_page)]);

	test.each([
		[1, [[1, 1]]],
		[50, [[1, 50]]],
		[100, [[1, 100]]],
		[101, [[1, 100], [2, 100]]],
		[250, [[1, 100], [2, 100], [3, 100]]],
	])('limit %d asks for no page more than it needs', async (limit, expected) => {
		const { items, error } = await desk.run({ ...parameters, limit });
		expect(error).toBeUndefined();
		expect(items).toEqual(listed().slice(0, limit).map((json) => ({ json, pairedItem: { item: 0 } })));
		expect(pages()).toEqual(expected);
		for (const request of desk.seen()) expect(request).toMatchObject({ method: 'GET', path, body: null });
	});

	test('the default limit is 50', async () => {
		expect((await desk.run(parameters)).items).toHaveLength(50);
		expect(pages()).toEqual([[1, 50]]);
	});

	test('Return All gives every record once, in order', async () => {
		const { items } = await desk.run({ ...parameters, returnAll: true });
		expect(items.map(({ json }) => json)).toEqual(listed());
		expect(pages()).toEqual([[1, 100], [2, 100], [3, 100]]);
	});

	test('follows a server with smaller pages', async () => {
		desk.control.setMaxPerPage(40);
		const { items } = await desk.run({ ...parameters, limit: 120 });
		expect(items.map(({ json }) => json)).toEqual(listed().slice(0, 120));
		expect(pages()).toEqual([[1, 100], [2, 40], [3, 40]]);
		const all = await desk.run({ ...parameters, returnAll: true });
		expect(all.items.map(({ json }) => json)).toEqual(listed());
	});

	test.each([
		['inserted', insertFirst],
		['removed', removeFirst],
	])('a record that is %s while pages are read costs no other record', async (_name, move) => {
		const before = listed().map(({ id }) => String(id));
		let moves = 0;
		const stop = desk.control.beforeAnswer(({ request }) => {
			if (request.query.page === '1' && moves++ === 0) move();
		});
		const { items, error } = await desk.run({ ...parameters, returnAll: true });
		stop();
		expect(error).toBeUndefined();
		expect(moves).toBeGreaterThan(0);
		const ids = items.map(({ json }) => String(json.id));
		expect(new Set(ids).size).toBe(ids.length);
		expect(before.filter((id) => !ids.includes(id))).toEqual([]);
	});

	test('an empty list gives no items', async () => {
		desk.control.reset('empty');
		for (const more of [{}, { returnAll: true }]) {
			const { items, error } = await desk.run({ ...parameters, ...more });
			expect([items, error]).toEqual([[], undefined]);
		}
		expect(desk.seen()).toHaveLength(2);
	});

	test('reads the list for every item, and pairs the records', async () => {
		const { items } = await desk.run({ ...parameters, limit: '={{ $json.limit }}' }, { items: [{ limit: 2 }, { limit: 1 }, { limit: 3 }] });
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([0, 0, 1, 2, 2, 2].map((item) => ({ item })));
		const [a, b, c] = listed().map(({ id }) => id);
		expect(items.map(({ json }) => json.id)).toEqual([a, b, a, a, b, c]);
	});

	test.each([0, -1, 1.5, 50_001, '={{ "many" }}', '={{ undefined }}', '={{ null }}'])('refuses the limit %s before any request', async (limit) => {
		const isEmpty = String(limit).includes('u');
		expectError(await desk.run({ ...parameters, limit }), isEmpty ? "'Limit' is empty" : "'Limit' must be a whole number from 1 to 50,000", "'Limit'");
		expect(desk.seen()).toEqual([]);
	});

	test('fails as a whole when one page fails', async () => {
		desk.control.fault({ match: { method: 'GET', path, nth: 3 }, action: { kind: 'status', status: 403, body: { message: 'No more' } } });
		const result = await desk.run({ ...parameters, returnAll: true });
		expectError(result, 'No more', 'scopes');
		expect(result.items).toEqual([]);
	});

	test.each<[string, boolean, number]>([
		['counts', false, 3],
		['does not count', true, 4],
	])('says that the list repeats itself when a server that %s ignores the page number', async (_name, isUncounted, requests) => {
		desk.control.ignorePageNumbers(true);
		desk.control.hideCounters(isUncounted);
		const result = await desk.run({ ...parameters, returnAll: true });
		expectError(result, "Sendoso's list repeats itself: a page held nothing but records of earlier pages", 'Run the node again');
		expect(result.items).toEqual([]);
		// Pages that were asked for ahead may be on their way.
		expect(desk.seen().length).toBeLessThanOrEqual(requests);
		expect((await desk.run({ ...parameters, limit: 100 })).items).toHaveLength(100);
	});

	test('reads a list without a counter to its end', async () => {
		desk.control.hideCounters(true);
		const { items } = await desk.run({ ...parameters, returnAll: true });
		expect(items.map(({ json }) => json)).toEqual(listed());
	});

	test('says when a list is longer than one item can return', async () => {
		const stop = desk.control.beforeAnswer((pending) => {
			const answer = pending.answer as Record<string, unknown>;
			const counter = Object.keys(answer).find((name) => name.startsWith('total_')) ?? '';
			answer[counter] = 50_001;
		});
		const result = await desk.run({ ...parameters, returnAll: true });
		stop();
		expectError(result, 'The list holds more than 50,000 records, the most that one item can return', "'Return All'");
		expect(desk.seen()).toHaveLength(1);
	});
}
