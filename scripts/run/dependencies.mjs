import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectFolder, runNpm } from './processes.mjs';

const lockfile = join(projectFolder, 'package-lock.json');
const installedLockfile = join(projectFolder, 'node_modules', '.package-lock.json');
const stampFile = join(projectFolder, 'node_modules', '.package-lock-hash');

/** Installs the development dependencies unless those of the lockfile are there; gives a sentence when that fails. */
export async function ensureDependencies() {
	const lock = await readFile(lockfile);
	const hash = createHash('sha256').update(lock).digest('hex');
	if ((await readIfPresent(stampFile)) === hash) return undefined;
	// An `npm install` by hand leaves no stamp but may have put everything in place.
	if (!(await isInstalled(JSON.parse(lock)))) {
		console.log('Installing the development dependencies (npm ci), about a minute');
		if ((await runNpm(['ci', '--no-audit', '--no-fund'])) !== 0) {
			return 'npm could not install the dependencies: read its message above, check the network, then run the command again.';
		}
	}
	await writeFile(stampFile, hash);
	return undefined;
}

async function isInstalled(lock) {
	const text = await readIfPresent(installedLockfile);
	if (text === undefined) return false;
	const installed = JSON.parse(text).packages;
	return Object.entries(lock.packages).every(
		([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
	);
}

async function readIfPresent(path) {
	return readFile(path, 'utf8').catch(() => undefined);
}
