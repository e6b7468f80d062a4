import type { IDataObject } from 'n8n-workflow';
import { EndlessList, LARGEST_PAGE, type Page, type ReadPage } from '../../shared/transport/pages';
import { createdAt, newestFirst } from '../../shared/values/instants';
import { MOST_AT_ONCE } from '../lists/collectRows';
import { PagesAhead } from '../lists/pagesAhead';
import { rowKeys } from '../lists/rowKeys';
import { Walk } from '../lists/walk';
import { sendId } from './sendId';
import type { ListEnd } from './laterSends';
import { type ListOrder, withoutStrays } from './rowsInPlace';
import { disorder, orderOf, slackOf, TOLERATED_DISORDER_MS } from './sendOrder';

/**
 * Reads Sendoso's list of sends from the newest on, in whichever order the server gives it: the first and the last
 * page tell the order (A3), every further page checks it, and a list in no order is read whole. Each send comes once.
 */
export class NewestFirstReader {
	private readonly sends = new Map<string, IDataObject>();
	private order: ListOrder = 'none';
	/** Whether it reads from the last page to the first. */
	private backwards = false;
	private pageSize = LARGEST_PAGE;
	private pageCount = Infinity;
	private total: number | undefined;
	/** Whether the list's own count is missing or can't be right, so that only a short page ends it. */
	private isUncounted = false;
	/** Rows that the list had when the page at its far end was read. */
	private totalAtBegin: number | undefined;
	/** Next page to read, counted from the newest end. */
	private step = 0;
	private begun = false;
	private exhausted = false;
	/** How far the rows run against their order, in milliseconds. */
	private against = 0;
	/** The last row of the list when its last page was read, and how many rows there were with it. */
	private last: { count: number; lastId: string } | undefined;
	private oldest = Infinity;
	private boundary: IDataObject | undefined;
	/** Dated rows of the page before, newest first. */
	private previous: IDataObject[] = [];
	private turn: Promise<unknown> = Promise.resolve();
	private readonly walk = new Walk();
	/** Why the list can't be read to its end, whoever asks. */
	private endless: EndlessList | undefined;
	private rowsTaken = 0;

	constructor(private readPage: ReadPage) {}

	/** Where new sends come into the list; undefined when nobody can tell. */
	get end(): ListEnd | undefined {
		const { pageSize } = this;
		if (this.order === 'newestFirst' && this.total !== undefined) return { place: 'front', pageSize };
		if (this.order === 'oldestFirst' && this.last !== undefined) return { place: 'back', pageSize, ...this.last };
		return this.exhausted && this.total !== undefined && this.total <= pageSize ? { place: 'page', pageSize } : undefined;
	}

	/** Everything read so far, newest first. */
	get rows(): IDataObject[] {
		return newestFirst([...this.sends.values()]);
	}

	/** Everything read so far that is not older than a moment, newest first. */
	rowsDownTo(moment: number): IDataObject[] {
		return this.rows.filter((send) => moment === -Infinity || createdAt(send) >= moment);
	}

	/** Number of different sends read so far. */
	get size(): number {
		return this.sends.size;
	}

	/** Rows that have to be looked through because the list comes in no order, also those that it repeats; 0 when it has one. */
	get unorderedLength(): number {
		return this.order === 'none' ? (this.total ?? this.rowsTaken) : 0;
	}

	/** A send that was read, by its `send_gid`. */
	get(sendGid: string): IDataObject | undefined {
		return this.sends.get(sendGid);
	}

	/** Whether the list turned out to have no end. */
	get isEndless(): boolean {
		return this.endless !== undefined;
	}

	/** Whether the whole list has been read. */
	get isExhausted(): boolean {
		return this.exhausted;
	}

	/**
	 * Every send created after this moment has been read; milliseconds since the epoch. In a list that turns out to be
	 * disordered by seconds it holds within a minute.
	 */
	get horizon(): number {
		if (this.exhausted) return -Infinity;
		if (this.order === 'none') return Infinity;
		return this.oldest + slackOf(this.against);
	}

	/**
	 * Reads on until `isEnough` answers true or the list ends. Callers share one reader: they take turns.
	 *
	 * @param pagesAtOnce how many pages to ask for next, given how many were read since the beginning
	 * @param readPage reads in the name of this caller, so that errors name the right item
	 * @throws what reading a page throws; reading can then go on. EndlessList when the list has no end: then it can't
	 */
	async readUntil(
		isEnough: (reader: this) => boolean,
		pagesAtOnce: (pagesRead: number) => number = gently,
		readPage: ReadPage = this.readPage,
	) {
		const turn = this.turn.then(async () => {
			if (this.endless) throw this.endless;
			this.readPage = readPage;
			if (!this.begun) await this.begin();
			while (!this.exhausted && !isEnough(this)) await this.readOn(pagesAtOnce(this.step));
		});
		this.turn = turn.catch((error: unknown) => {
			if (error instanceof EndlessList) this.endless = error;
		});
		await turn;
	}

