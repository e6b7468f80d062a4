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
	// Most suites wait for the stand-in's time more than they compute, so that more of them than cores run side by side.
	maxWorkers: 3,
	// n8n-core 1.x leaves a timer behind that would keep the process alive.
	forceExit: true,
	projects: [
		{ ...common, displayName: 'current engine', testMatch: ['<rootDir>/test/**/*.test.ts'] },
		{
			...common,
			displayName: 'oldest engine',
			testMatch: ['<rootDir>/test/money/**/*.test.ts', '<rootDir>/test/operations/**/*.test.ts', '<rootDir>/test/openConnectors/{operations,connectorInstance}/**/*.test.ts'],
			moduleNameMapper: {
				'^n8n-core$': '<rootDir>/node_modules/n8n-core-1.122',
				'^n8n-workflow$': '<rootDir>/node_modules/n8n-core-1.122/node_modules/n8n-workflow',
			},
		},
	],
};
