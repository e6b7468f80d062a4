import { type Gap } from '../../../nodes/Sendoso/trigger/sends/reading/gaps';
import { KnownSends, type Limits, MOST_KNOWN } from '../../../nodes/Sendoso/trigger/sends/knownSends';
import { BackgroundScan, type ScanState } from '../../../nodes/Sendoso/trigger/sends/reading/backgroundScan';
import { OpenSendsReader } from '../../../nodes/Sendoso/trigger/sends/reading/openSends';
import { keyOf, type SeenSend, SendPages } from '../../../nodes/Sendoso/trigger/sends/reading/sendPages';
import { packKnown, type Tracked } from '../../../nodes/Sendoso/trigger/sends/sendCodec';
import { StatusCodes } from '../../../nodes/Sendoso/trigger/sends/statuses/statusCodes';
import { StatusTracker } from '../../../nodes/Sendoso/trigger/sends/statuses/statusTracker';
import { type Disturbance, FakeSession } from '../../trigger/model';
import { DAY, HOUR, MINUTE, NOON } from './scene';

const seenAt = (at: number, key = 'unseen00'): SeenSend => ({ row: {}, key, at, page: 1, index: 0 });

describe('what is known', () => {
	const known = (limits: Partial<Limits>, met: Array<[string, number]> = []) => new KnownSends(packKnown(new Map(met)), { complete: NOON, gaps: [], ...limits });

	test('is what was met, and before the list was looked at everything that is older than the beginning', () => {
		expect(known({}, [['met00000', NOON]]).standingOf(seenAt(NOON, 'met00000'), NOON)).toBe('known');
		expect(known({ from: NOON }).standingOf(seenAt(NOON), NOON)).toBe('new');
		expect(known({ from: NOON }).standingOf(seenAt(NOON - 1), NOON)).toBe('known');
		const gaps: Gap[] = [{ lower: NOON - HOUR, upper: NOON + HOUR }];
		expect(known({ from: NOON, gaps }).standingOf(seenAt(NOON - 1), NOON)).toBe('known');
		expect(known({ from: NOON - DAY, gaps, forgotten: NOON + DAY }).standingOf(seenAt(NOON), NOON)).toBe('new');
		expect(known({ from: NOON - DAY, forgotten: NOON }).standingOf(seenAt(NOON), NOON)).toBe('known');
		expect(known({ from: NOON - DAY, forgotten: NOON }).standingOf(seenAt(NOON + 1), NOON)).toBe('new');
	});

	test('is nothing of the two days before the last walk through the list that was not met', () => {
		expect(known({}).standingOf(seenAt(NOON - 2 * DAY), NOON)).toBe('new');
		expect(known({}).standingOf(seenAt(NOON - 2 * DAY - 1), NOON)).toBe('revealed');
		expect(known({ forgotten: NOON - DAY }).standingOf(seenAt(NOON - DAY), NOON)).toBe('known');
		expect(known({ forgotten: NOON - DAY }).standingOf(seenAt(NOON - DAY + 1), NOON)).toBe('new');
		const gaps: Gap[] = [{ lower: NOON - 9 * DAY, upper: NOON - 8 * DAY }];
		expect(known({ gaps, forgotten: NOON - DAY }).standingOf(seenAt(NOON - 8.5 * DAY), NOON)).toBe('new');
	});

	test('of sends without a time is what was met, as long as that can be remembered', () => {
		const undated = seenAt(NaN);
		expect(known({}).standingOf(undated, NaN)).toBe('new');
		expect(known({ from: NOON }).standingOf(undated, NOON)).toBe('new');
		expect(known({ from: NOON }).standingOf(undated, NOON - 1)).toBe('known');
		expect(known({ from: NOON }).standingOf(undated, NaN)).toBe('known');
		const many = Array.from({ length: MOST_KNOWN }, (_, index): [string, number] => [String(index).padStart(8, '0'), NaN]);
		expect(known({}, many).standingOf(undated, NOON - 1)).toBe('known');
		expect(known({}, many).standingOf(undated, NOON)).toBe('new');
		expect(known({}, many.slice(1)).standingOf(undated, NaN)).toBe('new');
		const full = known({}, [...many, ['last0000', NaN]]);
		expect(full.forget(0, [])).toBeUndefined();
		expect(full.size).toBe(MOST_KNOWN);
		expect(full.pack()).toHaveLength(MOST_KNOWN * 15);
	});

	test('lacks what was there before and would pass for new once the whole list was looked at', () => {
		expect(known({ from: NOON }).isDiscovery(seenAt(NOON - 1), NOON)).toBe(true);
		expect(known({ from: NOON }, [['met00000', NOON - 1]]).isDiscovery(seenAt(NOON - 1, 'met00000'), NOON)).toBe(false);
		expect(known({ from: NOON }).isDiscovery(seenAt(NOON), NOON)).toBe(false);
		expect(known({}).isDiscovery(seenAt(NOON - 1), NOON)).toBe(false);
		expect(known({ from: NOON }).isDiscovery(seenAt(NOON - 1), NOON - 1)).toBe(false);
		expect(known({ from: NOON }).isDiscovery(seenAt(NOON - 2 * DAY), NOON)).toBe(true);
		expect(known({ from: NOON }).isDiscovery(seenAt(NOON - 2 * DAY - 1), NOON)).toBe(false);
		expect(known({ from: NOON, forgotten: NOON - HOUR }).isDiscovery(seenAt(NOON - HOUR), NOON)).toBe(false);
		expect(known({ from: NOON, forgotten: NOON - HOUR }).isDiscovery(seenAt(NOON - HOUR + 1), NOON)).toBe(true);
		expect(known({ from: NOON }).isDiscovery(seenAt(NaN), NOON)).toBe(false);
	});

	test('is packed anew when it changed', () => {
		const some = known({}, [['met00000', NOON]]);
		const before = some.pack();
		some.add(seenAt(NOON + 1, 'met00000'));
		expect(some.pack()).toBe(before);
		some.add(seenAt(NOON + 1, 'another0'));
		expect(some.pack()).toHaveLength(30);
		expect(known({}, JSON.parse(JSON.stringify([['met00000', NOON]])) as Array<[string, number]>).has('another0')).toBe(false);
	});
});

