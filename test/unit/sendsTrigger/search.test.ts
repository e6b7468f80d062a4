import type { IDataObject } from 'n8n-workflow';
import { EndFinder, type ListEnd } from '../../../nodes/Sendoso/trigger/sends/reading/listEnd';
import { locate } from '../../../nodes/Sendoso/trigger/sends/reading/locate';
import { OpenSendsReader } from '../../../nodes/Sendoso/trigger/sends/reading/openSends';
import { keyOf, SendPages } from '../../../nodes/Sendoso/trigger/sends/reading/sendPages';
import type { Tracked } from '../../../nodes/Sendoso/trigger/sends/sendCodec';
import { FakeSession } from '../../trigger/model';
import { HOUR, MINUTE, NOON, type Order } from './scene';

/** Pages of ten sends an hour apart. */
function pagesOf(count: number, { order = 'oldestFirst' as Exclude<Order, 'none'>, end = 1, broken = [] as number[], total = undefined as number | undefined } = {}) {
	const rows: IDataObject[] = Array.from({ length: count }, (_, index) => ({ send_gid: `g${index}`, created_at: new Date(NOON - (count - index) * HOUR).toISOString() }));
	if (order === 'newestFirst') rows.reverse();
	const session = new FakeSession({ rows: () => rows, now: NOON, person: 'me', count: () => total }, 10, { broken: (page) => broken.includes(page) });
	const asked: number[] = [];
	const readPage = session.readPage.bind(session);
	session.readPage = async (page) => {
		asked.push(page);
		return await readPage(page);
	};
	return { pages: new SendPages(session, order, 10, end), asked };
}

describe('the search for the last page', () => {
	async function find(count: number, from: ListEnd, options: Parameters<typeof pagesOf>[1] = {}, read: number[] = []) {
		const { pages, asked } = pagesOf(count, { end: from.page, ...options });
		for (const number of read) await pages.read([number]);
		const finder = new EndFinder(pages, from);
		for (let numbers = finder.wanted(); numbers.length > 0 && asked.length < 60; numbers = finder.wanted()) await pages.read(numbers);
		return { asked, end: finder.end };
	}

	test('asks for one page where nothing changed, and for two where the last one is full', async () => {
		expect(await find(75, { page: 8 })).toEqual({ asked: [8], end: { page: 8 } });
		expect(await find(80, { page: 8 })).toEqual({ asked: [8, 9], end: { page: 8 } });
		expect(await find(75, { page: 8 }, { total: 75 })).toEqual({ asked: [8], end: { page: 8 } });
	});

	test('goes on in growing steps, and then by halves', async () => {
		expect(await find(395, { page: 1 })).toEqual({ asked: [1, 2, 4, 8, 16, 32, 64, 48, 40], end: { page: 40 } });
		expect(await find(395, { page: 39 })).toEqual({ asked: [39, 40], end: { page: 40 } });
	});

	test('goes back by halves in a list that became shorter', async () => {
		expect(await find(15, { page: 40 })).toEqual({ asked: [40, 39, 19, 9, 4, 2], end: { page: 2 } });
		expect(await find(0, { page: 1 })).toEqual({ asked: [1], end: { page: 1 } });
		expect(await find(0, { page: 3 })).toEqual({ asked: [3, 2, 1], end: { page: 1 } });
		expect(await find(20, { page: 3 })).toEqual({ asked: [3, 2], end: { page: 2 } });
	});

	test('goes where the count says, if that leads anywhere', async () => {
		expect(await find(395, { page: 1 }, { total: 395 })).toEqual({ asked: [1, 40], end: { page: 40 } });
		expect((await find(395, { page: 1 }, { total: 9_000 })).end).toEqual({ page: 40 });
		expect((await find(395, { page: 1 }, { total: 20 })).end).toEqual({ page: 40 });
		// A page that is not full and a count that says as many, or fewer, is the end.
		expect(await find(75, { page: 8 }, { total: 70 })).toEqual({ asked: [8], end: { page: 8 } });
		expect(await find(75, { page: 8 }, { total: 80 })).toEqual({ asked: [8], end: { page: 8 } });
		expect(await find(75, { page: 8 }, { total: 81 })).toEqual({ asked: [8, 9], end: { page: 8 } });
	});

	test('passes a page that can not be read, if another one stands behind it', async () => {
		expect(await find(95, { page: 8 }, { broken: [8] }, [9])).toEqual({ asked: [9, 8, 11, 10], end: { page: 10 } });
		const end = (await find(95, { page: 8 }, { broken: [8] }, [1])).end;
		expect(end.page).toBeLessThan(8);
	});

	test('goes on where the poll before stopped', async () => {
		expect(await find(395, { page: 32, empty: 64, stride: 32 })).toEqual({ asked: [32, 48, 40], end: { page: 40 } });
		expect(await find(395, { page: 16, stride: 16 })).toEqual({ asked: [16, 32, 64, 48, 40], end: { page: 40 } });
		// What was empty when the end was found may be full now.
		expect(await find(395, { page: 32, empty: 33 })).toEqual({ asked: [32, 33, 35, 39, 47, 43, 41, 40], end: { page: 40 } });
		const { pages } = pagesOf(395);
		const finder = new EndFinder(pages, { page: 1, stride: 1 });
		await pages.read(finder.wanted());
		await pages.read(finder.wanted());
		finder.wanted();
		expect(finder.end).toEqual({ page: 2, empty: undefined, stride: 2 });
	});
});

