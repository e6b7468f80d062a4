import { oncePerExecution } from '../../shared/execution/executionMemory';
import { ask, type ItemContext } from '../../shared/execution/itemContext';
import { answerOf } from '../../shared/transport/requestWithRetry';
import { isRow, member, textOf } from '../../shared/values/json';
import type { FieldTypes } from '../ocnql/conditions';

/** Words that metadata use for types; anything else is text. */
const TYPES: Array<[RegExp, FieldTypes[string]]> = [
	[/^(number|integer|int|long|float|double|decimal)$/i, 'number'],
	[/^bool(ean)?$/i, 'boolean'],
	[/^date/i, 'date'],
];

/**
 * Types of an object's fields, asked for once per execution. Metadata are a help only: where they can't be read,
 * nothing is known of the fields.
 *
 * @param objectName name as in the address, not encoded
 */
export async function fieldTypes(item: ItemContext, objectName: string): Promise<FieldTypes> {
	const { account } = item.connection;
	return await oncePerExecution(item.caller, `metadata ${account.key} ${objectName}`, async () => await readTypes(item, objectName));
}

async function readTypes(item: ItemContext, objectName: string): Promise<FieldTypes> {
	const path = `/objects/${encodeURIComponent(objectName)}/metadata`;
	if (item.run.stopped) return {};
	// What becomes of this reading must not end the run: the list itself may well be read.
	const [read] = await Promise.allSettled([ask({ ...item, outlivesRun: true }, { method: 'GET', path, settings: item.request.settings })]);
	if (read.status === 'rejected') return {};
	const fields = member(answerOf(read.value)?.body, 'fields');
	const known = (Array.isArray(fields) ? fields : []).filter(isRow).map(({ vendorPath, type }) => [
		textOf(vendorPath),
		TYPES.find(([word]) => word.test(textOf(type)))?.[1] ?? ('text' as const),
	]);
	return Object.fromEntries(known) as FieldTypes;
}
