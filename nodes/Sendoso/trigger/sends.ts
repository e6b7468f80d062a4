import { textOf } from '../resources/shared/checks';
import type { Desk } from './desk';
import { byTime, type TriggerEvent } from './events';
import { type NearEnd, readNearEnd } from './nearEnd';
import { forgetOld, MOST_RECENT, packRecent, unpackRecent } from './sendMemory';
import { type ListOrder, SendPages, type Sighting } from './sendPages';
import type { SendState } from './state';
import { beginStatuses, continueStatuses } from './statuses';
import { type Sweep, sweep } from './sweep';
import { type Beginning, type Finding, RECENT_MS, recentFrom } from './turn';
import type { Watch } from './watch';

/** Sends that show up later than this after their creation may be missed, in milliseconds. */
const GRACE_MS = RECENT_MS;
/** The announced total may spare reading the unsettled part for this long, in milliseconds. */
const LONGEST_TRUST_MS = 600_000;
/** Pages of sends that `startWithExisting` gives. */
const EXISTING_PAGES = 100;
/** Pages that the first poll looks through for open sends; the next polls look through the rest. */
const FIRST_PAGES = 10;
const DAY_MS = 86_400_000;

const CONTRADICTION = 'Sendoso left out sends that it had announced';

/** Takes the list as it is for known; only what was created just now comes out. */
export async function beginSends(beginning: Beginning, watch: Watch, desk: Desk): Promise<Finding<SendState>> {
	const pages = await SendPages.open(desk, undefined);
	const wantsStatus = watch.events.has('statusChanged');
	const edge = pages.serverTime - watch.trackStatusForDays * DAY_MS;
	const newFrom = recentFrom(beginning, pages.serverTime);
	const atLeast = (step: number, depth: number) =>
		beginning.withExisting ? step < EXISTING_PAGES - 1 : wantsStatus && step < FIRST_PAGES - 1 && depth >= edge;
	const plan = { settled: newFrom, from: null, expected: undefined, atLeast, mayTrustTotal: false, countFresh: () => 0 };
	const near = await readNearEnd(pages, plan, desk);
	const swept = pages.order === 'none' ? await sweep(pages, undefined) : undefined;
	if (pages.isBroken) return { problem: CONTRADICTION, advice: 'Try again later.' };
	const recentEdge = pages.serverTime - RECENT_MS;
	const from = swept ? (swept.isClean ? null : recentEdge) : finite(near.horizon, recentEdge);
	const isNew = ({ at }: Sighting) => beginning.withExisting || at >= newFrom;
	if (beginning.withExisting && pages.total > pages.sightings.size) {
		desk.warn(`only the newest ${pages.sightings.size} of ${pages.total} sends come out of the first poll`);
	}
	const book = new SendBook(new Map(), from);
	const events = [...pages.sightings.values()].flatMap((sighting) => book.see(sighting, isNew(sighting), watch));
	const horizon = swept ? (swept.isClean ? null : Number.MAX_SAFE_INTEGER) : from;
	const statuses = wantsStatus ? beginStatuses(pages, watch, edge, horizon, (sighting) => !beginning.withExisting && isNew(sighting)) : undefined;
	return close({ pages, near, swept, book, wasTrusted: true, before: undefined }, [...events, ...(statuses?.events ?? [])], statuses, desk);
}

