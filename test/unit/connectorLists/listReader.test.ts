import fc from 'fast-check';
import { collectConnectorRows, readWholeList } from '../../../nodes/SendosoOpenConnectors/lists/listReader';
import { EndlessList, TooManyRows } from '../../../nodes/shared/transport/pages';
import { UnusableList } from '../../../nodes/shared/spending/listedSend';
import type { Cursor } from '../../../nodes/SendosoOpenConnectors/lists/cursorPages';
import { type Habits, polite, ServerOfLists } from './serverOfLists';

const habits: fc.Arbitrary<Habits> = fc.record({
	count: fc.oneof(fc.nat(450), fc.constantFrom(0, 1, 50, 99, 100, 101, 200, 300)),
	cap: fc.constantFrom(100, 100, 100, 200, 50, 30, 7),
	total: fc.constantFrom('right', 'right', 'none', 'none', 'zero', 'oneMore', 'oneLess'),
	pointers: fc.constantFrom('all', 'none', 'some', 'few', 'onTheLast', 'alwaysNew'),
	behindTheEnd: fc.constantFrom('empty', 'empty', 'lastForEver', 'firstForEver', 'gone', 'refused', 'noNumbers'),
	warns: fc.constantFrom('never', 'never', 'always', 'whenCapped'),
	tooLargeAbove: fc.constantFrom(Infinity, Infinity, Infinity, 60, 25),
	cutFrom: fc.oneof(fc.constant(Infinity), fc.constant(Infinity), fc.nat(450)),
	cutSize: fc.constantFrom(50, 33, 10),
	rows: fc.constantFrom('named', 'named', 'unnamed', 'sharingIds', 'changing'),
	twice: fc.option(fc.nat(300), { freq: 1, nil: undefined }),
});

const read = async (given: Partial<Habits>, pageSize = 100, limit?: number) => {
	const server = new ServerOfLists({ ...polite, ...given });
	const [result] = await Promise.allSettled([collectConnectorRows(async (...page) => await server.read(...page), { pageSize, limit })]);
	return { server, result, rows: result.status === 'fulfilled' ? result.value.rows : undefined, error: result.status === 'rejected' ? (result.reason as EndlessList) : undefined };
};
const idsOf = (rows: unknown) => JSON.stringify(rows, (name, value: unknown) => (name === 'readAt' ? undefined : value));
const different = (rows: unknown[]) => new Set(rows.map(idsOf)).size;

/** A counter that is the size of the first page, though there is more. */
const isCounted = ({ cap, count, total, twice }: Habits) => total === 'oneLess' && count + (twice === undefined || twice >= count ? 0 : 1) === cap + 1;

/** A page that seems to be the last one, no pointer, and the first page again whatever number is asked for: nobody can tell that there is more. */
const isHidden = ({ cap, count, pointers, behindTheEnd, total }: Habits) => ['firstForEver', 'noNumbers'].includes(behindTheEnd) && ['none', 'some', 'few'].includes(pointers) && (total === 'oneLess' || (cap < Math.min(100, count + 1) && ['none', 'zero'].includes(total)));

test('every row comes once, or an error says that some are missing', async () => {
	await fc.assert(
		fc.asyncProperty(habits.filter((given) => !isHidden(given) && !isCounted(given)), async (given) => {
			const { server, result, rows, error } = await read(given);
			if (result.status === 'rejected') {
				expect(error).toBeInstanceOf(EndlessList);
				return;
			}
			expect(different(rows ?? [])).toBe(different(server.rows));
			expect(rows?.length).toBeGreaterThanOrEqual(different(server.rows));
			expect(rows?.length).toBeLessThanOrEqual(server.rows.length);
		}),
		{ numRuns: 4_000 },
	);
});

test('a polite server is asked for its pages, and at most four times more', async () => {
	await fc.assert(
		fc.asyncProperty(habits, async (given) => {
			const odd = { ...given, cutFrom: Infinity, tooLargeAbove: Infinity };
			const { server, error } = await read(odd);
			const pages = Math.ceil(server.rows.length / Math.min(100, odd.cap));
			// A first page that was cut short is asked for again, with the pages that fit.
			const most = pages + 4 + (odd.warns !== 'never' && odd.pointers !== 'none' ? 1 : 0);
			// Where a counter and a warning agree that something is missing, smaller pages are tried.
			const seemsCut = error !== undefined || (odd.warns !== 'never' && (odd.total === 'oneMore' || odd.twice !== undefined));
			expect(server.requests).toBeLessThanOrEqual(seemsCut ? 12 * most : most);
		}),
		{ numRuns: 2_000 },
	);
});

