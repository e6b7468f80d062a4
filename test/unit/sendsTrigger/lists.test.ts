import fc from 'fast-check';
import { isEnough, orderTold, rangeOf, rowsInPlace, withoutStrays } from '../../../nodes/Sendoso/sendList/rowsInPlace';
import { type Gap, GapReader, isInGap, tidyGaps } from '../../../nodes/Sendoso/trigger/sends/reading/gaps';
import { EndFinder, type ListEnd } from '../../../nodes/Sendoso/trigger/sends/reading/listEnd';
import { locate } from '../../../nodes/Sendoso/trigger/sends/reading/locate';
import { SendPages } from '../../../nodes/Sendoso/trigger/sends/reading/sendPages';
import { FakeSession } from '../../trigger/model';
import { HOUR, MINUTE, NOON, SECOND } from './scene';

/** Sends an hour apart, the oldest first. */
const rows = (count: number) => Array.from({ length: count }, (_, index) => ({ send_gid: `g${index}`, created_at: new Date(NOON - (count - index) * HOUR).toISOString() }));

function pagesOf(count: number, { pageSize = 5, isReversed = false, end = 1, total = (): number | undefined => count } = {}) {
	const list = isReversed ? rows(count) : rows(count).reverse();
	const session = new FakeSession({ rows: () => list, now: NOON, person: 'me', count: total }, pageSize);
	return { pages: new SendPages(session, isReversed ? 'oldestFirst' : 'newestFirst', pageSize, end), session };
}

async function settle(pages: SendPages, wanted: () => number[]) {
	for (let numbers = wanted(); numbers.length > 0; numbers = wanted()) await pages.read(numbers);
}

describe('the order of a list', () => {
	const falling = Array.from({ length: 60 }, (_, index) => NOON - index * HOUR);

	test('is told by its rows, whatever one or two of them say', () => {
		expect(orderTold(falling)).toBe('newestFirst');
		expect(orderTold([...falling].reverse())).toBe('oldestFirst');
		const stray = [...falling.slice(0, 10), NOON - 50 * HOUR - 1, ...falling.slice(10), NOON];
		expect(orderTold(stray)).toBe('newestFirst');
		expect(rowsInPlace(stray, 'newestFirst')).toEqual(stray.map((_, place) => place).filter((place) => place !== 10 && place !== 61));
		expect(orderTold([...stray].reverse())).toBe('oldestFirst');
	});

	test('is none when nearly a third of the rows stand elsewhere, and nobody knows it when all came at once', () => {
		const scattered = falling.map((_, index) => NOON - ((index * 17) % 60) * HOUR);
		expect(orderTold(scattered)).toBe('none');
		expect(orderTold(falling.map(() => NOON))).toBeUndefined();
		expect(orderTold([])).toBeUndefined();
		expect(orderTold([NOON])).toBeUndefined();
		expect(orderTold(falling.map((_, index) => NOON - index))).toBe('newestFirst');
		const jitter = falling.map((_, index) => NOON - index * 10 * MINUTE + (index % 3) * 20_000);
		expect(orderTold(jitter)).toBe('newestFirst');
		// A stray among sends of one minute turns nothing around.
		expect(orderTold([NOON - HOUR, ...Array.from({ length: 30 }, (_, index) => NOON + (index * 37) % 50)])).toBeUndefined();
	});

	test('is told as long as no more than three rows of ten stand elsewhere', () => {
		const hours = (...ages: number[]) => ages.map((age) => NOON - age * HOUR);
		expect(orderTold(hours(1, 2, 3, 40, 4, 5, 41, 6, 7, 42))).toBe('newestFirst');
		expect(orderTold(hours(1, 2, 3, 40, 4, 41, 5, 42, 6, 0))).toBe('none');
		expect(orderTold(hours(1, 2))).toBeUndefined();
		expect(orderTold(hours(1, 2, 3))).toBe('newestFirst');
	});

	test('goes by the rows that have a time', () => {
		const undated = (count: number) => Array.from({ length: count }, () => NaN);
		expect(rowsInPlace([], 'newestFirst')).toEqual([]);
		expect(rowsInPlace(undated(3), 'oldestFirst')).toEqual([]);
		expect(isEnough([...falling.slice(0, 20), NaN])).toBe(true);
		expect(isEnough([...falling.slice(0, 19), NaN])).toBe(false);
		expect(withoutStrays([...falling, ...undated(3)])).toHaveLength(60);
		expect(withoutStrays([...falling, NOON, NOON, NOON])).toBeUndefined();
		expect(rangeOf(undated(3), 'newestFirst')).toBeUndefined();
	});

	test('reaches a minute less far where its times go against it by less than that', () => {
		expect(rangeOf([NOON, NOON, NOON - HOUR, NOON - HOUR], 'newestFirst')).toEqual({ newest: NOON, oldest: NOON - HOUR });
		expect(rangeOf([NOON, NOON + SECOND, NOON - HOUR, NOON - HOUR], 'newestFirst')).toEqual({ newest: NOON + SECOND, oldest: NOON - HOUR + MINUTE });
	});

	test('finds a longest run, like the plain way does', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(12), { maxLength: 9 }), (minutes) => {
				const times = minutes.map((minute) => NOON + minute * MINUTE);
				const run = rowsInPlace(times, 'oldestFirst').map((place) => times[place] ?? 0);
				expect(run).toEqual([...run].sort((left, right) => left - right));
				let longest = 0;
				for (let bits = 0; bits < 2 ** times.length; bits++) {
					const chosen = times.filter((__, place) => (bits >> place) % 2 === 1);
					if (chosen.every((time, place) => place === 0 || time >= (chosen[place - 1] ?? 0))) longest = Math.max(longest, chosen.length);
				}
				expect(run).toHaveLength(longest);
				expect(rowsInPlace([...times].reverse(), 'newestFirst')).toHaveLength(longest);
			}),
		);
	});

	test('lets a row at the edge of a page count once another one is beyond it', () => {
		expect(rangeOf([NOON + HOUR, NOON, NOON - HOUR, NOON - 5 * HOUR], 'newestFirst')).toEqual({ newest: NOON, oldest: NOON - HOUR });
		expect(rangeOf([NOON - 5 * HOUR, NOON - HOUR, NOON, NOON + HOUR], 'oldestFirst')).toEqual({ newest: NOON, oldest: NOON - HOUR });
		expect(rangeOf([NOON], 'newestFirst')).toEqual({ newest: NOON, oldest: NOON });
		expect(rangeOf([NaN], 'newestFirst')).toBeUndefined();
		// Rows that are out of order by seconds make it less sure.
		expect(rangeOf([NOON, NOON - HOUR, NOON - HOUR + 1, NOON - 2 * HOUR], 'newestFirst')?.oldest).toBe(NOON - HOUR + 1 + MINUTE);
	});

	test('where sends cost money, takes more than two strays or few rows for no order', () => {
		expect(withoutStrays(falling)).toHaveLength(60);
		expect(withoutStrays(falling.slice(0, 19))).toBeUndefined();
		expect(withoutStrays([NOON - 70 * HOUR, NOON - 80 * HOUR, ...falling])).toHaveLength(60);
		expect(withoutStrays([NOON - 70 * HOUR, NOON - 80 * HOUR, NOON - 90 * HOUR, ...falling])).toBeUndefined();
	});
});