	/** Reads the first page, and the last one when there is more than one: together they tell the order. */
	private async begin() {
		const first = await this.readPage(1, LARGEST_PAGE, () => true);
		// A page that is shorter than asked for although more is announced shows how long pages are.
		const isCut = first.rows.length > 0 && first.rows.length < Math.min(first.pageSize, first.total ?? 0);
		this.pageSize = isCut ? first.rows.length : first.pageSize;
		// A full page does not end a list, whatever the counter says.
		this.isUncounted = first.total === undefined || (first.total <= first.rows.length && first.rows.length >= this.pageSize);
		if (!this.isUncounted) this.count(first.total);
		this.exhausted = this.pageCount <= 1 || (this.total === undefined && first.rows.length < this.pageSize);
		const last = this.exhausted || this.total === undefined ? undefined : await this.readPage(this.pageCount, this.pageSize, () => true);
		if (last === undefined || !(await this.isLast(last, first))) {
			// A counter whose last page is empty, or is not the last one, says nothing.
			if (last !== undefined) this.count(undefined);
			this.isUncounted ||= last !== undefined;
			this.take(first);
			this.step = 1;
			this.begun = true;
			return;
		}
		// The far end belongs to the end of the walk; here it has to be another page than the first one.
		const ends = new Walk();
		for (const page of [first, last]) this.watch(ends, page, rowKeys(page.rows, sendId));
		const { order, against } = orderOf(first.rows.map(createdAt), last.rows.map(createdAt));
		// Times that are all the same tell no order; those that rise as far as they fall hold either.
		this.order = order ?? (against === 0 ? 'none' : 'newestFirst');
		this.against = against;
		const lastRow = last.rows[last.rows.length - 1];
		if (lastRow !== undefined && sendId(lastRow) !== '') this.last = { count: (this.pageCount - 1) * this.pageSize + last.rows.length, lastId: sendId(lastRow) };
		// In a list that comes oldest first, the last page is the first one on the way.
		this.backwards = this.order === 'oldestFirst';
		const [near, far] = this.backwards ? [last, first] : [first, last];
		this.keep(far.rows);
		this.follow(near);
		this.step = 1;
		this.begun = true;
		if (last.total !== undefined) this.total = last.total;
		// Sends that came or went in between moved others across the border of the two pages.
		this.exhausted = this.pageCount <= 2 && !this.hasMoved;
		if (this.hasMoved) this.adapt(first.total);
	}

	/** Whether a page is where the counter says that the list ends; a counter that moved meanwhile is looked at later. */
	private async isLast({ rows, total = this.total }: Page, first: Page): Promise<boolean> {
		if (total === undefined || total !== this.total) return true;
		if (rows.length === 0) return false;
		// The first page again is left to the walk, which says so.
		if (rows.length < this.pageSize || isWithin(rows, first.rows)) return true;
		// Some servers count up to a round number and no further; others give the last page for every later one.
		const next = await this.readPage(this.pageCount + 1, this.pageSize, () => true);
		return (next.total !== undefined && next.total !== total) || isWithin(next.rows, rows);
	}

	private count(total: number | undefined) {
		[this.total, this.totalAtBegin] = [total, total];
		this.pageCount = total === undefined ? Infinity : Math.ceil(total / this.pageSize);
	}

	private async readOn(count: number) {
		const wanted = this.order === 'none' && this.pageCount !== Infinity ? MOST_AT_ONCE : Math.max(1, count);
		// The page at the far end was read at the beginning, and holds the same rows as long as the list has not moved.
		const left = this.pageCount - this.step - (this.hasMoved ? 0 : 1);
		const steps = Array.from({ length: Math.min(wanted, left) }, (_, index) => this.step + index);
		const numbers = (this.pageCount === Infinity ? steps.slice(0, 1) : steps).map((step) =>
			this.backwards ? this.pageCount - step : step + 1,
		);
		const before = this.total;
		for (const page of await this.readWave(numbers)) {
			this.follow(page);
			this.step += 1;
			if (this.isUncounted || page.total === undefined) this.exhausted ||= page.rows.length < this.pageSize;
			else this.total = page.total;
		}
		if (!this.isUncounted) this.adapt(before);
	}

