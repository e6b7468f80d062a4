import type { IDataObject } from 'n8n-workflow';
import { KnownSends, type Limits, MOST_KNOWN } from '../../../nodes/Sendoso/trigger/sends/knownSends';
import type { Gap } from '../../../nodes/Sendoso/trigger/sends/reading/gaps';
import { type SeenSend, SendPages } from '../../../nodes/Sendoso/trigger/sends/reading/sendPages';
import type { SendReading } from '../../../nodes/Sendoso/trigger/sends/reading/sendReading';
import { packKnown } from '../../../nodes/Sendoso/trigger/sends/sendCodec';
import type { SendState, StatusState } from '../../../nodes/Sendoso/trigger/sends/state';
import { FollowedSends } from '../../../nodes/Sendoso/trigger/sends/statuses/followedSends';
import { takeSends } from '../../../nodes/Sendoso/trigger/sends/takeSends';
import type { WatchedSends } from '../../../nodes/Sendoso/trigger/sends/watchedSends';
import { FakeSession } from '../../trigger/model';
import { DAY, HOUR, NOON } from './scene';

const WATCHED: WatchedSends = {
	resource: 'send',
	events: new Set(['created', 'statusChanged']),
	nameOf: () => '',
	accepts: () => true,
	statuses: new Set(),
	trackStatusForDays: 90,
};

const row = (gid: string, at: number, statuses: Array<[string, number]> = []): IDataObject => ({
	send_gid: gid,
	created_at: new Date(at).toISOString(),
	status: statuses[statuses.length - 1]?.[0] ?? 'Sent',
	...(statuses.length === 0 ? {} : { status_updates: statuses.map(([status, moment]) => ({ status, occurred_at: new Date(moment).toISOString() })) }),
});

interface Taking {
	rows: IDataObject[];
	pageSize?: number;
	/** Pages that were read, in this order. */
	read?: number[];
	watched?: Partial<WatchedSends>;
	existing?: SendState['existing'];
	isFirst?: boolean;
	status?: StatusState;
	standingOf?: (seen: SeenSend) => 'new' | 'known' | 'revealed';
}

/** Takes the sends of some pages; answers what was taken. */
async function take({ rows, pageSize = 100, read = [1], watched = {}, existing, isFirst = false, status, standingOf = () => 'new' }: Taking) {
	const pages = new SendPages(new FakeSession({ rows: () => rows, now: NOON, person: 'me' }, pageSize), 'newestFirst', pageSize, 1);
	for (const number of read) await pages.read([number]);
	const known = new KnownSends('', { complete: NOON, gaps: [] });
	const followed = new FollowedSends(status, { since: NOON - HOUR, edge: NOON - 90 * DAY, days: 90 });
	const reading = { rankOf: (page: number, index: number) => page * 1_000 - index, absent: new Set<string>() } as unknown as SendReading;
	const taken = takeSends({ pages, reading, known, followed, isFirst, existing, standingOf }, { ...WATCHED, ...watched });
	return { ...taken, told: taken.events.map(({ id }) => id.replace(/^send:|:2026.*$/g, '').replace('statusChanged:', '')), known };
}

describe('of the sends from before the first poll', () => {
	const old = (hours: number) => row(`old${hours}`, NOON - hours * HOUR);
	const before = NOON - HOUR / 2;

	test('the newest come out, as many as may, each once, beside all that is new', async () => {
		const rows = [row('new', NOON), old(3), old(1), old(4), old(1), old(2)];
		const { told, existing, count, known } = await take({ rows, existing: { left: 2, before }, watched: { events: new Set(['created']) } });
		expect(told).toEqual(['new:created', 'old1:created', 'old2:created']);
		expect(existing).toEqual({ left: 0, before });
		expect(count).toBe(3);
		expect(known.size).toBe(5);
	});

	test('one of the moment of the first poll is new, and what has no time is not', async () => {
		const rows = [row('new', before), row('old', before - 1), { send_gid: 'undated' }];
		const { told, existing } = await take({ rows, existing: { left: 5, before }, watched: { events: new Set(['created']) } });
		expect(told).toEqual(['new:created', 'old:created', 'undated:created']);
		expect(existing).toEqual({ left: 3, before });
	});

	test('none is counted where none was asked for', async () => {
		const { existing, told } = await take({ rows: [old(1)], watched: { events: new Set(['created']) } });
		expect(existing).toBeUndefined();
		expect(told).toEqual(['old1:created']);
	});

	test('none comes out that was known, and it takes the place of none', async () => {
		const standingOf = ({ row: { send_gid: gid } }: SeenSend) => (gid === 'old1' ? ('known' as const) : ('new' as const));
		const { told, existing } = await take({ rows: [old(1), old(2), old(3)], existing: { left: 1, before }, standingOf, watched: { events: new Set(['created']) } });
		expect(told).toEqual(['old2:created']);
		expect(existing).toEqual({ left: 0, before });
	});
});

