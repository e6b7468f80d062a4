import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { apiMessage } from '../../shared/errors/apiMessage';
import { type ItemContext, itemError, read, toItem } from '../../shared/execution/itemContext';
import { unreadable } from '../../shared/execution/listResults';
import { isDeclined } from '../../shared/transport/answer';
import { isRow, member, textOf } from '../../shared/values/json';
import { BULK_IS_OFF } from '../wording';

/** Reads the state of a job, and says it under one name whatever the answer calls it (fact 68). */
export async function readBulkState(item: ItemContext): Promise<INodeExecutionData[]> {
	const body = await read(item, item.request);
	if (!isRow(body)) throw unreadable(item);
	const state = ['status', 'jobStatus', 'job_status'].map((name) => textOf(body[name])).find((text) => text !== '');
	return [toItem({ ...body, state: state ?? null }, item.itemIndex)];
}

/** Reads what a job found: one item per record, or a file as it came. */
export async function readBulkResult(item: ItemContext): Promise<INodeExecutionData[]> {
	const format = textOf(member(item.parameters.options, 'format')) || 'application/json';
	const asFile = item.parameters.outputAs === 'file';
	const body = await read(item, { ...item.request, headers: { Accept: format }, asText: true });
	const text = String(member(body, 'text') ?? '');
	if (asFile) {
		const name = `${textOf(item.parameters.objectName)}.${format.endsWith('csv') ? 'csv' : format.endsWith('jsonl') ? 'jsonl' : 'json'}`;
		const data = await item.caller.helpers.prepareBinaryData(Buffer.from(text, 'utf8'), name, format);
		return [{ ...toItem({ bulkJobId: textOf(item.parameters.bulkJobId) }, item.itemIndex), binary: { data } }];
	}
	const rows = readRows(text);
	if (rows === undefined) throw unreadable(item);
	const [only] = rows;
	// A good status may hide a failure of the provider (fact 63).
	if (rows.length === 1 && isDeclined(only)) throw itemError(item, { message: apiMessage(only) ?? 'The job has no result', description: BULK_IS_OFF });
	return rows.map((row) => toItem(row, item.itemIndex));
}

/** JSON text as a whole, or one object per line. */
function readRows(text: string): IDataObject[] | undefined {
	for (const candidate of [text, `[${text.split(/\r?\n/).filter((line) => line.trim() !== '').join(',')}]`]) {
		try {
			const parsed: unknown = JSON.parse(candidate);
			const rows = Array.isArray(parsed) ? parsed : [parsed];
			if (rows.every(isRow)) return rows;
		} catch {
			continue;
		}
	}
	return undefined;
}
