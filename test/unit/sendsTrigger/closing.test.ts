import { closePoll } from '../../../nodes/Sendoso/trigger/sends/closePoll';
import { KnownSends, MOST_KNOWN } from '../../../nodes/Sendoso/trigger/sends/knownSends';
import { oddities, wordsOf } from '../../../nodes/Sendoso/trigger/sends/oddities';
import { BackgroundScan, type ScanState } from '../../../nodes/Sendoso/trigger/sends/reading/backgroundScan';
import type { Gap } from '../../../nodes/Sendoso/trigger/sends/reading/gaps';
import { SendPages } from '../../../nodes/Sendoso/trigger/sends/reading/sendPages';
import type { SendReading } from '../../../nodes/Sendoso/trigger/sends/reading/sendReading';
import { MOST_OPEN, packKnown, packTracked } from '../../../nodes/Sendoso/trigger/sends/sendCodec';
import { isSendState, type SendState, type StatusState } from '../../../nodes/Sendoso/trigger/sends/state';
import { FollowedSends } from '../../../nodes/Sendoso/trigger/sends/statuses/followedSends';
import type { Taken } from '../../../nodes/Sendoso/trigger/sends/takeSends';
import type { TimedPage } from '../../../nodes/shared/polling/pollContext';
import { FakeSession } from '../../trigger/model';
import { DAY, HOUR, NOON, SECOND } from './scene';

/** Characters kept free in the state for what was odd. */
const FREE = 300;

const STATE: SendState = {
	order: 'newestFirst',
	size: 100,
	end: { page: 1, stride: 1 },
	now: NOON - HOUR,
	settled: NOON - HOUR,
	confirmed: NOON - 2 * HOUR,
	gaps: [],
	from: NOON - DAY,
	passes: 0,
	complete: NOON - 3 * HOUR,
	completeBefore: NOON - 4 * HOUR,
	scan: {},
	pushed: 1_000,
	known: '',
	turn: 0,
	odd: [],
};

const STATUS: StatusState = { since: NOON - DAY, days: 90, passes: 2, hasWalked: true, names: [], tracked: '' };

/** A list of one full page and five sends more, newest first, as a server gives it that may alter each page. */
function listOf(alter: (page: TimedPage, number: number) => Partial<TimedPage> = () => ({}), pageSize: number) {
	const rows = Array.from({ length: pageSize + 5 }, (_, index) => ({ send_gid: `g${index}`, created_at: new Date(NOON - (index + 1) * HOUR).toISOString() }));
	const session = new FakeSession({ rows: () => rows, now: NOON, person: 'me' }, pageSize);
	const readPage = session.readPage.bind(session);
	session.readPage = async (number) => {
		const page = await readPage(number);
		return { ...page, ...alter(page, number) };
	};
	return { session, pages: new SendPages(session, 'newestFirst', pageSize, 1) };
}

interface Closing {
	state?: Partial<SendState>;
	reading?: Partial<SendReading>;
	taken?: Partial<Taken>;
	known?: Array<[string, number]>;
	scan?: ScanState;
	/** Pages that were read. */
	read?: number[];
	status?: StatusState;
	largestState?: number;
	failure?: Error;
}

/** Closes a poll; answers the state after it, its events and what the log says. */
async function close({ state = {}, reading = {}, taken = {}, known = [], scan: scanBefore = {}, read = [1, 2, 3], status, largestState, failure }: Closing = {}) {
	const { session, pages } = listOf(undefined, 100);
	for (const number of read) await pages.read([number]);
	if (failure) pages.failures.push(failure);
	const scan = new BackgroundScan(pages, scanBefore, { most: 0, edge: -Infinity, believesCount: false });
	scan.wanted(1);
	const before = { ...STATE, ...state };
	if (largestState !== undefined) session.largestState = largestState;
	const finding = closePoll(
		{
			state: before,
			pages,
			reading: {
				order: 'newestFirst',
				end: { page: 2, stride: 1 },
				total: 105,
				settled: NOON,
				gaps: [],
				scan,
				scanNext: {},
				absent: new Set(),
				cursor: undefined,
				turn: 3,
				rankOf: () => 0,
				...reading,
			},
			known: new KnownSends(packKnown(new Map(known)), { complete: before.complete, gaps: [] }),
			followed: status && new FollowedSends(status, { since: NOON, edge: NOON - 90 * DAY, days: 90 }),
			taken: { events: [], count: 0, revealed: 0, hasDiscovered: false, existing: undefined, ...taken },
		},
		session,
	);
	const done = finding === 'otherAccount' || 'problem' in finding ? { state: undefined, events: undefined } : finding;
	return { ...done, finding, warnings: session.warnings };
}

