import type { IDataObject } from 'n8n-workflow';
import { keyOf, type SeenSend } from '../../../nodes/Sendoso/trigger/sends/reading/sendPages';
import { MOST_OPEN, packTracked, type Tracked, unpackAllTracked } from '../../../nodes/Sendoso/trigger/sends/sendCodec';
import type { StatusState } from '../../../nodes/Sendoso/trigger/sends/state';
import { type ComparedSend, FollowedSends } from '../../../nodes/Sendoso/trigger/sends/statuses/followedSends';
import { DAY, HOUR, NOON } from './scene';

const ROOM = 1_000_000;
const terms = { since: NOON, edge: NOON - 90 * DAY, days: 90 };
const STATE: StatusState = { since: NOON - DAY, days: 90, passes: 1, hasWalked: true, names: ['Sent', 'Opened', 'Used'], tracked: '' };

const tracked = (key: string, more: Partial<Tracked> = {}): Tracked => ({ key: key.padEnd(8, '0'), at: NOON - HOUR, rank: 5, misses: 0, isResting: false, isBare: true, known: 'AAA', markLength: 1, ...more });
const following = (sends: Tracked[], more: Partial<StatusState> = {}) => ({ ...STATE, tracked: sends.map(packTracked).join(' '), ...more });

/** A send that was read. */
function seen(gid: string, row: IDataObject, more: Partial<ComparedSend> = {}): ComparedSend {
	const whole = { send_gid: gid, ...row };
	const send: SeenSend = { row: whole, key: keyOf(whole), at: NOON - HOUR, page: 1, index: 0 };
	return { send, rank: 9, isNew: false, isBaseline: false, ...more };
}

const keysOf = (packed: string) => [...unpackAllTracked(packed).keys()];

describe('following', () => {
	test('begins anew where nothing was followed, or not as long', () => {
		expect(new FollowedSends(undefined, terms)).toMatchObject({ beginsAnew: true, passes: 0, hasWalked: false, cursor: undefined });
		for (const [days, beginsAnew] of [[91, false], [90, false], [89, true]] as const) {
			const followed = new FollowedSends(following([], { days, cursor: 7 }), terms);
			expect(followed).toMatchObject({ beginsAnew, passes: beginsAnew ? 0 : 1, hasWalked: !beginsAnew, cursor: 7 });
		}
	});

	test('that begins anew takes nothing for new from before, unless it is still looking around', () => {
		const since = (before: StatusState | undefined) => new FollowedSends(before, terms).state(0, false, undefined, ROOM)?.state.since;
		expect(since(undefined)).toBe(NOON);
		expect(since(following([], { days: 89, passes: 2 }))).toBe(NOON);
		expect(since(following([], { days: 89, passes: 1 }))).toBe(NOON - DAY);
		expect(since(following([], { passes: 2 }))).toBe(NOON - DAY);
	});

	test('waits for what has no final status and is young enough', () => {
		const followed = new FollowedSends(
			following([tracked('open'), tracked('resting', { isResting: true }), tracked('old', { at: terms.edge - 1 }), tracked('edge', { at: terms.edge }), tracked('undated', { at: NaN })]),
			terms,
		);
		expect(followed.open.map(({ key }) => key.replace(/0+$/, ''))).toEqual(['open', 'edge', 'undated']);
	});
});

