import type { IDataObject } from 'n8n-workflow';
import { byTime, type EventType, occurredAt, type TriggerEvent } from '../../../shared/polling/events';
import type { PollContext } from '../../../shared/polling/pollContext';
import { type Baseline, type Finding, type Poller, RECENT_MS, recentFrom } from '../../../shared/polling/poller';
import { sendId } from '../../sendList/sendId';
import type { ListOrder } from '../../sendList/sendOrder';
import { type FullScan, scan } from './fullScan';
import { historyOf } from './history';
import { type NewestPages, readNearEnd } from './newestPages';
import { forgetOld, MOST_RECENT, packRecent, unpackRecent } from './sendCodec';
import { type SeenSend, SendPages } from './sendPages';
import { isSendState, type SendState } from './state';
import { beginStatuses, continueStatuses } from './statusChanges';
import { statusEvent } from './statusTracker';
import type { WatchedSends } from './watchedSends';

/** Sends that show up later than this after their creation may be missed, in milliseconds. */
const GRACE_MS = RECENT_MS;

/** The announced total may spare reading the unsettled part for this long, in milliseconds. */
const LONGEST_TRUST_MS = 600_000;

/** Pages of sends that `startWithExisting` gives. */
const EXISTING_PAGES = 100;

/** Pages that the first poll looks through for open sends; the next polls look through the rest. */
const FIRST_PAGES = 10;
const DAY_MS = 86_400_000;

const TOO_LARGE = {
	problem: 'There are too many sends to keep track of beside the other records',
	advice: "Choose events of fewer resources, or lower 'Follow Sends for (Days)'.",
};

const CONTRADICTION = 'Sendoso left out sends that it had announced';

/** Takes the list as it is for known; only what was created just now comes out. */
async function begin(baseline: Baseline, watched: WatchedSends, poll: PollContext): Promise<Finding<SendState>> {
	const pages = await SendPages.open(poll, undefined);
	const wantsStatus = watched.events.has('statusChanged');
	const edge = pages.serverTime - watched.trackStatusForDays * DAY_MS;
	const newFrom = recentFrom(baseline, pages.serverTime);
	const atLeast = (step: number, depth: number) =>
		baseline.withExisting ? step < EXISTING_PAGES - 1 : wantsStatus && step < FIRST_PAGES - 1 && depth >= edge;
	const plan = { settled: newFrom, from: null, expected: undefined, atLeast, mayTrustTotal: false, countFresh: () => 0 };
	const near = await readNearEnd(pages, plan, poll);
	const scanned = pages.order === 'none' ? await scan(pages, undefined) : undefined;
	if (pages.isBroken) return { problem: CONTRADICTION, advice: 'Try again later.' };
	const recentEdge = pages.serverTime - RECENT_MS;
	const from = scanned ? (scanned.isClean ? null : recentEdge) : finite(near.horizon, recentEdge);
	const isNew = ({ at }: SeenSend) => baseline.withExisting || at >= newFrom;
	if (baseline.withExisting && pages.total > pages.seenSends.size) {
		poll.warn(`only the newest ${pages.seenSends.size} of ${pages.total} sends come out of the first poll`);
	}
	const tracker = new SendTracker(new Map(), from);
	const events = [...pages.seenSends.values()].flatMap((seen) => tracker.see(seen, isNew(seen), watched));
	const horizon = scanned ? (scanned.isClean ? null : Number.MAX_SAFE_INTEGER) : from;
	const statuses = wantsStatus ? beginStatuses(pages, watched, edge, horizon, (seen) => !baseline.withExisting && isNew(seen)) : undefined;
	return close({ pages, near, scanned, tracker, wasTrusted: true, before: undefined }, [...events, ...(statuses?.events ?? [])], statuses, poll);
}

