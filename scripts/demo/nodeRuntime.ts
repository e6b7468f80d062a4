/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a desk, never inside n8n */
import { writeFile } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { cached } from './cache';
import { runNpm } from './npm';

/** n8n 2.37 and later want Node 24; npm carries its program files as a package. */
export const nodeVersion = '24.21.0';

/** Part of the name of cache entries that hold compiled files. */
export const machine = `${platform()}-${arch()}`;

/** The Node that n8n runs under. */
export interface NodeRuntime {
	/** The program itself; its folder comes first on the PATH of n8n. */
	node: string;
	/** Folder whose `include/node` has the headers for compiling native modules. */
	headers: string;
}

/** Finds the Node for n8n in the cache, or downloads it there. */
export async function nodeRuntime(): Promise<NodeRuntime> {
	const folder = await cached({
		name: `node-${nodeVersion}-${machine}`,
		label: `Node ${nodeVersion}`,
		gigabytes: 0.2,
		fill: async (draft) => {
			await writeFile(join(draft, 'package.json'), JSON.stringify({ private: true, dependencies: { node: nodeVersion } }));
			// The package fetches the program for this machine in its install script.
			await runNpm(['install', '--ignore-scripts=false', '--no-audit', '--no-fund'], {
				folder: draft,
				onFailure: `Node ${nodeVersion} could not be downloaded`,
			});
		},
	});
	const packageFolder = join(folder, 'node_modules', 'node');
	return {
		node: join(packageFolder, 'bin', 'node'),
		headers: join(packageFolder, 'node_modules', `node-${machine}`),
	};
}
