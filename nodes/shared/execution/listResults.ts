import { MOST_ROWS, TooManyRows } from '../transport/pages';
import { type ItemContext, itemError } from './itemContext';

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

/** The error about a list with more records than one item can return. */
export function tooMany(item: ItemContext) {
	return itemError(item, {
		message: `The list holds more than ${MOST_ROWS.toLocaleString('en-US')} records, the most that one item can return`,
		description: "Switch off 'Return All' and set a 'Limit', or narrow the list with 'Filters'.",
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
