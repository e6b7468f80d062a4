/** How many times as fast as real time the time of the tests passes; more would make slow code miss its deadlines. */
const SPEED = 4;

/** Longest real time that one test may take, in milliseconds: a mutant that waits for ever is found by then. */
const PATIENCE_MS = 10_000;

/** How the names of tests begin that take seconds of work, and beside which quicker ones find the same mutants. */
const TOO_SLOW = [
	'300 items stay within four in flight and the pace',
	'ten thousand items are refused in one go',
	'500 items among 100,000 sends',
];

/**
 * Test files that take half of the time of all. They are spared a mutant that `ENOUGH_TESTS` of the others reach: to
 * leave tests out can only let more survive, never less.
 */
const LAST_RESORT = ['money/lostAnswers', 'openConnectors/operations/requests', 'openConnectors/spending/outcomes', 'openConnectors/spending/sends'];

/** Tests that a mutant is known well enough by. What only some paths use, such as the search for a lost answer, has fewer. */
const ENOUGH_TESTS = 150;

module.exports = { ENOUGH_TESTS, LAST_RESORT, PATIENCE_MS, SPEED, TOO_SLOW };
