import type { IDataObject } from 'n8n-workflow';
import { type ReadingPlan, readSends } from '../../../nodes/Sendoso/trigger/sends/reading/sendReading';
import { SendPages } from '../../../nodes/Sendoso/trigger/sends/reading/sendPages';
import type { SendState } from '../../../nodes/Sendoso/trigger/sends/state';
import { FakeSession } from '../../trigger/model';
import { HOUR, MINUTE, NOON, type Order, SECOND } from './scene';

const GRACE = 2 * MINUTE;

/** Sends some time apart, newest first, in the order that is asked for. */
function listOf(count: number, { order = 'newestFirst' as Order, apart = HOUR } = {}): IDataObject[] {
	const rows = Array.from({ length: count }, (_, index) => ({ send_gid: `g${index}`, created_at: new Date(NOON - (index + 1) * apart).toISOString() }));
	if (order === 'oldestFirst') rows.reverse();
	return order === 'none' ? rows.map((_, index) => rows[(index * 67) % count] ?? {}) : rows;
}

interface Reading {
	rows: IDataObject[];
	state?: Partial<SendState>;
	plan?: Partial<ReadingPlan>;
	pageSize?: number;
	budget?: number;
	end?: SendState['end'];
	total?: number;
}

/** Reads in one poll what is to be read; answers what was asked for, too. */
async function read({ rows, state = {}, plan = {}, pageSize = 20, budget, end = { page: 1, stride: 1 }, total = rows.length }: Reading) {
	const session = new FakeSession({ rows: () => rows, now: NOON, person: 'me', count: () => total }, pageSize, { budget });
	const asked: number[] = [];
	const readPage = session.readPage.bind(session);
	session.readPage = async (page) => {
		asked.push(page);
		return await readPage(page);
	};
	const before = { order: 'newestFirst', size: pageSize, settled: NOON - 3 * HOUR, confirmed: NOON - 4 * HOUR, gaps: [], scan: {}, pushed: 1_000, turn: 0, odd: [], ...state } as unknown as SendState;
	const pages = new SendPages(session, before.order, pageSize, end.page);
	await pages.read([before.order === 'oldestFirst' ? end.page : 1]);
	const reading = await readSends(before, pages, end, { open: [], cursor: undefined, scan: { most: 0, edge: -Infinity }, countNew: () => 0, ...plan });
	return { asked, reading, pages };
}

describe('new sends', () => {
	test('are read down to what was settled, and settle the rest', async () => {
		const { asked, reading } = await read({ rows: listOf(200), state: { settled: NOON - 45 * HOUR, confirmed: NOON - 46 * HOUR } });
		expect(asked).toEqual([1, 2, 3]);
		expect(reading).toMatchObject({ settled: NOON, gaps: [], total: 200, order: 'newestFirst' });
	});

	test('that there was no time for become a gap', async () => {
		const { asked, reading } = await read({ rows: listOf(200), state: { settled: NOON - 90 * HOUR, confirmed: NOON - 91 * HOUR }, budget: 2 });
		expect(asked).toEqual([1, 2]);
		expect(reading).toMatchObject({ settled: NOON, gaps: [{ lower: NOON - 90 * HOUR - GRACE, upper: NOON - 39 * HOUR, rank: 1_000 - 40 }] });
	});

	test('of a clock that stepped back begin where the moment before it says', async () => {
		const { reading, asked } = await read({ rows: listOf(200), state: { settled: NOON + HOUR, confirmed: NOON - 45 * HOUR } });
		expect(asked).toEqual([1, 2, 3]);
		expect(reading.gaps).toEqual([]);
	});

	test('are looked for no further than the trigger began', async () => {
		expect((await read({ rows: listOf(200), state: { settled: NOON - 90 * HOUR, confirmed: NOON - 90 * HOUR, from: NOON - 25 * HOUR } })).asked).toEqual([1, 2]);
	});

	test('end with what is known where the count tells that none is missing', async () => {
		const rows = listOf(200, { apart: 10 * SECOND });
		const settled = { settled: NOON - 240 * SECOND, confirmed: NOON - HOUR };
		const found = async (state: Partial<SendState>, countNew: number) => (await read({ rows, state: { ...settled, ...state }, plan: { countNew: () => countNew } })).asked;
		// The first page reaches back 190 seconds, and what may show up late would be on the second one.
		expect(await found({ total: 200 }, 0)).toEqual([1]);
		expect(await found({ total: 199 }, 0)).toEqual([1, 2]);
		expect(await found({ total: 201 }, 0)).toEqual([1, 2]);
		expect(await found({}, 0)).toEqual([1, 2]);
		// It does not reach back to what was settled.
		expect(await found({ total: 195 }, 5)).toEqual([1, 2]);
		const later = { settled: NOON - 100 * SECOND };
		expect(await found({ ...later, total: 195 }, 5)).toEqual([1]);
		expect(await found({ ...later, total: 205 }, 5)).toEqual([1, 2]);
		// The second oldest row of the page was created 190 seconds ago: up to then, it is enough.
		expect(await found({ settled: NOON - 190 * SECOND, total: 195 }, 5)).toEqual([1, 2]);
		expect(await found({ settled: NOON - 189 * SECOND, total: 195 }, 5)).toEqual([1]);
	});
});

