/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- runs on a desk, never inside n8n */
/**
 * Tries the package with old and new versions of n8n and of its engine.
 *
 *     npm run test:matrix -- [--only engines|n8n] [--version <version>] [--sample] [--write]
 */
import { writeFile } from 'node:fs/promises';
import { Lifetime } from '../../scripts/demo/lifetime';
import { packPackage } from '../../scripts/demo/packPackage';
import { step } from '../../scripts/demo/progress';
import { makeRunFolder, removeFolder } from '../../scripts/demo/runFolder';
import { testEngine } from './engineTests';
import { type MatrixOptions, readOptions } from './options';
import { writeTable } from './readmeTable';
import { type Result, totalOf, verdictOf } from './result';
import { inOrder } from './versions';
import { tryN8n } from './wholeN8n/tryN8n';

const lifetime = new Lifetime();

async function main(): Promise<number> {
	const options = readOptions(process.argv.slice(2));
	const results: Result[] = [];
	for (const engine of options.engines) results.push(await testEngine(engine, options.isSample));
	results.push(...(await tryApplications(options)));
	results.sort(inOrder);
	printTable(results);
	if (options.write) await writeTable(results);
	const { passed, failed } = totalOf(results);
	if (options.report !== undefined) await writeFile(options.report, JSON.stringify({ passed, failed }));
	console.log(`${passed} passed, ${failed} failed`);
	return failed === 0 ? 0 : 1;
}

async function tryApplications({ applications }: MatrixOptions): Promise<Result[]> {
	const results: Result[] = [];
	let tarball: string | undefined;
	for (const application of applications) {
		tarball ??= await step('Building and packing the package', pack);
		results.push(await tryN8n(application, tarball, lifetime));
	}
	return results;
}

async function pack(): Promise<string> {
	const folder = await makeRunFolder();
	lifetime.onEnd(async () => await removeFolder(folder));
	return await packPackage(folder);
}

function printTable(results: Result[]): void {
	console.log('');
	for (const result of results) {
		const { n8n, core, what, seconds } = result;
		console.log(`n8n ${n8n.padEnd(10)} n8n-core ${core.padEnd(10)} ${what.padEnd(14)} ${verdictOf(result)}  (${seconds} s)`);
	}
}

void lifetime.run(main).then((code) => process.exit(code));
