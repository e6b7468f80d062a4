import type { IDataObject } from 'n8n-workflow';
import { createdAt, timestampOf } from '../../values/instants';
import { textOf } from '../../values/json';
import { type EventType, occurredAt, type TriggerEvent } from '../events';
import type { Watched } from '../source';
import { contentPrint } from './contentPrint';
import { type Known, type KnownRecords, UNKNOWN } from './knownRecords';
import { wholeLetters } from './lzw';
import { cut, NAME_LENGTH } from './names';
import type { RecordState } from './state';

/** What is watched of a list of records. */
export interface WatchedRecords extends Watched {
	/** Names of members whose change alone is no event, each once and in order. */
	ignored: string[];
	/** Whether a record is among those that are wanted: a server may ignore the filter that it was asked with. */
	accepts(record: IDataObject): boolean;
}

/** Changes show up under a date that may be this much earlier, in milliseconds. */
const MARGIN_MS = 600_000;

/** Walks to the end of the list after which an undated record that was never met is new, whatever they missed. */
export const MOST_BASELINE_READINGS = 3;

/** What a record is to the walk that meets it: met for the first time, met again, not wanted, or not to be told from others. */
export type Sight = 'first' | 'again' | 'foreign' | 'unnamed';

/** The text under which a record is known; empty when it has no id of its own. */
export function idOf({ id }: IDataObject): string {
	return typeof id === 'string' || typeof id === 'number' ? wholeLetters(textOf(id)) : '';
}

/** Compares the records of a list with what is known of them, and tells what happened. */
export class RecordTracker {
	readonly events: TriggerEvent[] = [];
	private readonly ignored: ReadonlySet<string>;
	/** Records from before the first poll that were asked for. */
	readonly existing: TriggerEvent[] = [];
	/** Records that were met for the first time and are too old to be new, after all others of the list were known. */
	revealed = 0;

	/**
	 * @param known changed by every sight
	 * @param state before the poll; what was created before it is new counts from here
	 */
	constructor(
		readonly known: KnownRecords,
		private readonly watched: WatchedRecords,
		private readonly state: Pick<RecordState, 'mark' | 'bornAt' | 'floor' | 'last' | 'newFrom' | 'existing' | 'readings' | 'unread'>,
	) {
		this.ignored = new Set(watched.ignored);
	}

	/** Forgets what earlier walks have met. */
	beginWalk() {
		for (const known of this.known.all.values()) known.isSeen = false;
	}

	/**
	 * Takes note of a record that the list holds. The first of several with the same id counts.
	 *
	 * @param page number of the page on which it stands
	 */
	see(row: IDataObject, page: number): Sight {
		const id = idOf(row);
		if (id === '') return 'unnamed';
		if (!this.watched.accepts(row)) return 'foreign';
		const before = this.known.get(id);
		if (before?.isSeen === true) return 'again';
		const print = contentPrint(row, this.ignored);
		if (before?.print === undefined) this.appear(id, row, print, before, page);
		else if (before.print !== print) this.change(id, row, print, before);
		else {
			before.isSeen = true;
			before.misses = 0;
			if (this.keepsNames && !this.known.hasNames && !this.known.nameOf(before)) this.known.list(id, { ...before, ...this.nameIn(row) });
		}
		return 'first';
	}

	/** Takes note of a record that has certainly left the list. */
	lose(id: string) {
		const before = this.known.get(id);
		if (before?.print === undefined) return;
		const revision = before.revision + 1;
		const name = this.watched.events.has('removed') ? this.known.nameOf(before) : undefined;
		this.known.lose(id, revision);
		this.tell('removed', id, { id, ...(name === undefined ? {} : { name }) }, `${revision}:${this.state.mark}`);
	}

	private appear(id: string, row: IDataObject, print: string, before: Known | undefined, page: number) {
		const { floor = 0, mark, bornAt, newFrom, existing, last } = this.state;
		const revision = before === undefined ? floor : before.revision + 1;
		this.known.list(id, { print, revision, isSeen: true, misses: 0, ...this.nameIn(row) });
		const time = createdAt(row);
		const isNew = before !== undefined || this.isNew(time, page);
		if (!isNew && (existing === undefined || time < existing.from)) {
			if (newFrom !== undefined && this.isBaselineOver) this.revealed += 1;
			return;
		}
		// One that was there before the trigger was is active again, and may have been told by an earlier baseline.
		const isOld = newFrom === undefined && time < bornAt;
		const isFresh = before === undefined && last !== undefined && time >= last.at;
		const suffix = isFresh || (revision === 0 && !isOld) ? '0' : `${revision}:${mark}`;
		this.tell('created', id, row, suffix, this.dateSince(row.created_at), isNew ? this.events : this.existing);
	}

	/** Whether an unknown record is new, or was only never met before. */
	private isNew(time: number, page: number): boolean {
		const { newFrom, unread = [] } = this.state;
		if (newFrom === undefined || time >= newFrom) return true;
		const isUnread = unread.some((number) => number === page || (number < 0 && page >= -number));
		// Old records of a list that was always empty so far may have been there all the time.
		return this.isBaselineOver && !isUnread && (Number.isNaN(time) || unread.length > 0);
	}

	/** Whether every page was read that could be. */
	private get isBaselineOver(): boolean {
		return this.state.readings >= MOST_BASELINE_READINGS;
	}

	private change(id: string, row: IDataObject, print: string, before: Known) {
		const { mark } = this.state;
		const learns = before.print === UNKNOWN;
		const revision = before.revision + (learns ? 0 : 1);
		this.known.list(id, { ...before, print, revision, isSeen: true, misses: 0, ...this.newName(row, before) });
		if (!learns) this.tell('updated', id, row, `${revision}:${mark}:${print}`, this.dateSince(row.updated_at));
	}

	private get keepsNames(): boolean {
		return this.watched.events.has('removed');
	}

	private nameIn(row: IDataObject): { name?: string } {
		return this.keepsNames ? { name: cut(this.watched.nameOf(row), NAME_LENGTH) } : {};
	}

	/** The name of a changed record, where it is another one: names are packed again only then. */
	private newName(row: IDataObject, before: Known): { name?: string } {
		const named = this.nameIn(row);
		const { known } = this;
		return named.name !== undefined && cut(named.name, known.nameLength) === known.nameOf(before) ? {} : named;
	}

	/** When something happened, if the record's own date can be the one: a record that is active again has an old one. */
	private dateSince(time: unknown): unknown {
		const since = this.state.newFrom === undefined ? this.state.last?.at : undefined;
		return since === undefined || !(timestampOf(time) < since - MARGIN_MS) ? time : undefined;
	}

	private tell(type: EventType, id: string, record: IDataObject, suffix: string, time?: unknown, events = this.events) {
		if (!this.watched.events.has(type)) return;
		events.push({ id: `${this.watched.resource}:${id}:${type}:${suffix}`, type, record, ...occurredAt(time) });
	}
}
