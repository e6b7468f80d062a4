/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { createHash } from 'node:crypto';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import manifest from '../../demo/n8n/package.json';
import { cached, exists } from './cache';
import { machine, nodeRuntime, nodeVersion } from './nodeRuntime';
import type { NodeRuntime } from './nodeRuntime';
import { runNpm } from './npm';
import { say, step } from './progress';

/** The n8n whose lockfile stands in demo/n8n. */
export const n8nVersion: string = manifest.dependencies.n8n;

/** An n8n that can be started. */
export interface N8nInstallation extends NodeRuntime {
	/** Folder with n8n's `node_modules`. */
	folder: string;
	/** The script behind the command `n8n`. */
	command: string;
}

const manifestFolder = join(__dirname, '..', '..', 'demo', 'n8n');

/** Finds the locked n8n and its Node in the cache, or installs them there once. */
export async function installN8n(): Promise<N8nInstallation> {
	const runtime = await step(`Node ${nodeVersion} for n8n`, nodeRuntime);
	const lock = await readFile(join(manifestFolder, 'package-lock.json'));
	const hash = createHash('sha256').update(lock).digest('hex').slice(0, 12);
	say(`n8n ${n8nVersion} (about 5 minutes the first time, kept for the next)`);
	const folder = await cached({
		name: `n8n-${n8nVersion}-${hash}-node-${nodeVersion}-${machine}`,
		label: `n8n ${n8nVersion}`,
		gigabytes: 3.5,
		fill: async (draft) => await install(draft, runtime),
	});
	return { ...runtime, folder, command: join(folder, 'node_modules', 'n8n', 'bin', 'n8n') };
}

async function install(folder: string, { node, headers }: NodeRuntime): Promise<void> {
	for (const file of ['package.json', 'package-lock.json']) await copyFile(join(manifestFolder, file), join(folder, file));
	await step('  downloading the packages of n8n', async () => {
		await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
			folder,
			node,
			onFailure: `n8n ${n8nVersion} could not be installed`,
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
