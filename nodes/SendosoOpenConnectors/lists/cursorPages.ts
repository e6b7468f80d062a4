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

/** Reads the page at a cursor; a page of several rows that is too large for the platform is told, not thrown. */
export type ReadConnectorPage = (cursor: Cursor, pageSize: number) => Promise<ConnectorPage | 'tooLarge'>;
