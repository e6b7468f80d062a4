import type { TriggerEvent } from '../../../../shared/polling/events';
import { textOf } from '../../../../shared/values/json';
import { sendId } from '../../../sendList/sendId';
import { compareHistory, historyOf, isFinished, knownEntries, type StatusEntry } from './history';
import { packNumber, type Tracked, unpackNumber } from '../sendCodec';
import type { SeenSend } from '../reading/sendPages';
import { type KnownEntry, packEntries, type StatusCodes, unpackEntries } from './statusCodes';

/** How a send is to be taken that is not followed yet. */
export type Standing =
	/** New since the last poll: its whole history is. */
	| 'new'
	/** Looked at for the first time, later than the trigger began: what happened since is new. */
	| 'discovered'
	/** Seen by a role that sees more than before, or followed again: nothing of it is new. */
	| 'known';

/** Polls in succession in which a send must be missing before it is looked for in the background only. */
const MOST_MISSES = 3;

/** How long a send is remembered that is not followed any more, in milliseconds. */
const KEPT_MS = 172_800_000;
const DAY_MS = 86_400_000;

/** Digits of the number of changes of a send that lists no history. */
const REVISION_LENGTH = 2;

/** What the tracker goes by. */
export interface Following {
	/** Server time from which on entries of a discovered send are new. */
	since: number;
	/** Nothing created before this server time is followed. */
	edge: number;
	/** Days of following. */
	days: number;
	/** Whether other sends give their histories newest entry first. */
	isNewestFirst(): boolean;
}

/** The sends that are followed, and what happened to them. */
export class StatusTracker {
	readonly events: TriggerEvent[] = [];

	constructor(
		readonly tracked: Map<string, Tracked>,
		private readonly codes: StatusCodes,
		private readonly following: Following,
	) {}

	/** Takes note of a send that the list holds. */
	see({ row, key, at }: SeenSend, rank: number, standing: Standing) {
		const before = this.tracked.get(key);
		const isOld = at < this.following.edge;
		if (isOld && before === undefined && standing !== 'new') return;
		const history = historyOf(row, () => this.following.isNewestFirst());
		const isBare = history.length === 0 && before?.isBare !== false;
		const known = isBare ? { known: isOld && before ? before.known : this.compareBare(row, before), markLength: 1 } : packEntries(this.compareListed(row, history, before, standing));
		this.tracked.set(key, { key, at, rank, misses: 0, isResting: isFinished(row, history), isBare, ...known });
	}

	/** Takes note of a send that was not where the list must hold it. */
	miss(key: string) {
		const before = this.tracked.get(key);
		if (before === undefined) return;
		const misses = before.misses + 1;
		this.tracked.set(key, { ...before, misses, isResting: misses >= MOST_MISSES });
	}

	/** Forgets what is too old to be followed; what happened in time may be met later. */
	forgetOld() {
		for (const { key, at } of [...this.tracked.values()]) if (at < this.following.edge - KEPT_MS) this.tracked.delete(key);
	}

	/** Tells what is new in the history of a send. */
	private compareListed(row: SeenSend['row'], history: StatusEntry[], before: Tracked | undefined, standing: Standing): KnownEntry[] {
		if (before === undefined || before.isBare) {
			for (const entry of this.freshOf(history, before, standing)) this.tell(row, entry);
			return knownEntries(history, this.codes);
		}
		const { fresh, known } = compareHistory(history, unpackEntries(before), this.codes);
		for (const entry of fresh) if (!(entry.at > before.at + this.following.days * DAY_MS)) this.tell(row, entry);
		return known;
	}

	/** Entries that are new of a send whose history is met for the first time. */
	private freshOf(history: StatusEntry[], before: Tracked | undefined, standing: Standing): StatusEntry[] {
		if (before === undefined && standing === 'new') return history;
		if (before === undefined && standing === 'known') return [];
		// What came up to the status that was known is not new.
		const status = before && this.codes.nameOf(before.known.slice(0, -REVISION_LENGTH));
		const place = history.findIndex((entry) => entry.status === status);
		return place >= 0 ? history.slice(place + 1) : history.filter(({ at }) => at >= this.following.since);
	}

	/** Tells the change of a send that lists no history. */
	private compareBare(row: SeenSend['row'], before: Tracked | undefined): string {
		const status = textOf(row.status);
		const code = this.codes.of(status);
		if (before === undefined) return code + packNumber(0, REVISION_LENGTH);
		const known = before.known.slice(0, -REVISION_LENGTH);
		if (known === code) return before.known;
		const revision = unpackNumber(before.known.slice(-REVISION_LENGTH)) + 1;
		const previousStatus = this.codes.nameOf(known);
		this.events.push({ id: eventId(row, `${status}:${revision}`), type: 'statusChanged', record: row, status, ...(previousStatus === undefined ? {} : { previousStatus }) });
		return code + packNumber(revision, REVISION_LENGTH);
	}

	private tell(row: SeenSend['row'], entry: StatusEntry) {
		this.events.push(statusEvent(eventId(row, entry.name), row, entry));
	}
}

/** The event of an entry of a send's history. */
export function statusEvent(id: string, row: SeenSend['row'], { status, occurredAt, previousStatus }: StatusEntry): TriggerEvent {
	const previous = previousStatus === undefined ? {} : { previousStatus };
	return { id, type: 'statusChanged', record: row, occurredAt, status, ...previous };
}

function eventId(row: SeenSend['row'], what: string): string {
	return `send:${sendId(row)}:statusChanged:${what}`;
}
