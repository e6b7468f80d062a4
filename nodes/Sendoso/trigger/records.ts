import type { IDataObject } from 'n8n-workflow';
import { textOf } from '../resources/shared/checks';
import type { Desk } from './desk';
import { byTime, type EventType, type TriggerEvent } from './events';
import { canonical, fingerprint } from './fingerprint';
import { cut, type Known, NAME_LENGTH, pack, PRINT_LENGTH, unpack } from './ledger';
import { type ListReading, readList } from './listReading';
import { confirmRemovals } from './removals';
import type { RecordState } from './state';
import { type Beginning, type Finding, recentFrom } from './turn';
import type { Watch } from './watch';

/** Readings that a baseline may take when rows move between its pages. */
const MOST_READINGS = 3;

/** Takes the list as it is for known; only what was created just now comes out. */
export async function beginRecords(beginning: Beginning, watch: Watch, desk: Desk): Promise<Finding<RecordState>> {
	let reading = await readList(desk);
	const { rows, serverTime } = reading;
	for (let count = 1; !reading.isWhole && reading.isAtEnd && count < MOST_READINGS && desk.mayGoOn(); count++) {
		reading = await readList(desk);
		for (const [id, row] of reading.rows) rows.set(id, row);
	}
	const newFrom = beginning.withExisting ? undefined : recentFrom(beginning, serverTime);
	const book = new RecordBook(new Map(), watch);
	for (const row of rows.values()) book.see(row, newFrom);
	return finish(book, reading, { newFrom: reading.isWhole ? undefined : newFrom, ...(await narrowingAfter(reading, watch, desk)) }, desk);
}

/** Time that a change may take to show up under its date, in milliseconds. */
const MARGIN_MS = 600_000;
/** Longest time between two readings of the whole list, in milliseconds: dates are not proven to tell of every change. */
const FULL_READING_MS = 3_600_000;

/** Compares what was changed since the last poll, where that can be asked for; undefined when it can't. */
async function continueWithChanges(state: RecordState, watch: Watch, desk: Desk): Promise<Finding<RecordState> | undefined> {
	const { narrowing, nextPage, newFrom } = state;
	if (watch.events.has('removed') || narrowing === undefined || nextPage !== undefined || newFrom !== undefined) return undefined;
	if (narrowing.readAt - narrowing.fullAt > FULL_READING_MS) return undefined;
	const changed = await desk.readChanged?.(narrowing.readAt - MARGIN_MS);
	if (changed === undefined) return undefined;
	const book = new RecordBook(unpack(state.ledger), watch);
	for (const row of changed.rows) book.see(row, undefined);
	const reading = { isAtEnd: true, nextPage: 2 };
	return finish(book, reading, { ledger: state.ledger, narrowing: { ...narrowing, readAt: changed.serverTime } }, desk);
}

/** Whether the next polls may ask for changes only. */
async function narrowingAfter({ isWhole, rows, serverTime }: ListReading, watch: Watch, desk: Desk): Promise<Pick<RecordState, 'narrowing'>> {
	if (!isWhole || watch.events.has('removed') || (await desk.canReadChanged?.(rows.values())) !== true) return {};
	return { narrowing: { fullAt: serverTime, readAt: serverTime } };
}

/** Compares the list with what is known of it. */
export async function continueRecords(state: RecordState, watch: Watch, desk: Desk): Promise<Finding<RecordState>> {
	const changes = await continueWithChanges(state, watch, desk);
	if (changes !== undefined) return changes;
	const book = new RecordBook(unpack(state.ledger), watch);
	// One page again: rows may have moved up meanwhile.
	const reading = await readList(desk, Math.max(1, (state.nextPage ?? 1) - 1));
	const isStrange = book.listed.length > 0 && reading.rows.size > 0 && !book.listed.some((id) => reading.rows.has(id));
	if (isStrange && !(await desk.isSameAccount(true))) return 'otherAccount';
	for (const row of reading.rows.values()) book.see(row, state.newFrom);
	const missing = state.nextPage === undefined ? book.listed.filter((id) => !reading.rows.has(id)) : [];
	const removals = await confirmRemovals(desk, reading, missing, book.listed.length, state.wasEmpty === true);
	for (const row of removals.found.values()) book.see(row, state.newFrom);
	for (const id of removals.gone) book.lose(id);
	const newFrom = reading.isWhole || (state.nextPage !== undefined && reading.isAtEnd) ? undefined : state.newFrom;
	const narrowing = await narrowingAfter(reading, watch, desk);
	return finish(book, reading, { newFrom, wasEmpty: removals.isDoubtful || undefined, ledger: state.ledger, ...narrowing }, desk);
}

