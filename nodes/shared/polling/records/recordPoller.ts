import type { IDataObject } from 'n8n-workflow';
import { byNewest, createdAt } from '../../values/instants';
import { textOf } from '../../values/json';
import { byTime, type EventType, occurredAt, type TriggerEvent } from '../events';
import type { PollContext } from '../pollContext';
import { type Baseline, type Finding, type Poller, recentFrom } from '../poller';
import type { Watched } from '../source';
import { cut, LARGEST_PACK, NAME_LENGTH, pack, unpack } from './knownRecords';
import { RecordTracker } from './recordTracker';
import { confirmRemovals } from './removals';
import { type ListReading, readList } from './snapshot';
import { isRecordState, type RecordState } from './state';

/** Records from before the first poll that come out at the most. */
const MOST_EXISTING = 10_000;

/** Readings that a baseline may take when rows move between its pages. */
const MOST_READINGS = 3;

/** Takes the list as it is for known; only what was created just now comes out. */
async function begin(baseline: Baseline, watched: Watched, poll: PollContext): Promise<Finding<RecordState>> {
	let reading = await readList(poll);
	const { rows, serverTime } = reading;
	for (let count = 1; !reading.isWhole && reading.isAtEnd && count < MOST_READINGS && poll.mayGoOn(); count++) {
		reading = await readList(poll);
		for (const [id, row] of reading.rows) rows.set(id, row);
	}
	const newFrom = recentFrom(baseline, serverTime);
	const existing = existingRows([...rows.values()], baseline, poll);
	const tracker = new RecordTracker(new Map(), watched);
	for (const row of rows.values()) tracker.see(row, existing.has(row) ? undefined : newFrom);
	return finish(tracker, reading, { newFrom: reading.isWhole ? undefined : Math.min(newFrom, baseline.existingFrom ?? Infinity), ...(await narrowingAfter(reading, watched, poll)) }, poll);
}

/** The rows from before the first poll that come out: the newest of those that were asked for. */
function existingRows(rows: IDataObject[], { existingFrom }: Baseline, poll: PollContext): Set<IDataObject> {
	if (existingFrom === undefined) return new Set();
	const wanted = rows.filter((row) => !(createdAt(row) < existingFrom)).sort(byNewest);
	if (wanted.length > MOST_EXISTING) poll.warn(`only the newest ${MOST_EXISTING.toLocaleString('en-US')} of ${wanted.length.toLocaleString('en-US')} records since 'Start From' come out`);
	return new Set(wanted.slice(0, MOST_EXISTING));
}

/** Time that a change may take to show up under its date, in milliseconds. */
const MARGIN_MS = 600_000;

/** Longest time between two readings of the whole list, in milliseconds: dates are not proven to tell of every change. */
const FULL_READING_MS = 3_600_000;

/** Compares what was changed since the last poll, where that can be asked for; undefined when it can't. */
async function continueWithChanges(state: RecordState, watched: Watched, poll: PollContext): Promise<Finding<RecordState> | undefined> {
	const { narrowing, nextPage, newFrom } = state;
	if (watched.events.has('removed') || narrowing === undefined || nextPage !== undefined || newFrom !== undefined) return undefined;
	if (narrowing.readAt - narrowing.fullAt > FULL_READING_MS) return undefined;
	const changed = await poll.readChanged?.(narrowing.readAt - MARGIN_MS);
	if (changed === undefined) return undefined;
	const tracker = new RecordTracker(unpack(state.known), watched);
	for (const row of changed.rows) tracker.see(row, undefined);
	const reading = { isAtEnd: true, nextPage: 2 };
	return finish(tracker, reading, { known: state.known, narrowing: { ...narrowing, readAt: changed.serverTime } }, poll);
}

/** Whether the next polls may ask for changes only. */
async function narrowingAfter({ isWhole, rows, serverTime }: ListReading, watched: Watched, poll: PollContext): Promise<Pick<RecordState, 'narrowing'>> {
	if (!isWhole || watched.events.has('removed') || (await poll.canReadChanged?.(rows.values())) !== true) return {};
	return { narrowing: { fullAt: serverTime, readAt: serverTime } };
}

/** Compares the list with what is known of it. */
async function resume(state: RecordState, watched: Watched, poll: PollContext): Promise<Finding<RecordState>> {
	const changes = await continueWithChanges(state, watched, poll);
	if (changes !== undefined) return changes;
	const tracker = new RecordTracker(unpack(state.known), watched);
	// One page again: rows may have moved up meanwhile.
	const reading = await readList(poll, Math.max(1, (state.nextPage ?? 1) - 1));
	const isStrange = tracker.listed.length > 0 && reading.rows.size > 0 && !tracker.listed.some((id) => reading.rows.has(id));
	if (isStrange && !(await poll.isSameAccount(true))) return 'otherAccount';
	for (const row of reading.rows.values()) tracker.see(row, state.newFrom);
	const missing = state.nextPage === undefined ? tracker.listed.filter((id) => !reading.rows.has(id)) : [];
	const removals = await confirmRemovals(poll, reading, missing, tracker.listed.length, state.wasEmpty === true);
	for (const row of removals.found.values()) tracker.see(row, state.newFrom);
	for (const id of removals.gone) tracker.lose(id);
	const newFrom = reading.isWhole || (state.nextPage !== undefined && reading.isAtEnd) ? undefined : state.newFrom;
	const narrowing = await narrowingAfter(reading, watched, poll);
	return finish(tracker, reading, { newFrom, wasEmpty: removals.isDoubtful || undefined, known: state.known, ...narrowing }, poll);
}

function finish(tracker: RecordTracker, reading: Pick<ListReading, 'isAtEnd' | 'nextPage'>, more: Partial<RecordState>, poll: PollContext): Finding<RecordState> {
	const most = Math.min(LARGEST_PACK, poll.largestState);
	const known = pack(tracker.known, most, Math.min(most, poll.ownState));
	if (known === undefined) {
		return {
			problem: `There are too many records to keep track of (${tracker.known.size.toLocaleString('en-US')})`,
			advice: "Narrow the list with 'Filters', choose events of fewer resources, or read it now and then with 'Get Many' instead.",
		};
	}
	if (known.nameLength !== undefined && known.nameLength < NAME_LENGTH && known.nameLength !== more.known?.nameLength) {
		poll.warn(`the names of so many records don't fit: removed records will carry ${known.nameLength} letters of their name`);
	}
	const nextPage = reading.isAtEnd ? undefined : reading.nextPage;
	if (nextPage !== undefined) {
		poll.warn(`the list is too long for one poll; the next one goes on at page ${nextPage}. Removed records can't be told so`);
	}
	return { events: tracker.events.sort(byTime), state: { ...more, known, nextPage } };
}

/** The event that a record could have given. */
function example(row: IDataObject, type: EventType, { resource, nameOf }: Watched): TriggerEvent[] {
	const id = textOf(row.id);
	const eventId = `${resource}:${id}:${type}:sample`;
	if (type === 'removed') return [{ id: eventId, type, record: { id, name: cut(nameOf(row), NAME_LENGTH) } }];
	return [{ id: eventId, type, record: row, ...occurredAt(type === 'updated' ? row.updated_at : row.created_at) }];
}

/** Finds what was created, updated and removed in a list of records. */
export function recordPoller(watched: Watched): Poller<RecordState> {
	return {
		key: watched.resource,
		isState: isRecordState,
		begin: async (baseline, poll) => await begin(baseline, watched, poll),
		resume: async (state, poll) => await resume(state, watched, poll),
		example: (row, type) => example(row, type, watched),
	};
}
