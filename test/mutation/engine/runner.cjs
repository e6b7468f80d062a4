// Runs the test files while mutants are tried. Stryker names the tests that reach a mutant, but not their files, and wants
// to know no more than whether one of them fails: so the files without one are left out, the quickest goes first, and
// after a failure none follows.
const { default: TestRunner } = require('jest-runner');
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { LONGEST_TRIAL_MS } = require('./pace.cjs');

/** What the run without a mutant found: the tests of each file, and how long each took, in milliseconds. */
const TIMES = join(__dirname, '..', '..', '..', '.tmp', 'mutation', 'times.json');

module.exports = class HastyRunner extends TestRunner {
	async runTests(tests, watcher, options) {
		const { testNamePattern } = this._globalConfig;
		if (process.env.__STRYKER_ACTIVE_MUTANT__ === undefined) return await this.runAndNote(tests, watcher, options);
		let hasFailed = false;
		this.on('test-file-failure', () => (hasFailed = true));
		this.on('test-file-success', ([, { numFailingTests }]) => (hasFailed ||= numFailingTests > 0));
		for (const test of chosen(tests, new RegExp(testNamePattern ?? '', 'i'))) {
			if (!hasFailed) await super.runTests([test], watcher, options);
		}
	}

	async runAndNote(tests, watcher, options) {
		const times = {};
		this.on('test-file-success', ([{ path }, { testResults }]) => {
			times[path] = testResults.map(({ fullName, duration }) => [fullName, duration ?? 0]);
		});
		await super.runTests(tests, watcher, options);
		mkdirSync(dirname(TIMES), { recursive: true });
		writeFileSync(TIMES, JSON.stringify(times));
	}
};

/** Files with a wanted test, the quickest first, as many as a mutant is tried with. */
function chosen(tests, wanted) {
	const times = JSON.parse(readFileSync(TIMES, 'utf8'));
	const files = tests
		.map((test) => ({ test, reached: (times[test.path] ?? []).filter(([name]) => wanted.test(name)) }))
		.filter(({ reached }) => reached.length > 0)
		.map(({ test, reached }) => ({ test, time: reached.reduce((sum, [, duration]) => sum + duration, 0) }))
		.sort((left, right) => left.time - right.time);
	let total = 0;
	return files.filter(({ time }, place) => (total += time) <= LONGEST_TRIAL_MS || place === 0).map(({ test }) => test);
}
