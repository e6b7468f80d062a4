/**
 * Where a mistake costs money: what decides on a send, and what remembers it.
 *
 * @type {import('@stryker-mutator/api/core').PartialStrykerOptions}
 */
export default {
	testRunner: 'jest',
	jest: { projectType: 'custom', configFile: 'test/mutation/jest.config.cjs', enableFindRelatedTests: false },
	mutate: [
		'nodes/shared/spending/**/*.ts',
		'nodes/shared/execution/attempts/*.ts',
		'nodes/shared/execution/{ending,executionMemory,nodeRun,sendBudget,warmUpGate,writeLog,writeRequest}.ts',
	],
	mutator: { excludedMutations: ['StringLiteral'] },
	coverageAnalysis: 'perTest',
	disableTypeChecks: false,
	concurrency: 2,
	timeoutMS: 20_000,
	timeoutFactor: 4,
	maxTestRunnerReuse: 40,
	incremental: true,
	incrementalFile: '.tmp/mutation/incremental.json',
	reporters: ['json', 'progress-append-only'],
	jsonReporter: { fileName: '.tmp/mutation/report.json' },
	tempDirName: '.tmp/mutation/sandbox',
	ignorePatterns: ['.tmp', 'bench', 'coverage', 'demo', 'dist', 'docs'],
	thresholds: { high: 95, low: 85, break: 85 },
	allowConsoleColors: false,
};
