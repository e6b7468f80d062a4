/**
 * Preloaded by every measured process: our nodes come from the package as it is published, and the engine from a whole
 * n8n, so that what is measured is what runs at a user's.
 */
const Module = require('node:module');
const { existsSync } = require('node:fs');
const { join, relative, sep } = require('node:path');

const { BENCH_PACKAGE, BENCH_N8N } = process.env;
const project = join(__dirname, '..', '..');
const resolve = Module._resolveFilename;

/** The compiled file of a source of the package, or the file itself. */
function published(file) {
	const path = relative(project, file);
	if (!/^(nodes|credentials)[\\/]/.test(path) || !path.endsWith('.ts')) return file;
	const compiled = join(BENCH_PACKAGE, 'dist', path.replace(/\.ts$/, '.js'));
	return existsSync(compiled) ? compiled : file;
}

/** From where a package of n8n is loaded, whoever asks for it; its own packages see what they always see. */
const places = { 'n8n-core': BENCH_N8N, 'n8n-workflow': BENCH_N8N, 'n8n-nodes-base': BENCH_N8N };

Module._resolveFilename = function (request, parent, ...more) {
	const [name] = request.split('/');
	const isOurs = parent?.filename === undefined || parent.filename === null || !parent.filename.startsWith(BENCH_N8N + sep);
	if (isOurs && places[name] !== undefined) return resolve.call(this, join(places[name], request), parent, ...more);
	return published(resolve.call(this, request, parent, ...more));
};
