/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import demoManifest from '../../demo/n8n/package.json';
import { cached, exists } from './cache';
import { machine, nodeRuntime, nodeVersion } from './nodeRuntime';
import type { NodeRuntime } from './nodeRuntime';
import { runNpm } from './npm';
import { say, step } from './progress';

/** The n8n whose lockfile stands in demo/n8n. */
export const n8nVersion: string = demoManifest.dependencies.n8n;

/** An n8n that can be started. */
export interface N8nInstallation extends NodeRuntime {
	/** Folder with n8n's `node_modules`. */
	folder: string;
	/** The script behind the command `n8n`. */
	command: string;
}

/** What npm installs an n8n from. */
export interface N8nSource {
	/** Exact version. */
	version: string;
	/** Text of its `package.json`. */
	manifest: string;
	/** Text of its `package-lock.json`; without it npm resolves the dependencies anew. */
	lock?: string;
}

const manifestFolder = join(__dirname, '..', '..', 'demo', 'n8n');

/** The n8n of the demo, with its lockfile. */
export async function demoSource(): Promise<N8nSource> {
	const read = async (file: string) => await readFile(join(manifestFolder, file), 'utf8');
	return { version: n8nVersion, manifest: await read('package.json'), lock: await read('package-lock.json') };
}

/**
 * Finds an n8n and its Node in the cache, or installs them there once.
 *
 * @param source what is installed; the n8n of the demo unless it is given
 * @throws PlainFailure when there is not enough disk or npm fails
 */
export async function installN8n(source?: N8nSource): Promise<N8nInstallation> {
	const wanted = source ?? (await demoSource());
	const runtime = await step(`Node ${nodeVersion} for n8n`, nodeRuntime);
	say(`n8n ${wanted.version} (about 5 minutes the first time, kept for the next)`);
	const folder = await cached({
		name: cacheName(wanted),
		label: `n8n ${wanted.version}`,
		gigabytes: 3.5,
		fill: async (draft) => await install(draft, wanted, runtime),
	});
	return { ...runtime, folder, command: join(folder, 'node_modules', 'n8n', 'bin', 'n8n') };
}

function cacheName({ version, manifest, lock }: N8nSource): string {
	const hash = createHash('sha256').update(lock ?? manifest).digest('hex').slice(0, 12);
	return `n8n-${version}-${hash}-node-${nodeVersion}-${machine}`;
}

async function install(folder: string, { version, manifest, lock }: N8nSource, { node, headers }: NodeRuntime): Promise<void> {
	await writeFile(join(folder, 'package.json'), manifest);
	if (lock !== undefined) await writeFile(join(folder, 'package-lock.json'), lock);
	await step('  downloading the packages of n8n', async () => {
		await runNpm([lock === undefined ? 'install' : 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
			folder,
			node,
			onFailure: `n8n ${version} could not be installed`,
		});
	});
	await step('  getting the SQLite driver ready, up to two minutes when it is compiled here', async () => {
		const headersOption = (await exists(join(headers, 'include', 'node', 'node_api.h'))) ? [`--nodedir=${headers}`] : [];
		await runNpm(['rebuild', 'sqlite3', '--ignore-scripts=false', ...headersOption], {
			folder,
			node,
			onFailure: 'The SQLite driver of n8n could not be made (without a download it takes python3, make and g++)',
		});
	});
}
