const { join } = require('node:path');
const { projects: [current], ...common } = require('../../jest.config.js');

// Whole paths: the engine may be installed outside the checkout.
const { MATRIX_CORE, MATRIX_WORKFLOW, MATRIX_SAMPLE } = process.env;
const tests = (...paths) => paths.map((path) => `<rootDir>/test/${path}.test.ts`);

/** What nodes do in a run. */
const NODES = ['<rootDir>/test/money/**/*.test.ts', '<rootDir>/test/operations/**/*.test.ts', '<rootDir>/test/openConnectors/{operations,connectorInstance}/**/*.test.ts'];
/** Triggers; other tests of theirs look at what newer engines alone offer, such as the time of a poll. */
const TRIGGERS = tests('trigger/{records,resourceStates}', 'openConnectors/trigger/trouble', 'webhook/{deliveries,fetchSend}');
/** A few that touch most of what engines do differently. */
const SAMPLE = tests('money/{duplicates,neverTwice,requestOptions,runErrors}', 'operations/{hint,send/createEgift}', 'openConnectors/{operations/requests,trigger/trouble}');

/**
 * The tests of the engine on the one that is named in the environment.
 *
 * @type {import('jest').Config}
 */
module.exports = {
	...common,
	...current,
	displayName: 'chosen engine',
	rootDir: join(__dirname, '..', '..'),
	testMatch: MATRIX_SAMPLE ? SAMPLE : [...NODES, ...TRIGGERS],
	moduleNameMapper: { '^n8n-core$': MATRIX_CORE, '^n8n-workflow$': MATRIX_WORKFLOW },
};