async function stateAfter(closing: Closing = {}): Promise<SendState> {
	const { state } = await close(closing);
	if (state === undefined) throw new Error('There is no state');
	return JSON.parse(JSON.stringify(state)) as SendState;
}

describe('the state after a poll', () => {
	test('is what was read, and nothing is said of a list that is in order', async () => {
		const { warnings } = await close();
		expect(warnings).toEqual([]);
		expect(await stateAfter({ taken: { count: 7 } })).toEqual({
			order: 'newestFirst',
			size: 100,
			end: { page: 2, stride: 1 },
			now: NOON,
			settled: NOON,
			confirmed: NOON - HOUR,
			total: 105,
			gaps: [],
			passes: 2,
			complete: NOON,
			completeBefore: NOON - 3 * HOUR,
			scan: {},
			pushed: 1_007,
			known: '',
			turn: 3,
			odd: [],
		});
		expect(isSendState(await stateAfter())).toBe(true);
		expect(await stateAfter({ reading: { total: undefined } })).not.toHaveProperty('total');
	});

	test('tells when the whole list was looked at, whatever the clock did', async () => {
		const part = { read: [1] };
		expect(await stateAfter(part)).toMatchObject({ complete: NOON - 3 * HOUR, completeBefore: NOON - 4 * HOUR, passes: 0, from: NOON - DAY });
		expect(await stateAfter({ ...part, state: { complete: NOON + DAY } })).toMatchObject({ complete: NOON - 4 * HOUR, completeBefore: NOON - 4 * HOUR });
		expect(await stateAfter({ ...part, state: { complete: NOON + DAY, completeBefore: NOON + DAY } })).toMatchObject({ complete: NOON, completeBefore: NOON });
		expect(await stateAfter({ scan: { startedAt: NOON - HOUR } })).toMatchObject({ complete: NOON - HOUR, completeBefore: NOON - 3 * HOUR });
		// Nobody knows when a walk began whose beginning has not come yet.
		expect(await stateAfter({ scan: { startedAt: NOON + DAY } })).toMatchObject({ complete: NOON - 3 * HOUR, completeBefore: NOON - 4 * HOUR });
		expect(await stateAfter({ state: { settled: NOON + DAY } })).toMatchObject({ confirmed: NOON - 2 * HOUR });
	});

	test('counts the walks through the whole list, one that was no single reading for half', async () => {
		// The second page was met twice, an hour apart.
		const walk = { read: [1, 3], scan: { page: 3, isEmpty: true } };
		expect(await stateAfter(walk)).toMatchObject({ passes: 1, from: NOON - DAY });
		const second = await stateAfter({ ...walk, state: { passes: 1 } });
		expect(second.passes).toBe(2);
		expect(second).not.toHaveProperty('from');
		expect(await stateAfter({ ...walk, state: { passes: 1, from: undefined } })).not.toHaveProperty('from');
		// What finds sends that the walk before left out is no second walk.
		const discovered = { hasDiscovered: true };
		expect((await stateAfter({ ...walk, state: { passes: 1 }, taken: discovered })).passes).toBe(1);
		expect((await stateAfter({ ...walk, scan: { ...walk.scan, ...discovered }, state: { passes: 1, scan: discovered } })).passes).toBe(1);
		expect((await stateAfter({ ...walk, taken: discovered })).passes).toBe(1);
		expect((await stateAfter({ state: { passes: 1 }, taken: discovered })).passes).toBe(2);
		expect('from' in ((await close({ read: [1], state: { from: undefined } })).state ?? {})).toBe(false);
	});

	test('keeps what of the sends before the first poll may still come out, until all was looked at', async () => {
		const existing = { left: 5, before: NOON };
		expect(await stateAfter({ read: [1], taken: { existing } })).toMatchObject({ existing });
		expect(await stateAfter({ read: [1, 3], scan: { page: 3, isEmpty: true }, taken: { existing } })).toMatchObject({ existing });
		expect(await stateAfter({ taken: { existing } })).not.toHaveProperty('existing');
		expect(await stateAfter({ read: [1] })).not.toHaveProperty('existing');
	});

	test('looks for nothing any more once as many came out as may', async () => {
		const gaps: Gap[] = [
			{ lower: NOON - 9, upper: NOON - 1 },
			{ lower: NOON - 9, upper: NOON },
			{ lower: NOON - 9, upper: null },
		];
		const cut = { read: [1], reading: { gaps }, taken: { existing: { left: 0, before: NOON } } };
		expect(await stateAfter(cut)).toMatchObject({ gaps: gaps.slice(1), from: NOON });
		expect(await stateAfter(cut)).not.toHaveProperty('existing');
		expect((await close(cut)).warnings).toEqual([wordsOf('existing')]);
		expect(await stateAfter({ ...cut, state: { from: NOON + 1 } })).toMatchObject({ from: NOON + 1 });
		expect(await stateAfter({ ...cut, taken: { existing: { left: 1, before: NOON } } })).toMatchObject({ gaps, from: NOON - DAY });
	});

	test('forgets old sends, and says when that may cost something', async () => {
		const sends = (age: number) => Array.from({ length: MOST_KNOWN + 1 }, (_, index): [string, number] => [String(index).padStart(8, '0'), NOON - age - index]);
		const burst = await close({ known: sends(0) });
		expect(burst.warnings).toEqual([wordsOf('burst')]);
		expect(burst.state).toMatchObject({ forgotten: NOON - MOST_KNOWN });
		const old = await close({ known: sends(2 * DAY + 1) });
		expect(old.warnings).toEqual([]);
		expect(old.state).toMatchObject({ forgotten: NOON - 2 * DAY - 1 - 1_000 });
		// The last one that goes is as old as one that is still needed.
		expect((await close({ known: sends(2 * DAY - MOST_KNOWN) })).warnings).toEqual([wordsOf('burst')]);
		expect(await stateAfter({ state: { forgotten: NOON + 1 }, known: sends(0) })).toMatchObject({ forgotten: NOON + 1 });
		expect(await stateAfter({ state: { forgotten: 7 } })).toMatchObject({ forgotten: 7 });
		expect(await stateAfter()).not.toHaveProperty('forgotten');
	});

	test('has to fit beside the states of other resources', async () => {
		const size = JSON.stringify(await stateAfter()).length;
		expect((await close({ largestState: size + FREE })).finding).toHaveProperty('state');
		expect((await close({ largestState: size + FREE - 1 })).finding).toEqual({ problem: expect.stringContaining('too many sends'), advice: expect.stringContaining('Follow Sends for (Days)') });
		const tracked = packTracked({ key: 'abcdefgh', at: NOON, rank: 1, misses: 0, isResting: false, isBare: true, known: 'ABAA', markLength: 1 });
		const status = { ...STATUS, tracked };
		const whole = JSON.stringify({ ...STATUS, tracked: '' }).length + tracked.length + 1;
		expect(await stateAfter({ status, largestState: size + FREE + whole })).toMatchObject({ status: { tracked } });
		expect((await close({ status, largestState: size + FREE + whole - 1 })).finding).toHaveProperty('problem');
	});

	test('says when there are too many open sends, or no room for the finished ones', async () => {
		const send = (index: number, isResting: boolean) => packTracked({ key: String(index).padStart(8, '0'), at: NOON - index, rank: 1, misses: 0, isResting, isBare: true, known: 'ABAA', markLength: 1 });
		const followed = (count: number, isResting = false) => ({ ...STATUS, tracked: Array.from({ length: count }, (_, index) => send(index, isResting)).join(' ') });
		expect((await close({ status: followed(MOST_OPEN) })).warnings).toEqual([]);
		expect((await close({ status: followed(MOST_OPEN + 1) })).warnings).toEqual([wordsOf('manyOpen')]);
		const room = JSON.stringify(await stateAfter({ status: followed(3, true) })).length - ',"status":'.length + 1 + FREE;
		expect((await close({ status: followed(3, true), largestState: room })).warnings).toEqual([]);
		expect((await close({ status: followed(3, true), largestState: room - 1 })).warnings).toEqual([wordsOf('full')]);
		expect((await close({ status: followed(3, true) })).warnings).toEqual([]);
	});
});

