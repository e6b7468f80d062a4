import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { EndlessList, MOST_ROWS, TooManyRows } from '../transport/pages';
import { type ItemContext, itemError, toItem } from './itemContext';

/** `limit` of an item, or undefined when all records are asked for. */
export function limitOf({ parameters }: ItemContext): number | undefined {
	return parameters.returnAll === true ? undefined : Number(parameters.limit);
}

/** Turns a list that is too long, or has no end, into an error about the item. */
export async function orUnlisted<T>(item: ItemContext, collect: () => Promise<T>): Promise<T> {
	const [result] = await Promise.allSettled([collect()]);
	if (result.status === 'fulfilled') return result.value;
	if (result.reason instanceof EndlessList) throw endless(item, result.reason);
	throw result.reason instanceof TooManyRows ? tooMany(item) : result.reason;
}

/** The items of rows that were read: whole ones, or some of their members. */
export function listedItems({ answers, itemIndex }: ItemContext, rows: IDataObject[]): INodeExecutionData[] {
	answers.makeOutput = true;
	return rows.map((row) => toItem(row, itemIndex));
}

/** The error about a list with more records than one item can return. */
export function tooMany(item: ItemContext) {
	return itemError(item, {
		message: `The list holds more than ${MOST_ROWS.toLocaleString('en-US')} records, the most that one item can return`,
		description: "Switch off 'Return All' and set a 'Limit', or narrow the list with 'Filters'.",
	});
}

/** The error about a list that can't be walked to its end. */
function endless(item: ItemContext, { message, advice }: EndlessList) {
	return itemError(item, {
		message: `${item.wording.party}'s list ${message}`,
		description: `What it holds can't be told, so nothing is given. ${advice ?? `Run the node again; if it stays so, ask the support of ${item.wording.party}.`}`,
	});
}

/** The error about an answer that is not what the contract says. */
export function unreadable(item: ItemContext) {
	return itemError(item, {
		message: `${item.wording.party} answered with something that is not the expected JSON`,
		description: item.wording.adviceFor(item.name, 'unreadable'),
		failure: { cause: 'temporarily-unavailable' },
	});
}
