// What loads modules for the tests while mutants are tried. The packages that are no part of the project, n8n's engine
// above all, are loaded once for all tests of all mutants, outside: to load them takes longer than most tests do.
const { default: Runtime } = require('jest-runtime');
const { mkdtempSync } = require('node:fs');
const { createRequire } = require('node:module');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

// Read by the engine when it is loaded, as in test/support/engine.ts.
process.env.N8N_USER_FOLDER ??= mkdtempSync(join(tmpdir(), 'sendoso-engine-'));
process.env.N8N_ENCRYPTION_KEY ??= 'engine-tests-only';
process.env.N8N_LOG_LEVEL ??= 'silent';

const SHARED = ['express', 'express-openapi-validator', 'fast-check', 'n8n-core', 'n8n-workflow', 'yaml'];

/** Where n8n's packages have their `sleep` from; each has a copy of its own. */
const sleeping = ['n8n-core', 'n8n-workflow'].map((name) => createRequire(require.resolve(name))('@n8n/utils/sleep'));

module.exports = class SharingRuntime extends Runtime {
	constructor(...values) {
		super(...values);
		// The engine and the node sleep in the time of the tests.
		const { setTimeout } = this._environment.global;
		const sleep = async (milliseconds) => await new Promise((resolve) => setTimeout(resolve, milliseconds));
		for (const module of sleeping) module.sleep = sleep;
	}

	requireModuleOrMock(from, name) {
		// The clocks of the hastened realm, in the place of those outside.
		if (name === 'node:perf_hooks') return { performance: this._environment.global.performance };
		if (!SHARED.includes(name) || from.includes('/node_modules/')) return super.requireModuleOrMock(from, name);
		return require(name);
	}
};
