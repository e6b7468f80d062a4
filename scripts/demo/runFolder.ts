/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache';
import { codeOf } from './failure';

const ownerFile = 'process-id';

/** Makes a folder for one run, and removes those of runs that ended without tidying up. */
export async function makeRunFolder(): Promise<string> {
	const parent = join(cacheFolder(), 'runs');
	await mkdir(parent, { recursive: true });
	for (const name of await readdir(parent)) {
		const owner = await readFile(join(parent, name, ownerFile), 'utf8').catch(() => undefined);
		if (owner !== undefined && !isAlive(Number(owner))) await removeFolder(join(parent, name));
	}
	const folder = await mkdtemp(join(parent, 'run-'));
	await writeFile(join(folder, ownerFile), String(process.pid));
	return folder;
}

/** Keeps a folder from being taken for a leftover. */
export async function keepFolder(folder: string): Promise<void> {
	await rm(join(folder, ownerFile), { force: true });
}

/** Removes a folder with everything in it. */
export async function removeFolder(folder: string): Promise<void> {
	await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}

function isAlive(processId: number): boolean {
	try {
		process.kill(processId, 0);
		return true;
	} catch (error) {
		return codeOf(error) === 'EPERM';
	}
}
