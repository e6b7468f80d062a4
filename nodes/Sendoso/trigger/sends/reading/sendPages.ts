import type { IDataObject } from 'n8n-workflow';
import type { PollContext, TimedPage } from '../../../../shared/polling/pollContext';
import { LARGEST_PAGE } from '../../../../shared/transport/pages';
import { fingerprint } from '../../../../shared/values/fingerprint';
import { createdAt } from '../../../../shared/values/instants';
import { type ListOrder, type Range, rangeOf } from '../../../sendList/rowsInPlace';
import { sendId } from '../../../sendList/sendId';
import { KEY_LENGTH } from '../sendCodec';

/** A send as this poll saw it on a page. */
export interface SeenSend {
	row: IDataObject;
	key: string;
	/** Milliseconds since the epoch; NaN when the send does not say. */
	at: number;
	/** The server's number of the page, from 1 on. */
	page: number;
	/** Place on the page, from 0 on. */
	index: number;
}

/** A page that was read in this poll. */
export interface SendPage {
	sends: SeenSend[];
	/** Rows on it, those that can't be read included. */
	length: number;
	/** Rows that can't be read, or that nothing names. */
	unreadable: number;
	/** Stands for what is on it. */
	print: string;
	/** Sends in the list, as the answer says it. */
	total: number | undefined;
	/** Creation times that it reaches; undefined without a dated send, or in a list without order. */
	range: Range | undefined;
}

/** Failed pages after which a poll reads no others. */
const MOST_FAILURES = 2;

/** Rows per page that are asked for. */
const ASKED = LARGEST_PAGE;

/** Pages that are asked for together: as many as polls may have in flight. */
export const WAVE = 3;

/** Characters that stand for what is on a page. */
const PRINT_LENGTH = 8;

function printOf(sends: SeenSend[]): string {
	return fingerprint(sends.map(({ key }) => key).join(), PRINT_LENGTH);
}

/** What stands for a send in the state. */
export function keyOf(row: IDataObject): string {
	return fingerprint(sendId(row), KEY_LENGTH);
}

/**
 * The pages of the list of sends that one poll has read, each once. "Steps" count them from the newest end, in whichever
 * order they come. What the server says of the list's length is never needed to find its end, which is an empty page.
 */
export class SendPages {
	/** Everything read so far, in the order in which it was read; a send that stands twice comes twice. */
	readonly sightings: SeenSend[] = [];
	/** Server time of the first answer; NaN before it. */
	serverTime = NaN;
	/** Whether a page came a second time under another number. */
	hasRepeated = false;
	/** Why pages could not be read. */
	readonly failures: unknown[] = [];
	private readonly pages = new Map<number, SendPage>();
	private readonly failed = new Set<number>();
	private readonly keys = new Set<string>();
	/** The last page that holds sends and the first one that holds none, among those that were read. */
	private highest = 0;
	private lowestEmpty = Infinity;
	/** Most rows on a page with others behind it; 0 before there was one. */
	private fullest = 0;

	/**
	 * @param order in which the list comes, as far as known
	 * @param size rows on a full page
	 * @param end the last page, in a list that comes oldest first
	 */
	constructor(
		private readonly poll: PollContext,
		public order: ListOrder,
		public size: number,
		public end: number,
	) {}

	/** Whether the newest sends are on the last page. */
	get isReversed(): boolean {
		return this.order === 'oldestFirst';
	}

	/** Whether the page was read in this poll, or can't be read in it. */
	has(number: number): boolean {
		return this.pages.has(number) || this.failed.has(number);
	}

	/** A page that was read in this poll. */
	get(number: number): SendPage | undefined {
		return this.pages.get(number);
	}

	/** Whether a send was met in this poll. */
	hasSeen(key: string): boolean {
		return this.keys.has(key);
	}

	/** Whether a page is known to be behind the last one. */
	isBehindEnd(number: number): boolean {
		return number < 1 || number >= this.lowestEmpty;
	}

	/** Whether full pages hold fewer rows than were asked for. */
	get areSmall(): boolean {
		return this.size < ASKED;
	}

	/** The page that was read first. */
	get firstRead(): number | undefined {
		return this.pages.keys().next().value;
	}

	/** Whether nothing but empty pages was read. */
	get isEmpty(): boolean {
		return this.numbers.length === 0;
	}

	/** Numbers of the pages that hold sends and were read, in the list's order. */
	get numbers(): number[] {
		return [...this.pages].filter(([number, { length }]) => length > 0 && number < this.lowestEmpty).map(([number]) => number).sort((left, right) => left - right);
	}

	/** The page at a step. */
	pageAt(step: number): number {
		return this.isReversed ? this.end - step : step + 1;
	}

	/** The step of a page. */
	stepOf(page: number): number {
		return this.isReversed ? this.end - page : page - 1;
	}

	/** Whether a page that was read is the last one beyond doubt: it is not full, and the server counts as many. */
	isCertainlyLast(number: number): boolean {
		const page = this.pages.get(number);
		return page !== undefined && page.length < this.size && page.total === (number - 1) * this.size + page.length;
	}