describe('the last page', () => {
	const find = async (count: number, before: ListEnd, total?: () => number | undefined): Promise<{ end: ListEnd; requests: number }> => {
		const { pages, session } = pagesOf(count, { isReversed: true, end: before.page, ...(total === undefined ? {} : { total }) });
		const finder = new EndFinder(pages, before);
		await settle(pages, () => finder.wanted());
		return { end: finder.end, requests: session.requests };
	};

	test('is found from anywhere, with any count, in few requests', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 250 }), fc.constantFrom('right', 'missing', 'zero', 'high', 'low'), async (count, page, counter) => {
				const totals = { right: count, missing: undefined, zero: 0, high: count + 300, low: Math.floor(count / 2) };
				const { end, requests } = await find(count, { page }, () => totals[counter as keyof typeof totals]);
				// A last page that is not full may hide others from a server that counts too few; the background scan looks there.
				expect(end).toEqual({ page: Math.ceil(count / 5) });
				expect(requests).toBeLessThanOrEqual(24);
			}),
		);
	});

	test('costs one request while nothing comes in, and two where it is full', async () => {
		expect((await find(52, { page: 11 })).requests).toBe(1);
		expect((await find(50, { page: 10 })).requests).toBe(2);
		expect((await find(53, { page: 10 })).requests).toBe(2);
		expect((await find(400, { page: 2 })).requests).toBeLessThanOrEqual(4);
	});

	test('that comes again under every later number is found all the same, were it a single send', async () => {
		for (const count of [1, 5, 6, 201, 204]) {
			for (const total of [count, undefined]) {
				const list = rows(count);
				const last = Math.ceil(count / 5);
				const session = new FakeSession({ rows: () => list, now: NOON, person: 'me', count: () => total }, 5, { budget: 60 });
				const readPage = session.readPage.bind(session);
				session.readPage = async (page) => await readPage(Math.min(page, last));
				const pages = new SendPages(session, 'oldestFirst', 5, last);
				const finder = new EndFinder(pages, { page: last });
				await settle(pages, () => (pages.mayGoOn ? finder.wanted() : []));
				expect([count, finder.end]).toEqual([count, { page: last }]);
			}
		}
	});

	test('is not looked for without end where a server has sends under any number', async () => {
		const session = new FakeSession({ rows: () => rows(5), now: NOON, person: 'me', count: () => undefined }, 5);
		let asked = 0;
		session.readPage = async () => {
			asked += 1;
			return { rows: [{ send_gid: `any${asked}`, created_at: new Date(NOON).toISOString() }, { send_gid: `more${asked}` }, {}, {}, {}], total: undefined, pageSize: 5, serverTime: NOON };
		};
		const pages = new SendPages(session, 'oldestFirst', 5, 1);
		const finder = new EndFinder(pages, { page: 1 });
		await settle(pages, () => (asked < 100 ? finder.wanted() : []));
		expect(asked).toBeLessThan(30);
		expect(finder.end.page).toBeLessThanOrEqual(1_000_000);
	});

	test('is looked for over several polls', async () => {
		let end: ListEnd = { page: 1, stride: 1 };
		let polls = 0;
		for (; end.stride !== undefined && polls < 30; polls++) {
			const { pages } = pagesOf(1_234, { isReversed: true, total: () => undefined });
			const finder = new EndFinder(pages, end);
			for (let request = 0; request < 2; request++) await pages.read(finder.wanted());
			finder.wanted();
			end = finder.end;
		}
		expect(end).toEqual({ page: 247 });
		expect(polls).toBeLessThan(20);
	});
});

