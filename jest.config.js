/** What all suites share. */
const common = {
	testEnvironment: 'node',
	transform: {
		'^.+\\.[tj]s$': ['@swc/jest', { jsc: { target: 'es2021', parser: { syntax: 'typescript', decorators: true } }, module: { type: 'commonjs' } }],
	},
	transformIgnorePatterns: ['/node_modules/'],
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
	setupFiles: ['<rootDir>/test/support/propertySeed.ts'],
};

/** @type {import('jest').Config} */
module.exports = {
	testTimeout: 60_000,
	// A third of the time of most suites is waiting for the stand-in, so that more of them than cores run side by side.
	maxWorkers: 3,
	// n8n-core 1.x leaves a timer behind that would keep the process alive.
	forceExit: true,
	projects: [{ ...common, displayName: 'current engine', testMatch: ['<rootDir>/test/**/*.test.ts'] }],
};
