import type { IDataObject } from 'n8n-workflow';

/** One page of a list that is walked through. */
export interface ListPage {
	/** Counted from 1. */
	number: number;
	rows: IDataObject[];
	/** Rows in the whole list, as the server announces it. */
	total: number | undefined;
	/** Rows that the page could have held. */
	pageSize: number;
	/** Milliseconds since the epoch, by the server's clock. */
	serverTime: number;
	/** Whether the server promises another page behind this one. */
	isFollowed: boolean;
	/** Whether the server says that rows may be missing. */
	isWarned?: boolean;
	/** Whether the walk had to start again with smaller pages, of which this is the first one. */
	isRestart?: boolean;
	/** Rows on the page that are no records, and are left out; none when absent. */
	unreadable?: number;
}

/** A page that could not be read. */
export interface FailedPage {
	/** Counted from 1. */
	number: number;
	failure: unknown;
	/** Whether the server answers that there is no such page. */
	isMissing: boolean;
	/** Whether it had not promised that page either. */
	isBehindTheEnd: boolean;
}

/** Goes through a list page by page. It knows no end: whoever walks stops at a page that brings nothing. */
export interface ListWalk {
	/** Where it goes on; kept in the state, so it must be JSON. */
	readonly place: unknown;
	/**
	 * Reads the next pages; none when there was no time for any. The page that a poll begins with counts as failed when it is
	 * not read, however little time was left: the next poll must not begin with it again.
	 *
	 * @throws when the first page of a poll can't be read
	 */
	read(): Promise<Array<ListPage | FailedPage>>;
}

/** Whether a page could not be read. */
export function isFailed(page: ListPage | FailedPage): page is FailedPage {
	return 'failure' in page;
}
