import type { IDataObject } from 'n8n-workflow';
import { EndlessList, MOST_ROWS, TooManyRows } from '../../shared/transport/pages';
import { rowKeys } from './rowKeys';

/** One page of a list that is read page after page, each of which leads to the next. */
export interface LinkedPage {
	rows: IDataObject[];
	/** What the next page is asked for by; undefined at the end. */
	next: string | undefined;
	/** Rows in the whole list; undefined when nobody believably tells. */
	total?: number | undefined;
}

/** Pages in a row with nothing new after which a list goes round in circles. */
const MOST_STALE_PAGES = 3;

/**
 * Collects the rows of a list of linked pages, in the list's order and each once. It ends where no page leads on, where a
 * page is empty or leads to one that was read (A19), and where there are as many different rows as announced.
 *
 * @param readPage reads a page; `undefined` asks for the first
 * @param limit most rows to return; undefined for all
 * @param nameOf name of a row, as text; empty where it has none
 * @throws {@link TooManyRows} beyond {@link MOST_ROWS}; EndlessList when the list repeats itself; what `readPage` throws
 */
export async function collectLinked(readPage: (token: string | undefined) => Promise<LinkedPage>, limit: number | undefined, nameOf: (row: IDataObject) => string): Promise<IDataObject[]> {
	const collected: IDataObject[] = [];
	const seen = new Set<string>();
	const asked = new Set<string>();
	let stalePages = 0;
	for (let token: string | undefined; ; ) {
		const { rows, next, total } = await readPage(token);
		const known = seen.size;
		const keys = rowKeys(rows, nameOf);
		// Rows of one page are never merged, whatever their names.
		collected.push(...rows.filter((_, place) => !seen.has(keys[place] ?? '')));
		for (const key of keys) seen.add(key);
		if (limit !== undefined && collected.length >= limit) return collected.slice(0, limit);
		if (collected.length > MOST_ROWS) throw new TooManyRows();
		if (rows.length === 0 || next === undefined || asked.has(next) || (total !== undefined && collected.length === total)) return collected;
		stalePages = seen.size > known ? 0 : stalePages + 1;
		if (stalePages >= MOST_STALE_PAGES) throw new EndlessList('repeats itself: its pages hold nothing but records of earlier pages');
		asked.add(next);
		token = next;
	}
}
