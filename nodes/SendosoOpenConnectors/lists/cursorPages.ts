import type { IDataObject } from 'n8n-workflow';
import { MOST_ROWS, TooManyRows } from '../../shared/transport/pages';

/** One page of a list of SAP Open Connectors. */
export interface ConnectorPage {
	rows: IDataObject[];
	/** Opaque pointer to the next page (fact 49). */
	nextPage?: string;
	/** Text of `Elements-Error`: the page may be short without being the last one (fact 53). */
	warning?: string;
	/** Rows in the whole list, where the answer says so. */
	total?: number;
}

/** What comes after a page: a pointer, or the page's number, counted from 1. */
export type Cursor = { nextPage: string } | { page: number };

/** Reads the page at a cursor; a page that is too large for the platform is told, not thrown. */
export type ReadConnectorPage = (cursor: Cursor, pageSize: number) => Promise<ConnectorPage | 'tooLarge'>;

/** What is wanted of a list. */
export interface WantedRows {
	limit?: number;
	pageSize: number;
	/** Keeps a row; rows that it refuses don't count for `limit`. */
	accept?: (row: IDataObject) => boolean;
}

/** Most pages that one list may take: an endpoint may never end its list. */
const MOST_PAGES = 2_000;

/** Walks through the pages of a list, by pointers where the server gives them, else by number (fact 52). */
export class CursorReader {
	/** Where the next page is; undefined at the end of the list. */
	cursor: Cursor | undefined;
	private readonly pointers = new Set<string>();
	private firstRow = '';
	private pagesRead: number;

	/** @param start where to begin, when an earlier reading stopped there */
	constructor(start: Cursor = { page: 1 }) {
		this.cursor = start;
		this.pagesRead = 'page' in start ? start.page - 1 : 1;
		if ('nextPage' in start) this.pointers.add(start.nextPage);
	}

	/** Takes note of a page; answers its rows, none when the page repeats the beginning of the list. */
	take(page: ConnectorPage, pageSize: number): IDataObject[] {
		const { rows, nextPage, warning } = page;
		const [first] = rows;
		const print = first === undefined ? '' : JSON.stringify(first);
		this.pagesRead += 1;
		if (this.pagesRead === 1) this.firstRow = print;
		else if (this.cursor !== undefined && 'page' in this.cursor && print === this.firstRow) {
			// An endpoint that ignores `page` answers with the same rows for ever.
			this.cursor = undefined;
			return [];
		}
		this.cursor = this.next(rows.length, pageSize, nextPage, warning !== undefined);
		return rows;
	}

	private next(count: number, pageSize: number, nextPage: string | undefined, isDoubtful: boolean): Cursor | undefined {
		if (this.pagesRead >= MOST_PAGES) throw new TooManyRows();
		if (nextPage !== undefined) {
			if (this.pointers.has(nextPage)) return undefined;
			this.pointers.add(nextPage);
			return { nextPage };
		}
		if (this.pointers.size > 0 || count === 0 || (count < pageSize && !isDoubtful)) return undefined;
		return { page: this.pagesRead + 1 };
	}
}

/**
 * Collects rows of a list. A page that the platform calls too large makes the reading start again with half the rows
 * per page (A12), because the places of pages move with their size.
 *
 * @returns rows in the list's order, each once where they carry an `id`
 * @throws {@link TooManyRows} beyond {@link MOST_ROWS}; what `readPage` throws
 */
export async function collectConnectorRows(readPage: ReadConnectorPage, wanted: WantedRows): Promise<IDataObject[]> {
	const { limit = Infinity, accept = () => true } = wanted;
	for (let pageSize = wanted.accept ? wanted.pageSize : Math.min(wanted.pageSize, limit); ; pageSize = Math.floor(pageSize / 2)) {
		const rows = await collectWith(readPage, pageSize, limit, accept);
		if (rows !== 'tooLarge') return rows;
	}
}

async function collectWith(
	readPage: ReadConnectorPage,
	pageSize: number,
	limit: number,
	accept: (row: IDataObject) => boolean,
): Promise<IDataObject[] | 'tooLarge'> {
	const reader = new CursorReader();
	const seen = new Set<string>();
	const kept: IDataObject[] = [];
	while (reader.cursor !== undefined && kept.length < limit) {
		const page = await readPage(reader.cursor, pageSize);
		if (page === 'tooLarge') return page;
		for (const row of reader.take(page, pageSize)) {
			const id = row.id === undefined || row.id === null ? undefined : String(row.id);
			if (id !== undefined && seen.has(id)) continue;
			if (id !== undefined) seen.add(id);
			if (accept(row)) kept.push(row);
		}
		if (limit === Infinity && kept.length > MOST_ROWS) throw new TooManyRows();
	}
	return kept.slice(0, limit);
}
