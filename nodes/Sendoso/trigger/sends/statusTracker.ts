import type { TriggerEvent } from '../../../shared/polling/events';
import { textOf } from '../../../shared/values/json';
import { sendId } from '../../sendList/sendId';
import { historyOf, isFinished, type StatusEntry } from './history';
import type { Tracked } from './sendCodec';
import type { SeenSend } from './sendPages';

/** How a send is to be taken that is not followed yet. */
export type Standing =
	/** New since the last poll: its whole history is. */
	| 'new'
	/** There before the trigger began, and read then. */
	| 'baseline'
	/** Looked at for the first time, later than the trigger began. */
	| 'discovered'
	/** Looked at before, and not followed for a good reason. */
	| 'ignored';

/** Polls in which a send must be missing before it is given up. */
const MOST_MISSES = 3;

/** The open sends that are followed, and what happened to them. */
export class StatusTracker {
	readonly events: TriggerEvent[] = [];

	/**
	 * @param tracked the followed sends by key
	 * @param since server time from which on entries of a discovered send are new
	 * @param edge nothing created before this is followed
	 * @param isLooking whether sends are still being looked at for the first time: then closed ones are kept, so that
	 *     none is told twice
	 */
	constructor(
		readonly tracked: Map<string, Tracked>,
		private readonly since: number,
		private readonly edge: number,
		private readonly isLooking: boolean,
	) {}

	/** Takes note of a send that the list holds. */
	see(seen: SeenSend, standing: Standing) {
		const { row, key, at, rank } = seen;
		const known = this.tracked.get(key);
		if (known === undefined && standing === 'ignored') return;
		const history = historyOf(row);
		const isTold = known ? this.compare(seen, history, known) : this.begin(seen, history, standing);
		const isOver = isFinished(row, history) || at < this.edge || known?.isClosed === true;
		// A closed send with something told is kept while others are looked at, so that none is told twice.
		const isKept = !isOver || (this.isLooking && (isTold || known !== undefined || history.some((entry) => entry.at >= this.since)));
		if (!isKept) {
			this.tracked.delete(key);
			return;
		}
		const codes = [...new Set([...(known?.codes ?? []), ...history.map(({ code }) => code)])];
		this.tracked.set(key, { key, at, rank, misses: 0, isClosed: isOver, codes, ...this.bareOf(row, history, known) });
	}

	/** Takes note of a send that the list does not hold any more. */
	miss(key: string) {
		const known = this.tracked.get(key);
		if (known === undefined) return;
		if (known.misses + 1 >= MOST_MISSES) this.tracked.delete(key);
		else this.tracked.set(key, { ...known, misses: known.misses + 1 });
	}

	/**
	 * Forgets what needs no following any more.
	 *
	 * @param isStillLooking whether the next poll goes on looking at sends for the first time
	 */
	tidy(isStillLooking: boolean) {
		for (const { key, at, isClosed } of [...this.tracked.values()]) {
			if (!isStillLooking && (at < this.edge || isClosed)) this.tracked.delete(key);
		}
	}

	/** Tells the history of a send that was not followed; answers whether there was something to tell. */
	private begin({ row }: SeenSend, history: StatusEntry[], standing: Standing): boolean {
		const fresh = standing === 'new' ? history : standing === 'discovered' ? history.filter(({ at }) => at >= this.since) : [];
		for (const entry of fresh) this.tell(row, entry);
		return fresh.length > 0;
	}

	/** Tells what is new in the history of a followed send. */
	private compare({ row }: SeenSend, history: StatusEntry[], known: Tracked): boolean {
		if (known.isClosed) return false;
		const status = textOf(row.status);
		if (history.length === 0) {
			if (known.bare === undefined || known.bare.status === status) return false;
			const { status: previousStatus, revision } = known.bare;
			this.events.push({ id: eventId(row, `${status}:${revision + 1}`), type: 'statusChanged', record: row, status, previousStatus });
			return true;
		}
		// A send that has begun to list its history: what came up to the known status is not new.
		const seen = known.bare ? history.findIndex((entry) => entry.status === known.bare?.status) : -1;
		const fresh = history.filter((entry, index) => index > seen && !known.codes.includes(entry.code));
		for (const entry of fresh) this.tell(row, entry);
		return fresh.length > 0;
	}

	private bareOf(row: SeenSend['row'], history: StatusEntry[], known: Tracked | undefined): Pick<Tracked, 'bare'> {
		if (history.length > 0 || (known && known.bare === undefined)) return {};
		const status = textOf(row.status);
		const revision = known?.bare?.revision ?? 0;
		return { bare: { status, revision: known?.bare && known.bare.status !== status ? revision + 1 : revision } };
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
