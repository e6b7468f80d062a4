import type { IDataObject, ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { describe } from '../shared/errors/describe';
import { toNodeError } from '../shared/errors/nodeErrors';
import { toNamed, toPerson, toTouch } from '../shared/listSearch/entries';
import { matches } from '../shared/listSearch/searchList';
import type { Connection } from '../shared/transport/connection';
import { LARGEST_PAGE } from '../shared/transport/pages';
import { requestWithRetry } from '../shared/transport/requestWithRetry';
import { isRow, textOf } from '../shared/values/json';
import { NO_INSTANCE } from './connection';
import { type Cursor, CursorReader } from './lists/cursorPages';
import { readConnectorPage } from './lists/pageBody';

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

/** Objects that SAP's page names and that metadata may not list (fact 26). */
const DOUBTFUL = ['journals', 'payments', 'purchase-orders', 'tax-rates'];

/** Lists over SAP Open Connectors. */
export const CONNECTOR: Record<string, ConnectorList> = {
	searchTouches: { name: 'touch.getAll', path: '/touches', singular: 'touch', toEntry: toTouchOfConnector },
	searchGroups: { name: 'group.getAll', path: '/groups', singular: 'group', toEntry: toNamed },
	searchUsers: { name: 'user.getAll', path: '/users', singular: 'user', toEntry: toPerson },
	searchTemplates: { name: 'template.getAll', path: '/user-custom-templates', singular: 'custom_template', toEntry: toNamed },
	searchTouchStyles: { name: 'touchStyle.getAll', path: '/touch-styles', singular: 'touch_style', toEntry: toNamed },
	searchObjects: {
		name: 'object.getAll',
		path: '/objects',
		isWhole: true,
		always: DOUBTFUL,
		toEntry: (row) => ({ name: textOf(row.name), value: textOf(row.name) }),
	},
	searchInstances: {
		name: 'connectorInstance.getAll',
		path: '/instances',
		isWhole: true,
		isPlatform: true,
		toEntry: (row, { connectorKey }) =>
			isRow(row.element) && row.element.key === connectorKey ? { name: `${textOf(row.name)} (${textOf(row.id)})`, value: textOf(row.id) } : undefined,
	},
};

/** The connector does not always say how a gift travels. */
function toTouchOfConnector(row: IDataObject) {
	return row.delivery_type === undefined ? toNamed(row) : toTouch(row);
}
