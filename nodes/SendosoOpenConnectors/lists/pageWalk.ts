import type { IDataObject } from 'n8n-workflow';
import { AlikePages } from './alikePages';
import type { ConnectorPage, Cursor } from './cursorPages';
import { isSame, MetRows } from './metRows';

/** Pages in a row with nothing new that end a list (interface 6); fewer can be the work of rows that moved. */
const MOST_STALE_PAGES = 3;

/** Part of a page that smaller ones have to hold for a walk to go on with them. */
const WORTHWHILE_PART = 4;

/**
 * What a walk that came to an end says of the list: all of it was read; the server announced more than stood before an
 * empty page; rows are missing; or nobody can say what comes next, because the list begins again.
 */
export type Ending = 'whole' | 'overstated' | 'short' | 'stuck';

/** Where a walk stands, so that another one can go on from there. */
export interface WalkPlace {
	cursor: Cursor;
	pageSize: number;
	/** Pages and new rows before it, where an earlier walk met them. */
	pagesRead?: number;
	count?: number;
}

/**
 * Walks through the pages of a list, by pointers where the server gives them, else by number (fact 52). The page behind the
 * last pointer is asked for by its number: a pointer may be missing. A page that is short and warned of may have lost its
 * end (fact 53): whether more follows is asked for with a smaller page that begins there.
 */
export class PageWalk {
	/** Where the next page is; undefined at the end of the list. */
	cursor: Cursor | undefined;
	pageSize: number;
	/** Rows that were new when they came. */
	count: number;
	/** Rows that the list is said to have. */
	total: number | undefined;
	pagesRead: number;
	/** Rows of the first page that may have lost its end. */
	private smaller: number | undefined;
	private readonly met: MetRows;
	private stalePages = 0;
	private readonly alike = new AlikePages();
	/** The last page that brought something. */
	last: ConnectorPage = { rows: [] };
	/** Size that it was asked for with. */
	lastSize = 0;
	/** Rows of the largest page so far. */
	private largest = 0;
	firstPage: IDataObject[] | undefined;
	/** Whether the list began again with its first row. */
	private beginsAgain = false;
	/** Whether an empty page has shown that nothing follows. */
	private isProven = false;
	/** Whether a page brought known IDs only, and other contents. */
	private hasDiffering = false;
	/** Whether every page so far was as large as it was asked for, so that a number tells where a page begins. */
	private isAligned: boolean;
	private hasShrunk = false;
	/** Whether rows are certainly missing. */
	private isCut = false;
	/** The last page, when it may have lost its end and nothing was asked for yet. */
	private doubt: { page: number; rows: number } | undefined;
	/**
	 * Whether nothing has shown what follows on such a page: it is open then; or unsure, when an empty page followed that
	 * warned of the same, or the last page came again and again.
	 */
	doubtLeft: 'none' | 'unsure' | 'open' = 'none';
	/** Whether an empty page that warned was passed by. */
	private hasPassedBy = false;
	/** What pages warned of that lost nothing. */
	private readonly idleWarnings = new Set<string | undefined>([undefined]);

	/**
	 * @param start where to begin: at the first page, or where an earlier walk stopped
	 * @param sharesIds whether an earlier walk found that IDs tell no records apart
	 */
	constructor({ cursor, pageSize, pagesRead = 0, count = 0 }: WalkPlace, sharesIds = false) {
		this.met = new MetRows(sharesIds);
		this.cursor = cursor;
		this.pageSize = pageSize;
		this.pagesRead = pagesRead;
		this.count = count;
		this.isAligned = pagesRead === 0;
	}

	/** Where the next page is, for another walk. */
	get place(): WalkPlace | undefined {
		const { cursor, pageSize, pagesRead, count } = this;
		return cursor && { cursor, pageSize, pagesRead, count };
	}

	/** Whether an ID stands for several records here. */
	get sharesIds(): boolean {
		return this.met.sharesIds;
	}