test('what can be read is read, whatever is odd about it', async () => {
	const readable = habits
		// Neither an empty answer with a warning, nor a counter and a warning that agree, can be set aside.
		.filter(({ count, warns, total }) => warns === 'never' || (count > 0 && total !== 'oneMore'))
		.filter((given) => !isCounted({ ...given, twice: undefined }))
		.map((given): Habits => ({ ...given, behindTheEnd: 'empty', twice: undefined, cutFrom: given.pointers === 'none' ? given.cutFrom : Infinity, rows: given.rows === 'changing' ? 'named' : given.rows }));
	await fc.assert(
		fc.asyncProperty(readable, async (given) => {
			const { server, rows, error } = await read(given);
			expect(error).toBeUndefined();
			expect(rows).toEqual(server.rows);
		}),
		{ numRuns: 2_000 },
	);
});

test.each([
	[97, { tooLargeAbove: 60, tooLargeFrom: 90 }, 60],
	[97, { tooLargeAbove: 60, tooLargeFrom: 1_000 }, 90],
	[99, { tooLargeAbove: 25 }, 115],
	[100, { cutFrom: 150, cutSize: 33 }, 90],
	[100, { cutFrom: 150, cutSize: 10 }, 260],
])('pages of %i that do not fit become pages of a fair size: %j', async (pageSize, given, most) => {
	const { rows, server } = await read({ count: 2_500, ...given }, pageSize);
	expect(rows).toEqual(server.rows);
	expect(server.requests).toBeLessThanOrEqual(most);
});

describe('rows that nothing tells apart', () => {
	const servers = fc.record({
		count: fc.oneof(fc.nat(450), fc.constantFrom(0, 1, 99, 100, 101, 200, 300, 400, 450)),
		pointers: fc.constantFrom('all' as const, 'none' as const),
		total: fc.constantFrom('right' as const, 'none' as const, 'zero' as const),
		behindTheEnd: fc.constantFrom('empty' as const, 'gone' as const, 'lastForEver' as const, 'firstForEver' as const),
	});

	test('come as often as the list has them, or an error says that nobody can tell', async () => {
		await fc.assert(
			fc.asyncProperty(servers, fc.constantFrom('alike' as const, 'twoKinds' as const), async (given, kind) => {
				const { server, result, rows } = await read({ ...given, rows: kind });
				if (result.status === 'fulfilled') expect(rows?.length).toBe(server.rows.length);
				else expect(result.reason).toBeInstanceOf(EndlessList);
				const isHonest = given.total === 'right' || given.count < 400;
				if (isHonest && ['empty', 'gone'].includes(given.behindTheEnd)) expect(result.status).toBe('fulfilled');
				expect(server.requests).toBeLessThanOrEqual(Math.ceil(given.count / 100) + 4);
			}),
			{ numRuns: 1_000 },
		);
	});
});

const failing = async (given: Partial<Habits>, pageSize?: number, limit?: number) => {
	const { error, server } = await read(given, pageSize, limit);
	return [error?.message, server.requests];
};

describe('what a server may do with 250 records', () => {
	test.each<[string, Partial<Habits>, number]>([
		['a pointer on the last page, and on the empty ones behind it', { pointers: 'onTheLast' }, 6],
		['another pointer on every page', { pointers: 'alwaysNew' }, 6],
		['no pointer on some pages', { pointers: 'some', total: 'right' }, 3],
		['pages of 50 where 100 were asked for, and their number', { cap: 50, total: 'right' }, 6],
		['pages of 50 where 100 were asked for, and no number', { cap: 50 }, 6],
		['a page that lost its end', { cutFrom: 150, cutSize: 50 }, 5],
		['a page that lost its end in an odd place', { cutFrom: 150, cutSize: 33 }, 12],
		['a page that lost its end, and the number of all', { cutFrom: 150, cutSize: 50, total: 'right' }, 5],
		['a standing warning', { warns: 'always' }, 4],
		['a number that is one too high', { total: 'oneMore' }, 4],
		['a number that is always 0', { total: 'zero' }, 4],
		['the last page for ever', { behindTheEnd: 'lastForEver' }, 4],
		['no page behind the last one', { behindTheEnd: 'gone' }, 4],
		['a refusal behind the last page', { behindTheEnd: 'refused' }, 4],
		['lines of one order under one ID', { rows: 'sharingIds' }, 4],
		['rows without IDs', { rows: 'unnamed' }, 4],
		['pages that are too large', { tooLargeAbove: 60 }, 7],
	])('%s: all of them come', async (_name, given, requests) => {
		const { rows, server } = await read({ count: 250, ...given });
		expect(rows).toEqual(server.rows);
		expect(server.requests).toBe(requests);
	});

	test.each<[string, Partial<Habits>, string, number]>([
		['the first page for ever', { behindTheEnd: 'firstForEver' }, 'begins again after 100 records, whatever page is asked for', 2],
		['the first page for ever, with a member that changes', { behindTheEnd: 'firstForEver', rows: 'changing' }, 'begins again after 100 records, whatever page is asked for', 2],
		['no numbers, and no pointers', { behindTheEnd: 'noNumbers' }, 'No such page', 2],
		['no page behind the last one, which is as large as it can be', { behindTheEnd: 'refused', count: 200 }, 'No such page', 3],
		['the first page for ever, and the number of all', { behindTheEnd: 'firstForEver', total: 'right' }, 'ended after 100 of 250 records', 2],
	])('%s: that is said', async (_name, given, message, requests) => {
		expect(await failing({ count: 250, ...given })).toEqual([message, requests]);
	});
});