function finish(book: RecordBook, reading: Pick<ListReading, 'isAtEnd' | 'nextPage'>, more: Partial<RecordState>, desk: Desk): Finding<RecordState> {
	const ledger = pack(book.known);
	if (ledger === undefined) {
		return {
			problem: `There are too many records to keep track of (${book.known.size.toLocaleString('en-US')})`,
			advice: "Narrow the list with 'Filters', or read it now and then with 'Get Many' instead.",
		};
	}
	if (ledger.nameLength !== undefined && ledger.nameLength < NAME_LENGTH && ledger.nameLength !== more.ledger?.nameLength) {
		desk.warn(`the names of so many records don't fit: removed records will carry ${ledger.nameLength} letters of their name`);
	}
	const nextPage = reading.isAtEnd ? undefined : reading.nextPage;
	if (nextPage !== undefined) {
		desk.warn(`the list is too long for one poll; the next one goes on at page ${nextPage}. Removed records can't be told so`);
	}
	return { events: book.events.sort(byTime), state: { ...more, ledger, nextPage } };
}

/** Everything known of the records of a list, and what happened to them. */
export class RecordBook {
	readonly events: TriggerEvent[] = [];

	constructor(
		readonly known: Map<string, Known>,
		private readonly watch: Watch,
	) {}

	/** Ids of the records that are in the list, as far as known. */
	get listed(): string[] {
		return [...this.known].filter(([, { print }]) => print !== undefined).map(([id]) => id);
	}

	/**
	 * Takes note of a record that the list holds.
	 *
	 * @param newFrom an unknown record is new only when it was created then or later; undefined for every unknown one
	 */
	see(row: IDataObject, newFrom: number | undefined) {
		const id = textOf(row.id);
		if (id === '') return;
		const print = fingerprint(canonical(row), PRINT_LENGTH);
		const before = this.known.get(id);
		const isNew = before?.print === undefined && (before !== undefined || newFrom === undefined || createdAt(row) >= newFrom);
		const isChanged = before?.print !== undefined && before.print !== print;
		const revision = (before?.revision ?? 0) + (before !== undefined && (isNew || isChanged) ? 1 : 0);
		const name = this.watch.events.has('removed') ? { name: cut(this.watch.source.nameOf(row), NAME_LENGTH) } : {};
		// Records that come back go to the end, away from those that are gone.
		if (before?.print === undefined) this.known.delete(id);
		this.known.set(id, { print, revision, ...name });
		if (isNew) this.tell('created', row, revision, textOf(row.created_at));
		if (isChanged) this.tell('updated', row, `${revision}:${print}`, textOf(row.updated_at));
	}

	/** Takes note of a record that has certainly left the list. */
	lose(id: string) {
		const before = this.known.get(id);
		if (before?.print === undefined) return;
		const revision = before.revision + 1;
		this.known.delete(id);
		this.known.set(id, { print: undefined, revision });
		this.tell('removed', { id, ...(before.name === undefined ? {} : { name: before.name }) }, revision, '');
	}

	private tell(type: EventType, record: IDataObject, revision: number | string, occurredAt: string) {
		if (!this.watch.events.has(type)) return;
		const id = `${this.watch.resource}:${textOf(record.id)}:${type}:${revision}`;
		this.events.push({ id, type, record, ...(occurredAt === '' ? {} : { occurredAt }) });
	}
}

function createdAt(row: IDataObject): number {
	return Date.parse(textOf(row.created_at));
}
