import type { IDataObject } from 'n8n-workflow';
import { apiMessage } from '../../shared/errors/apiMessage';
import { isFailed, type ListPage, type ListWalk } from '../../shared/polling/walks/listWalk';
import type { ChangedRecords, PolledList, PollRequests, Standing, TimedPage } from '../../shared/polling/pollContext';
import { statusOf } from '../../shared/transport/answer';
import { answerOf } from '../../shared/transport/requestWithRetry';
import { timestampOf } from '../../shared/values/instants';
import { isRow, member, textOf } from '../../shared/values/json';
import { pageQuery } from '../lists/cursorPages';
import { readPolledPage, unwrap } from '../lists/pageBody';
import { isAboutSize, isMissingResource } from '../meaning';
import { type ConnectorPages, CursorWalk } from './cursorWalk';

/** A list over SAP Open Connectors as a trigger watches it. */
export interface WatchedList {
	/** Name of the resource, for advice in errors. */
	resource: string;
	path: string;
	/** Name of the wrapper that the connector may put around a row (A6). */
	singular: string;
	/** Says that a single record can be read, which tells whether it is gone. */
	readsOne?: boolean;
}

/** Pages that an example is looked for in. */
const EXAMPLE_PAGES = 2;

/** Pages of changed records beyond which the whole list is read, which can be done over several polls. */
const MOST_CHANGED_PAGES = 3;

/** The member that tells when a record was changed; its name is that of Sendoso's own API. */
const CHANGED_AT = 'updated_at';

/** Statuses of an answer that says a record is not there. */
const GONE = [404, 410];

/**
 * Reads pages of a list by a cursor.
 *
 * @param where clause that narrows it
 */
function pagesOf(requests: PollRequests, { path, resource, singular }: WatchedList, where?: string): ConnectorPages['readPage'] {
	const operation = `${resource}.getAll`;
	return async (cursor, pageSize) => {
		const qs = { ...(where === undefined ? {} : { where }), ...pageQuery(cursor, pageSize) };
		const outcome = await requests.ask({ method: 'GET', path, qs }, operation, { isOptional: where !== undefined });
		if (isAboutSize(outcome.answer) && pageSize > 1) return 'tooLarge';
		const answer = answerOf(outcome);
		const page = answer && readPolledPage(answer, singular);
		if (page === undefined) throw requests.failed(outcome, operation);
		return { ...page, serverTime: requests.timeOf(outcome) };
	};
}

/** Reads at most so many pages of a list. A page that is not full is believed to be the last one: the whole list is read in other polls. */
async function readSome(walk: ListWalk, most: number): Promise<{ pages: ListPage[]; isWhole: boolean }> {
	const pages: ListPage[] = [];
	while (pages.length < most) {
		const [page] = await walk.read();
		if (page === undefined || isFailed(page)) return { pages, isWhole: page?.isBehindTheEnd === true };
		if (page.isRestart === true) pages.length = 0;
		pages.push(page);
		if (page.rows.length < page.pageSize && !page.isFollowed && page.isWarned !== true) return { pages, isWhole: true };
	}
	return { pages, isWhole: false };
}

/** The beginning of a list as one page. */
async function readBeginning(requests: PollRequests, list: WatchedList): Promise<TimedPage> {
	const walk = new CursorWalk({ readPage: pagesOf(requests, list), mayGoOn: () => true });
	const { pages } = await readSome(walk, EXAMPLE_PAGES);
	const rows = pages.flatMap((page) => page.rows);
	return { rows, total: rows.length, pageSize: Math.max(1, rows.length), serverTime: pages[0]?.serverTime ?? 0 };
}

/** Reads the records that were changed since a time, where metadata say that their date can be filtered on. */
function changesOf(requests: PollRequests, list: WatchedList): ChangedRecords {
	return {
		isDated: (row) => !Number.isNaN(changedAt(row)),
		async areOffered() {
			const [asked] = await Promise.allSettled([requests.ask({ method: 'GET', path: `/objects${list.path}/metadata` }, 'object.getMetadata', { isOptional: true })]);
			const fields = asked.status === 'fulfilled' ? member(answerOf(asked.value)?.body, 'fields') : undefined;
			const field = (Array.isArray(fields) ? fields : []).find((entry) => member(entry, 'vendorPath') === CHANGED_AT);
			return ['true', true].includes(member(field, 'filterable') as string | boolean);
		},
		async readSince(since) {
			const where = `${CHANGED_AT} >= '${new Date(since).toISOString()}'`;
			const walk = new CursorWalk({ readPage: pagesOf(requests, list, where), mayGoOn: () => true });
			const [read] = await Promise.allSettled([readSome(walk, MOST_CHANGED_PAGES)]);
			// Whatever it met, the whole list can still be read.
			if (read.status === 'rejected') return undefined;
			const { pages, isWhole } = read.value;
			const rows = pages.flatMap((page) => page.rows);
			// A filter may be ignored silently (fact 45).
			if (!isWhole || rows.some((row) => !(changedAt(row) >= since))) return undefined;
			return { rows, total: rows.length, pageSize: Math.max(1, rows.length), serverTime: pages[0]?.serverTime ?? 0 };
		},
	};
}

/** What reading a campaign by itself says of it. The instance may not offer that at all (A4). */
async function standingOf(requests: PollRequests, { path, resource, singular }: WatchedList, id: string): Promise<Standing> {
	const [asked] = await Promise.allSettled([requests.ask({ method: 'GET', path: `${path}/${encodeURIComponent(id)}` }, `${resource}.getAll`, { isOptional: true })]);
	if (asked.status === 'rejected') return 'unclear';
	const { answer } = asked.value;
	if (answer.kind === 'answered' && isMissingResource(answer.status, apiMessage(answer.body) ?? '')) return 'unreadable';
	if (GONE.includes(statusOf(answer) ?? 0)) return 'gone';
	const record = unwrap(answerOf(asked.value)?.body, singular);
	if (!isRow(record) || textOf(record.id) !== id) return 'unclear';
	return ['', 'Active'].includes(textOf(record.status)) ? 'listed' : 'gone';
}

/** When a record was changed; NaN when it does not say so to the moment. */
function changedAt(row: IDataObject): number {
	return timestampOf(row[CHANGED_AT]);
}

/** A watched list during one poll. */
export function polledList(list: WatchedList, requests: PollRequests): PolledList {
	return {
		readPage: async () => await readBeginning(requests, list),
		openWalk: (place, mayGoOn) => new CursorWalk({ readPage: pagesOf(requests, list), mayGoOn }, place),
		...(list.readsOne === true ? { standingOf: async (id) => await standingOf(requests, list, id) } : {}),
		changes: changesOf(requests, list),
	};
}
