/**
 * Runs in a fresh process: makes one of every class that a package registers, as n8n does at its start, and tells the parent
 * how long that took. Plain JavaScript without a loader for TypeScript, which would be part of what is measured.
 */
const { basename, join } = require('node:path');
const { performance } = require('node:perf_hooks');

const [, , folder] = process.argv;
process.once('disconnect', () => process.exit());

// n8n has both in memory before it looks for packages.
require(join(process.env.NODE_PATH, 'n8n-workflow'));
const { n8n = {} } = require(join(folder, 'package.json'));

const heapBytes = () => {
	for (let round = 0; round < 3; round++) global.gc();
	return process.memoryUsage().heapUsed;
};

const create = (path) => {
	const exported = require(join(folder, path));
	return new exported[basename(path).split('.')[0]]();
};

const before = heapBytes();
const started = performance.now();
const credentials = (n8n.credentials ?? []).map(create);
const nodes = (n8n.nodes ?? []).map(create);
const milliseconds = performance.now() - started;
const heap = heapBytes() - before;

const described = nodes.map((node) => (node.nodeVersions === undefined ? node : node.getNodeType()).description);
process.send({ milliseconds, heapBytes: heap, credentials: credentials.length, descriptions: JSON.stringify(described) }, () => process.exit());