describe('what comes out', () => {
	const rows = [row('one', NOON, [['Sent', NOON], ['Used', NOON + 1]]), row('two', NOON, [['Sent', NOON]])];

	test('are the events that were chosen', async () => {
		expect((await take({ rows })).told).toEqual(['one:created', 'two:created', 'one:Sent', 'one:Used', 'two:Sent']);
		expect((await take({ rows, watched: { events: new Set(['statusChanged']) } })).told).toEqual(['one:Sent', 'one:Used', 'two:Sent']);
	});

	test('is what the filters let through', async () => {
		expect((await take({ rows, watched: { statuses: new Set(['Used']) } })).told).toEqual(['one:created', 'two:created', 'one:Used']);
		expect((await take({ rows, watched: { accepts: ({ send_gid: gid }) => gid === 'two' } })).told).toEqual(['two:created', 'two:Sent']);
	});

	test('is nothing of the answer that the trigger began with, and what happened since of what came later', async () => {
		const status: Array<[string, number]> = [['Sent', NOON - DAY], ['Opened', NOON]];
		const list = [row('first', NOON - DAY, status), row('second', NOON - DAY, status)];
		const taking = { rows: list, pageSize: 1, read: [1, 2], standingOf: () => 'known' as const };
		expect((await take({ ...taking, isFirst: true })).told).toEqual(['second:Opened']);
		expect((await take(taking)).told).toEqual(['first:Opened', 'second:Opened']);
		expect((await take({ ...taking, isFirst: true, read: [2, 1] })).told).toEqual(['first:Opened']);
	});

	test('comes in the order of the other histories where a send does not tell its own', async () => {
		const listed = row('listed', NOON, [['Used', NOON + 9], ['Sent', NOON]]);
		const unclear = row('unclear', NOON, [['Opened', NOON], ['Sent', NOON], ['Other', NOON]]);
		const withStatus = { ...unclear, status: 'Somewhere' };
		expect((await take({ rows: [listed, withStatus], watched: { events: new Set(['statusChanged']) } })).told.slice(2)).toEqual(['unclear:Other', 'unclear:Sent', 'unclear:Opened']);
		expect((await take({ rows: [withStatus], watched: { events: new Set(['statusChanged']) } })).told).toEqual(['unclear:Opened', 'unclear:Sent', 'unclear:Other']);
	});

	test('counts sends that became visible, each once', async () => {
		const { revealed, count, told } = await take({ rows: [rows[0] ?? {}, rows[0] ?? {}, rows[1] ?? {}], standingOf: () => 'revealed' });
		expect([revealed, count]).toEqual([2, 0]);
		expect(told.filter((event) => event.endsWith('created'))).toEqual([]);
	});
});

describe('sends are remembered', () => {
	const sends = (count: number, newest = NOON) => Array.from({ length: count }, (_, index): [string, number] => [String(index).padStart(8, '0'), newest - index]);
	const known = (met: Array<[string, number]>, limits: Partial<Limits> = {}) => new KnownSends(packKnown(new Map(met)), { complete: NOON, gaps: [], ...limits });
	const unseen = (at: number): SeenSend => ({ row: {}, key: 'unseen00', at, page: 1, index: 0 });

	test('the newest thousand always, and what is needed beyond', () => {
		for (const [count, needed, kept, gone] of [
			[500, NOON + 1, 500, undefined],
			[1_500, NOON + 1, 1_000, NOON - 1_000],
			[1_500, NOON - 1_199, 1_200, NOON - 1_200],
			[1_500, 0, 1_500, undefined],
			[MOST_KNOWN + 5, 0, MOST_KNOWN, NOON - MOST_KNOWN],
		] as const) {
			const some = known(sends(count));
			const packed = some.pack();
			expect([count, some.forget(needed, [])]).toEqual([count, gone]);
			expect([count, some.size]).toEqual([count, kept]);
			expect([count, some.pack() === packed]).toEqual([count, gone === undefined]);
			expect(some.pack()).toHaveLength(kept * 15);
			// The newest ones stay.
			expect(some.has('00000000')).toBe(true);
		}
	});

	test('at the edges of gaps, and without a time', () => {
		const gaps: Gap[] = [{ lower: 0, upper: NOON - 1_300 }];
		const some = known([['undated0', NaN], ...sends(1_500)]);
		some.forget(NOON + 1, gaps);
		expect(some.has('00001300')).toBe(true);
		expect(some.has('00001299')).toBe(false);
		expect(some.has('undated0')).toBe(true);
		expect(some.size).toBe(1_002);
	});

	test('and without a time as many as there is room for', () => {
		const undated = Array.from({ length: MOST_KNOWN }, (_, index): [string, number] => [String(index).padStart(8, '0'), NaN]);
		const full = known(undated);
		const packed = full.pack();
		full.forget(0, []);
		expect(full.pack()).toBe(packed);
		// Those that have a time take no room from them.
		expect(known(sends(MOST_KNOWN)).standingOf(unseen(NaN), NaN)).toBe('new');
	});

	test('so that before the list was looked at as a whole, what is younger than the beginning is new', () => {
		expect(known([], { from: NOON - 9 * DAY }).standingOf(unseen(NOON - 8 * DAY), NOON)).toBe('new');
		expect(known([]).standingOf(unseen(NOON - 8 * DAY), NOON)).toBe('revealed');
	});
});
