import type { IDataObject } from 'n8n-workflow';

/** Rows of one page, and what the answer says about the whole list. */
export interface Page {
	rows: IDataObject[];
	/** Rows in the whole list; undefined when the answer does not announce it. */
	total: number | undefined;
	/** Rows per page that the server really uses. */
	pageSize: number;
}

/**
 * Reads page `page` (the first is 1) of up to `pageSize` rows. Throws when the page can't be read, or when
 * `isNeeded` answers false before the request starts.
 */
export type ReadPage = (page: number, pageSize: number, isNeeded: () => boolean) => Promise<Page>;

/** Most rows that one page may hold (fact 21). */
export const LARGEST_PAGE = 100;

/** Most rows that one input item may return; more would break the engine's result handling. */
export const MOST_ROWS = 50_000;

/** Thrown when nobody can walk a list to its end. The message goes on after the name of the list: "repeats itself". */
export class EndlessList extends Error {
	/** @param advice what the user can do, where that is known */
	constructor(
		message: string,
		readonly advice?: string,
	) {
		super(message);
	}
}

/** Thrown when a list holds more rows than one item may return. */
export class TooManyRows extends Error {}
