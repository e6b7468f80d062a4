import type { TriggerEvent } from '../../../../shared/polling/events';
import { MOST_OPEN, packTracked, type Tracked, unpackAllTracked } from '../sendCodec';
import type { SeenSend } from '../reading/sendPages';
import type { StatusState } from '../state';
import { StatusCodes } from './statusCodes';
import { StatusTracker } from './statusTracker';

/** Walks through the whole list after which every send was met, though rows moved during the first one. */
export const ENOUGH_PASSES = 2;

/** How a poll follows sends. */
export interface Terms {
	/** Server time from which on the history of a send is told that is met for the first time. */
	since: number;
	/** Nothing created before this server time is followed. */
	edge: number;
	/** Days of following. */
	days: number;
}

/** A send that was read. */
export interface ComparedSend {
	send: SeenSend;
	rank: number;
	isNew: boolean;
	/** The trigger began with the answer that held it: nothing of it is new. */
	isBaseline: boolean;
}

/** The sends whose statuses are followed, during one poll. */
export class FollowedSends {
	/** Whether the list has to be looked through from its beginning: nothing was followed before, or not as long. */
	readonly beginsAnew: boolean;
	/** Walks through the whole list since the following began. */
	readonly passes: number;
	/** Whether the list was looked through once since then, as far as it can be read. */
	readonly hasWalked: boolean;
	/** Rank of the open send that is next. */
	readonly cursor: number | undefined;
	private readonly since: number;
	private readonly names: string[];
	private readonly tracked: Map<string, Tracked>;

	constructor(
		before: StatusState | undefined,
		private readonly terms: Terms,
	) {
		const { passes, since, hasWalked, names, tracked, cursor } = before ?? { passes: 0, since: terms.since, hasWalked: false, names: [], tracked: '', cursor: undefined };
		this.beginsAnew = before === undefined || terms.days > before.days;
		this.passes = this.beginsAnew ? 0 : passes;
		this.hasWalked = !this.beginsAnew && hasWalked;
		// What was too old to be followed had no beginning; what is still looked for keeps its own.
		this.since = this.beginsAnew && passes >= ENOUGH_PASSES ? terms.since : since;
		this.names = [...names];
		this.cursor = cursor;
		this.tracked = unpackAllTracked(tracked);
	}

	/** The sends whose statuses are waited for, as far as known. */
	get open(): Tracked[] {
		return [...this.tracked.values()].filter((tracked) => this.isOpen(tracked));
	}

	private isOpen({ isResting, at }: Tracked): boolean {
		return !isResting && !(at < this.terms.edge);
	}

	/**
	 * Compares what was read with what is known.
	 *
	 * @param seen sends that were read
	 * @param absent sends that the list certainly does not hold
	 */
	compare(seen: ComparedSend[], absent: Set<string>, isNewestFirst: () => boolean): TriggerEvent[] {
		// Of a send that lists no history, and stands in the list twice, the later row counts.
		const last = new Map(seen.map(({ send }) => [send.key, send]));
		const tracker = new StatusTracker(this.tracked, new StatusCodes(this.names), { since: this.since, edge: this.terms.edge, days: this.terms.days, isNewestFirst });
		const otherwise = this.passes < ENOUGH_PASSES ? 'discovered' : 'known';
		for (const { send, rank, isNew, isBaseline } of seen) if (last.get(send.key) === send || Array.isArray(send.row.status_updates)) tracker.see(send, rank, isNew ? 'new' : isBaseline ? 'known' : otherwise);
		const met = new Set(seen.map(({ send }) => send.key));
		for (const key of absent) if (!met.has(key)) tracker.miss(key);
		tracker.forgetOld();
		return tracker.events;
	}

	/**
	 * What is to be remembered. When there are too many sends, the oldest are left to the background scan, or not followed.
	 *
	 * @param walks walks through the whole list that ended and left nothing out
	 * @param hasEnded whether a walk ended
	 * @param room characters of JSON
	 * @returns the state, and how many sends are followed no more or more slowly; undefined when there is no room for open ones
	 */
	state(walks: number, hasEnded: boolean, cursor: number | undefined, room: number): { state: StatusState; resting: number; dropped: number } | undefined {
		const open = this.open.sort(byNewest);
		for (const tracked of open.slice(MOST_OPEN)) this.tracked.set(tracked.key, { ...tracked, isResting: true });
		// What happened in time to a send that has become too old may be met later.
		const resting = [...this.tracked.values()].filter((tracked) => !this.isOpen(tracked)).sort(byNewest);
		const state = {
			since: this.since,
			days: this.terms.days,
			passes: Math.min(ENOUGH_PASSES, this.passes + walks),
			hasWalked: this.hasWalked || hasEnded,
			...(cursor === undefined ? {} : { cursor }),
			names: this.names,
			tracked: '',
		};
		let left = room - JSON.stringify(state).length;
		const kept: string[] = [];
		for (const tracked of [...open.slice(0, MOST_OPEN), ...resting]) {
			const text = packTracked(tracked);
			left -= text.length + 1;
			if (left < 0) break;
			kept.push(text);
		}
		const followed = Math.min(open.length, MOST_OPEN);
		if (kept.length < followed) return undefined;
		const dropped = followed + resting.length - kept.length;
		return { state: { ...state, tracked: kept.join(' ') }, resting: Math.max(0, open.length - MOST_OPEN), dropped };
	}
}

/** Sends without a time come first: nobody can tell that they are old. */
function byNewest(left: Tracked, right: Tracked): number {
	return (Number.isNaN(right.at) ? Infinity : right.at) - (Number.isNaN(left.at) ? Infinity : left.at) || 0;
}