/** Compares the list with what is known of it, and reads only what can hold something new. */
export async function continueSends(state: SendState, watch: Watch, desk: Desk): Promise<Finding<SendState>> {
	const pages = await SendPages.open(desk, state.order);
	// A list that was full and is empty now has probably not been read well.
	const discard = (): Finding<SendState> => {
		desk.warn(`${CONTRADICTION}; the next poll looks again`);
		return { events: [], state };
	};
	if (pages.isBroken || (pages.total === 0 && state.total > 0)) return discard();
	const book = new SendBook(unpackRecent(state.recent), state.from);
	const expected = pages.nearTotal - state.total;
	const countFresh = () => [...pages.sightings.values()].reduce((count, sighting) => count + Number(book.isFresh(sighting)), 0);
	const settled = Math.min(state.settled, pages.serverTime - GRACE_MS);
	const mayTrustTotal = !state.moved && pages.serverTime - state.settled < LONGEST_TRUST_MS;
	const plan = { settled, from: state.from, expected, atLeast: () => false, mayTrustTotal, countFresh };
	const near = await readNearEnd(pages, plan, desk);
	const swept = pages.order === 'none' || state.order === 'none' ? await sweep(pages, state.sweep) : undefined;
	const sightings = [...pages.sightings.values()];
	const isStrange = book.recent.size > 0 && sightings.length > 0 && !sightings.some(({ key }) => book.recent.has(key));
	if (isStrange && !(await desk.isSameAccount(true))) return 'otherAccount';
	const wasTrusted = near.isThrough || countFresh() === expected;
	if (near.isThrough && swept === undefined && countFresh() < expected) {
		desk.warn('sends appeared in the list with a creation time too old to be told from known ones; they were left out');
	}
	const edge = pages.serverTime - watch.trackStatusForDays * DAY_MS;
	const reading = { pages, near, swept, edge, isNew: (sighting: Sighting) => book.isFresh(sighting) };
	const statuses = watch.events.has('statusChanged') ? await continueStatuses(state.status, reading, watch, desk) : undefined;
	if (pages.isBroken) return discard();
	// The search for open sends may have come upon new ones, too.
	const all = [...pages.sightings.values()];
	const events = all.flatMap((sighting) => book.see(sighting, book.isFresh(sighting), watch));
	return close({ pages, near, swept, book, wasTrusted, before: state }, [...events, ...(statuses?.events ?? [])], statuses, desk);
}

/** What a poll has read. */
interface Work {
	pages: SendPages;
	near: NearEnd;
	swept: Sweep | undefined;
	book: SendBook;
	/** Whether the announced total can be relied on in the next poll. */
	wasTrusted: boolean;
	before: SendState | undefined;
}

function close(work: Work, events: TriggerEvent[], statuses: { status: SendState['status'] | { problem: string; advice: string } } | undefined, desk: Desk): Finding<SendState> {
	const { pages, near, swept, book, before } = work;
	const status = statuses?.status;
	if (status && 'problem' in status) return status;
	const latest = pages.serverTime - GRACE_MS;
	const isThrough = swept ? swept.isClean : near.isThrough && !pages.shrank;
	const settled = isThrough ? (swept ? swept.startedAt - GRACE_MS : latest) : Math.min(before?.settled ?? latest, latest);
	const forgotten = forgetOld(book.recent, settled - LONGEST_TRUST_MS);
	if (forgotten !== undefined) book.from = Math.max(book.from ?? 0, Number.isNaN(forgotten) ? 0 : forgotten);
	if (forgotten !== undefined && forgotten >= settled) {
		desk.warn(`more than ${MOST_RECENT} sends were created within minutes; older ones among them can't be told from known ones`);
	}
	const order: ListOrder = swept?.next === undefined ? pages.order : 'none';
	const total = pages.order === 'newestFirst' ? pages.nearTotal : pages.total;
	const moved = pages.shrank || !work.wasTrusted;
	const recent = packRecent(book.recent);
	return { events: events.sort(byTime), state: { order, total, settled, from: book.from, recent, moved, sweep: swept?.next, status } };
}

/** The sends that are known because they were seen, and those known because they are old. */
class SendBook {
	constructor(
		readonly recent: Map<string, number>,
		public from: number | null,
	) {}

	/** Whether a send is neither known nor too old to be told from known ones. */
	isFresh({ key, at }: Sighting): boolean {
		return !this.recent.has(key) && (this.from === null || at > this.from);
	}

	/** Takes note of a send; gives its event when it is new, wanted and watched. */
	see({ key, at, row }: Sighting, isNew: boolean, watch: Watch): TriggerEvent[] {
		if (isNew || this.from === null || at > this.from) this.recent.set(key, at);
		if (!isNew || !watch.events.has('created') || !watch.accepts(row)) return [];
		const occurredAt = textOf(row.created_at);
		const id = `send:${textOf(row.send_gid) || textOf(row.id)}:created`;
		return [{ id, type: 'created', record: row, ...(occurredAt === '' ? {} : { occurredAt }) }];
	}
}

function finite(value: number | null, otherwise: number): number | null {
	return value === null || Number.isFinite(value) ? value : otherwise;
}
