import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { type ItemContext, read, toItem } from '../../shared/execution/itemContext';
import { limitOf, listedItems, orUnlisted, unreadable } from '../../shared/execution/listResults';
import { isRow, member, textOf, unwrapRecord } from '../../shared/values/json';
import type { SendosoAnswer } from '../answerShapes';
import { collectRows } from '../lists/collectRows';
import { pageReader } from '../lists/pageReader';

type Shape<K extends SendosoAnswer['kind']> = Extract<SendosoAnswer, { kind: K }>;

/** Reads one record and takes it out of its wrapper. */
export async function readRecord(item: ItemContext, { unwrap, id }: Shape<'record'>): Promise<INodeExecutionData[]> {
	const body = await read(item, item.request);
	const record = unwrap === undefined ? body : unwrapRecord(body, unwrap);
	if (!isRow(record) || (id !== undefined && textOf(record.id) !== textOf(item.parameters[id]))) throw unreadable(item);
	return [toItem(record, item.itemIndex)];
}

/** Reads an array of records. */
export async function readRows(item: ItemContext, { shape, member: name }: Shape<'rows'>): Promise<INodeExecutionData[]> {
	const answer = await read(item, item.request);
	const body = name === undefined ? answer : member(answer, name);
	if (!Array.isArray(body) || !body.every(isRow)) throw unreadable(item);
	const rows = body.slice(0, limitOf(item) ?? body.length);
	return rows.map((row) => toItem(shape ? shape(row, item.parameters) : row, item.itemIndex));
}

/** Reads a paged list under `returnAll` and `limit`. */
export async function readList(item: ItemContext, shape: Shape<'list'>): Promise<INodeExecutionData[]> {
	const { parameters } = item;
	const accept = shape.accept?.(parameters);
	const nameOf = (row: IDataObject) => textOf(row[shape.idField]);
	const rows = await orUnlisted(item, async () => await collectRows(pageReader(item, shape.list), { limit: limitOf(item), accept, nameOf }));
	return listedItems(item, shape.simplify !== undefined && parameters.simplify !== false ? rows.map(shape.simplify) : rows);
}
