import type { TriggerEvent } from '../../../shared/polling/events';
import type { PollContext } from '../../../shared/polling/pollContext';
import { backfill } from './backfill';
import type { FullScan } from './fullScan';
import type { NewestPages } from './newestPages';
import { readOpenSends } from './openSends';
import { MOST_OPEN, packOpen, unpackOpen } from './sendCodec';
import type { SeenSend, SendPages } from './sendPages';
import type { StatusState } from './state';
import { type Standing, StatusTracker } from './statusTracker';
import type { WatchedSends } from './watchedSends';

/** Status events of a poll, and what is remembered of open sends after it. */
export interface StatusFinding {
	events: TriggerEvent[];
	status: StatusState | { problem: string; advice: string };
}

/** What the poll has read so far. */
interface Reading {
	pages: SendPages;
	near: NewestPages;
	scanned: FullScan | undefined;
	/** Nothing created before this server time is followed. */
	edge: number;
	isNew: (seen: SeenSend) => boolean;
}

/**
 * Begins to follow open sends: the histories that were read are known.
 *
 * @param horizon every send created after this was read; null when all were
 */
export function beginStatuses(pages: SendPages, watched: WatchedSends, edge: number, horizon: number | null, isNew: (seen: SeenSend) => boolean): StatusFinding {
	const found = horizon === null || horizon < edge ? null : horizon;
	const state = { since: pages.serverTime, days: watched.trackStatusForDays, found, foundRank: pages.lowestRank(found), nextRank: 0 };
	const tracker = new StatusTracker(new Map(), state.since, edge, found !== null);
	const standingOf = (seen: SeenSend): Standing => (isNew(seen) ? 'new' : seen.at < edge ? 'ignored' : 'baseline');
	return finish(tracker, pages, watched, standingOf, state);
}

/** Follows open sends: reads the pages that hold them, and some that may. */
export async function continueStatuses(before: StatusState | undefined, reading: Reading, watched: WatchedSends, poll: PollContext): Promise<StatusFinding> {
	const { pages, near, scanned, edge, isNew } = reading;
	if (before === undefined) {
		const horizon = scanned ? (scanned.isClean ? null : Number.MAX_SAFE_INTEGER) : near.horizon;
		return beginStatuses(pages, watched, edge, horizon, isNew);
	}
	let { found, foundRank, since, nextRank } = before;
	if (watched.trackStatusForDays > before.days) {
		// What was too old is to be followed now: everything is looked at again.
		since = found === null ? pages.serverTime : since;
		found = Number.MAX_SAFE_INTEGER;
	}
	const tracked = unpackOpen(before.open);
	const absent = new Set<string>();
	const limit = found;
	if (scanned) {
		if (scanned.isClean) found = null;
	} else {
		const followed = await readOpenSends(pages, [...tracked.values()], nextRank, poll);
		nextRank = followed.nextRank;
		// While sends leave the list, one may only have slid over a page boundary.
		if (!pages.shrank) for (const key of followed.absent) absent.add(key);
		if (found !== null && near.horizon !== null && near.horizon < found) ({ found, foundRank } = { found: near.horizon, foundRank: pages.lowestRank(near.horizon) });
		if (near.horizon === null) found = null;
		({ found, foundRank } = await backfill(pages, { found, foundRank }, edge, poll));
	}
	const tracker = new StatusTracker(tracked, since, edge, limit !== null);
	for (const key of absent) tracker.miss(key);
	const standingOf = (seen: SeenSend): Standing => {
		if (isNew(seen)) return 'new';
		return limit !== null && seen.at >= edge && seen.at <= limit ? 'discovered' : 'ignored';
	};
	const days = watched.trackStatusForDays;
	const finding = finish(tracker, pages, watched, standingOf, { since, days, found, foundRank, nextRank });
	return finding;
}

function finish(tracker: StatusTracker, pages: SendPages, watched: WatchedSends, standingOf: (seen: SeenSend) => Standing, state: Omit<StatusState, 'open'>): StatusFinding {
	for (const seen of pages.seenSends.values()) if (watched.accepts(seen.row)) tracker.see(seen, standingOf(seen));
	tracker.tidy(state.found !== null);
	const events = tracker.events.filter(({ status = '' }) => watched.statuses.size === 0 || watched.statuses.has(status));
	if (tracker.tracked.size > MOST_OPEN) {
		const count = tracker.tracked.size.toLocaleString('en-US');
		const advice = "Lower 'Follow Sends for (Days)', or watch one campaign with the filter 'Campaign (Touch)'.";
		return { events: [], status: { problem: `There are too many open sends to follow (${count})`, advice } };
	}
	return { events, status: { ...state, open: packOpen(tracker.tracked.values()) } };
}
