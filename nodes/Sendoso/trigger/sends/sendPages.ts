import type { IDataObject } from 'n8n-workflow';
import { type PollContext, readPages, type TimedPage } from '../../../shared/polling/pollContext';
import { LARGEST_PAGE } from '../../../shared/transport/pages';
import { fingerprint } from '../../../shared/values/fingerprint';
import { createdAt } from '../../../shared/values/instants';
import { sendId } from '../../sendList/sendId';
import { disorder, type ListOrder, orderOf, TOLERATED_DISORDER_MS } from '../../sendList/sendOrder';

/** Eight characters of six bits: two of 20,000 sends share a key once in a million accounts. */
export const KEY_LENGTH = 8;

/** A send as this poll saw it. */
export interface SeenSend {
	row: IDataObject;
	key: string;
	/** Milliseconds since the epoch; NaN when the send does not say. */
	at: number;
	/** Position counted from the oldest send, which stays the same while new ones arrive. */
	rank: number;
}

/** Newest and oldest creation time on a page. */
export interface Range {
	newest: number;
	oldest: number;
}

/** What stands for a send in the state. */
export function keyOf(row: IDataObject): string {
	return fingerprint(sendId(row), KEY_LENGTH);
}

/**
 * The list of sends during one poll. Pages are numbered from the newest end ("steps") in whichever order they come,
 * and each is read once.
 */
export class SendPages {
	/** Everything read so far, by key. */
	readonly seenSends = new Map<string, SeenSend>();
	order: ListOrder = 'none';
	/** Sends in the list, by the latest answer. */
	total = 0;
	/** Sends in the list when its newest end was read. */
	nearTotal = 0;
	/** Server time of the first answer. */
	serverTime = 0;
	/** Whether sends left the list while it was read: others may have slid to a page that was read already. */
	shrank = false;
	/** Whether an answer contradicted the others: no sends on a page that must hold some. */
	isBroken = false;
	/** How far the times of an ordered list may run backwards, in milliseconds. */
	private slack = 0;
	private pageSize = LARGEST_PAGE;
	private readonly ranges = new Map<number, Range | undefined>();

	private constructor(private readonly poll: PollContext) {}

	/**
	 * Reads the first and the last page: together they tell the order (A3). When they don't, because all times are the
	 * same, it is the one of the last poll.
	 */
	static async open(poll: PollContext, lastOrder: ListOrder | undefined): Promise<SendPages> {
		const pages = new SendPages(poll);
		const first = await poll.readPage(1, LARGEST_PAGE);
		pages.pageSize = first.pageSize;
		pages.serverTime = first.serverTime;
		pages.total = first.total ?? first.rows.length;
		const rows = [...first.rows];
		const last = pages.pageCount > 1 ? await poll.readPage(pages.pageCount, first.pageSize) : undefined;
		rows.push(...(last?.rows ?? []));
		const { order, against } = orderOf(rows.map(createdAt));
		pages.order = order ?? (lastOrder === 'oldestFirst' ? lastOrder : 'newestFirst');
		pages.slack = against === 0 ? 0 : TOLERATED_DISORDER_MS;
		const lastPage = pages.pageCount;
		pages.take(1, first);
		if (last) pages.take(lastPage, last);
		pages.nearTotal = (pages.order === 'oldestFirst' ? last?.total : first.total) ?? pages.total;
		return pages;
	}

	get pageCount(): number {
		return Math.max(1, Math.ceil(this.total / this.pageSize));
	}

	/** Whether the pages read so far agree on an order. */
	get isOrdered(): boolean {
		return this.order !== 'none';
	}

	/** Whether the page was read in this poll. */
	has(step: number): boolean {
		return this.ranges.has(this.pageAt(step));
	}

	/** Step of the page that holds a rank. */
	stepOf(rank: number): number {
		const position = this.order === 'oldestFirst' ? rank : this.total - 1 - rank;
		const page = Math.min(this.pageCount, Math.max(1, Math.floor(position / this.pageSize) + 1));
		return this.order === 'oldestFirst' ? this.pageCount - page : page - 1;
	}

	/**
	 * Reads the pages at these steps, those that were read already excepted, as far as the time allows.
	 *
	 * @returns whether all of them have been read
	 */
	async read(steps: number[]): Promise<boolean> {
		return await this.readNumbers(steps.map((step) => this.pageAt(step)));
	}

	/** The same for the server's own page numbers, from 1 on. */
	async readNumbers(numbers: number[]): Promise<boolean> {
		const wanted = numbers.filter((number) => !this.ranges.has(number));
		if (wanted.length === 0) return true;
		const pages = this.poll.mayGoOn() ? await readPages(this.poll, wanted, this.pageSize) : [];
		for (const [index, page] of pages.entries()) this.take(wanted[index] ?? 0, page);
		return pages.length === wanted.length;
	}

	/** Creation times on a page that was read; undefined when it holds no dated send. */
	rangeAt(step: number): Range | undefined {
		return this.ranges.get(this.pageAt(step));
	}

	/**
	 * Every send created after this moment is on the pages from `from` to `to`, which were read; null when all sends are.
	 */
	horizon(from: number, to: number): number | null {
		if (from === 0 && to >= this.pageCount - 1) return null;
		let oldest = Infinity;
		for (let step = from; step <= to; step++) oldest = Math.min(oldest, this.rangeAt(step)?.oldest ?? Infinity);
		return oldest + this.slack;
	}

	/** Rank of the oldest send that is not older than a moment, as far as read; 0 when there is none. */
	lowestRank(moment: number | null | undefined): number {
		let lowest = Infinity;
		for (const { at, rank } of this.seenSends.values()) if (at >= (moment ?? NaN)) lowest = Math.min(lowest, rank);
		return Number.isFinite(lowest) ? Math.max(0, lowest) : 0;
	}

	private take(number: number, page: TimedPage) {
		const total = page.total ?? this.total;
		if (page.rows.length === 0 && (total > (number - 1) * this.pageSize || (total === 0 && this.total > 0))) {
			this.isBroken = true;
			return;
		}
		if (total < this.total) this.shrank = true;
		this.total = total;
		const times: number[] = [];
		for (const [index, row] of page.rows.entries()) {
			const position = (number - 1) * this.pageSize + index;
			const rank = this.order === 'oldestFirst' ? position : total - 1 - position;
			const seen = { row, key: keyOf(row), at: createdAt(row), rank };
			this.seenSends.set(seen.key, seen);
			if (!Number.isNaN(seen.at)) times.push(seen.at);
		}
		const range = times.length === 0 ? undefined : { newest: Math.max(...times), oldest: Math.min(...times) };
		this.ranges.set(number, range);
		if (range) this.check(times, range, this.ranges.get(number - 1), this.ranges.get(number + 1));
	}

	/** Every page must agree with the order, in itself and with its neighbours; otherwise the list has none. */
	private check(times: number[], range: Range, before: Range | undefined, after: Range | undefined) {
		if (this.order === 'none') return;
		const { rising, falling } = disorder(times);
		const isFalling = this.order === 'newestFirst';
		const [newer, older] = isFalling ? [before, after] : [after, before];
		const against = Math.max(
			isFalling ? rising : falling,
			newer ? range.newest - newer.oldest : 0,
			older ? older.newest - range.oldest : 0,
		);
		if (against > TOLERATED_DISORDER_MS) this.order = 'none';
		if (against > 0) this.slack = TOLERATED_DISORDER_MS;
	}

	private pageAt(step: number): number {
		return this.order === 'oldestFirst' ? this.pageCount - step : step + 1;
	}
}
