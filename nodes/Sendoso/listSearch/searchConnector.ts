import type { IDataObject, ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { describe } from '../errors/describe';
import { toNodeError } from '../errors/nodeErrors';
import { readConnectorPage } from '../openConnectors/answers';
import { NO_INSTANCE } from '../openConnectors/connection';
import { ConnectorWalk } from '../openConnectors/pages';
import type { Connection } from '../transport/connection';
import { exchange } from '../transport/exchange';
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

/** Entries that a search shows at the most; typing narrows them. */
const MOST_ENTRIES = 500;
/** Pages that one search reads at the most. */
const MOST_PAGES = 10;

/**
 * Reads entries for a resource locator over SAP Open Connectors. Names are compared here: which fields the connector
 * filters on is not known (A2).
 *
 * @param filter what the user typed
 * @throws an error that says why the list can't be loaded
 */
export async function searchConnector(
	context: ILoadOptionsFunctions,
	connection: Connection,
	list: ConnectorList,
	filter: string | undefined,
): Promise<INodeListSearchResult> {
	if (!connection.hasInstance && list.isPlatform !== true) {
		throw toNodeError(context.getNode(), { message: NO_INSTANCE, description: 'Change the credential of the node.' });
	}
	const wanted = filter?.trim().toLowerCase() ?? '';
	const found = new Map<string, INodeListSearchItems>((list.always ?? []).map((value) => [value, { name: value, value }]));
	const walk = new ConnectorWalk();
	for (let page = 0; walk.cursor !== undefined && page < MOST_PAGES && found.size < MOST_ENTRIES; page++) {
		const place = 'page' in walk.cursor && walk.cursor.page === 1 ? {} : walk.cursor;
		const qs = list.isWhole ? {} : { pageSize: LARGEST_PAGE, ...place };
		const outcome = await exchange(context, connection, { method: 'GET', path: list.path, qs }, { safety: 'reads', priority: 'read' });
		const { answer } = outcome;
		if (list.isPlatform && answer.kind === 'answered' && answer.status === 404) break;
		const read = outcome.meaning === 'done' && answer.kind === 'answered' ? readConnectorPage(named(answer), list.singular) : undefined;
		if (read === undefined) throw toNodeError(context.getNode(), describe(outcome, list.name, connection.account.clock.now()));
		for (const entry of walk.take(read, LARGEST_PAGE).map((row) => list.toEntry(row, connection))) if (entry) found.set(String(entry.value), entry);
		if (list.isWhole) break;
	}
	return { results: [...found.values()].filter((entry) => matches(entry, wanted)) };
}
