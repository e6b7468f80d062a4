import { StartWindow } from './startWindow';
import { Throttling } from './throttling';

/** A published limit that some requests of an account count for, beside the one of all its requests. */
export interface BudgetLimit {
	/** Names it among the limits of the account. */
	name: string;
	/** Requests that a window may hold, 100 at the most. */
	requests: number;
	windowMs: number;
}

/** What a server may measure a long window longer by than it was here, in milliseconds: an answer may be slow on a busy day. */
const TOLERANCE_MS = 1_000;

/** One such limit of one account: what was used of it, and whether the API refuses what counts for it. */
export class Budget {
	readonly throttling: Throttling;
	private readonly starts: StartWindow;

	/** @param random a number in [0, 1), for jitter */
	constructor(
		private readonly limit: BudgetLimit,
		random?: () => number,
	) {
		this.throttling = new Throttling(random);
		this.starts = new StartWindow(limit.windowMs, TOLERANCE_MS);
	}

	/** Milliseconds until another request may start that counts for it; Infinity while one finds out whether a block is over. */
	waitFrom(tick: number): number {
		return Math.max(this.throttling.waitFrom(tick), this.waitForPlace(tick));
	}

	/** The same for a request that started already and was overtaken: whether something is blocked it finds out itself. */
	waitForPlace(tick: number): number {
		return this.starts.freeFrom(this.limit.requests) - tick;
	}

	/** Notes a request that is on its way by now. */
	note(tick: number) {
		this.starts.note(tick);
	}

	/** Requests per second on average. */
	get ceiling(): number {
		return (this.limit.requests * 1_000) / this.limit.windowMs;
	}
}