describe('a comparison', () => {
	const compare = (rows: ComparedSend[], before: StatusState | undefined = following([]), absent: string[] = []) => {
		const followed = new FollowedSends(before, terms);
		const events = followed.compare(rows, new Set(absent), () => false);
		return { followed, told: events.map(({ status, previousStatus }) => `${previousStatus ?? ''}>${status}`) };
	};
	const history = (...entries: Array<[string, number]>) => ({ status: entries[entries.length - 1]?.[0], status_updates: entries.map(([status, at]) => ({ status, occurred_at: new Date(at).toISOString() })) });

	test('goes by the later row of a send that stands twice and lists no history', () => {
		const before = following([tracked(keyOf({ send_gid: 'one' }))]);
		expect(compare([seen('one', { status: 'Opened' }), seen('one', { status: 'Used' })], before).told).toEqual(['Sent>Used']);
		expect(compare([seen('one', { status: 'Opened' }), seen('one', { status: 'Sent' })], before).told).toEqual([]);
	});

	test('tells what both rows list of one that has a history', () => {
		const first = seen('one', history(['Sent', NOON]), { isNew: true });
		const second = seen('one', history(['Sent', NOON], ['Used', NOON + 1]));
		expect(compare([first, second]).told).toEqual(['>Sent', 'Sent>Used']);
		expect(compare([{ ...second, isNew: true }, { ...first, isNew: false }]).told).toEqual(['>Sent', 'Sent>Used']);
	});

	test('takes a send that is met for the first time for new, for one of the beginning, or for one that was always there', () => {
		const row = history(['Sent', NOON - 2 * DAY], ['Used', NOON]);
		expect(compare([seen('one', row, { isNew: true })]).told).toEqual(['>Sent', 'Sent>Used']);
		expect(compare([seen('one', row)]).told).toEqual(['Sent>Used']);
		expect(compare([seen('one', row, { isBaseline: true })]).told).toEqual([]);
		expect(compare([seen('one', row)], following([], { passes: 2 })).told).toEqual([]);
	});

	test('counts a send as missing that is absent, and was not read', () => {
		const [here, gone] = [keyOf({ send_gid: 'here' }), keyOf({ send_gid: 'gone' })];
		const { followed } = compare([seen('here', { status: 'Sent' })], following([tracked(here), tracked(gone), tracked('other')]), [here, gone]);
		const misses = new Map(followed.open.map(({ key, misses: count }) => [key, count]));
		expect([misses.get(here), misses.get(gone), misses.get('other000')]).toEqual([0, 1, 0]);
	});

	test('forgets what has been too old for two days', () => {
		const { followed } = compare([], following([tracked('old', { at: terms.edge - 2 * DAY - 1 }), tracked('young', { at: terms.edge - 2 * DAY })]));
		expect(keysOf(followed.state(0, false, undefined, ROOM)?.state.tracked ?? '')).toEqual(['young000']);
	});
});

describe('what is to be remembered', () => {
	test('are the walks, and where the next poll begins', () => {
		const after = (before: StatusState | undefined, walks: number, hasEnded: boolean, cursor?: number) => new FollowedSends(before, terms).state(walks, hasEnded, cursor, ROOM)?.state;
		expect(after(undefined, 0, false)).toEqual({ since: NOON, days: 90, passes: 0, hasWalked: false, names: [], tracked: '' });
		expect(after(undefined, 1, true, 7)).toMatchObject({ passes: 1, hasWalked: true, cursor: 7 });
		expect(after(following([]), 2, false)).toMatchObject({ passes: 2, hasWalked: true });
		expect(after(following([], { hasWalked: false }), 0, false)).toMatchObject({ hasWalked: false });
	});

	test('are the newest sends first, those that are waited for before the others', () => {
		const sends = [tracked('old', { at: NOON - 9 * HOUR }), tracked('rest', { at: NOON, isResting: true }), tracked('new'), tracked('undated', { at: NaN }), tracked('rest2', { at: NOON + 1, isResting: true })];
		const kept = new FollowedSends(following(sends), terms).state(0, false, undefined, ROOM);
		expect(keysOf(kept?.state.tracked ?? '')).toEqual(['undated0', 'new00000', 'old00000', 'rest2000', 'rest0000']);
		expect(kept).toMatchObject({ resting: 0, dropped: 0 });
	});

	test('are fewer where there is no room for all, but never fewer than those that are waited for', () => {
		const sends = [tracked('a'), tracked('b', { isResting: true }), tracked('c', { isResting: true, at: NOON - 2 * HOUR })];
		const empty = JSON.stringify({ ...STATE, tracked: '' }).length;
		const width = packTracked(tracked('a')).length + 1;
		const kept = (room: number) => {
			const found = new FollowedSends(following(sends), terms).state(0, false, undefined, room);
			return found && [keysOf(found.state.tracked).length, found.dropped];
		};
		expect(kept(empty + 3 * width)).toEqual([3, 0]);
		expect(kept(empty + 3 * width - 1)).toEqual([2, 1]);
		expect(kept(empty + width)).toEqual([1, 2]);
		expect(kept(empty + width - 1)).toBeUndefined();
	});

	test('are no more open sends than can be looked at', () => {
		const sends = Array.from({ length: MOST_OPEN + 2 }, (_, index) => tracked(String(index).padStart(8, '0'), { at: NOON - index }));
		const kept = new FollowedSends(following(sends), terms).state(0, false, undefined, 5_000_000);
		expect(kept).toMatchObject({ resting: 2, dropped: 0 });
		const resting = [...unpackAllTracked(kept?.state.tracked ?? '').values()].filter(({ isResting }) => isResting);
		expect(resting.map(({ at }) => NOON - at)).toEqual([MOST_OPEN, MOST_OPEN + 1]);
	});
});