	/** Takes over what the newest total says about the pages that are left. */
	private adapt(before: number | undefined) {
		// Sends that arrived meanwhile push the oldest ones behind the page that was the last.
		if (!this.backwards && this.total !== undefined) this.pageCount = Math.max(this.pageCount, Math.ceil(this.total / this.pageSize));
		if (this.step >= this.pageCount || (!this.hasMoved && this.step >= this.pageCount - 1)) this.exhausted = true;
		if (this.total !== undefined && before !== undefined && this.total < before) this.startAgain(this.total);
	}

	/**
	 * Reads several pages at once. A page that was answered before the one in front of it is read again when a send
	 * arrived between the two answers: it pushed another one from the earlier page to the later one, unseen.
	 */
	private async readWave(numbers: number[]): Promise<Page[]> {
		const ahead = new PagesAhead(this.readPage, this.pageSize);
		ahead.ask(numbers);
		const pages: Page[] = [];
		while (ahead.length > 0) pages.push(await ahead.take());
		if (this.backwards) return pages;
		let newest = 0;
		for (const [place, page] of pages.entries()) {
			if (page.total !== undefined && page.total < newest) {
				this.keep(page.rows);
				pages[place] = await this.readPage(numbers[place] ?? 1, this.pageSize, () => true);
			}
			newest = Math.max(newest, pages[place]?.total ?? 0);
		}
		return pages;
	}

	private get hasMoved(): boolean {
		return this.totalAtBegin === undefined || this.total !== this.totalAtBegin;
	}

	/** Sends left the list while it was read: others slid to pages that were read already. */
	private startAgain(total: number) {
		if (this.backwards) return;
		this.walk.startAgain();
		this.step = 0;
		this.totalAtBegin = undefined;
		this.pageCount = Math.ceil(total / this.pageSize);
		this.exhausted = this.pageCount === 0;
		this.oldest = Infinity;
		this.boundary = undefined;
		this.previous = [];
	}

	/** Takes the next page on the way, and gives up the order when the page contradicts it. */
	private follow(page: Page) {
		const rows = (this.backwards ? [...page.rows].reverse() : page.rows).filter((row) => !Number.isNaN(createdAt(row)));
		this.take(page);
		if (this.order === 'none') return;
		const inPlace = this.inPlace(rows);
		this.previous = rows;
		if (inPlace === undefined) {
			this.order = 'none';
			return;
		}
		for (const row of inPlace) {
			const reached = this.boundary === undefined ? Infinity : createdAt(this.boundary);
			// A row counts once the one after it was read: the last one may be out of its place.
			this.oldest = Math.min(this.oldest, reached);
			if (createdAt(row) < reached) this.boundary = row;
		}
	}

	/**
	 * The rows of the next page that stand in their place, after all that was read; undefined when the list has no order. The
	 * last row of a page may turn out to be out of its place when the next page comes.
	 */
	private inPlace(rows: IDataObject[]): IDataObject[] | undefined {
		const { rising } = disorder((this.boundary ? [this.boundary, ...rows] : rows).map(createdAt));
		this.against = Math.max(this.against, Math.min(rising, TOLERATED_DISORDER_MS));
		if (rising <= TOLERATED_DISORDER_MS) return rows;
		const around = [...this.previous, ...rows];
		const run = withoutStrays(around.map(createdAt))?.map((place) => around[place] ?? {});
		if (run === undefined) return undefined;
		this.boundary = run.filter((row) => this.previous.includes(row)).pop();
		return run.filter((row) => rows.includes(row));
	}

	/** Takes the next page of the walk in. */
	private take(page: Page) {
		const keys = rowKeys(page.rows, sendId);
		this.keep(page.rows, keys);
		this.rowsTaken += page.rows.length;
		if (this.watch(this.walk, page, keys)) this.exhausted = true;
	}

	private watch(walk: Walk, page: Page, keys: string[]): boolean {
		return walk.take({ ...page, pageSize: this.pageSize }, keys, !this.isUncounted && page.total !== undefined);
	}

	private keep(rows: IDataObject[], keys = rowKeys(rows, sendId)) {
		for (const [place, row] of rows.entries()) this.sends.set(keys[place] ?? '', row);
	}
}

/** Whether all sends of a page are among others. */
function isWithin(rows: IDataObject[], others: IDataObject[]): boolean {
	const known = new Set(others.map(sendId));
	return rows.every((row) => known.has(sendId(row)));
}

/** One page at a time at first, then more at once. */
function gently(pagesRead: number): number {
	return pagesRead < 3 ? 1 : Math.min(6, pagesRead);
}
