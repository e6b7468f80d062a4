import type { IDataObject } from 'n8n-workflow';

/** One page of a list of SAP Open Connectors. */
export interface ConnectorPage {
	rows: IDataObject[];
	/** Opaque pointer to the next page (fact 49), which may be there on the last one, too (fact 92). */
	nextPage?: string;
	/** Text of `Elements-Error`: the page may be short without being the last one (fact 53). */
	warning?: string;
	/** Rows in the whole list, where the answer says so (fact 94). */
	total?: number;
}

/** What comes after a page: a pointer, or the page's number, counted from 1. */
export type Cursor = { nextPage: string } | { page: number };

/** Members of the query that ask for the page at a cursor; the first one is asked for without a place. */
export function pageQuery(cursor: Cursor | undefined, pageSize: number): IDataObject {
	return { pageSize, returnCount: true, ...(cursor && 'page' in cursor && cursor.page === 1 ? {} : cursor) };
}

/** What an endpoint says of a page that was asked for by its number. */
export interface RefusedPage {
	/** Whether it says that there is no such page; it may as well know no numbers. */
	isGone: boolean;
	failure: Error;
}

/** Reads the page at a cursor; a page of several rows that is too large for the platform is told, not thrown, and so is one behind the first that is refused. */
export type ReadConnectorPage = (cursor: Cursor, pageSize: number) => Promise<ConnectorPage | RefusedPage | 'tooLarge'>;

/** Statuses with which an endpoint may say that there is no such page, and with which it may refuse to be asked for one. */
const GONE = [404, 410, 416];
const REFUSED = [400, 405, 422, ...GONE];

/** Whether a status may be about the number of a page; undefined when it is not. */
export function refusalOf(cursor: Cursor | undefined, status: number | undefined): { isGone: boolean } | undefined {
	const isNumbered = cursor !== undefined && 'page' in cursor && cursor.page > 1;
	return isNumbered && status !== undefined && REFUSED.includes(status) ? { isGone: GONE.includes(status) } : undefined;
}
