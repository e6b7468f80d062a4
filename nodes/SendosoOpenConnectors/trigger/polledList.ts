import type { IDataObject } from 'n8n-workflow';
import type { TimedPage } from '../../shared/polling/pollContext';
import type { Source } from '../../shared/polling/source';
import type { ApiRequest } from '../../shared/transport/httpCall';
import { LARGEST_PAGE } from '../../shared/transport/pages';
import type { Outcome } from '../../shared/transport/requestWithRetry';
import { isRow, member } from '../../shared/values/json';
import type { Cursor } from '../lists/cursorPages';
import { readConnectorPage, unwrap } from '../lists/pageBody';
import { readPolledRows } from '../lists/polledRows';
import { timestampOf } from '../lists/timestamps';
import { isAboutSize } from '../meaning';

/** What a reading over SAP Open Connectors needs of a poll. */
export interface ConnectorCaller {
	ask(request: Omit<ApiRequest, 'settings' | 'deadlineMs'>, operation: string): Promise<Outcome>;
	/** The error of a request that failed. */
	failed(outcome: Outcome, operation: string): Error;
	/** Takes note of an answer's time; gives it in milliseconds since the epoch. */
	timeOf(outcome: Outcome): number;
}

/** The member that tells when a record was changed; its name is that of Sendoso's own API. */
const CHANGED_AT = 'updated_at';

/** The list narrowed by this clause can't be read. */
class NotNarrowed extends Error {}

/**
 * Reads a list from its beginning to its end, as one page.
 *
 * @param where clause that narrows it
 * @param mostPages pages to read at the most
 */
export async function readAll(caller: ConnectorCaller, { path, operation, singular }: Source, where?: string, mostPages?: number): Promise<TimedPage> {
	let serverTime: number | undefined;
	const readPage = async (cursor: Cursor, pageSize: number) => {
		const place: IDataObject = 'page' in cursor && cursor.page === 1 ? {} : { ...cursor };
		const outcome = await caller.ask({ method: 'GET', path, qs: { ...(where === undefined ? {} : { where }), pageSize, ...place } }, operation);
		if (isAboutSize(outcome.answer) && pageSize > 1) return 'tooLarge';
		const page = outcome.meaning === 'done' && outcome.answer.kind === 'answered' ? readConnectorPage(outcome.answer, singular) : undefined;
		if (page === undefined && where !== undefined && outcome.meaning === 'refused') throw new NotNarrowed();
		if (page === undefined) throw caller.failed(outcome, operation);
		serverTime ??= caller.timeOf(outcome);
		return page;
	};
	const { rows, total, isCounted } = await readPolledRows(readPage, LARGEST_PAGE, mostPages);
	return { rows, total, pageSize: Math.max(1, total), isCounted, serverTime: serverTime ?? 0 };
}

/**
 * Reads the records that were changed since a time. The answer is looked at again: a filter may be ignored silently
 * (fact 45).
 *
 * @param since server time in milliseconds since the epoch
 * @returns undefined when the list can't be narrowed
 */
export async function readChangedSince(caller: ConnectorCaller, source: Source, since: number): Promise<TimedPage | undefined> {
	const where = `${CHANGED_AT} >= '${new Date(since).toISOString()}'`;
	const [read] = await Promise.allSettled([readAll(caller, source, where)]);
	if (read.status === 'rejected') {
		if (read.reason instanceof NotNarrowed) return undefined;
		throw read.reason;
	}
	return read.value.rows.every((row) => changedAt(row) >= since) ? read.value : undefined;
}

/** Whether changes can be asked for: metadata say that their date can be filtered on, and every record has one. */
export async function canReadChanged(caller: ConnectorCaller, source: Source, rows: Iterable<IDataObject>): Promise<boolean> {
	if ([...rows].some((row) => Number.isNaN(changedAt(row)))) return false;
	const outcome = await caller.ask({ method: 'GET', path: `/objects${source.path}/metadata` }, 'object.getMetadata');
	const fields = outcome.meaning === 'done' && outcome.answer.kind === 'answered' ? member(outcome.answer.body, 'fields') : undefined;
	const field = (Array.isArray(fields) ? fields : []).find((entry) => member(entry, 'vendorPath') === CHANGED_AT);
	return ['true', true].includes(member(field, 'filterable') as string | boolean);
}

/** Whether a record is gone: reading it answers 404. Undefined when it can't be read by its ID. */
export async function isGone(caller: ConnectorCaller, { path, operation, singular }: Source, id: string): Promise<boolean | undefined> {
	const outcome = await caller.ask({ method: 'GET', path: `${path}/${encodeURIComponent(id)}` }, operation);
	const { answer } = outcome;
	if (answer.kind === 'answered' && answer.status === 404) return true;
	if (answer.kind === 'answered' && answer.status === 405) return undefined;
	if (outcome.meaning !== 'done' || answer.kind !== 'answered') throw caller.failed(outcome, operation);
	return !isRow(unwrap(answer.body, singular));
}

/** When a record was changed; NaN when it does not say so to the moment. */
function changedAt(row: IDataObject): number {
	return timestampOf(row[CHANGED_AT]);
}
