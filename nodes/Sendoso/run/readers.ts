import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { adviceFor } from '../errors/advice';
import { PARTIES } from '../errors/describe';
import type { AnswerShape } from '../resources/operation';
import { member, textOf } from '../resources/shared/checks';
import { readSendFilter } from '../resources/send/sendFilters';
import { simplifySend } from '../resources/send/simplifySend';
import { byNewest, NewestFirstReader } from '../sends/newestFirst';
import { collectRows, MOST_ROWS, type ReadPage, TooManyRows } from '../transport/pages';
import { isRow, type ListShape, readPageBody } from '../transport/readList';
import { type ItemContext, itemError, read, toItem } from './itemContext';
import { oncePerExecution } from './memory';
import { runIndexOf } from './nodeRun';

/** Sendoso's list of sends (fact 22). */
const SEND_LIST: ListShape = { rows: 'sends', total: 'total_count' };

type Shape<K extends AnswerShape['kind']> = Extract<AnswerShape, { kind: K }>;

/** Reads one record and takes it out of its wrapper. */
export async function readRecord(item: ItemContext, { unwrap }: Shape<'record'>): Promise<INodeExecutionData[]> {
	const body = await read(item, item.request);
	const wrapped = unwrap === undefined ? undefined : member(body, unwrap);
	// The field table calls the wrapped campaign an array, the sample shows an object (fact 31).
	const record = Array.isArray(wrapped) ? wrapped[0] : (wrapped ?? body);
	if (!isRow(record)) throw unreadable(item);
	return [toItem(record, item.itemIndex)];
}

/** Reads a bare array of records. */
export async function readRows(item: ItemContext, { shape }: Shape<'rows'>): Promise<INodeExecutionData[]> {
	const body = await read(item, item.request);
	if (!Array.isArray(body) || !body.every(isRow)) throw unreadable(item);
	const rows = body.slice(0, limitOf(item) ?? body.length);
	return rows.map((row) => toItem(shape ? shape(row, item.parameters) : row, item.itemIndex));
}

/** Reads a paged list under `returnAll` and `limit`. */
export async function readList(item: ItemContext, shape: Shape<'list'>): Promise<INodeExecutionData[]> {
	const { parameters, itemIndex } = item;
	const accept = shape.accept?.(parameters);
	const rows = await orTooMany(item, async () =>
		await collectRows(pageReader(item, shape.list), { limit: limitOf(item), accept, idField: shape.idField }),
	);
	const simplified = shape.simplify !== undefined && parameters.simplify !== false ? shape.simplify : (row: IDataObject) => row;
	return rows.map((row) => toItem(simplified(row), itemIndex));
}

/** Reads the list of sends, newest first, and only as far back as the limit and the filters need. */
export async function readSends(item: ItemContext): Promise<INodeExecutionData[]> {
	const { parameters, itemIndex, run } = item;
	const filter = readSendFilter(parameters, run.facts);
	const limit = limitOf(item);
	const readPage = sendPages(item);
	let sends: IDataObject[];
	if (limit === undefined && filter.createdAfter === -Infinity) {
		sends = await orTooMany(item, async () =>
			await collectRows(readPage, { idField: 'send_gid', accept: filter.isEmpty ? undefined : filter.accept }),
		);
		sends.sort(byNewest);
	} else {
		const reader = new NewestFirstReader(readPage);
		const isEnough = () =>
			reader.horizon < filter.createdAfter ||
			(limit !== undefined && reader.rowsDownTo(reader.horizon).filter(filter.accept).length >= limit);
		// Without filters the number of pages is known; with them it is felt out.
		const pagesAtOnce = limit !== undefined && filter.isEmpty ? (read: number) => Math.ceil(limit / 100) - read : undefined;
		await reader.readUntil(isEnough, pagesAtOnce);
		sends = reader.rows.filter(filter.accept).slice(0, limit ?? Infinity);
		if (sends.length > MOST_ROWS) throw tooMany(item);
	}
	return sends.map((send) => toItem(parameters.simplify === false ? send : simplifySend(send), itemIndex));
}

/** Looks for one send in the list; all items of a run share one walk, and so do its retries. */
export async function readSendByGid(item: ItemContext): Promise<INodeExecutionData[]> {
	const { caller, connection, parameters, itemIndex } = item;
	const sendGid = textOf(parameters.sendGid);
	const key = `walk ${connection.account.key} ${caller.getNode().id} ${runIndexOf(caller)}`;
	const reader = oncePerExecution(caller, key, () => new NewestFirstReader(sendPages(item)));
	await reader.readUntil((current) => current.get(sendGid) !== undefined, undefined, sendPages(item));
	const send = reader.get(sendGid);
	if (send) return [toItem(send, itemIndex)];
	throw itemError(item, {
		message: `Sendoso lists no send with this GID; ${reader.size} sends were searched`,
		description: "Check 'Send GID'. It is the send_gid of a listed send, not its tracking code.",
		status: 404,
	});
}

/** Reads the pages of Sendoso's list of sends for an item of any operation. */
export function sendPages(item: ItemContext): ReadPage {
	const { settings } = item.request;
	return pageReader({ ...item, request: { method: 'GET', path: '/api/v3/send', settings } }, SEND_LIST);
}

/** Reads the pages of a list for an item. */
export function pageReader(item: ItemContext, list: ListShape): ReadPage {
	return async (page, pageSize, isNeeded) => {
		const request = { ...item.request, method: 'GET' as const, qs: { ...item.request.qs, page, per_page: pageSize } };
		const result = readPageBody(await read(item, request, isNeeded), list, pageSize);
		if (result === undefined) throw unreadable(item);
		return result;
	};
}

/** `limit` of an item, or undefined when all records are asked for. */
export function limitOf({ parameters }: ItemContext): number | undefined {
	return parameters.returnAll === true ? undefined : Number(parameters.limit);
}

/** Turns a list that is too long into an error about the item. */
export async function orTooMany<T>(item: ItemContext, collect: () => Promise<T>): Promise<T> {
	const [result] = await Promise.allSettled([collect()]);
	if (result.status === 'fulfilled') return result.value;
	throw result.reason instanceof TooManyRows ? tooMany(item) : result.reason;
}

function tooMany(item: ItemContext) {
	return itemError(item, {
		message: `The list holds more than ${MOST_ROWS.toLocaleString('en-US')} records, the most that one item can return`,
		description: "Switch off 'Return All' and set a 'Limit', or narrow the list with 'Filters'.",
	});
}

/** The error about an answer that is not what the contract says. */
export function unreadable(item: ItemContext) {
	return itemError(item, {
		message: `${PARTIES[item.connection.kind]} answered with something that is not the expected JSON`,
		description: adviceFor(item.name, 'unreadable'),
		failure: { cause: 'temporarily-unavailable' },
	});
}
