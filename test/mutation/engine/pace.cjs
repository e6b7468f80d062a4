/** How many times as fast as real time the time of the tests passes; more would make slow code miss its deadlines. */
const SPEED = Number(process.env.SPEED ?? 4);

/** Longest real time that one test may take, in milliseconds: a mutant that waits for ever is found by then. */
const PATIENCE_MS = 15_000;

/** Names of tests that take seconds of work, in the place of which quicker ones find the same mutants. */
const TOO_SLOW = [
	'300 items stay within four in flight and the pace, and each is sent once',
	'ten thousand items are refused in one go',
	'500 items among 100,000 sends (ascending) cost at most five more requests, and one in forty to keep the list young',
	'500 items among 100,000 sends (descending) cost at most five more requests, and one in forty to keep the list young',
];

module.exports = { PATIENCE_MS, SPEED, TOO_SLOW };
