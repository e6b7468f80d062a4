import type { IDataObject } from 'n8n-workflow';
import { LARGEST_PAGE, MOST_ROWS, type Page, type ReadPage, TooManyRows } from '../../shared/transport/pages';
import { PagesAhead } from './pagesAhead';
import { rowKeys } from './rowKeys';
import { Walk } from './walk';

/** What is wanted of a list. */
export interface Wanted {
	/** Most rows to return; undefined for all. */
	limit?: number;
	/** Keeps a row; rows that it refuses don't count for `limit`. */
	accept?: (row: IDataObject) => boolean;
	/** Name of a row, as text (fact 28); empty where it has none. */
	nameOf: (row: IDataObject) => string;
}

/** Pages asked for ahead of the one in turn while nobody knows how many are needed. */
const LARGEST_WAVE = 6;

/** Most pages asked for at once: a counter that promises too much costs no more than that. */
export const MOST_AT_ONCE = 50;

/** Times that a list is read again when rows moved between its pages. */
const MOST_REREADS = 2;

const always = () => true;

/**
 * Collects rows of a paged list: the first page tells the size, the other pages are read in parallel (the transport
 * paces them) and joined in order, each row once. Fails as a whole when a page fails.
 *
 * @returns rows in the list's order
 * @throws {@link TooManyRows} beyond {@link MOST_ROWS}; EndlessList when the list repeats itself; what `readPage` throws
 */
export async function collectRows(readPage: ReadPage, wanted: Wanted): Promise<IDataObject[]> {
	const collected = new RowSet(wanted);
	const wholePages = wanted.limit === undefined || wanted.accept !== undefined;
	const first = await readPage(1, wholePages ? LARGEST_PAGE : Math.min(LARGEST_PAGE, wanted.limit ?? LARGEST_PAGE), always);
	if (wholePages && !wanted.accept && (first.total ?? 0) > MOST_ROWS) throw new TooManyRows();
	collected.add(first);
	for (let reread = 0; ; reread++) {
		await readOn(readPage, collected, reread === 0 ? 2 : 1, first.pageSize);
		if (collected.isComplete || !collected.rowsMoved || reread >= MOST_REREADS) return collected.rows;
		collected.startAgain();
	}
}

/** Reads pages from `from` on until enough rows are there, or the list ends and all pages are taken that were asked for. */
async function readOn(readPage: ReadPage, collected: RowSet, from: number, pageSize: number) {
	const ahead = new PagesAhead(readPage, pageSize);
	try {
		for (let next = from; !collected.hasEnough && (ahead.length > 0 || collected.wantsMore(next)); next++) {
			if (collected.wantsMore(next)) ahead.ask(collected.pagesToAskFor(next, pageSize).slice(ahead.length));
			collected.add(await ahead.take());
		}
	} finally {
		ahead.stop();
	}
}

/** The rows collected so far, in order and each once, with what the pages said about the list. */
class RowSet {
	/** What was met since the reading began, or began again. */
	private readonly walk = new Walk();
	/** Rows that the list had when the reading began: what came later is a bonus, what left is forgiven. */
	private announced: number | undefined;
	private kept: IDataObject[] = [];
	private total: number | undefined;
	private pageSize = LARGEST_PAGE;
	private pagesRead = 0;
	private lastPageWasShort = false;
	/** The newest page was empty, or showed that nothing more comes: the list ends here (A4). */
	private hasEnded = false;
	private totalsDiffered = false;
	private repeats = 0;

	constructor(private readonly wanted: Wanted) {}

	get rows(): IDataObject[] {
		return this.wanted.limit === undefined ? this.kept : this.kept.slice(0, this.wanted.limit);
	}

	/** Whether nothing can be missing: enough rows for the limit, or as many different rows as announced. */
	get isComplete(): boolean {
		return this.hasEnough || this.announced === undefined || this.walk.sizeOfAll >= this.announced;
	}

	/** Whether rows were inserted or removed while the pages were read, so that one may have slipped through. */
	get rowsMoved(): boolean {
		return this.repeats > 0 || this.totalsDiffered;
	}

	startAgain() {
		this.walk.startAgain();
		this.repeats = 0;
		this.totalsDiffered = false;
		this.pagesRead = 0;
		this.total = undefined;
		this.lastPageWasShort = false;
		this.hasEnded = false;
	}

	add(page: Page) {
		this.totalsDiffered ||= this.total !== undefined && page.total !== this.total;
		this.total = page.total;
		if (this.pagesRead === 0) this.announced = page.total;
		this.pageSize = page.pageSize;
		this.pagesRead += 1;
		this.lastPageWasShort = page.rows.length < page.pageSize;
		const keys = rowKeys(page.rows, this.wanted.nameOf);
		const known = this.walk.size;
		this.hasEnded = this.walk.take(page, keys) || page.rows.length === 0;
		this.repeats += keys.length - (this.walk.size - known);
		for (const place of this.walk.newcomers) {
			const row = page.rows[place];
			if (row === undefined || this.wanted.accept?.(row) === false) continue;
			this.kept.push(row);
			if (this.wanted.limit === undefined && this.kept.length > MOST_ROWS) throw new TooManyRows();
		}
	}

	/** Whether page `next` can exist and is needed. */
	wantsMore(next: number): boolean {
		if (this.hasEnough || this.hasEnded) return false;
		if (this.total === undefined) return this.pagesRead === 0 || !this.lastPageWasShort;
		return next <= this.pageCount(this.total);
	}

	/** The pages to ask for at once, from `next` on: never one that the limit can't need. */
	pagesToAskFor(next: number, pageSize: number): number[] {
		if (this.total === undefined) return [next];
		const left = this.pageCount(this.total) - next + 1;
		const { limit, accept } = this.wanted;
		let count = left;
		if (limit !== undefined && !accept) count = Math.ceil((limit - this.kept.length) / pageSize);
		if (limit !== undefined && accept) count = this.guessPages(limit);
		return Array.from({ length: Math.max(1, Math.min(left, count, MOST_AT_ONCE)) }, (_, index) => next + index);
	}

	/** How many pages probably hold the missing rows, judged by the pages read so far. */
	private guessPages(limit: number): number {
		if (this.kept.length === 0) return Math.min(LARGEST_WAVE, Math.max(1, this.pagesRead));
		const perPage = this.kept.length / Math.max(1, this.pagesRead);
		return Math.min(LARGEST_WAVE, Math.ceil((limit - this.kept.length) / perPage));
	}

	/** Whether there are as many rows as the limit allows. */
	get hasEnough(): boolean {
		return this.wanted.limit !== undefined && this.kept.length >= this.wanted.limit;
	}

	private pageCount(total: number): number {
		return Math.ceil(total / this.pageSize);
	}
}