describe('a place in the list', () => {
	/** Looks for the page of the send that is some hours old. */
	async function find(hours: number, start: number, order: Exclude<Order, 'none'>, low = 0) {
		const { pages, asked } = pagesOf(500, { order, end: 50 });
		const at = NOON - hours * HOUR;
		const look = () => locate(pages, start, low, ({ newest, oldest }) => (oldest > at + HOUR ? 'tooNew' : newest < at - HOUR ? 'tooOld' : 'here'));
		let place = look();
		while (typeof place === 'object' && 'read' in place && asked.length < 60) {
			await pages.read([pages.pageAt(place.read)]);
			place = look();
		}
		return { place, asked: asked.map((page) => pages.stepOf(page)) };
	}

	test.each(['newestFirst', 'oldestFirst'] as const)('is found in steps that grow with the way: %s', async (order) => {
		expect(await find(105, 10, order)).toEqual({ place: { found: 10 }, asked: [10] });
		expect(await find(115, 10, order)).toEqual({ place: { found: 11 }, asked: [10, 11] });
		expect(await find(95, 10, order)).toEqual({ place: { found: 9 }, asked: [10, 9] });
		expect(await find(255, 10, order)).toMatchObject({ asked: [10, 11, 13, 17, 25] });
		expect(await find(5, 15, order)).toMatchObject({ asked: [15, 14, 12, 8, 0] });
		expect(await find(495, 0, order)).toMatchObject({ place: { found: 49 } });
		for (const [hours, start] of [[495, 0], [5, 49], [333, 2], [444, 900]] as const) expect((await find(hours, start, order)).asked.length).toBeLessThanOrEqual(17);
	});

	test.each(['newestFirst', 'oldestFirst'] as const)('is nowhere beyond the ends, nor in front of where it can be: %s', async (order) => {
		expect((await find(900, 10, order)).place).toBe('nowhere');
		expect((await find(-900, 10, order)).place).toBe('nowhere');
		expect((await find(55, 10, order, 8)).place).toBe('nowhere');
		expect((await find(95, 3, order, 8)).place).toEqual({ found: 9 });
	});
});