test('the events of a poll come in the order in which they happened', async () => {
	const events = [HOUR, 0, 2 * HOUR].map((ago) => ({ id: String(ago), type: 'created' as const, record: {}, occurredAt: new Date(NOON - ago).toISOString() }));
	const { events: told } = await close({ taken: { events } });
	expect(told?.map(({ id }) => id)).toEqual([String(2 * HOUR), String(HOUR), '0']);
});

describe('what is odd about a list', () => {
	async function found(alter?: Parameters<typeof listOf>[0], { order = 'newestFirst', read = [1, 2, 3], pageSize = 100 }: { order?: SendReading['order']; read?: number[]; pageSize?: number } = {}) {
		const { pages } = listOf(alter, pageSize);
		for (const number of read) await pages.read([number]);
		return oddities(pages, { order } as SendReading);
	}

	test('is told by what was read of it', async () => {
		expect(await found()).toEqual([]);
		expect(await found(undefined, { order: 'none' })).toEqual(['noOrder']);
		expect(await found(undefined, { pageSize: 10 })).toEqual(['smallPages']);
		expect(await found((_, number) => (number === 2 ? { total: undefined } : {}))).toEqual(['noCount']);
		expect(await found((_, number) => (number === 2 ? { unreadable: 1 } : {}))).toEqual(['unreadable', 'wrongCount']);
		expect(await found(({ rows }, number) => (number === 2 ? { rows: [...rows, ...rows.slice(0, 1)], total: 106 } : { total: 106 }))).toEqual(['twice']);
		expect(await found(() => ({ total: 104 }))).toEqual(['wrongCount']);
		const { rows } = await listOf(undefined, 100).session.readPage(2);
		expect(await found((_, number) => (number > 2 ? { rows } : {}))).toEqual(['repeats']);
	});

	test('is said once, and a page that fails again after all could be read', async () => {
		const oddity = { taken: { revealed: 1 } };
		const { state, warnings } = await close(oddity);
		expect(warnings).toEqual([wordsOf('revealed')]);
		expect((await close({ ...oddity, state })).warnings).toEqual([]);
		const failure = new Error('It is out of order');
		const failed = await close({ read: [1], failure });
		expect(failed.warnings).toEqual([expect.stringContaining('It is out of order')]);
		expect((await close({ read: [1], failure, state: failed.state })).warnings).toEqual([]);
		const whole = await close({ state: failed.state });
		expect(whole.warnings).toEqual([]);
		expect((await close({ read: [1], failure, state: whole.state })).warnings).toHaveLength(1);
		expect(whole.state?.odd).toEqual([]);
	});
});

