import { LARGEST_PAGE } from '../../transport/pages';
import { isRow, member, textOf } from '../../values/json';
import type { TimedPage } from '../pollContext';
import type { FailedPage, ListPage, ListWalk } from './listWalk';

/** What a walk by page numbers asks of the world. */
export interface NumberedPages {
	readPage(page: number, pageSize: number): Promise<TimedPage>;
	/** Whether there is time for another request. */
	mayGoOn(): boolean;
}

/** Pages that are asked for together: as many as polls may have in flight. */
const WAVE = 3;

/** Statuses of an answer that says there is no such page. */
const NO_SUCH_PAGE = ['404', '410'];

/** Statuses with which other servers say so; they are believed behind the end that was announced only. */
const REFUSED = ['400', '416', '422'];

/** Walks through a list by page numbers, some pages at a time where their number is known. */
export class NumberedWalk implements ListWalk {
	private page: number;
	/** Pages that the list has, as far as it says so. */
	private pages: number | undefined;
	private isShort = false;
	/** Whether the last page held nothing, so that the list may end before what was announced. */
	private isEmpty = false;
	private hasRead = false;

	/** @param place where an earlier walk stopped */
	constructor(
		private readonly list: NumberedPages,
		place?: unknown,
	) {
		const { page, pages, isShort } = isRow(place) ? place : {};
		this.page = isCount(page) ? page : 1;
		this.pages = isCount(pages) ? pages : undefined;
		this.isShort = isShort === true;
	}

	get place(): { page: number; pages?: number; isShort: boolean } {
		return { page: this.page, ...(this.pages === undefined ? {} : { pages: this.pages }), isShort: this.isShort };
	}

	async read(): Promise<Array<ListPage | FailedPage>> {
		// One page behind the last one, which must be empty.
		const count = this.pages === undefined || this.isEmpty ? 1 : Math.min(WAVE, Math.max(1, this.pages + 2 - this.page));
		const numbers = Array.from({ length: count }, (_, index) => this.page + index);
		const results = await Promise.allSettled(numbers.map(async (number) => await this.list.readPage(number, LARGEST_PAGE)));
		const hadRead = this.hasRead;
		if (!hadRead && results.every(({ status }) => status === 'rejected') && this.mustBeginAgain(results[0])) return await this.beginAgain();
		const read: Array<ListPage | FailedPage> = [];
		for (const [index, result] of results.entries()) {
			const page = result.status === 'fulfilled' ? this.take(result.value) : this.fail(result.reason, hadRead || index > 0);
			if (page === undefined) break;
			read.push(page);
			this.page += 1;
		}
		return read;
	}

	/**
	 * Whether nothing can be made of the first pages of a poll, of which none could be read. Where they are behind the end,
	 * the list ends there.
	 *
	 * @throws what the first page of the list met
	 */
	private mustBeginAgain(first: PromiseSettledResult<TimedPage> | undefined): boolean {
		if (first?.status !== 'rejected') return false;
		if (this.page === 1) throw first.reason;
		const failed = this.fail(first.reason, false);
		return failed?.isMissing === false && !failed.isBehindTheEnd && this.list.mayGoOn();
	}

	private async beginAgain(): Promise<ListPage[]> {
		this.page = 1;
		const page = this.take(await this.list.readPage(1, LARGEST_PAGE));
		this.page = 2;
		return [{ ...page, isRestart: true }];
	}

	private take({ rows, total, pageSize, serverTime, unreadable }: TimedPage): ListPage {
		this.hasRead = true;
		this.pages = total === undefined ? undefined : Math.ceil(total / pageSize);
		this.isShort = rows.length < pageSize;
		this.isEmpty = rows.length === 0;
		return { number: this.page, rows, total, pageSize, serverTime, isFollowed: this.pages !== undefined && this.page < this.pages, ...(unreadable === undefined ? {} : { unreadable }) };
	}

	/**
	 * A page that can't be read is left out.
	 *
	 * @param mayBeLate whether it may be for want of time, so that the next poll reads it
	 * @returns undefined when the time was over
	 */
	private fail(failure: unknown, mayBeLate: boolean): FailedPage | undefined {
		const status = textOf(member(failure, 'httpCode'));
		if (mayBeLate && status === '' && !this.list.mayGoOn()) return undefined;
		const isMissing = NO_SUCH_PAGE.includes(status);
		const isUnannounced = this.isShort || (this.pages !== undefined && this.page > this.pages);
		const isLast = this.pages === undefined || this.page === this.pages;
		return { number: this.page, failure, isMissing, isBehindTheEnd: (isMissing && (isUnannounced || isLast)) || (REFUSED.includes(status) && isUnannounced) };
	}
}

function isCount(value: unknown): value is number {
	return typeof value === 'number' && Number.isInteger(value) && value >= 1;
}
