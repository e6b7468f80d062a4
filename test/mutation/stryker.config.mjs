/**
 * Where a mistake costs money: what decides on a send, what remembers it, and what carries it. And where one loses events:
 * the triggers.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
	testRunner: 'jest',
	// The tests of a mutant are chosen by what they reach, in `engine/runner.cjs`; jest's own choice goes by imports, and all import all.
	jest: { projectType: 'custom', configFile: 'test/mutation/jest.config.cjs', enableFindRelatedTests: false },
	mutate: [
		'nodes/shared/spending/**/*.ts',
		'nodes/shared/execution/attempts/**/*.ts',
		'nodes/shared/execution/{ending,executionMemory,nodeRun,requestOptions,sendBudget,warmUpGate,writeLog,writeRequest}.ts',
		'nodes/shared/execution/progress/*.ts',
		'nodes/shared/transport/**/*.ts',
		'nodes/Sendoso/trigger/sends/**/*.ts',
		'nodes/Sendoso/sendList/rowsInPlace.ts',
		'nodes/shared/polling/{pollOnce,poller}.ts',
		'nodes/shared/polling/walks/numberedWalk.ts',
		'nodes/shared/polling/records/**/*.ts',
		'nodes/SendosoOpenConnectors/trigger/cursorWalk.ts',
	],
	// Most texts are for people, and an error that says it otherwise costs nobody money: tests of their own hold the words.
	// Texts that decide, such as outcomes and kinds, are compared somewhere, and the comparison is mutated.
	mutator: { excludedMutations: ['StringLiteral'] },
	coverageAnalysis: 'perTest',
	// Nothing checks types on the way, as swc drops them.
	disableTypeChecks: false,
	concurrency: 2,
	// Tests that never end are ended by the environment. What is left is a loop without a pause, and a busy machine, which
	// must not count as one: two mutants side by side are slower than the run without one, which is alone.
	timeoutMS: 20_000,
	timeoutFactor: 4,
	// Realms of old tests stay in memory, about 30 MB for each test file: after 15 mutants a process held 3 GB.
	maxTestRunnerReuse: 6,
	incremental: true,
	incrementalFile: '.tmp/mutation/incremental.json',
	reporters: ['json', 'progress-append-only'],
	jsonReporter: { fileName: '.tmp/mutation/report.json' },
	tempDirName: '.tmp/mutation/sandbox',
	ignorePatterns: ['.tmp', 'bench', 'coverage', 'demo', 'dist', 'docs'],
	thresholds: { high: 95, low: 85, break: 85 },
	allowConsoleColors: false,
};
