import type { IDataObject, ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { type ListShape, readPageBody } from '../../Sendoso/lists/pageBody';
import { describe } from '../errors/describe';
import { toNodeError } from '../errors/nodeErrors';
import type { Connection } from '../transport/connection';
import { LARGEST_PAGE } from '../transport/pages';
import { requestWithRetry } from '../transport/requestWithRetry';

/** A list that a resource locator shows. */
export interface SearchableList {
	/** `resource.operation`, for advice in errors. */
	name: string;
	path: string;
	list: ListShape;
	toEntry: (row: IDataObject) => INodeListSearchItems;
}

/** Entries that a search shows before the user scrolls on. */
const ENOUGH_ENTRIES = 20;

/** Pages that one search reads at the most before it shows what it has. */
const MOST_PAGES = 10;

/**
 * Reads entries for a resource locator, page by page as the user scrolls. Sendoso has no search, so names are compared
 * here, and a search reads on until it has some entries to show.
 *
 * @param filter what the user typed
 * @param paginationToken number of the next page, as text
 * @throws an error that says why the list can't be loaded
 */
export async function searchRecords(
	context: ILoadOptionsFunctions,
	connection: Connection,
	{ name, path, list, toEntry }: SearchableList,
	filter: string | undefined,
	paginationToken: string | undefined,
): Promise<INodeListSearchResult> {
	const wanted = filter?.trim().toLowerCase() ?? '';
	const results: INodeListSearchItems[] = [];
	const firstPage = Number(paginationToken ?? 1);
	for (let page = firstPage; page < firstPage + MOST_PAGES; page++) {
		const request = { method: 'GET' as const, path, qs: { page, per_page: LARGEST_PAGE } };
		const outcome = await requestWithRetry(context, connection, request, { safety: 'reads', priority: 'read' });
		const body = outcome.meaning === 'done' && outcome.answer.kind === 'answered' ? outcome.answer.body : undefined;
		const answer = body === undefined ? undefined : readPageBody(body, list, LARGEST_PAGE);
		if (answer === undefined) throw toNodeError(context.getNode(), describe(outcome, name, connection.account.clock.now()));
		results.push(...answer.rows.map(toEntry).filter((entry) => matches(entry, wanted)));
		const isLast =
			answer.rows.length === 0 ||
			(answer.total === undefined ? answer.rows.length < answer.pageSize : page * answer.pageSize >= answer.total);
		if (isLast) return { results };
		if (wanted === '' || results.length >= ENOUGH_ENTRIES) return { results, paginationToken: String(page + 1) };
	}
	return { results, paginationToken: String(firstPage + MOST_PAGES) };
}

/** Whether an entry is one that the user looks for. */
export function matches({ name, value }: INodeListSearchItems, wanted: string): boolean {
	return wanted === '' || name.toLowerCase().includes(wanted) || String(value) === wanted;
}
