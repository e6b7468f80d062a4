import type { IDataObject } from 'n8n-workflow';
import { canonical, fingerprint } from '../../values/fingerprint';
import { createdAt } from '../../values/instants';
import { textOf } from '../../values/json';
import { type EventType, occurredAt, type TriggerEvent } from '../events';
import type { Watched } from '../source';
import { cut, type Known, NAME_LENGTH, PRINT_LENGTH } from './knownRecords';

/** Everything known of the records of a list, and what happened to them. */
export class RecordTracker {
	readonly events: TriggerEvent[] = [];

	constructor(
		readonly known: Map<string, Known>,
		private readonly watched: Watched,
	) {}

	/** Ids of the records that are in the list, as far as known. */
	get listed(): string[] {
		return [...this.known].filter(([, { fingerprint }]) => fingerprint !== undefined).map(([id]) => id);
	}

	/**
	 * Takes note of a record that the list holds.
	 *
	 * @param newFrom an unknown record is new only when it was created then or later; undefined for every unknown one
	 */
	see(row: IDataObject, newFrom: number | undefined) {
		const id = textOf(row.id);
		if (id === '') return;
		const current = fingerprint(canonical(row), PRINT_LENGTH);
		const before = this.known.get(id);
		const isNew = before?.fingerprint === undefined && (before !== undefined || newFrom === undefined || createdAt(row) >= newFrom);
		const isChanged = before?.fingerprint !== undefined && before.fingerprint !== current;
		const revision = (before?.revision ?? 0) + (before !== undefined && (isNew || isChanged) ? 1 : 0);
		const name = this.watched.events.has('removed') ? { name: cut(this.watched.nameOf(row), NAME_LENGTH) } : {};
		// Records that come back go to the end, away from those that are gone.
		if (before?.fingerprint === undefined) this.known.delete(id);
		this.known.set(id, { fingerprint: current, revision, ...name });
		if (isNew) this.tell('created', row, revision, row.created_at);
		if (isChanged) this.tell('updated', row, `${revision}:${current}`, row.updated_at);
	}

	/** Takes note of a record that has certainly left the list. */
	lose(id: string) {
		const before = this.known.get(id);
		if (before?.fingerprint === undefined) return;
		const revision = before.revision + 1;
		this.known.delete(id);
		this.known.set(id, { fingerprint: undefined, revision });
		this.tell('removed', { id, ...(before.name === undefined ? {} : { name: before.name }) }, revision);
	}

	private tell(type: EventType, record: IDataObject, revision: number | string, time?: unknown) {
		if (!this.watched.events.has(type)) return;
		const id = `${this.watched.resource}:${textOf(record.id)}:${type}:${revision}`;
		this.events.push({ id, type, record, ...occurredAt(time) });
	}
}
