import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { apiMessage } from '../../shared/errors/apiMessage';
import { type ItemContext, itemError, read, toItem, withoutSecrets } from '../../shared/execution/itemContext';
import { orUnlisted, unreadable } from '../../shared/execution/listResults';
import { isDeclined } from '../../shared/transport/answer';
import { withoutDepths } from '../../shared/transport/depth';
import { LARGEST_PAGE } from '../../shared/transport/pages';
import { isRow, member, textOf } from '../../shared/values/json';
import { collectConnectorRows } from '../lists/listReader';
import { connectorPageReader, warnOfCount } from '../lists/pageReader';
import { BULK_IS_OFF } from '../wording';

/** Reads the state of a job, and says it under one name whatever the answer calls it (fact 68). */
export async function readBulkState(item: ItemContext): Promise<INodeExecutionData[]> {
	const body = await read(item, item.request);
	if (!isRow(body)) throw unreadable(item);
	const state = ['status', 'jobStatus', 'job_status'].map((name) => textOf(body[name])).find((text) => text !== '');
	return [toItem({ ...body, state: state ?? null }, item.itemIndex)];
}

/** Reads what went wrong in a job, to the last page: records, or texts. */
export async function readBulkErrors(item: ItemContext): Promise<INodeExecutionData[]> {
	const reader = connectorPageReader(item, item.request, { toRow: (entry) => (isRow(entry) ? entry : { message: textOf(entry) }) });
	const { rows, announced } = await orUnlisted(item, async () => await collectConnectorRows(reader, { pageSize: LARGEST_PAGE }));
	warnOfCount(item, announced);
	return rows.map((row) => toItem(row, item.itemIndex));
}

/** Longest result that is looked at for a failure, in bytes. */
const LONGEST_FAILURE = 10_000;

/** Reads what a job found: one item per record, or a file as it came. */
export async function readBulkResult(item: ItemContext): Promise<INodeExecutionData[]> {
	const format = textOf(member(item.parameters.options, 'format')) || 'application/json';
	const body = await read(item, { ...item.request, headers: { Accept: format }, asBytes: true });
	const bytes = member(body, 'bytes');
	if (!Buffer.isBuffer(bytes)) throw unreadable(item);
	const isFile = item.parameters.outputAs === 'file';
	const rows = isFile && bytes.length > LONGEST_FAILURE ? undefined : readRows(bytes.toString('utf8'));
	const [only] = rows ?? [];
	// A good status may hide a failure of the provider (fact 63).
	if (rows?.length === 1 && isDeclined(only)) throw itemError(item, { message: apiMessage(only) ?? 'The job has no result', description: BULK_IS_OFF });
	if (isFile) return [await toFile(item, bytes, format)];
	if (rows === undefined) throw unreadable(item);
	return rows.map((row) => toItem(withoutDepths(row) as IDataObject, item.itemIndex));
}

/** A result as a file, byte by byte, but for secrets. */
async function toFile(item: ItemContext, bytes: Buffer, format: string): Promise<INodeExecutionData> {
	const name = `${textOf(item.parameters.objectName)}.${format.endsWith('csv') ? 'csv' : format.endsWith('jsonl') ? 'jsonl' : 'json'}`;
	// Each byte is one sign so, whatever letters they make.
	const text = bytes.toString('latin1');
	const shown = withoutSecrets(item, text);
	const data = await item.caller.helpers.prepareBinaryData(shown === text ? bytes : Buffer.from(shown, 'latin1'), name, format);
	return { ...toItem({ bulkJobId: textOf(item.parameters.bulkJobId) }, item.itemIndex), binary: { data } };
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