/** A list of sends an hour apart, newest first, and pages of ten of it. */
function listOf(count: number, disturbance: Disturbance = {}, total: number | 'missing' = count) {
	const rows = Array.from({ length: count }, (_, index) => ({ send_gid: `g${index}`, created_at: new Date(NOON - (index + 1) * HOUR).toISOString() }));
	const session = new FakeSession({ rows: () => rows, now: NOON, person: 'me', count: () => (total === 'missing' ? undefined : total) }, 10, disturbance);
	return { rows, session, pages: new SendPages(session, 'newestFirst', 10, 1) };
}

describe('the background scan', () => {
	/** One poll of it; answers the pages that it asked for. */
	async function scan(before: ScanState, { count = 45, most = 100, edge = -Infinity, believesCount = false, disturbance = {} as Disturbance, total = count as number | 'missing' } = {}) {
		const { pages } = listOf(count, disturbance, total);
		// Every poll begins with the newest page.
		await pages.read([1]);
		const walk = new BackgroundScan(pages, before, { most, edge, believesCount });
		const asked: number[] = [];
		for (let numbers = walk.wanted(3); numbers.length > 0; numbers = walk.wanted(3)) {
			asked.push(...numbers);
			await pages.read(numbers);
		}
		walk.wanted(3);
		return { walk, asked, state: walk.state };
	}

	test('reads no more than it may, and goes on there', async () => {
		const first = await scan({}, { most: 2 });
		expect(first.asked).toEqual([2, 3]);
		expect(first.state).toMatchObject({ page: 4, startedAt: NOON });
		const second = await scan(first.state, { most: 1 });
		expect([second.asked, second.state.page, second.walk.isComplete]).toEqual([[4], 5, false]);
		expect((await scan({ ...first.state, startedAt: 7 })).walk.startedAt).toBe(7);
	});

	test('ends with a page that is empty twice', async () => {
		const first = await scan({ page: 5 });
		expect([first.asked, first.walk.isComplete, first.state]).toEqual([[5, 6], false, expect.objectContaining({ page: 6, isEmpty: true })]);
		const second = await scan(first.state);
		expect([second.asked, second.walk.isComplete, second.walk.isWhole, second.state]).toEqual([[6], true, true, {}]);
		const grown = await scan(first.state, { count: 52 });
		expect([grown.walk.isComplete, grown.state.page, grown.state.isEmpty]).toEqual([false, 7, true]);
		// Another page than the one that was empty has to be empty twice of its own.
		expect((await scan({ page: 6, isEmpty: false })).walk.isComplete).toBe(false);
	});

	test('asks for its page itself, though one before it came empty in this poll', async () => {
		const { pages } = listOf(45, { empty: 0 });
		await pages.read([2]);
		expect(new BackgroundScan(pages, { page: 3, isEmpty: true }, { most: 9, edge: 0, believesCount: false }).wanted(1)).toEqual([3]);
	});

	test('ends at once where it read the whole list, or where a count is believed that agrees', async () => {
		const whole = await scan({});
		expect([whole.walk.isComplete, whole.asked]).toEqual([true, [2, 3, 4, 5, 6]]);
		expect((await scan({}, { total: 44 })).walk.isComplete).toBe(false);
		const believing = await scan({ page: 5 }, { believesCount: true });
		expect([believing.asked, believing.walk.isWhole]).toEqual([[5], true]);
		expect((await scan({ page: 4 }, { count: 40, believesCount: true })).walk.isComplete).toBe(false);
		expect((await scan({ page: 5 }, { believesCount: true, total: 46 })).walk.isComplete).toBe(false);
	});

	test('asks for nothing ahead that the server does not count, unless it counts nothing', async () => {
		expect((await scan({ page: 4 }, { most: 3 })).asked).toEqual([4, 5, 6]);
		const { pages } = listOf(45);
		await pages.read([1]);
		expect(new BackgroundScan(pages, { page: 5 }, { most: 9, edge: 0, believesCount: false }).wanted(3)).toEqual([5]);
		const uncounted = listOf(45, {}, 'missing').pages;
		await uncounted.read([1]);
		expect(new BackgroundScan(uncounted, { page: 5 }, { most: 9, edge: 0, believesCount: false }).wanted(3)).toEqual([5, 6, 7]);
	});

	test('goes by one page a poll behind what is followed', async () => {
		const slow = await scan({}, { edge: NOON - 15 * HOUR, count: 200, total: 'missing' });
		expect(slow.state).toMatchObject({ isSlow: true });
		expect(slow.asked.length).toBeLessThanOrEqual(4);
		expect((await scan(slow.state, { edge: NOON - 15 * HOUR, count: 200 })).asked).toHaveLength(1);
		expect((await scan({}, { edge: NOON - 900 * HOUR, count: 200 })).state.isSlow).toBeUndefined();
	});

	test('that leaves something out is not whole, and one that meets nothing but errors begins anew', async () => {
		const broken = (page: number) => page === 2;
		const first = await scan({}, { disturbance: { broken }, total: 'missing' });
		expect(first.state).toMatchObject({ hasHoles: true, failures: 0 });
		expect((await scan({ ...first.state, page: 6, isEmpty: true })).walk.isWhole).toBe(false);
		const failing = await scan({ page: 6 }, { most: 1, disturbance: { broken: (page) => page > 5 } });
		expect([failing.state.failures, failing.state.page, failing.walk.isComplete]).toEqual([1, 7, false]);
		const ended = await scan({ page: 8, failures: 2 }, { most: 1, disturbance: { broken: (page) => page > 5 } });
		expect([ended.walk.isComplete, ended.walk.isWhole, ended.state]).toEqual([true, false, { lastOddEnd: 8 }]);
		// What the next walk meets again is the end.
		const again = await scan({ page: 8, failures: 2, run: { page: 6, hadHoles: false }, lastOddEnd: 6, hasHoles: true }, { most: 1, disturbance: { broken: (page) => page > 5 } });
		expect([again.walk.isComplete, again.walk.isWhole]).toEqual([true, true]);
		const hurt = await scan({ page: 8, failures: 2, run: { page: 6, hadHoles: true }, lastOddEnd: 6, hasHoles: true }, { most: 1, disturbance: { broken: (page) => page > 5 } });
		expect(hurt.walk.isWhole).toBe(false);
		const counted = await scan({ page: 5, lastOddEnd: 6 }, { total: 90 });
		expect(counted.state).toMatchObject({ page: 6, isEmpty: true, hasHoles: false });
		expect((await scan(counted.state, { total: 90 })).walk.isWhole).toBe(true);
		// A server that counts many more than come has left something out, one more is no matter.
		expect((await scan({ page: 5 }, { total: 52 })).state.hasHoles).toBe(true);
		expect((await scan({ page: 5 }, { count: 50, total: 51 })).state.hasHoles).toBeUndefined();
		expect((await scan({ page: 5 }, { count: 50, total: 52 })).state.hasHoles).toBe(true);
	});

	test('takes a page that comes again for the end', async () => {
		const first = await scan({ page: 3 }, { most: 1 });
		const again = listOf(45).pages;
		const walk = new BackgroundScan(again, { ...first.state, page: 3 }, { most: 1, edge: 0, believesCount: false });
		await again.read(walk.wanted(1));
		walk.wanted(1);
		expect(walk.state).toMatchObject({ page: 3, isEmpty: true });
		expect(first.walk.foundEnd).toBe(3);
	});
});