/** Compares the list with what is known of it, and reads only what can hold something new. */
async function resume(state: SendState, watched: WatchedSends, poll: PollContext): Promise<Finding<SendState>> {
	const pages = await SendPages.open(poll, state.order);
	// A list that was full and is empty now has probably not been read well.
	const discard = (): Finding<SendState> => {
		poll.warn(`${CONTRADICTION}; the next poll looks again`);
		return { events: [], state };
	};
	if (pages.isBroken || (pages.total === 0 && state.total > 0)) return discard();
	const tracker = new SendTracker(unpackRecent(state.recent), state.from);
	const expected = pages.nearTotal - state.total;
	const countFresh = () => [...pages.seenSends.values()].reduce((count, seen) => count + Number(tracker.isFresh(seen)), 0);
	const settled = Math.min(state.settled, pages.serverTime - GRACE_MS);
	const mayTrustTotal = !state.moved && pages.serverTime - state.settled < LONGEST_TRUST_MS;
	const plan = { settled, from: state.from, expected, atLeast: () => false, mayTrustTotal, countFresh };
	const near = await readNearEnd(pages, plan, poll);
	const scanned = pages.order === 'none' || state.order === 'none' ? await scan(pages, state.scan) : undefined;
	const seenSends = [...pages.seenSends.values()];
	const isStrange = tracker.recent.size > 0 && seenSends.length > 0 && !seenSends.some(({ key }) => tracker.recent.has(key));
	if (isStrange && !(await poll.isSameAccount(true))) return 'otherAccount';
	const wasTrusted = near.isThrough || countFresh() === expected;
	if (near.isThrough && scanned === undefined && countFresh() < expected) {
		poll.warn('sends appeared in the list with a creation time too old to be told from known ones; they were left out');
	}
	const edge = pages.serverTime - watched.trackStatusForDays * DAY_MS;
	const reading = { pages, near, scanned, edge, isNew: (seen: SeenSend) => tracker.isFresh(seen) };
	const statuses = watched.events.has('statusChanged') ? await continueStatuses(state.status, reading, watched, poll) : undefined;
	if (pages.isBroken) return discard();
	// The search for open sends may have come upon new ones, too.
	const all = [...pages.seenSends.values()];
	const events = all.flatMap((seen) => tracker.see(seen, tracker.isFresh(seen), watched));
	return close({ pages, near, scanned, tracker, wasTrusted, before: state }, [...events, ...(statuses?.events ?? [])], statuses, poll);
}

/** What a poll has read. */
interface Work {
	pages: SendPages;
	near: NewestPages;
	scanned: FullScan | undefined;
	tracker: SendTracker;
	/** Whether the announced total can be relied on in the next poll. */
	wasTrusted: boolean;
	before: SendState | undefined;
}

function close(work: Work, events: TriggerEvent[], statuses: { status: SendState['status'] | { problem: string; advice: string } } | undefined, poll: PollContext): Finding<SendState> {
	const { pages, near, scanned, tracker, before } = work;
	const status = statuses?.status;
	if (status && 'problem' in status) return status;
	const latest = pages.serverTime - GRACE_MS;
	const isThrough = scanned ? scanned.isClean : near.isThrough && !pages.shrank;
	const settled = isThrough ? (scanned ? scanned.startedAt - GRACE_MS : latest) : Math.min(before?.settled ?? latest, latest);
	const forgotten = forgetOld(tracker.recent, settled - LONGEST_TRUST_MS);
	if (forgotten !== undefined) tracker.from = Math.max(tracker.from ?? 0, Number.isNaN(forgotten) ? 0 : forgotten);
	if (forgotten !== undefined && forgotten >= settled) {
		poll.warn(`more than ${MOST_RECENT} sends were created within minutes; older ones among them can't be told from known ones`);
	}
	const order: ListOrder = scanned?.next === undefined ? pages.order : 'none';
	const total = pages.order === 'newestFirst' ? pages.nearTotal : pages.total;
	const moved = pages.shrank || !work.wasTrusted;
	const recent = packRecent(tracker.recent);
	const state = { order, total, settled, from: tracker.from, recent, moved, scan: scanned?.next, status };
	if (JSON.stringify(state).length > poll.largestState) return TOO_LARGE;
	return { events: events.sort(byTime), state };
}

/** The sends that are known because they were seen, and those known because they are old. */
class SendTracker {
	constructor(
		readonly recent: Map<string, number>,
		public from: number | null,
	) {}

	/** Whether a send is neither known nor too old to be told from known ones. */
	isFresh({ key, at }: SeenSend): boolean {
		return !this.recent.has(key) && (this.from === null || at > this.from);
	}

	/** Takes note of a send; gives its event when it is new, wanted and watched. */
	see({ key, at, row }: SeenSend, isNew: boolean, watched: WatchedSends): TriggerEvent[] {
		if (isNew || this.from === null || at > this.from) this.recent.set(key, at);
		if (!isNew || !watched.events.has('created') || !watched.accepts(row)) return [];
		return [{ id: `send:${sendId(row)}:created`, type: 'created', record: row, ...occurredAt(row.created_at) }];
	}
}

function finite(value: number | null, otherwise: number): number | null {
	return value === null || Number.isFinite(value) ? value : otherwise;
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
