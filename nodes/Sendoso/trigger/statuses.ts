import type { Desk } from './desk';
import { discover } from './discovery';
import type { TriggerEvent } from './events';
import type { NearEnd } from './nearEnd';
import { readOpenSends } from './openSends';
import { MOST_OPEN, packOpen, unpackOpen } from './sendMemory';
import type { SendPages, Sighting } from './sendPages';
import type { StatusState } from './state';
import { StatusBook, type Standing } from './statusBook';
import type { Sweep } from './sweep';
import type { Watch } from './watch';

/** Status events of a poll, and what is remembered of open sends after it. */
export interface StatusFinding {
	events: TriggerEvent[];
	status: StatusState | { problem: string; advice: string };
}

/** What the poll has read so far. */
interface Reading {
	pages: SendPages;
	near: NearEnd;
	swept: Sweep | undefined;
	/** Nothing created before this server time is followed. */
	edge: number;
	isNew: (sighting: Sighting) => boolean;
}

/**
 * Begins to follow open sends: the histories that were read are known.
 *
 * @param horizon every send created after this was read; null when all were
 */
export function beginStatuses(pages: SendPages, watch: Watch, edge: number, horizon: number | null, isNew: (sighting: Sighting) => boolean): StatusFinding {
	const found = horizon === null || horizon < edge ? null : horizon;
	const state = { since: pages.serverTime, days: watch.trackStatusForDays, found, foundRank: lowestRank(pages, found), turn: 0 };
	const book = new StatusBook(new Map(), state.since, edge, found !== null);
	const standingOf = (sighting: Sighting): Standing => (isNew(sighting) ? 'new' : sighting.at < edge ? 'ignored' : 'baseline');
	return finish(book, pages, watch, standingOf, state);
}

/** Follows open sends: reads the pages that hold them, and some that may. */
export async function continueStatuses(before: StatusState | undefined, reading: Reading, watch: Watch, desk: Desk): Promise<StatusFinding> {
	const { pages, near, swept, edge, isNew } = reading;
	if (before === undefined) {
		const horizon = swept ? (swept.isClean ? null : Number.MAX_SAFE_INTEGER) : near.horizon;
		return beginStatuses(pages, watch, edge, horizon, isNew);
	}
	let { found, foundRank, since, turn } = before;
	if (watch.trackStatusForDays > before.days) {
		// What was too old is to be followed now: everything is looked at again.
		since = found === null ? pages.serverTime : since;
		found = Number.MAX_SAFE_INTEGER;
	}
	const tracked = unpackOpen(before.open);
	const absent = new Set<string>();
	const limit = found;
	if (swept) {
		if (swept.isClean) found = null;
	} else {
		const followed = await readOpenSends(pages, [...tracked.values()], turn, desk);
		turn = followed.turn;
		// While sends leave the list, one may only have slid over a page boundary.
		if (!pages.shrank) for (const key of followed.absent) absent.add(key);
		if (found !== null && near.horizon !== null && near.horizon < found) ({ found, foundRank } = { found: near.horizon, foundRank: lowestRank(pages, near.horizon) });
		if (near.horizon === null) found = null;
		({ found, foundRank } = await discover(pages, { found, foundRank }, edge, desk));
	}
	const book = new StatusBook(tracked, since, edge, limit !== null);
	for (const key of absent) book.miss(key);
	const standingOf = (sighting: Sighting): Standing => {
		if (isNew(sighting)) return 'new';
		return limit !== null && sighting.at >= edge && sighting.at <= limit ? 'discovered' : 'ignored';
	};
	const days = watch.trackStatusForDays;
	const finding = finish(book, pages, watch, standingOf, { since, days, found, foundRank, turn });
	return finding;
}

function finish(book: StatusBook, pages: SendPages, watch: Watch, standingOf: (sighting: Sighting) => Standing, state: Omit<StatusState, 'open'>): StatusFinding {
	for (const sighting of pages.sightings.values()) if (watch.accepts(sighting.row)) book.see(sighting, standingOf(sighting));
	book.tidy(state.found !== null);
	const events = book.events.filter(({ status = '' }) => watch.statuses.size === 0 || watch.statuses.has(status));
	if (book.tracked.size > MOST_OPEN) {
		const count = book.tracked.size.toLocaleString('en-US');
		const advice = "Lower 'Track Status for Days', or watch one campaign with the filter 'Campaign (Touch)'.";
		return { events: [], status: { problem: `There are too many open sends to follow (${count})`, advice } };
	}
	return { events, status: { ...state, open: packOpen(book.tracked.values()) } };
}

/** Rank of the oldest send that is not older than a moment, as far as read. */
function lowestRank(pages: SendPages, moment: number | null): number {
	const ranks = [...pages.sightings.values()].filter(({ at }) => moment !== null && at >= moment).map(({ rank }) => rank);
	return ranks.length === 0 ? 0 : Math.max(0, Math.min(...ranks));
}