test('a list of 2,500 in pages of one is no matter of thousands of requests', async () => {
	const message = 'comes in pages of 1 record, and takes more than 1,000 requests;';
	expect(await failing({ count: 2_500, cap: 1, total: 'right' })).toEqual([`${message} 3 of 2500 records were read`, 3]);
	expect(await failing({ count: 2_500, cap: 1 })).toEqual([`${message} 1000 records were read`, 1_000]);
	const { rows, server } = await read({ count: 2_500, cap: 1, total: 'right' }, 100, 20);
	expect([rows?.length, server.requests]).toEqual([20, 20]);
});

test('a limit ends a list, whatever is odd behind it', async () => {
	for (const given of [{}, { behindTheEnd: 'firstForEver' }, { warns: 'always' }, { total: 'zero' }] as const) {
		const { rows, server } = await read({ count: 250, ...given }, 100, 60);
		expect([rows?.length, server.requests]).toEqual([60, 1]);
	}
});

test('more rows than one item may hold are too many', async () => {
	const { error } = await read({ count: 50_001, cap: 200 }, 200);
	expect(error).toBeInstanceOf(TooManyRows);
});

describe('a list of which nothing may be missing', () => {
	const whole = async (given: Partial<Habits>) => {
		const server = new ServerOfLists({ ...polite, count: 250, ...given });
		return await readWholeList(async (...page) => await server.read(...page), 100);
	};

	test.each<[Partial<Habits>]>([[{}], [{ total: 'right' }], [{ cap: 50 }], [{ warns: 'always', total: 'right' }], [{ total: 'zero' }], [{ pointers: 'onTheLast' }], [{ rows: 'unnamed' }], [{ cutFrom: 150, cutSize: 50 }], [{ behindTheEnd: 'lastForEver', total: 'right' }], [{ count: 0 }], [{ behindTheEnd: 'gone' }], [{ count: 30, behindTheEnd: 'refused' }], [{ count: 200, behindTheEnd: 'gone', total: 'right' }]])('is read: %j', async (given) => {
		expect(await whole(given)).toHaveLength(given.count ?? 250);
	});

	test.each<[Partial<Habits>]>([[{ behindTheEnd: 'firstForEver' }], [{ warns: 'always' }], [{ count: 0, warns: 'always', total: 'right' }], [{ behindTheEnd: 'lastForEver', rows: 'changing' }], [{ total: 'oneMore' }], [{ count: 0, total: 'oneMore' }], [{ count: 200, behindTheEnd: 'gone' }], [{ behindTheEnd: 'gone', total: 'oneMore' }], [{ count: 200, behindTheEnd: 'lastForEver' }], [{ count: 30, warns: 'always' }], [{ count: 0, warns: 'always' }], [{ behindTheEnd: 'lastForEver', total: 'oneMore' }]])('is refused where nothing shows its end: %j', async (given) => {
		await expect(whole(given)).rejects.toThrow(UnusableList);
	});

	test('is walked to an empty page, whatever its number of rows says', async () => {
		const pages = [50, 50, 50, 0].map((length, page) => ({ rows: Array.from({ length }, (_, index) => ({ id: page * 50 + index + 1 })), total: length }));
		const read = async (cursor: Cursor) => await Promise.resolve(pages['page' in cursor ? cursor.page - 1 : 0] ?? { rows: [] });
		expect(await readWholeList(read, 100)).toHaveLength(150);
		const empty = { rows: [], total: 0, warning: 'The provider timed out' };
		await expect(readWholeList(async () => await Promise.resolve(empty), 100)).rejects.toThrow(UnusableList);
		const pointing = async (cursor: Cursor) => await Promise.resolve('page' in cursor ? { rows: [], total: 0, nextPage: 'a' } : { rows: Array.from({ length: 80 }, (_, index) => ({ id: index + 1 })) });
		expect(await readWholeList(async (cursor) => ('page' in cursor && cursor.page > 1 ? { rows: [] } : await pointing(cursor)), 100)).toHaveLength(80);
	});

	test('a limit under a filter is no matter of what the list holds', async () => {
		const server = new ServerOfLists({ ...polite, count: 150_000, total: 'right' });
		const { rows } = await collectConnectorRows(async (...page) => await server.read(...page), { pageSize: 100, limit: 1, accept: ({ id }) => id === 350 });
		expect([rows, server.requests]).toEqual([[{ id: 350, name: 'Row 349' }], 4]);
	});

	test('holds rows that look alike', async () => {
		const rows = Array.from({ length: 3 }, () => ({ email: 'ann@example.org' }));
		expect(await readWholeList(async () => await Promise.resolve({ rows }), 100)).toEqual(rows);
		expect((await collectConnectorRows(async () => await Promise.resolve({ rows }), { pageSize: 100 })).rows).toEqual(rows);
	});
});