describe('what one poll has no time for', () => {
	const gaps = [30, 90, 150].map((hours) => ({ lower: NOON - (hours + 5) * HOUR, upper: NOON - hours * HOUR, rank: 1_000 - hours }));

	test('takes turns', async () => {
		for (const [turn, page] of [[1, 5], [6, 2], [11, 8]] as const) {
			const { asked, reading } = await read({ rows: listOf(200), state: { gaps, turn }, budget: 2, end: { page: 10, stride: 1 } });
			expect([turn, asked]).toEqual([turn, [1, page]]);
			expect(reading.turn).toBe(turn + 1);
			expect(reading.gaps).toHaveLength(2);
		}
	});

	test('is done when there is time', async () => {
		const { reading } = await read({ rows: listOf(200), state: { gaps } });
		expect(reading.gaps).toEqual([]);
	});

	test('goes round, and counts its turns anew', async () => {
		const { reading } = await read({ rows: listOf(200), state: { gaps, turn: 59 }, budget: 2 });
		expect(reading.turn).toBeLessThan(60);
	});
});

describe('a list that comes otherwise than before', () => {
	const gaps = [{ lower: NOON - 50 * HOUR, upper: NOON - 40 * HOUR, rank: 960 }];
	const scan = { most: 100, edge: -Infinity };

	test('the other way round settles nothing, and its places lead nowhere', async () => {
		const { reading } = await read({ rows: listOf(100, { order: 'oldestFirst' }), state: { gaps }, plan: { scan, cursor: 7 } });
		expect(reading).toMatchObject({ order: 'oldestFirst', settled: NOON - 3 * HOUR, gaps: [{ ...gaps[0], rank: undefined }], cursor: undefined });
		expect([...reading.absent]).toEqual([]);
	});

	test('in no order settles nothing, and what is left to read is kept', async () => {
		const { reading } = await read({ rows: listOf(100, { order: 'none' }), state: { gaps }, plan: { scan } });
		expect(reading).toMatchObject({ order: 'none', settled: NOON - 3 * HOUR, gaps });
	});

	test('on a single page among others comes as before', async () => {
		const rows = listOf(200);
		const page = rows.splice(0, 20).map((_, index, all) => all[(index * 7) % 20] ?? {});
		const { reading } = await read({ rows: [...page, ...rows], state: { settled: NOON - 30 * HOUR, confirmed: NOON - 31 * HOUR } });
		expect(reading.order).toBe('newestFirst');
		expect((await read({ rows: page })).reading.order).toBe('none');
		const second = rows.splice(0, 20).map((_, index, all) => all[(index * 7) % 20] ?? {});
		expect((await read({ rows: [...page, ...second, ...rows], state: { settled: NOON - 30 * HOUR, confirmed: NOON - 31 * HOUR } })).reading.order).toBe('none');
	});

	test('is not told by a few rows', async () => {
		const rows = listOf(19, { order: 'oldestFirst' });
		expect((await read({ rows })).reading.order).toBe('newestFirst');
		expect((await read({ rows: listOf(20, { order: 'oldestFirst' }) })).reading.order).toBe('oldestFirst');
	});
});

