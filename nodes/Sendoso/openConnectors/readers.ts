import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { describe } from '../errors/describe';
import { ask, type ItemContext, itemError, toItem } from '../run/itemContext';
import { limitOf, orTooMany, unreadable } from '../run/readers';
import { member, textOf } from '../resources/shared/checks';
import type { ApiRequest } from '../transport/call';
import { isRow } from '../transport/readList';
import type { ConnectorAnswer } from './answer';
import { readConnectorPage, unwrap } from './answers';
import { isAboutSize } from './meaning';
import { collectConnectorRows, type ReadConnectorPage } from './pages';

type Shape<K extends ConnectorAnswer['kind']> = Extract<ConnectorAnswer, { kind: K }>;

/** Rows per page unless the user says otherwise (fact 51). */
const PAGE_SIZE = 100;

/** Reads the pages of a list for an item. What the platform only warns of goes into n8n's log. */
export function connectorPageReader(item: ItemContext, request: ApiRequest, singular?: string): ReadConnectorPage {
	return async (cursor, pageSize) => {
		const page = 'page' in cursor && cursor.page === 1 ? {} : cursor;
		const outcome = await ask(item, { ...request, method: 'GET', qs: { ...request.qs, pageSize, ...page } });
		if (isAboutSize(outcome.answer) && pageSize > 1) return 'tooLarge';
		if (outcome.meaning !== 'done' || outcome.answer.kind !== 'answered') {
			throw itemError(item, describe(outcome, item.name, item.connection.account.clock.now()));
		}
		const result = readConnectorPage(outcome.answer, singular);
		if (result === undefined) throw unreadable(item);
		if (result.warning !== undefined) warn(item, 'SAP Open Connectors warns of an answer', { warning: result.warning.slice(0, 300) });
		return result;
	};
}

/** Reads a list under `returnAll` and `limit`. */
export async function readConnectorList(item: ItemContext, { singular, shape }: Shape<'connectorList'>): Promise<INodeExecutionData[]> {
	const { parameters, itemIndex, request } = item;
	const pageSize = Number(member(parameters.options, 'pageSize') ?? PAGE_SIZE);
	const rows = await orTooMany(item, async () =>
		await collectConnectorRows(connectorPageReader(item, request, singular), { limit: limitOf(item), pageSize }),
	);
	return rows.flatMap((row) => {
		const shaped = shape ? shape(row, parameters) : row;
		return shaped === undefined ? [] : [toItem(shaped, itemIndex)];
	});
}

/** Reads one record, from the list where the connector does not read by ID. */
export async function readConnectorRecord(item: ItemContext, { singular, orFrom }: Shape<'connectorRecord'>): Promise<INodeExecutionData[]> {
	const outcome = await ask(item, item.request);
	const status = outcome.answer.kind === 'answered' ? outcome.answer.status : 0;
	if (orFrom !== undefined && (status === 404 || status === 405)) {
		const wanted = textOf(item.parameters[orFrom.id]);
		const found = await findInList(item, orFrom.path, wanted, singular);
		if (found !== undefined) return [toItem(found, item.itemIndex)];
	}
	if (outcome.meaning !== 'done' || outcome.answer.kind !== 'answered') {
		throw itemError(item, describe(outcome, item.name, item.connection.account.clock.now()));
	}
	const record = unwrap(outcome.answer.body, singular);
	if (!isRow(record)) throw unreadable(item);
	return [toItem(record, item.itemIndex)];
}

/** Looks for a record by its ID in a list, and no further than it is found. */
async function findInList(item: ItemContext, path: string, id: string, singular: string | undefined): Promise<IDataObject | undefined> {
	const reader = connectorPageReader(item, { method: 'GET', path, settings: item.request.settings }, singular);
	const accept = (row: IDataObject) => textOf(row.id) === id;
	const [found] = await orTooMany(item, async () => await collectConnectorRows(reader, { limit: 1, pageSize: PAGE_SIZE, accept }));
	return found;
}

/** Writes a warning into n8n's log. */
export function warn(item: ItemContext, message: string, more: Record<string, unknown> = {}) {
	item.caller.logger.warn(`Sendoso: ${message}`, { node: item.caller.getNode().name, item: item.itemIndex, ...more });
}

