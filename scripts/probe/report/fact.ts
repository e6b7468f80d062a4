/**
 * What became of an expectation. `noted` is for what the contract leaves open: there is nothing to differ from, and the
 * answer is worth having.
 */
export type Verdict = 'as expected' | 'differs' | 'noted' | 'not seen' | 'not asked';

/** One line of the report. No member ever holds a value of a record: only shapes, counts and words of the contract. */
export interface Fact {
	/** Never changes, so that reports can be compared. */
	id: string;
	/** Number in the list of facts, such as `A3`; empty where there is none. */
	number: string;
	name: string;
	expected: string;
	seen: string;
	verdict: Verdict;
}

/** What a fact is before anything was seen. */
export type Question = Pick<Fact, 'id' | 'number' | 'name' | 'expected'>;

/** What was seen, with its verdict. */
export type Finding = Pick<Fact, 'seen' | 'verdict'>;

/** A finding that agrees with the contract, or that doesn't. */
export const judged = (isExpected: boolean, seen: string): Finding => ({ seen, verdict: isExpected ? 'as expected' : 'differs' });

/** A finding about which the contract says nothing. */
export const noted = (seen: string): Finding => ({ seen, verdict: 'noted' });

/** Nothing was seen, and why. */
export const notSeen = (why: string): Finding => ({ seen: why, verdict: 'not seen' });

/** Nothing was asked, and why. */
export const notAsked = (why: string): Finding => ({ seen: why, verdict: 'not asked' });