	/** Takes note of a page; answers its rows, none when it brings nothing new. */
	take(page: ConnectorPage): IDataObject[] {
		const { rows } = page;
		this.pagesRead = this.cursor && 'page' in this.cursor ? this.cursor.page : this.pagesRead + 1;
		this.total = page.total ?? this.total;
		const { fresh: unknown, differing } = this.met.add(rows);
		const isAnother = this.alike.take(page, this.pageSize, unknown, this);
		const fresh = isAnother ? rows.length : unknown;
		this.beginsAgain = !isAnother && rows[0] !== undefined && isSame(rows[0], this.firstPage?.[0]);
		if (fresh === 0) {
			this.hasDiffering ||= differing > 0;
			this.passBy(page);
			return [];
		}
		// More rows came behind a page that was short when others were not.
		const isTiny = this.doubtLeft === 'open' && this.pageSize * WORTHWHILE_PART < this.last.rows.length && this.total !== this.count + fresh;
		this.isCut ||= this.doubt !== undefined || this.hasPassedBy || isTiny;
		if (this.doubtLeft !== 'none' && !this.isCut) this.smaller = undefined;
		this.doubt = undefined;
		this.doubtLeft = 'none';
		this.stalePages = 0;
		this.count += fresh;
		this.firstPage ??= rows;
		this.last = page;
		this.lastSize = this.pageSize;
		// Another walk with pages of that size takes less than going on with such small ones.
		if (isTiny || this.alike.isDoubtful(this.total, this.count)) this.cursor = undefined;
		else this.goOn(page);
		this.largest = Math.max(this.largest, rows.length);
		return rows;
	}

	/**
	 * Takes a refusal of the next page by its number for the end of the list, where it can be.
	 *
	 * @param isGone whether it says that there is no such page
	 * @returns false when the list can't be said to end there
	 */
	refuse(isGone: boolean): boolean {
		const isDoubted = this.doubt !== undefined || this.doubtLeft !== 'none';
		if (!this.isReached && !this.wasLast && (!isGone || isDoubted)) return false;
		this.cursor = undefined;
		// An endpoint that knows no numbers may have more rows than fit on a page.
		if (!this.wasLast) this.doubtLeft = 'unsure';
		return true;
	}

	/** Makes the pages smaller, because the next one is too large; false when the walk has to begin anew for that. */
	shrink(): boolean {
		const { cursor, pageSize } = this;
		if (!this.isAligned || cursor === undefined || !('page' in cursor)) return false;
		const before = (cursor.page - 1) * pageSize;
		let size = Math.floor(pageSize / 2);
		while (before % size !== 0) size -= 1;
		// Where no page of a fair size begins there, a new walk with half of it takes less.
		if (size * WORTHWHILE_PART < pageSize) return false;
		this.jumpTo(before, size);
		return true;
	}

	/** A size of pages with which more may come; undefined where nothing speaks for it. */
	get sizeForMore(): number | undefined {
		return this.isCut || (this.total ?? 0) > this.count ? this.smaller : undefined;
	}

	/** What the end of the walk says of the list. */
	get ending(): Ending {
		const { total, count } = this;
		if (this.isReached) return 'whole';
		if (this.alike.isDoubtful(total, count)) return 'stuck';
		const isShort = total !== undefined && total > count;
		const isOpen = this.doubtLeft === 'open' && count > 0;
		if (this.isCut || isOpen || (isShort && (!this.isProven || this.smaller !== undefined))) return 'short';
		// The server takes notice of `page`, as behind the end there is nothing: those were records of their own.
		if (this.hasDiffering && this.isProven) return 'short';
		if (isShort) return 'overstated';
		// An endpoint that ignores `page` may have more rows than it ever shows.
		return this.beginsAgain && this.last.rows.length === this.lastSize ? 'stuck' : 'whole';
	}

	/** Whether the last page was short, and nothing warned of it. */
	private get wasLast(): boolean {
		return this.last.rows.length < this.lastSize && this.last.warning === undefined;
	}

