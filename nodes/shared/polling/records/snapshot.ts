import type { IDataObject } from 'n8n-workflow';
import { LARGEST_PAGE } from '../../transport/pages';
import { textOf } from '../../values/json';
import { type PollContext, readPages, type TimedPage } from '../pollContext';

/** A list of records as one reading found it. */
export interface ListReading {
	/** Records by id, each once. */
	rows: Map<string, IDataObject>;
	/** Whether nothing can be missing: the pages agree on the total, and that many different rows came. */
	isWhole: boolean;
	/** Whether the last page was reached. */
	isAtEnd: boolean;
	/** Next page to read. */
	nextPage: number;
	/** Whether the server itself said how many rows there are. */
	isCounted: boolean;
	/** Server time when the reading began. */
	serverTime: number;
}

/**
 * Reads a list from a page on to its end, or until the time is over. Rows that moved between pages while it was read
 * make the reading incomplete, and never more than that.
 *
 * @param from first page to read, 1 for the whole list
 */
export async function readList(poll: PollContext, from = 1): Promise<ListReading> {
	const first = await poll.readPage(from, LARGEST_PAGE);
	const pages = [first];
	let isAtEnd = from >= pageCount(first);
	if (first.total === undefined) isAtEnd = await readUntilShort(poll, pages, from);
	else if (!isAtEnd && poll.mayGoOn()) {
		const numbers = Array.from({ length: pageCount(first) - from }, (_, index) => from + 1 + index);
		pages.push(...(await readPages(poll, numbers, first.pageSize)));
		isAtEnd = pages.length === numbers.length + 1;
	}
	const rows = new Map<string, IDataObject>();
	let count = 0;
	for (const row of pages.flatMap((page) => page.rows)) {
		rows.set(textOf(row.id), row);
		count += 1;
	}
	const { total } = first;
	const agree = pages.every((page) => page.total === total) && count === rows.size;
	const isWhole = from === 1 && isAtEnd && agree && (total === undefined || rows.size === total);
	const isCounted = total !== undefined && pages.every((page) => page.isCounted !== false);
	return { rows, isWhole, isAtEnd, isCounted, nextPage: from + pages.length, serverTime: first.serverTime };
}

/** Pages of the list, as far as the answer tells. */
function pageCount({ total, pageSize }: TimedPage): number {
	return total === undefined ? Infinity : Math.max(1, Math.ceil(total / pageSize));
}

/** Reads a list that does not say its total, page by page; answers whether its end was reached. */
async function readUntilShort(poll: PollContext, pages: TimedPage[], from: number): Promise<boolean> {
	for (let last = pages[0]; last !== undefined && last.rows.length >= last.pageSize; last = pages[pages.length - 1]) {
		if (!poll.mayGoOn()) return false;
		pages.push(await poll.readPage(from + pages.length, last.pageSize));
	}
	return true;
}