test('a stored state counts only with all of its parts', () => {
	const whole: SendState = {
		...STATE,
		total: 105,
		forgotten: NOON,
		gaps: [{ lower: NOON - SECOND, upper: NOON, rank: 5 }],
		end: { page: 3, empty: 5, stride: 1 },
		scan: { page: 2, startedAt: NOON, print: 'print', oddEnd: 3, lastOddEnd: 4, run: { page: 2, hadHoles: false } },
		existing: { left: 3, before: NOON },
		odd: ['twice'],
		status: { ...STATUS, cursor: 5, names: ['Sent'] },
	};
	expect(isSendState(whole)).toBe(true);
	const optional = ['total', 'from', 'forgotten', 'existing', 'status', 'end.empty', 'end.stride', 'scan.page', 'scan.startedAt', 'scan.print', 'scan.oddEnd', 'scan.lastOddEnd', 'scan.run', 'status.cursor', 'gaps.0.rank'];
	const required = ['order', 'size', 'end', 'end.page', 'now', 'settled', 'confirmed', 'gaps', 'gaps.0', 'gaps.0.lower', 'gaps.0.upper', 'passes', 'complete', 'completeBefore', 'scan', 'scan.run.page', 'pushed', 'known', 'existing.left', 'existing.before', 'turn', 'odd', 'odd.0', 'status.since', 'status.days', 'status.passes', 'status.hasWalked', 'status.names', 'status.names.0', 'status.tracked'];
	for (const path of [...optional, ...required]) {
		expect([path, isSendState(changed(whole, path, undefined))]).toEqual([path, optional.includes(path)]);
		// No part may be an object without the members that it has.
		for (const value of path === 'scan' ? ['text', 7] : ['', 7, {}]) {
			const fits = typeof value === typeof valueAt(whole, path) && typeof value !== 'object' && path !== 'order';
			if (!fits) expect([path, value, isSendState(changed(whole, path, value))]).toEqual([path, value, false]);
		}
	}
	expect(isSendState(changed(whole, 'order', 'sideways'))).toBe(false);
	expect(isSendState(changed(whole, 'order', 'none'))).toBe(true);
	expect(isSendState(changed(whole, 'order', 'oldestFirst'))).toBe(true);
	expect(isSendState(changed(whole, 'gaps.0.upper', null))).toBe(true);
	for (const path of ['size', 'end.page']) expect([0, 1].map((count) => isSendState(changed(whole, path, count)))).toEqual([false, true]);
	for (const path of ['now', 'gaps.0.lower']) expect([NaN, Infinity].map((time) => isSendState(changed(whole, path, time)))).toEqual([false, false]);
});

/** A copy with another value at a path. */
function changed(whole: object, path: string, value: unknown): unknown {
	const copy = structuredClone(whole);
	const parents = path.split('.');
	const last = parents.pop() ?? '';
	const parent = valueAt(copy, parents.join('.')) as Record<string, unknown>;
	if (Array.isArray(parent) || value !== undefined) parent[last] = value;
	else delete parent[last];
	return copy;
}

function valueAt(whole: unknown, path: string): unknown {
	return path.split('.').filter((name) => name !== '').reduce((value, name) => (value as Record<string, unknown>)[name], whole);
}