	/** Whether all rows came that the list is said to have. */
	private get isReached(): boolean {
		return this.total === this.count;
	}

	/** Decides where to go on behind a page that brought something new. */
	private goOn({ rows, nextPage, warning }: ConnectorPage) {
		const isShort = rows.length < this.pageSize;
		if (!isShort) this.idleWarnings.add(warning);
		// Where pages are always as short as this one, their size says nothing of the end.
		const isLast = isShort && (rows.length < this.largest || this.largest === 0);
		const isWarned = isShort && warning !== undefined;
		if (isLast && !isWarned && nextPage === undefined && this.isReached) {
			this.cursor = undefined;
			return;
		}
		if (isWarned) {
			this.smaller ??= rows.length;
			if (this.isAligned) this.doubt = { page: this.pagesRead, rows: rows.length };
			else this.isCut ||= !this.idleWarnings.has(warning);
		}
		// A server that takes no notice of the size answers from another place.
		this.isCut ||= this.hasShrunk && rows.length > this.pageSize;
		this.isAligned &&= rows.length === this.pageSize;
		if (nextPage === undefined && this.doubt !== undefined) this.askForMore(this.doubt);
		else this.cursor = this.following(nextPage);
	}

	/** Ends the walk at a page that brought nothing new, or goes on behind it. */
	private passBy({ rows, nextPage, warning }: ConnectorPage) {
		const { doubt } = this;
		this.stalePages += 1;
		const isEmpty = rows.length === 0;
		this.isProven = isEmpty && this.idleWarnings.has(warning);
		if (this.isProven && this.doubtLeft !== 'none') [this.doubtLeft, this.smaller] = ['none', undefined];
		if (isEmpty && !this.isProven) {
			const isUsual = this.doubtLeft !== 'none' && warning === this.last.warning;
			this.doubtLeft = isUsual ? 'unsure' : 'open';
			this.hasPassedBy ||= !isUsual;
			if (this.count > 0) this.smaller ??= Math.floor(this.pageSize / 2);
		}
		// Nothing comes behind an empty page but by a pointer, nor behind one that was the last by its size, nor where every page is the first.
		const { firstPage = [] } = this;
		const isWholeAgain = this.beginsAgain && rows.length === firstPage.length && rows.every((row, place) => isSame(row, firstPage[place]));
		const isEnd = isEmpty ? nextPage === undefined || doubt !== undefined : this.wasLast || (isWholeAgain && nextPage === undefined);
		const goesOn = !isEnd && !this.isReached && this.stalePages < MOST_STALE_PAGES;
		if (goesOn) {
			this.cursor = this.following(nextPage);
		} else if (doubt !== undefined) {
			this.askForMore(doubt);
		} else {
			this.cursor = undefined;
			// A page that was as large as it could be, or points on, may not have been the last one.
			if (!isEmpty && this.doubtLeft === 'none' && (nextPage !== undefined || this.hasDiffering || this.last.rows.length === this.lastSize)) this.doubtLeft = 'unsure';
		}
	}

	private following(nextPage: string | undefined): Cursor {
		return nextPage === undefined ? { page: this.pagesRead + 1 } : { nextPage };
	}

	/** Asks for what follows on a page that may have lost its end, with pages of a size of which one begins there. */
	private askForMore({ page, rows }: { page: number; rows: number }) {
		const before = (page - 1) * this.pageSize;
		this.doubt = undefined;
		this.doubtLeft = 'open';
		this.isAligned = true;
		this.jumpTo(before + rows, before === 0 ? rows : divisorOf(before, rows));
	}

	/** Goes on behind so many rows, with pages of another size. */
	private jumpTo(rows: number, size: number) {
		this.pageSize = size;
		this.hasShrunk = true;
		this.cursor = { page: rows / size + 1 };
	}
}

/** The largest number that divides both. */
function divisorOf(one: number, other: number): number {
	return other === 0 ? one : divisorOf(other, one % other);
}