describe('open sends', () => {
	const tracked = (gid: string, at: number, rank: number): Tracked => ({ key: keyOf({ send_gid: gid }), at, rank, misses: 0, isResting: false, isBare: false, known: '', markLength: 1 });
	const at = (index: number) => NOON - (index + 1) * HOUR;

	/** Looks for sends of a list of 200, by their places. */
	async function follow(open: Tracked[], cursor?: number, disturbance: Disturbance = {}, most = Infinity) {
		const { pages, session } = listOf(200, disturbance);
		if (disturbance.broken) await pages.read([1]);
		const reader = new OpenSendsReader(pages, open, (rank) => Math.floor((1_000 - rank) / 10), cursor);
		const asked: number[] = [];
		for (let numbers = reader.wanted(3); numbers.length > 0 && session.requests < most; numbers = reader.wanted(3)) {
			asked.push(...numbers);
			await pages.read(numbers);
		}
		reader.wanted(1);
		return { asked, reader, pages };
	}

	test('are looked for where they were, each page once, the newest first', async () => {
		const { asked, reader } = await follow([tracked('g150', at(150), 850), tracked('g5', at(5), 995), tracked('g7', at(7), 993)]);
		expect([asked, reader.cursor, reader.absent.size]).toEqual([[1, 16], undefined, 0]);
	});

	test('that come after the cursor are first, and the cursor is where the time ended', async () => {
		const sends = [5, 55, 105, 155].map((index) => tracked(`g${index}`, at(index), 1_000 - index));
		expect((await follow(sends, 945)).asked).toEqual([6, 11, 16, 1]);
		expect((await follow(sends, 946)).asked).toEqual([6, 11, 16, 1]);
		const { reader, asked } = await follow(sends, undefined, {}, 3);
		expect([asked, reader.cursor]).toEqual([[1, 6, 11], 845]);
		expect((await follow(sends, 7)).asked).toEqual([1, 6, 11, 16]);
	});

	test('are looked for by their time where they are not, and are absent where that is read', async () => {
		const moved = await follow([tracked('g150', at(150), 990)]);
		expect(moved.pages.hasSeen(keyOf({ send_gid: 'g150' }))).toBe(true);
		const gone = tracked('gone', at(72) - 5 * MINUTE, 928);
		const missing = await follow([gone]);
		expect([...missing.reader.absent]).toEqual([gone.key]);
		expect(missing.asked.sort()).toEqual([7, 8, 9]);
		const edge = tracked('gone', at(69) - MINUTE / 2, 931);
		expect((await follow([edge])).asked.sort()).toEqual([7, 8]);
		const old = tracked('gone', at(400), 990);
		expect([...(await follow([old])).reader.absent]).toEqual([old.key]);
		const undated = tracked('gone', NaN, 950);
		const { asked, reader } = await follow([undated]);
		expect([asked.sort(), [...reader.absent]]).toEqual([[5, 6, 7], [undated.key]]);
	});

	test('are not absent where their page can not be read', async () => {
		const { reader } = await follow([tracked('g55', at(55), 945)], undefined, { broken: (page) => page === 6 });
		expect([reader.absent.size, reader.cursor]).toEqual([0, undefined]);
	});
});

