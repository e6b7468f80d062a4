import type { IDataObject, ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { describe } from '../errors/describe';
import { toNodeError } from '../errors/nodeErrors';
import { readConnectorPage } from '../openConnectors/answers';
import { NO_INSTANCE } from '../openConnectors/connection';
import { CursorReader, type Cursor } from '../openConnectors/pages';
import type { Connection } from '../transport/connection';
import { requestWithRetry } from '../transport/exchange';
import { LARGEST_PAGE } from '../transport/pages';
import { matches } from './searchRecords';

/** A list of SAP Open Connectors that a resource locator shows. */
export interface ConnectorList {
	/** `resource.operation`, for advice in errors. */
	name: string;
	path: string;
	singular?: string;
	/** The entry of a row; undefined leaves it out. */
	toEntry: (row: IDataObject, connection: Connection) => INodeListSearchItems | undefined;
	/** A list that comes whole, and without paging. */
	isWhole?: boolean;
	/** A list of the platform: it needs no instance, and answers 404 when it is empty (fact 24). */
	isPlatform?: boolean;
	/** Entries that are offered whether the list has them or not. */
	always?: string[];
}

/** A list may come as bare names, as that of objects does (fact 33). */
function named<T extends { body: unknown }>(answer: T): T {
	const { body } = answer;
	return Array.isArray(body) ? { ...answer, body: body.map((row: unknown) => (typeof row === 'string' ? { name: row } : row)) } : answer;
}

/** Entries that one search looks for before it shows what it has. */
const ENOUGH_ENTRIES = 500;
/** Pages that one search reads at the most before it shows what it has. */
const MOST_PAGES = 10;

/**
 * Reads entries for a resource locator over SAP Open Connectors, as far as the user scrolls. Names are compared here:
 * which fields the connector filters on is not known (A2).
 *
 * @param filter what the user typed
 * @param paginationToken where the search before stopped
 * @throws an error that says why the list can't be loaded
 */
export async function searchConnector(
	context: ILoadOptionsFunctions,
	connection: Connection,
	list: ConnectorList,
	filter: string | undefined,
	paginationToken: string | undefined,
): Promise<INodeListSearchResult> {
	if (!connection.hasInstance && list.isPlatform !== true) {
		throw toNodeError(context.getNode(), { message: NO_INSTANCE, description: 'Change the credential of the node.' });
	}
	const wanted = filter?.trim().toLowerCase() ?? '';
	const found = new Map<string, INodeListSearchItems>();
	const add = (entry: INodeListSearchItems | undefined) => {
		if (entry && matches(entry, wanted)) found.set(String(entry.value), entry);
	};
	for (const value of list.always ?? []) add({ name: value, value });
	const reader = new CursorReader(paginationToken === undefined ? undefined : (JSON.parse(paginationToken) as Cursor));
	for (let page = 0; reader.cursor !== undefined && page < MOST_PAGES && found.size < ENOUGH_ENTRIES; page++) {
		const place = 'page' in reader.cursor && reader.cursor.page === 1 ? {} : reader.cursor;
		const qs = list.isWhole ? {} : { pageSize: LARGEST_PAGE, ...place };
		const outcome = await requestWithRetry(context, connection, { method: 'GET', path: list.path, qs }, { safety: 'reads', priority: 'read' });
		const { answer } = outcome;
		const isEmpty = list.isPlatform === true && answer.kind === 'answered' && answer.status === 404;
		const read = outcome.meaning === 'done' && answer.kind === 'answered' ? readConnectorPage(named(answer), list.singular) : undefined;
		if (read === undefined && !isEmpty) throw toNodeError(context.getNode(), describe(outcome, list.name, connection.account.clock.now()));
		for (const row of read ? reader.take(read, LARGEST_PAGE) : []) add(list.toEntry(row, connection));
		if (list.isWhole) reader.cursor = undefined;
	}
	return { results: [...found.values()], paginationToken: reader.cursor && JSON.stringify(reader.cursor) };
}
