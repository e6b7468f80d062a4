/** Which requests a fault hits; without a member, any. */
export interface FaultMatch {
	method?: string;
	/** A path in which `*` stands for anything, or a regular expression between slashes. */
	path?: string;
	/** Only the n-th matching request, counted from 1. */
	nth?: number;
	/** Text that the JSON form of the body contains. */
	bodyIncludes?: string;
}

/** Whether the fault comes instead of the work, or after the work was done. */
export type FaultStage = 'before' | 'after';

/** What goes wrong. */
export type FaultAction =
	| { kind: 'delay'; milliseconds: number; stage?: FaultStage }
	| {
			kind: 'status';
			status: number;
			/** Text goes out as it is, anything else as JSON; left out, the answer is empty. */
			body?: unknown;
			/** Text goes out one byte for each of its signs, which may be no UTF-8. */
			inBytes?: boolean;
			headers?: Record<string, string>;
			stage?: FaultStage;
	  }
	| { kind: 'drop'; stage?: FaultStage }
	| { kind: 'stall'; stage?: FaultStage }
	/** Begins a JSON answer and never ends it: pieces of 64 KiB, until the caller hangs up. */
	| { kind: 'drip'; stage?: 'before' }
	/** Announces the whole length, sends half, hangs up. */
	| { kind: 'cutBody' }
	/** A complete answer whose JSON is broken. */
	| { kind: 'malformedBody' }
	/** An answer with a member that is nested so deep; a list has it in its first row. */
	| { kind: 'nested'; levels: number }
	/**
	 * A good answer in which this value stands everywhere: for the whole answer, for each of its members, or for each member
	 * of its records.
	 */
	| { kind: 'wrongTypes'; of: 'answer' | 'members' | 'records'; value: unknown }
	/** These bytes, one for each sign of the text, in the place of a whole answer with its status and headers. */
	| { kind: 'raw'; text: string; stage?: FaultStage }
	/** 200 with `success: false`. */
	| { kind: 'unsuccessful'; message?: string; stage?: FaultStage }
	/** An answer that repeats token and client secret, in words, names and encodings: instead of the work, or beside its result. */
	| { kind: 'repeatSecrets'; status: number; stage?: FaultStage }
	| { kind: 'redirect'; status: 301 | 302 | 303 | 307 | 308; location: string; stage?: FaultStage }
	| {
			kind: 'tooManyRequests';
			header?: { name: 'Retry-After' | 'X-Rate-Limit-Reset'; value: string };
			blockMilliseconds?: number;
	  };

/** One fault to inject. */
export interface Fault {
	match?: FaultMatch;
	/** How often it hits; 1 by default. */
	times?: number | 'always';
	/** Hits only this share of the matching requests. */
	probability?: number;
	/** Starting point of the random numbers behind `probability`. */
	seed?: number;
	action: FaultAction;
}

/** A fault and what became of it. */
export interface FaultState {
	id: number;
	fault: Fault;
	/** Requests that matched, hit or not. */
	matched: number;
	hits: number;
	remaining: number | 'always';
}