	/** Whether the server counts sends. */
	get isCounted(): boolean {
		return [...this.pages.values()].some(({ total }) => total !== undefined);
	}

	/** Sends that must be on a page or behind it, if what the server counted is right. */
	countedOn(number: number): number {
		const totals = [...this.pages.values()].map(({ total = 0 }) => total);
		return Math.max(0, ...totals) - (number - 1) * this.size;
	}

	/** Whether this poll read the whole list, down to an empty page, and the server counts as many sends on each page. */
	get areWhole(): boolean {
		const numbers = this.numbers;
		const last = numbers[numbers.length - 1] ?? 0;
		const count = numbers.reduce((sum, number) => sum + (this.pages.get(number)?.length ?? 0), 0);
		return numbers.length === last && this.pages.get(last + 1)?.length === 0 && count === this.keys.size && [...this.pages.values()].every(({ total }) => total === count);
	}

	/** Whether the server counts another number of sends than there are up to the last page, which was read. */
	get isMiscounted(): boolean {
		const last = this.numbers[this.numbers.length - 1] ?? 0;
		const page = this.pages.get(last);
		if (page?.total === undefined || !this.isBehindEnd(last + 1)) return false;
		// While sends come and go, the count is another one from page to page.
		const isStill = [...this.pages.values()].every(({ total }) => total === page.total);
		return isStill && page.total !== (last - 1) * this.size + page.length;
	}

	/** The last page that holds sends, as far as this poll and the ones before know. */
	get lastKnown(): number {
		return Math.max(1, Math.min(this.lowestEmpty - 1, Math.max(this.end, this.highest)));
	}

	/** Whether there is time for another page, and a server that gives it. */
	get mayGoOn(): boolean {
		return this.failures.length < MOST_FAILURES && this.poll.mayGoOn();
	}

	/**
	 * Reads some pages together, those that were read already excepted, as far as the time allows. A page that can't be
	 * read is noted; the first one of a poll has to be read.
	 *
	 * @param numbers no more than a wave
	 * @throws what reading the poll's first page throws
	 */
	async read(numbers: number[]) {
		const wanted = numbers.filter((number) => !this.has(number));
		const isFirst = this.pages.size === 0;
		if (!isFirst && !this.mayGoOn) return;
		const results = await Promise.allSettled(wanted.map(async (number) => await this.poll.readPage(number, ASKED)));
		for (const [place, result] of results.entries()) {
			if (result.status === 'fulfilled') this.take(wanted[place] ?? 0, result.value);
			else if (isFirst) throw result.reason;
			// What ran out of time is read by the next poll.
			else if (this.poll.mayGoOn()) this.fail(wanted[place] ?? 0, result.reason);
		}
	}

	/** Reads the times of all pages again, after the order was found to be another one. */
	setOrder(order: ListOrder) {
		this.order = order;
		for (const page of this.pages.values()) page.range = this.rangeOf(page.sends);
	}

	private fail(number: number, reason: unknown) {
		this.failed.add(number);
		this.failures.push(reason);
	}

	private take(number: number, { rows, unreadable = 0, total, serverTime }: TimedPage) {
		if (Number.isNaN(this.serverTime)) this.serverTime = serverTime;
		// A row that nothing names can't be told from others.
		const sends = rows.flatMap((row, index): SeenSend[] => (sendId(row) === '' ? [] : [{ row, key: keyOf(row), at: createdAt(row), page: number, index }]));
		const length = rows.length + unreadable;
		const page = { sends, length, unreadable: length - sends.length, print: printOf(sends), total, range: this.rangeOf(sends) };
		this.pages.set(number, page);
		if (length === 0 || this.repeats(number)) this.lowestEmpty = Math.min(this.lowestEmpty, number);
		else this.highest = Math.max(this.highest, number);
		for (const send of sends) this.keys.add(send.key);
		this.sightings.push(...sends);
		this.size = this.sizeNow(number, length);
	}

	/** Whether the page is the one before it once more: some servers give their last page, or their first, for every number. */
	private repeats(number: number): boolean {
		const [page, before] = [this.pages.get(number), this.pages.get(number - 1)];
		const repeats = page !== undefined && page.sends.length > 0 && page.print === before?.print;
		this.hasRepeated ||= repeats;
		return repeats;
	}

	/** Rows on a full page: those of pages with others behind them, but for one that was read before the others came. */
	private sizeNow(number: number, length: number): number {
		for (const full of [number - 1, number]) {
			const [before, behind] = [this.pages.get(full), this.pages.get(full + 1)];
			if (before && behind && before.length > 0 && behind.length > 0) this.fullest = Math.max(this.fullest, before.length);
		}
		return Math.max(this.fullest === 0 ? this.size : this.fullest, length);
	}

	private rangeOf(sends: SeenSend[]): Range | undefined {
		return this.order === 'none' ? undefined : rangeOf(sends.map(({ at }) => at), this.order);
	}
}