test('a place in the list is found in few steps, and what is nowhere is found to be', async () => {
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 1, max: 800 }), fc.nat(900), fc.nat(200), fc.boolean(), async (count, sought, start, isReversed) => {
			const { pages, session } = pagesOf(count, { isReversed, end: Math.ceil(count / 5) });
			const at = NOON - sought * HOUR;
			const find = () => locate(pages, start, 0, ({ newest, oldest }) => (oldest > at + HOUR ? 'tooNew' : newest < at - HOUR ? 'tooOld' : 'here'));
			let place = find();
			while (typeof place === 'object' && 'read' in place) {
				await pages.read([pages.pageAt(place.read)]);
				place = find();
			}
			expect(session.requests).toBeLessThanOrEqual(20);
			if (sought >= 1 && sought <= count) expect(typeof place).toBe('object');
			if (sought > count + 10) expect(place).toBe('nowhere');
		}),
	);
});

describe('a gap', () => {
	const lower = NOON - 90 * HOUR;
	const readGap = async (gap: Gap, start: number | undefined, isReversed: boolean, most = Infinity) => {
		const { pages, session } = pagesOf(400, { isReversed, end: 80 });
		const reader = new GapReader(pages, gap, start);
		for (let numbers = reader.wanted(3); numbers.length > 0 && session.requests < most; numbers = reader.wanted(3)) await pages.read(numbers);
		reader.wanted(3);
		return { pages, requests: session.requests, left: reader.left((page) => page) };
	};

	test.each([[0, false], [8, false], [10, false], [60, false], [undefined, false], [0, true], [8, true], [70, true], [undefined, true]])('is read to its end, wherever it is thought to begin: step %s, oldest first: %s', async (start, isReversed) => {
		const { pages, left, requests } = await readGap({ lower, upper: NOON - 50 * HOUR }, start, isReversed);
		expect(left).toEqual([]);
		for (let hour = 52; hour < 88; hour++) expect([hour, pages.sightings.some(({ at }) => at === NOON - hour * HOUR)]).toEqual([hour, true]);
		expect(requests).toBeLessThanOrEqual(24);
	});

	test('that is not read to its end goes on where it stopped', async () => {
		for (const isReversed of [false, true]) {
			const first = await readGap({ lower, upper: null }, undefined, isReversed, 4);
			expect(first.left).toHaveLength(1);
			const [rest] = first.left;
			expect(rest).toMatchObject({ lower });
			expect(rest?.upper).toBeLessThanOrEqual(NOON - 15 * HOUR);
			const second = await readGap(rest ?? { lower, upper: null }, first.pages.stepOf(rest?.rank ?? 0), isReversed);
			expect(second.left).toEqual([]);
			const met = new Set([...first.pages.sightings, ...second.pages.sightings].map(({ at }) => at));
			for (let hour = 1; hour < 88; hour++) expect(met.has(NOON - hour * HOUR)).toBe(true);
		}
	});

	test('keeps what is on a page that can not be read', async () => {
		const { pages } = pagesOf(400);
		const session = new FakeSession({ rows: () => rows(400).reverse(), now: NOON, person: 'me' }, 5, { broken: (page) => page === 4 });
		const broken = new SendPages(session, 'newestFirst', 5, 1);
		const reader = new GapReader(broken, { lower, upper: null }, undefined);
		await settle(broken, () => reader.wanted(1));
		const left = reader.left((page) => page);
		expect(left).toHaveLength(1);
		expect(isInGap(left, NOON - 17 * HOUR)).toBe(true);
		expect(isInGap(left, NOON - 40 * HOUR)).toBe(false);
		expect(pages.isEmpty).toBe(true);
	});

	test('joins the oldest ones when there are too many, and leaves out what holds nothing', () => {
		const gaps = Array.from({ length: 25 }, (_, index) => ({ lower: index * 10, upper: index * 10 + 5, rank: index }));
		const tidy = tidyGaps([...gaps, { lower: 9, upper: 8 }]);
		expect(tidy).toHaveLength(20);
		expect(tidy[0]).toMatchObject({ lower: 0, upper: 55 });
		for (let moment = 0; moment < 250; moment++) if (isInGap(gaps, moment)) expect(isInGap(tidy, moment)).toBe(true);
		expect(isInGap([{ lower: 5, upper: null }], 6)).toBe(true);
		expect(isInGap([{ lower: 5, upper: null }], 4)).toBe(false);
	});
});
