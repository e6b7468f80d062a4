const { join } = require('node:path');
const { PATIENCE_MS, SPEED } = require('./engine/pace.cjs');
const { projects } = require('../../jest.config.js');

const { displayName, ...currentEngine } = projects.find(({ displayName }) => displayName === 'current engine');
// Whole paths, as Stryker knows nothing of `<rootDir>`.
const engine = (name) => join(__dirname, 'engine', `${name}.cjs`);

/** Tests that run the node in n8n's engine; those without it are quick, and go first. */
const ENGINE_TESTS = [
	'money/**/*',
	'operations/hint',
	'operations/send/create*',
	'operations/user/invite',
	'openConnectors/{spending,bulkJob}/*',
	'openConnectors/operations/{requests,troubles}',
];

/**
 * The tests that reach what spends and what remembers, on the current engine.
 *
 * @type {import('jest').Config}
 */
module.exports = {
	...currentEngine,
	rootDir: join(__dirname, '..', '..'),
	roots: ['nodes', 'credentials', 'sandbox', 'test'].map((folder) => `<rootDir>/${folder}`),
	testMatch: [
		'unit/**/*',
		'trigger/{packing,sends.property}',
		...(process.env.MUTATION_TESTS === 'unit' ? [] : ENGINE_TESTS),
	].map((path) => `<rootDir>/test/${path}.test.ts`),
	// It reads the sources, where a mutant of a pattern stands beside it, and may be slow.
	testPathIgnorePatterns: [...(currentEngine.testPathIgnorePatterns ?? ['/node_modules/']), '/unit/patterns\\.test\\.ts$'],
	runner: engine('runner'),
	runtime: engine('runtime'),
	testEnvironment: engine('environment'),
	// For what runs before and after tests; tests themselves get as much from the environment.
	testTimeout: PATIENCE_MS * SPEED,
};
