import type { IDataObject } from 'n8n-workflow';
import type { PolledList, PollRequests, TimedPage } from '../../shared/polling/pollContext';
import { statusOf } from '../../shared/transport/answer';
import { LARGEST_PAGE } from '../../shared/transport/pages';
import { answerOf } from '../../shared/transport/requestWithRetry';
import { timestampOf } from '../../shared/values/instants';
import { isRow, member } from '../../shared/values/json';
import { type Cursor, pageQuery } from '../lists/cursorPages';
import { readPolledRows } from '../lists/listReader';
import { readConnectorPage, unwrap } from '../lists/pageBody';
import { isAboutSize } from '../meaning';

/** A list over SAP Open Connectors as a trigger watches it. */
export interface WatchedList {
	/** Name of the resource, for advice in errors. */
	resource: string;
	path: string;
	/** Name of the wrapper that the connector may put around a row (A6). */
	singular: string;
	/** Says that a single record can be read, and a 404 proves that it has left the list. */
	readsOne?: boolean;
}

/** Pages that an example is looked for in. */
const EXAMPLE_PAGES = 2;

/** The member that tells when a record was changed; its name is that of Sendoso's own API. */
const CHANGED_AT = 'updated_at';

/** The list narrowed by this clause can't be read. */
class NotNarrowed extends Error {}

/**
 * Reads a list from its beginning to its end, as one page; of an example its beginning alone.
 *
 * @param where clause that narrows it
 */
async function readAll(requests: PollRequests, { path, resource, singular }: WatchedList, where?: string): Promise<TimedPage> {
	const operation = `${resource}.getAll`;
	let serverTime: number | undefined;
	const readPage = async (cursor: Cursor, pageSize: number) => {
		const qs = { ...(where === undefined ? {} : { where }), ...pageQuery(cursor, pageSize) };
		const outcome = await requests.ask({ method: 'GET', path, qs }, operation);
		if (isAboutSize(outcome.answer) && pageSize > 1) return 'tooLarge';
		const answer = answerOf(outcome);
		const page = answer && readConnectorPage(answer, singular);
		if (page === undefined && where !== undefined && outcome.meaning === 'refused') throw new NotNarrowed();
		if (page === undefined) throw requests.failed(outcome, operation);
		serverTime ??= requests.timeOf(outcome);
		return page;
	};
	const { rows, total, isCounted } = await readPolledRows(readPage, LARGEST_PAGE, requests.isExample ? EXAMPLE_PAGES : undefined);
	return { rows, total, pageSize: Math.max(1, total), isCounted, serverTime: serverTime ?? 0 };
}

/**
 * Reads the records that were changed since a time. The answer is looked at again: a filter may be ignored silently
 * (fact 45).
 *
 * @param since server time in milliseconds since the epoch
 * @returns undefined when the list can't be narrowed
 */
async function readChangedSince(requests: PollRequests, list: WatchedList, since: number): Promise<TimedPage | undefined> {
	const where = `${CHANGED_AT} >= '${new Date(since).toISOString()}'`;
	const [read] = await Promise.allSettled([readAll(requests, list, where)]);
	if (read.status === 'rejected') {
		if (read.reason instanceof NotNarrowed) return undefined;
		throw read.reason;
	}
	return read.value.rows.every((row) => changedAt(row) >= since) ? read.value : undefined;
}

/** Whether changes can be asked for: metadata say that their date can be filtered on, and every record has one. */
async function canReadChanged(requests: PollRequests, { path }: WatchedList, rows: Iterable<IDataObject>): Promise<boolean> {
	if ([...rows].some((row) => Number.isNaN(changedAt(row)))) return false;
	const outcome = await requests.ask({ method: 'GET', path: `/objects${path}/metadata` }, 'object.getMetadata');
	const fields = member(answerOf(outcome)?.body, 'fields');
	const field = (Array.isArray(fields) ? fields : []).find((entry) => member(entry, 'vendorPath') === CHANGED_AT);
	return ['true', true].includes(member(field, 'filterable') as string | boolean);
}

/** Whether a record is gone: reading it answers 404. Undefined when it can't be read by its ID. */
async function isGone(requests: PollRequests, { path, resource, singular, readsOne }: WatchedList, id: string): Promise<boolean | undefined> {
	if (readsOne !== true) return undefined;
	const operation = `${resource}.getAll`;
	const outcome = await requests.ask({ method: 'GET', path: `${path}/${encodeURIComponent(id)}` }, operation);
	const status = statusOf(outcome.answer);
	if (status === 404) return true;
	if (status === 405) return undefined;
	const answer = answerOf(outcome);
	if (answer === undefined) throw requests.failed(outcome, operation);
	return !isRow(unwrap(answer.body, singular));
}

/** When a record was changed; NaN when it does not say so to the moment. */
function changedAt(row: IDataObject): number {
	return timestampOf(row[CHANGED_AT]);
}

/** A watched list during one poll, read as a whole: a pointer to a page is worth nothing in the next poll. */
export function polledList(list: WatchedList, requests: PollRequests): PolledList {
	return {
		readPage: async () => await readAll(requests, list),
		isGone: async (id) => await isGone(requests, list, id),
		readChanged: async (since) => await readChangedSince(requests, list, since),
		canReadChanged: async (rows) => await canReadChanged(requests, list, rows),
	};
}
