/** How many times as fast as real time the time of the tests passes; more would make slow code miss its deadlines. */
const SPEED = 4;

/** Longest real time that one test may take, in milliseconds: a mutant that waits for ever is found by then. */
const PATIENCE_MS = 10_000;

/** How the names of tests begin that take seconds of work, and beside which quicker ones find the same mutants. */
const TOO_SLOW = [
	'300 items stay within four in flight and the pace',
	'ten thousand items are refused in one go',
	'500 items among 100,000 sends',
	'is looked through up to 50,000 sends',
	'an ordered list has no limit but the window',
	'gives the newest 10,000 at the most',
];

/**
 * Longest time of the tests, in milliseconds, that one mutant is tried with. What no test notices would otherwise take
 * minutes each, as nearly every test of a send reaches it; to leave tests out can only let more survive, never less.
 */
const LONGEST_TRIAL_MS = 15_000;

module.exports = { LONGEST_TRIAL_MS, PATIENCE_MS, SPEED, TOO_SLOW };
