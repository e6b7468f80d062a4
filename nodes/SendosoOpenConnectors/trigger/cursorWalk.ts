import type { FailedPage, ListPage, ListWalk } from '../../shared/polling/walks/listWalk';
import { LARGEST_PAGE } from '../../shared/transport/pages';
import { isRow, member, textOf } from '../../shared/values/json';
import type { ConnectorPage, Cursor } from '../lists/cursorPages';

/** A page of the connector, and the server's time when it answered. */
export interface TimedConnectorPage extends ConnectorPage {
	/** Milliseconds since the epoch. */
	serverTime: number;
	/** Rows that are no records, and were left out. */
	unreadable: number;
}

/** What a walk asks of the connector. */
export interface ConnectorPages {
	/** Reads the page at a cursor; `tooLarge` when the platform can't answer so many rows at once (A12). */
	readPage(cursor: Cursor, pageSize: number): Promise<TimedConnectorPage | 'tooLarge'>;
	/** Whether there is time for another request. */
	mayGoOn(): boolean;
}

/** Where a walk goes on. */
interface Place {
	/** Number of the next page, counted from 1. */
	page: number;
	pageSize: number;
	/** Pointer to it, where the connector gave one; it may be worth nothing in a later poll. */
	nextPage?: string;
}

/** Part of a page that has to have come for a warning to make the walk start again with pages of that size (fact 53). */
const WORTHWHILE_PART = 10;

/** Statuses with which an endpoint may refuse a page that does not exist, or a pointer that ended. */
const REFUSED = ['400', '404', '410', '416', '422'];

/**
 * Walks through a list of the connector, by pointers where it gives them, else by number. The page behind the last pointer
 * is asked for by its number: a pointer may be missing, and an endpoint that knows no numbers gives the first page again.
 */
export class CursorWalk implements ListWalk {
	private at: Place;
	private readonly pointers = new Set<string>();
	private hasRead = false;
	private hasShrunk = false;

	/** @param place where an earlier walk stopped */
	constructor(
		private readonly list: ConnectorPages,
		place?: unknown,
	) {
		this.at = isPlace(place) ? { ...place } : { page: 1, pageSize: LARGEST_PAGE };
	}

	get place(): Place {
		return this.at;
	}

	async read(): Promise<Array<ListPage | FailedPage>> {
		if (this.hasRead && !this.list.mayGoOn()) return [];
		const { page: number, pageSize, nextPage } = this.at;
		const [read] = await Promise.allSettled([this.list.readPage(nextPage === undefined ? { page: number } : { nextPage }, pageSize)]);
		if (read.status === 'rejected') return await this.fail(read.reason);
		const page = read.value;
		if (page === 'tooLarge') return await this.beginAgain(Math.floor(pageSize / 2));
		const count = page.rows.length;
		const isCut = page.warning !== undefined && count < pageSize;
		if (isCut && number === 1 && !this.hasShrunk && this.list.mayGoOn() && count * WORTHWHILE_PART >= pageSize) {
			this.hasShrunk = true;
			return await this.beginAgain(count);
		}
		this.hasRead = true;
		return [this.take(page)];
	}

	private take({ rows, nextPage, warning, total, serverTime, unreadable }: TimedConnectorPage): ListPage {
		const { page, pageSize } = this.at;
		const isFollowed = nextPage !== undefined && !this.pointers.has(nextPage);
		if (nextPage !== undefined) this.pointers.add(nextPage);
		this.at = { page: page + 1, pageSize, ...(isFollowed ? { nextPage } : {}) };
		const isRestart = page === 1;
		return { number: page, rows, total, pageSize, serverTime, isFollowed, isWarned: warning !== undefined, isRestart, ...(unreadable > 0 ? { unreadable } : {}) };
	}

	/** The places of pages move with their size, so that a smaller one begins at the first page. */
	private async beginAgain(pageSize: number): Promise<Array<ListPage | FailedPage>> {
		this.at = { page: 1, pageSize };
		this.pointers.clear();
		return await this.read();
	}

	private async fail(failure: unknown): Promise<Array<ListPage | FailedPage>> {
		const { page, pageSize, nextPage } = this.at;
		const status = textOf(member(failure, 'httpCode'));
		const hasTime = this.list.mayGoOn();
		if (this.hasRead && status === '' && !hasTime) return [];
		const isRefused = REFUSED.includes(status);
		if (!this.hasRead && page === 1) throw failure;
		if (!this.hasRead && (hasTime || isRefused)) {
			// What an earlier poll left may be no place any more: a pointer ends, and a list shrinks.
			this.at = nextPage !== undefined && isRefused ? { page, pageSize } : { page: 1, pageSize };
			return hasTime ? await this.read() : [];
		}
		this.at = { page: page + 1, pageSize };
		return [{ number: page, failure, isMissing: false, isBehindTheEnd: nextPage === undefined && isRefused }];
	}
}

function isPlace(value: unknown): value is Place {
	if (!isRow(value)) return false;
	const { page, pageSize, nextPage } = value;
	return [page, pageSize].every((count) => typeof count === 'number' && Number.isInteger(count) && count >= 1) && (nextPage === undefined || typeof nextPage === 'string');
}
