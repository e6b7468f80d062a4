import type { IDataObject } from 'n8n-workflow';
import { type EventType, occurredAt, type TriggerEvent } from '../../../shared/polling/events';
import type { PollContext } from '../../../shared/polling/pollContext';
import { type Baseline, type Finding, type Poller, recentFrom } from '../../../shared/polling/poller';
import { LARGEST_PAGE } from '../../../shared/transport/pages';
import { sendId } from '../../sendList/sendId';
import { FollowedSends } from './statuses/followedSends';
import { historyOf } from './statuses/history';
import { KnownSends } from './knownSends';
import { placeOf } from './reading/placeOf';
import { closePoll } from './closePoll';
import type { SeenSend, SendPages } from './reading/sendPages';
import { GRACE_MS, openPages, readSends, trusted } from './reading/sendReading';
import { isSendState, type SendState } from './state';
import { takeSends } from './takeSends';
import { statusEvent } from './statuses/statusTracker';
import type { WatchedSends } from './watchedSends';

/** Sends from before the first poll that come out at the most. */
const MOST_EXISTING = 10_000;

/** Pages that a poll looks through for open sends at first; the first poll of all reads fewer. */
const QUICK_PAGES = 100;
const FIRST_PAGES = 10;

/** Ranks are counted from here, so that none is negative. */
const FIRST_RANK = 4_000_000;
const DAY_MS = 86_400_000;

/** Server times have whole seconds only. */
const SECOND_MS = 1_000;

/** Takes the list as it is for known; only what was created just now comes out, or since the date that was asked for. */
async function begin(baseline: Baseline, watched: WatchedSends, poll: PollContext): Promise<Finding<SendState>> {
	const { pages, end } = await openPages(undefined, LARGEST_PAGE, poll);
	const now = pages.serverTime;
	const newFrom = Math.min(recentFrom(baseline, now), baseline.existingFrom ?? Infinity);
	// Nothing of the first poll may come out of another account's list, but everything after it.
	const from = Math.min(newFrom, now);
	const state: SendState = {
		order: pages.order,
		size: pages.size,
		end,
		now,
		settled: from + GRACE_MS,
		confirmed: from + GRACE_MS,
		gaps: [],
		from,
		passes: 0,
		complete: from,
		completeBefore: from,
		scan: {},
		pushed: FIRST_RANK,
		known: '',
		...(baseline.existingFrom === undefined ? {} : { existing: { left: MOST_EXISTING, before: now } }),
		turn: 0,
		odd: [],
	};
	if (pages.isEmpty) return { events: [], state };
	return await compare({ state, pages, end, newFrom, since: baseline.since ?? (newFrom > now ? now + SECOND_MS : now) }, watched, poll);
}

/** Compares the list with what is known of it, and reads only what can hold something new. */
async function resume(state: SendState, watched: WatchedSends, poll: PollContext): Promise<Finding<SendState>> {
	const { pages, end } = await openPages(state, state.size, poll);
	// A list that was full and is empty now has probably not been read well; one that is empty has nothing new.
	if (pages.isEmpty) return { events: [], state };
	const met = new KnownSends(state.known, { complete: 0, gaps: [] });
	const isStrange = pages.order !== 'none' && met.size > 0 && !pages.sightings.some(({ key }) => met.has(key));
	if (isStrange && !(await poll.isSameAccount(true))) return 'otherAccount';
	return await compare({ state, pages, end, newFrom: state.from, since: pages.serverTime }, watched, poll);
}

/** What a poll begins with. */
interface Opened {
	state: SendState;
	pages: SendPages;
	end: SendState['end'];
	/** Nothing created before this server time is new; absent once the whole list was looked at. */
	newFrom: number | undefined;
	/** Server time from which on the history of a send is told that is met for the first time. */
	since: number;
}

async function compare({ state, pages, end, newFrom, since }: Opened, watched: WatchedSends, poll: PollContext): Promise<Finding<SendState>> {
	const now = pages.serverTime;
	const complete = trusted(state.complete, state.completeBefore, now);
	const known = new KnownSends(state.known, { from: newFrom, forgotten: state.forgotten, complete, gaps: state.gaps });
	// A clock that jumps ahead once must not end the following of what is open.
	const days = watched.trackStatusForDays;
	const edge = Math.min(now, state.now) - days * DAY_MS;
	const followed = watched.events.has('statusChanged') ? new FollowedSends(state.status, { since, edge, days }) : undefined;
	const before = followed?.beginsAnew === true ? { ...state, scan: {} } : state;
	const standingOf = (seen: SeenSend) => known.standingOf(seen, placeOf(seen, pages, (key) => known.has(key)));
	const isFirst = state.known === '';
	const isLooking = followed !== undefined && !followed.hasWalked;
	const reading = await readSends(before, pages, end, {
		open: followed?.open ?? [],
		cursor: followed?.cursor,
		scan: { most: pages.order !== 'none' && !isLooking ? 1 : isFirst ? FIRST_PAGES : QUICK_PAGES, edge },
		countNew: newCounter(pages, standingOf),
	});
	const taken = takeSends({ pages, reading, known, followed, isFirst, existing: state.existing, standingOf }, watched);
	return closePoll({ state: before, pages, reading, known, followed, taken }, poll);
}

/** Counts the new sends among those read so far. */
function newCounter(pages: SendPages, standingOf: (seen: SeenSend) => string): () => number {
	const met = new Set<string>();
	let count = 0;
	let place = 0;
	return () => {
		for (; place < pages.sightings.length; place++) {
			const seen = pages.sightings[place];
			if (seen === undefined || met.has(seen.key)) continue;
			met.add(seen.key);
			if (standingOf(seen) === 'new') count += 1;
		}
		return count;
	};
}

/** The event that a send could have given; none when the filter on statuses refuses it. */
function example(row: IDataObject, type: EventType, { resource, statuses }: WatchedSends): TriggerEvent[] {
	const id = `${resource}:${sendId(row)}:${type}:sample`;
	if (type !== 'statusChanged') return [{ id, type, record: row, ...occurredAt(row.created_at) }];
	const wanted = historyOf(row).filter(({ status }) => statuses.size === 0 || statuses.has(status));
	const entry = wanted[wanted.length - 1];
	return entry === undefined ? [] : [statusEvent(id, row, entry)];
}

/** Finds new sends and their statuses in Sendoso's list. */
export function sendPoller(watched: WatchedSends): Poller<SendState> {
	return {
		key: watched.resource,
		isState: isSendState,
		begin: async (baseline, poll) => await begin(baseline, watched, poll),
		resume: async (state, poll) => await resume(state, watched, poll),
		example: (row, type) => example(row, type, watched),
	};
}
