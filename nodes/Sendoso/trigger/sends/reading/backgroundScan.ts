import type { SendPages } from './sendPages';

/** A walk through the whole list, a few pages a poll, beside what else a poll reads. */
export interface ScanState {
	/** Page at which the next poll goes on; absent at the beginning. */
	page?: number;
	/** Server time when it began. */
	startedAt?: number;
	/** The page was empty in the last poll. */
	isEmpty?: boolean;
	/** Stands for what was on the page before. */
	print?: string;
	/** Pages in a row that could not be read. */
	failures?: number;
	/** First page of the run of failures, and whether something was left out before it. */
	run?: { page: number; hadHoles: boolean };
	/** Page at which this walk ends oddly, with errors or with fewer sends than the server counts; and where the one before did. */
	oddEnd?: number;
	lastOddEnd?: number;
	/** Something was left out: pages that can't be read, or sends that are counted and do not come. */
	hasHoles?: boolean;
	/** Sends that were there before were met for the first time since it began. */
	hasDiscovered?: boolean;
	/** The walk has come beyond what is to be read quickly. */
	isSlow?: boolean;
}

/**
 * Pages in a row that can't be read after which a walk begins anew: some servers answer with errors behind the end of the
 * list.
 */
const MOST_FAILURES = 3;

/** Sends that a server may count beyond those that it lists without being taken for one that left something out. */
const TOLERATED_EXCESS = 1;

/** How a poll walks on. */
export interface ScanTerms {
	/** Pages for this poll. */
	most: number;
	/** Behind the sends created before this server time, one page a poll is enough. */
	edge: number;
	/** Whether the server's count may end the walk, where the last page agrees with it. */
	believesCount: boolean;
}

/**
 * Goes on with the walk through the list, from its first page to its last, in whichever order it comes: what is thought of
 * the order may change from poll to poll, and must not send the walk back to its beginning.
 */
export class BackgroundScan {
	/** Whether the walk came to its end in this poll. */
	isComplete = false;
	/** The last page that the walk met with sends on it. */
	foundEnd: number | undefined;
	private at: ScanState & { page: number };
	/** Nothing more can be done in this poll. */
	private hasToWait = false;
	private count = 0;

	constructor(
		private readonly pages: SendPages,
		private readonly before: ScanState,
		private readonly terms: ScanTerms,
	) {
		this.at = { startedAt: pages.serverTime, ...before, page: before.page ?? 1 };
	}

	/** Whether it came to its end and met every send. */
	get isWhole(): boolean {
		return this.isComplete && this.at.hasHoles !== true;
	}

	/** Where the next poll goes on. */
	get state(): ScanState {
		const { oddEnd } = this.at;
		return !this.isComplete ? this.at : oddEnd === undefined ? {} : { lastOddEnd: oddEnd };
	}

	/** Server time when the walk began. */
	get startedAt(): number {
		return this.before.startedAt ?? this.pages.serverTime;
	}

	/** Pages to read next, no more than some at a time. */
	wanted(most: number): number[] {
		while (!this.isComplete && !this.hasToWait && this.isRead(this.at.page)) this.look();
		const left = Math.min(most, (this.at.isSlow === true && this.pages.order !== 'none' ? 1 : this.terms.most) - this.count);
		if (this.isComplete || this.hasToWait || left <= 0) return [];
		const numbers = Array.from({ length: left }, (_, place) => this.at.page + place).filter((number, place) => this.isWorthAsking(number, place));
		this.count += numbers.length;
		return numbers;
	}

	/** Takes note of the page in turn. */
	private look() {
		const { pages, at } = this;
		const read = pages.get(at.page);
		const isAgain = read !== undefined && read.sends.length > 0 && read.print === at.print;
		const isEmpty = read?.length === 0 || isAgain;
		at.isEmpty = isEmpty;
		// Behind it, a list that comes newest first has nothing that is followed.
		if (!pages.isReversed && (read?.range?.oldest ?? Infinity) < this.terms.edge) at.isSlow = true;
		at.failures = read === undefined && !isEmpty ? (at.failures ?? 0) + 1 : 0;
		if (at.failures === 1) at.run = { page: at.page, hadHoles: at.hasHoles === true };
		if (at.failures > 0) at.hasHoles = true;
		if (isEmpty && pages.countedOn(at.page) > TOLERATED_EXCESS) this.endOddly(at.page, at.hasHoles === true);
		if (at.failures >= MOST_FAILURES) {
			this.endOddly(at.run?.page ?? at.page, at.run?.hadHoles === true);
			this.isComplete = true;
		} else if (isEmpty) this.meetEnd();
		else {
			if (read) {
				this.foundEnd = Math.max(this.foundEnd ?? 0, at.page);
				at.print = read.print;
			}
			if (this.terms.believesCount && pages.isCertainlyLast(at.page)) this.isComplete = true;
			else at.page += 1;
		}
	}

	/** What two walks meet at their end is no hole. */
	private endOddly(page: number, hadHoles: boolean) {
		this.at.hasHoles = hadHoles || this.at.lastOddEnd !== page;
		this.at.oddEnd = page;
	}

	/** An empty page is the end when the next poll finds it empty, too: one of them may be a mistake. */
	private meetEnd() {
		const isConfirmed = this.pages.areWhole || (this.before.isEmpty === true && this.before.page === this.at.page);
		this.isComplete = isConfirmed;
		this.hasToWait = !isConfirmed;
	}

	/** Behind what the server counts nothing is asked for ahead. */
	private isWorthAsking(number: number, place: number): boolean {
		return !this.isRead(number) && (place === 0 || !this.pages.isCounted || this.pages.countedOn(number) > 0);
	}

	/** An empty page before it proves nothing: it may be a mistake, so that the page itself is asked for. */
	private isRead(number: number): boolean {
		return this.pages.has(number);
	}
}
