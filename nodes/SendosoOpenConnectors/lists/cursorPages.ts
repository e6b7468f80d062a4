import type { IDataObject } from 'n8n-workflow';
import { TooManyRows } from '../../shared/transport/pages';
import { fingerprint } from '../../shared/values/fingerprint';

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

/** Members of the query that ask for the page at a cursor; the first one is asked for without a place. */
export function pageQuery(cursor: Cursor | undefined, pageSize: number): IDataObject {
	return { pageSize, ...(cursor && 'page' in cursor && cursor.page === 1 ? {} : cursor) };
}

/** Reads the page at a cursor; a page of several rows that is too large for the platform is told, not thrown. */
export type ReadConnectorPage = (cursor: Cursor, pageSize: number) => Promise<ConnectorPage | 'tooLarge'>;

/** Most pages that one list may take: an endpoint may never end its list. */
const MOST_PAGES = 2_000;

/** Pages in a row with nothing new that end a list (interface 6); fewer can be the work of rows that moved. */
const MOST_STALE_PAGES = 3;

/** Characters that tell two rows apart. */
const PRINT_LENGTH = 16;

/** Walks through the pages of a list, by pointers where the server gives them, else by number (fact 52). */
export class CursorReader {
	/** Where the next page is; undefined at the end of the list. */
	cursor: Cursor | undefined;
	private readonly pointers = new Set<string>();
	private firstRow = '';
	private readonly met = new Set<string>();
	private stalePages = 0;
	private pagesRead: number;

	/** @param start where to begin, when an earlier reading stopped there */
	constructor(start: Cursor = { page: 1 }) {
		this.cursor = start;
		this.pagesRead = 'page' in start ? start.page - 1 : 1;
		if ('nextPage' in start) this.pointers.add(start.nextPage);
	}

	/** Takes note of a page; answers its rows, none when the page only repeats others. */
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
		if (this.isStale(rows)) {
			this.cursor = undefined;
			return [];
		}
		this.cursor = this.next(rows.length, pageSize, nextPage, warning !== undefined);
		return rows;
	}

	/** Whether the list has brought nothing new for too long. */
	private isStale(rows: IDataObject[]): boolean {
		const known = this.met.size;
		for (const row of rows) this.met.add(fingerprint(JSON.stringify(row), PRINT_LENGTH));
		this.stalePages = this.met.size > known ? 0 : this.stalePages + 1;
		return this.stalePages >= MOST_STALE_PAGES;
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