describe('a followed send', () => {
	const row = (status: string, ...updates: Array<[string, number]>) => ({ send_gid: 'a', status, status_updates: updates.map(([name, moment]) => ({ status: name, occurred_at: new Date(moment).toISOString() })) });
	const seen = (at: number, ...updates: Array<[string, number]>): SeenSend => ({ row: row(updates[updates.length - 1]?.[0] ?? '', ...updates), key: 'aaaaaaaa', at, page: 1, index: 0 });
	const trackerOf = (tracked = new Map<string, Tracked>(), edge = NOON - 10 * DAY) => new StatusTracker(tracked, new StatusCodes([]), { since: NOON, edge, days: 10, isNewestFirst: () => false });
	const told = (tracker: StatusTracker) => tracker.events.splice(0).map(({ status }) => status);

	test('is told as its standing says', () => {
		const history: Array<[string, number]> = [['Sent', NOON - 1], ['Opened', NOON], ['Clicked', NOON + 1]];
		for (const [standing, expected] of [['new', ['Sent', 'Opened', 'Clicked']], ['discovered', ['Opened', 'Clicked']], ['known', []]] as const) {
			const tracker = trackerOf();
			tracker.see(seen(NOON - DAY, ...history), 5, standing);
			expect(told(tracker)).toEqual(expected);
			tracker.see(seen(NOON - DAY, ...history, ['Used', NOON + 2]), 6, 'known');
			expect(told(tracker)).toEqual(['Used']);
			expect(tracker.tracked.get('aaaaaaaa')).toMatchObject({ rank: 6, isResting: true, misses: 0, isBare: false });
		}
	});

	test('that is too old is not begun with, but for a new one, and is forgotten two days later', () => {
		const edge = NOON - 10 * DAY;
		const tracker = trackerOf();
		tracker.see(seen(edge - 1, ['Sent', NOON]), 1, 'discovered');
		expect([told(tracker), tracker.tracked.size]).toEqual([[], 0]);
		tracker.see(seen(edge - 1, ['Sent', NOON]), 1, 'new');
		expect([told(tracker), tracker.tracked.size]).toEqual([['Sent'], 1]);
		tracker.see(seen(edge - 1, ['Sent', NOON], ['Opened', NOON - 1], ['Used', NOON]), 1, 'known');
		expect(told(tracker)).toEqual(['Opened']);
		tracker.forgetOld();
		expect(tracker.tracked.size).toBe(1);
		const later = trackerOf(tracker.tracked, edge + 2 * DAY - 1);
		later.forgetOld();
		expect(later.tracked.size).toBe(1);
		const latest = trackerOf(tracker.tracked, edge + 2 * DAY);
		latest.forgetOld();
		expect(latest.tracked.size).toBe(0);
	});

	test('that is missed three times rests', () => {
		const tracker = trackerOf();
		tracker.miss('nobody00');
		tracker.see(seen(NOON, ['Sent', NOON]), 1, 'new');
		const marks = () => [tracker.tracked.get('aaaaaaaa')?.misses, tracker.tracked.get('aaaaaaaa')?.isResting];
		for (const expected of [[1, false], [2, false], [3, true]]) {
			tracker.miss('aaaaaaaa');
			expect(marks()).toEqual(expected);
		}
		tracker.see(seen(NOON, ['Sent', NOON]), 1, 'known');
		expect(marks()).toEqual([0, false]);
	});

	test('without a history has events of their own names, and nothing is told of it when it is too old', () => {
		const bare = (status: string, at = NOON): SeenSend => ({ row: { send_gid: 'a', status }, key: 'aaaaaaaa', at, page: 1, index: 0 });
		const tracker = trackerOf();
		for (const status of ['Sent', 'Opened', 'Opened', 'Sent']) tracker.see(bare(status), 1, 'new');
		expect(tracker.events).toMatchObject([
			{ id: 'send:a:statusChanged:Opened:1', previousStatus: 'Sent' },
			{ id: 'send:a:statusChanged:Sent:2', previousStatus: 'Opened' },
		]);
		told(tracker);
		const later = trackerOf(tracker.tracked, NOON + 1);
		later.see(bare('Used'), 1, 'known');
		expect(told(later)).toEqual([]);
		// One that listed a history and does not any more keeps what is known of it.
		const listed = trackerOf();
		listed.see(seen(NOON, ['Sent', NOON], ['Opened', NOON]), 1, 'new');
		told(listed);
		listed.see(bare('Opened'), 1, 'known');
		listed.see(seen(NOON, ['Sent', NOON], ['Opened', NOON]), 1, 'known');
		expect(told(listed)).toEqual([]);
	});
});