describe('a list in no order', () => {
	const state: Partial<SendState> = { order: 'none', gaps: [{ lower: 5, upper: null }] };
	const scan = { most: 100, edge: -Infinity };

	test('is settled up to the beginning of a walk that came to its end', async () => {
		const rows = listOf(60, { order: 'none' });
		expect((await read({ rows, state, plan: { scan } })).reading).toMatchObject({ order: 'none', settled: NOON, gaps: [] });
		expect((await read({ rows, state: { ...state, scan: { page: 2, startedAt: NOON - HOUR } }, plan: { scan }, budget: 2 })).reading).toMatchObject({ settled: NOON - 3 * HOUR, gaps: state.gaps });
		expect((await read({ rows, state: { ...state, scan: { page: 4, startedAt: NOON - HOUR, isEmpty: true } }, plan: { scan } })).reading).toMatchObject({ settled: NOON - HOUR, gaps: [] });
		expect((await read({ rows, state: { ...state, scan: { page: 4, startedAt: NOON + HOUR, isEmpty: true } }, plan: { scan } })).reading).toMatchObject({ settled: NOON - 3 * HOUR });
	});

	test('is walked through once more in the poll that ended the walk before', async () => {
		const { asked, reading } = await read({ rows: listOf(60, { order: 'none' }), state: { ...state, scan: { page: 4, startedAt: NOON - HOUR, isEmpty: true } }, plan: { scan } });
		expect([...asked].sort()).toEqual([1, 2, 3, 4]);
		expect(reading.scan.isComplete).toBe(true);
		expect(reading.scanNext.page ?? 1).toBeGreaterThanOrEqual(1);
	});

	test('that has one again is read in it', async () => {
		expect((await read({ rows: listOf(60), state, plan: { scan } })).reading.order).toBe('newestFirst');
		expect((await read({ rows: listOf(60, { order: 'oldestFirst' }), state, plan: { scan } })).reading.order).toBe('oldestFirst');
	});
});

describe('a list that comes oldest first', () => {
	const state: Partial<SendState> = { order: 'oldestFirst', settled: NOON - 3 * HOUR, confirmed: NOON - 4 * HOUR };

	test('is read from its end on, which is looked for first', async () => {
		const { asked, reading } = await read({ rows: listOf(195, { order: 'oldestFirst' }), state, end: { page: 9 } });
		expect(asked).toEqual([9, 10]);
		expect(reading).toMatchObject({ end: { page: 10 }, settled: NOON, gaps: [], total: 195 });
	});

	test('settles nothing before its end was found', async () => {
		const { reading } = await read({ rows: listOf(1_995, { order: 'oldestFirst' }), state, end: { page: 9, stride: 1 }, budget: 3, total: 0 });
		expect(reading.end.stride).toBeDefined();
		expect(reading).toMatchObject({ settled: NOON - 3 * HOUR });
	});

	test('goes on behind its end when the background scan has met sends there', async () => {
		const scan = { most: 100, edge: -Infinity };
		const rows = listOf(110, { order: 'oldestFirst' });
		expect((await read({ rows, state, plan: { scan }, end: { page: 6 } })).reading.end).toEqual({ page: 6 });
		expect((await read({ rows, state: { ...state, scan: { page: 6 } }, plan: { scan }, end: { page: 6 } })).reading.end).toEqual({ page: 6 });
	});
});
