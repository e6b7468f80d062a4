import type { SendPages } from './sendPages';

/** How far the search for the last page of the list has come. */
export interface ListEnd {
	/** The last page that is known to hold sends. */
	page: number;
	/** The first page that is known to be empty; absent while none was met. */
	empty?: number;
	/** How far the next look goes beyond the last known page; absent once the last page was found. */
	stride?: number;
}

/** No list has more pages: a server that gives sends under any number must not be asked for ever. */
const LAST_PAGE = 1_000_000;

/**
 * Finds the last page of a list: from where it was the last time on, or where the server's count says, in growing steps,
 * and then by halves. Goes on in the next poll where the time ended.
 */
export class EndFinder {
	private page: number;
	private empty: number | undefined;
	private stride: number;
	/** Page in turn; undefined once the end was found. */
	private next: number | undefined;
	/** Whether the last page that was read is not full. */
	private isShort = false;

	constructor(
		private readonly pages: SendPages,
		{ page, empty, stride }: ListEnd,
	) {
		this.page = page;
		this.next = page;
		this.empty = stride === undefined ? undefined : empty;
		this.stride = stride ?? 1;
	}

	/** The page to read next; none once the end was found. */
	wanted(): number[] {
		while (this.next !== undefined && this.pages.has(this.next)) this.look(this.next);
		return this.next === undefined ? [] : [this.next];
	}

	/** What was found. */
	get end(): ListEnd {
		const page = Math.max(1, this.page);
		return this.next === undefined ? { page } : { page, empty: this.empty, stride: this.stride };
	}

	/** Takes note of the page in turn. */
	private look(number: number) {
		const read = this.pages.get(number);
		// Some servers answer with an error behind the last page; if it was another one, the next poll finds more.
		if (read === undefined && (this.pages.get(number + 1)?.length ?? 0) > 0) this.next = number + 1;
		else if (read === undefined || read.length === 0 || this.isAgain(number)) this.meetNothing(number);
		else this.meetSends(number, read.length, read.total);
	}

	/** Whether a page behind the last known one is that one once more. */
	private isAgain(number: number): boolean {
		const [known, read] = [this.pages.get(this.page), this.pages.get(number)];
		return number > this.page && read !== undefined && read.sends.length > 0 && read.print === known?.print;
	}

	private meetNothing(number: number) {
		this.empty = Math.min(this.empty ?? Infinity, number);
		// The list became shorter, probably by no more than a page.
		const isBack = number <= this.page;
		if (isBack) this.page = 0;
		this.next = isBack && number > 1 ? number - 1 : this.between();
	}

	private meetSends(number: number, length: number, total: number | undefined) {
		if (number >= this.page) this.isShort = length < this.pages.size;
		if (number > this.page && this.empty === undefined) this.stride *= 2;
		this.page = Math.max(this.page, number);
		const counted = Math.ceil((total ?? 0) / this.pages.size);
		// A page that is not full ends the list, unless the server counts more; the background scan looks behind it.
		if (this.isShort && (total === undefined || counted <= this.page)) this.next = undefined;
		else if (counted > this.page && counted < (this.empty ?? LAST_PAGE) && !this.pages.has(counted)) this.next = counted;
		else this.next = this.between();
	}

	/** The next page to look at, between the last one that holds sends and the first one that holds none. */
	private between(): number | undefined {
		if (this.empty === undefined) return this.page + this.stride > LAST_PAGE ? undefined : this.page + this.stride;
		return this.page + 1 >= this.empty ? undefined : (this.page + this.empty) >> 1;
	}
}
