import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { ask, type ItemContext, itemError, requestError, toItem } from '../../shared/execution/itemContext';
import { limitOf, listedItems, orUnlisted, unreadable } from '../../shared/execution/listResults';
import { statusOf } from '../../shared/transport/answer';
import type { ApiRequest } from '../../shared/transport/httpCall';
import { answerOf } from '../../shared/transport/requestWithRetry';
import { member, textOf } from '../../shared/values/json';
import type { ConnectorAnswer, RowShape } from '../answerShapes';
import { collectConnectorRows } from '../lists/listReader';
import { fieldTypes } from '../lists/metadata';
import { rowsOf } from '../lists/pageBody';
import { connectorPageReader, warn, warnOfAnswer, warnOfCount } from '../lists/pageReader';
import { type Filter, readFilter } from '../ocnql/filter';

type Shape<K extends ConnectorAnswer['kind']> = Extract<ConnectorAnswer, { kind: K }>;

/** Rows per page unless the user says otherwise (fact 51). */
const PAGE_SIZE = 100;

/** Reads a list under `returnAll` and `limit`. */
export async function readConnectorList(item: ItemContext, { singular, shape }: Shape<'connectorList'>): Promise<INodeExecutionData[]> {
	const pageSize = Number(member(item.parameters.options, 'pageSize') ?? PAGE_SIZE);
	const filter = await filterOf(item);
	const reader = connectorPageReader(item, narrowed(item, filter), { singular });
	const { rows, refused, announced } = await orUnlisted(item, async () => await collectConnectorRows(reader, { limit: limitOf(item), pageSize, accept: filter.accept }));
	warnOfCount(item, announced);
	if (refused > 0) warn(item, `${refused} records did not match the conditions and were left out; the server did not apply them, or not all`);
	return shape === undefined ? listedItems(item, rows) : toItems(item, rows, shape);
}

/** The items of rows, as far as the operation shows them. */
function toItems({ parameters, itemIndex }: ItemContext, rows: IDataObject[], shape: RowShape = (row) => row): INodeExecutionData[] {
	return rows.flatMap((row) => {
		const shaped = shape(row, parameters);
		return shaped === undefined ? [] : [toItem(shaped, itemIndex)];
	});
}

/** What the list is narrowed by. Metadata are asked for only where a type is left to them. */
async function filterOf(item: ItemContext): Promise<Filter> {
	const { parameters, run, operation } = item;
	if (!operation.fields.some(({ name }) => name === 'filterBy')) return { fields: [] };
	const values = member(parameters.conditions, 'values');
	const asksMetadata = parameters.filterBy === 'conditions' && Array.isArray(values) && values.some((entry) => ['auto', undefined].includes(member(entry, 'valueType') as string | undefined));
	const [, name = '', ...deeper] = item.request.path.split('/');
	const types = asksMetadata && deeper.length === 0 ? await fieldTypes(item, decodeURIComponent(name)) : {};
	const filter = readFilter(parameters, run.facts, types);
	if ('message' in filter) throw itemError(item, filter);
	const { leftOut = [] } = filter;
	if (leftOut.length > 0) warn(item, `conditions on ${leftOut.join(', ')} are applied by the node alone: their values can't be written in OCNQL`);
	return filter;
}

/** The request for a list with its filter, fields and order. The re-check has to see the fields of its conditions. */
function narrowed(item: ItemContext, filter: Filter): ApiRequest {
	const { options } = item.parameters;
	const asked = (member(options, 'fields') ?? []) as string[];
	const fields = asked.length === 0 ? undefined : [...new Set([...asked, ...filter.fields])].join(',');
	const orderBy = textOf(member(options, 'orderBy')) || undefined;
	const added = Object.entries({ where: filter.where, fields, orderBy }).filter(([, value]) => value !== undefined);
	return { ...item.request, qs: { ...item.request.qs, ...Object.fromEntries(added) } };
}

/** Reads one record, or the few that an endpoint answers with at once, from the list where the connector does not read by ID. */
export async function readConnectorRecord(item: ItemContext, { singular, orFrom, shape }: Shape<'connectorRecord'>): Promise<INodeExecutionData[]> {
	const outcome = await ask(item, item.request);
	const status = statusOf(outcome.answer);
	if (orFrom !== undefined && (status === 404 || status === 405)) {
		const wanted = textOf(item.parameters[orFrom.id]);
		const found = await findInList(item, orFrom.path, wanted, singular);
		if (found !== undefined) return [toItem(found, item.itemIndex)];
		// The method is missing, but the record is what the user asked for.
		if (status === 405) throw notListed(item, orFrom.id);
	}
	const answer = answerOf(outcome);
	if (answer === undefined) throw requestError(item, outcome);
	warnOfAnswer(item, answer);
	const rows = rowsOf(answer.body, singular);
	if (rows === undefined) throw unreadable(item);
	return toItems(item, rows, shape);
}

/** Looks for a record by its ID in a list, and no further than it is found. */
async function findInList(item: ItemContext, path: string, id: string, singular: string | undefined): Promise<IDataObject | undefined> {
	const reader = connectorPageReader(item, { method: 'GET', path, settings: item.request.settings }, { singular });
	const accept = (row: IDataObject) => textOf(row.id) === id;
	const { rows } = await orUnlisted(item, async () => await collectConnectorRows(reader, { limit: 1, pageSize: PAGE_SIZE, accept }));
	return rows[0];
}

function notListed(item: ItemContext, parameter: string) {
	const label = item.operation.fields.find(({ name }) => name === parameter)?.displayName ?? parameter;
	return itemError(item, {
		message: 'SAP Open Connectors lists no record with this ID',
		description: `Choose another one in '${label}', or check its ID.`,
		status: 404,
	});
}