describe('an open send that is not where it was', () => {
	const wanted = (at: number, rank: number, key = 'searched'): Tracked => ({ key, at, rank, misses: 0, isResting: false, isBare: true, known: 'AAA', markLength: 1 });

	/** Looks for sends in a list of pages of ten, newest first; answers the pages that were asked for. */
	async function follow(rows: IDataObject[], open: Tracked[], cursor?: number) {
		const session = new FakeSession({ rows: () => rows, now: NOON, person: 'me' }, 10);
		const pages = new SendPages(session, 'newestFirst', 10, 1);
		const reader = new OpenSendsReader(pages, open, (rank) => Math.floor((10_000 - rank) / 10), cursor);
		const asked: number[] = [];
		for (let numbers = reader.wanted(3); numbers.length > 0; numbers = reader.wanted(3)) {
			asked.push(...numbers);
			await pages.read(numbers);
		}
		return { asked, absent: [...reader.absent], reader };
	}

	test('is looked for on three pages to either side where all came at once', async () => {
		const rows = Array.from({ length: 200 }, (_, index) => ({ send_gid: `g${index}`, created_at: new Date(NOON).toISOString() }));
		expect(await follow(rows, [wanted(NOON, 9_905)])).toMatchObject({ asked: [10, 9, 8, 7, 11, 12, 13], absent: ['searched'] });
		expect(await follow(rows, [wanted(NOON, 9_985)])).toMatchObject({ asked: [2, 1, 3, 4, 5], absent: ['searched'] });
		expect(await follow(rows, [wanted(NOON, 9_995)])).toMatchObject({ asked: [1, 2, 3, 4] });
		expect(await follow(rows, [wanted(NOON, 9_805)])).toMatchObject({ asked: [20, 19, 18, 17, 21] });
	});

	test('is looked for beside pages that tell no times, but not beyond them', async () => {
		const rows = Array.from({ length: 200 }, (_, index) => ({ send_gid: `g${index}`, ...(index >= 90 && index < 110 ? {} : { created_at: new Date(NOON - index * HOUR).toISOString() }) }));
		expect(await follow(rows, [wanted(NOON - 95 * HOUR, 9_905)])).toMatchObject({ asked: [10, 9, 11], absent: ['searched'] });
	});

	test('may stand up to a minute from its place', async () => {
		const rows = Array.from({ length: 60 }, (_, index) => ({ send_gid: `g${index}`, created_at: new Date(NOON - index * HOUR).toISOString() }));
		// The second page reaches from 11 to 18 hours, without the rows at its edges.
		const around = async (hours: number, offset: number) => (await follow(rows, [wanted(NOON - hours * HOUR + offset, 9_985)])).asked;
		expect(await around(18, -MINUTE)).toContain(2);
		expect(await around(15, 0)).toEqual([2, 1, 3]);
		expect(await around(18, -MINUTE)).toEqual([2, 1, 3]);
		expect(await around(18, -MINUTE - 1)).toEqual([2, 3]);
		expect(await around(11, MINUTE)).toEqual([2, 1, 3]);
		expect(await around(11, MINUTE + 1)).toEqual([2, 1]);
	});

	test('waits for the next poll behind a hundred pages', async () => {
		const rows = Array.from({ length: 1_300 }, (_, index) => ({ send_gid: `g${index}`, created_at: new Date(NOON - index * HOUR).toISOString() }));
		const sends = rows.filter((_, index) => index % 10 === 5).map((row, place) => wanted(NOON - (place * 10 + 5) * HOUR, 9_995 - place * 10, keyOf(row)));
		const { asked, reader } = await follow(rows, [...sends]);
		expect(asked.length).toBeGreaterThanOrEqual(98);
		expect(asked.length).toBeLessThanOrEqual(100);
		expect(reader.cursor).toBe(9_995 - asked.length * 10);
		const rest = await follow(rows, [...sends], reader.cursor);
		expect(rest.asked.slice(0, 130 - asked.length)).toEqual(Array.from({ length: 130 - asked.length }, (_, index) => asked.length + 1 + index));
		expect(new Set([...asked, ...rest.asked]).size).toBe(130);
	});
});
