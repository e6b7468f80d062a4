/* eslint-disable @n8n/community-nodes/no-restricted-imports -- benchmarks run on a desk, never inside n8n */
import { mkdir, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { cached, exists } from '../../scripts/demo/cache';
import { PlainFailure } from '../../scripts/demo/failure';
import { runNpm } from '../../scripts/demo/npm';

/** A package as npm would bring it to an n8n. */
export interface ObtainedPackage {
	/** Name and version. */
	label: string;
	tarball: string;
	/** Where it is unpacked, with what it depends on beside it. */
	folder: string;
}

interface Manifest {
	version: string;
	dependencies?: Record<string, string>;
}

/**
 * Packs a package and installs it from its tarball. One of the registry with an exact version is kept in the cache.
 *
 * @param source name and version, or the path of a folder or of a tarball
 * @param work folder for what is not kept
 * @throws PlainFailure when npm fails
 */
export async function obtainPackage(source: string, work: string): Promise<ObtainedPackage> {
	const isPath = await exists(source);
	if (isPath || !/@\d+\.\d+\.\d+/.test(source)) {
		const folder = await mkdtemp(join(work, 'package-'));
		await fill(folder, isPath ? resolve(source) : source);
		return await describe(folder);
	}
	const name = `package-${source.replace(/^@/, '').replace(/[^\w.-]/g, '-')}`;
	return await describe(await cached({ name, label: source, gigabytes: 0.1, fill: async (draft) => await fill(draft, source) }));
}

async function fill(folder: string, source: string): Promise<void> {
	const packed = join(folder, 'packed');
	await mkdir(packed);
	await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true }));
	await runNpm(['pack', source, '--ignore-scripts', '--pack-destination', packed], { folder, onFailure: `${source} could not be packed` });
	// As n8n installs a package: without scripts, and without the peers that n8n brings itself.
	const options = ['--ignore-scripts', '--legacy-peer-deps', '--omit=dev', '--omit=optional', '--no-package-lock', '--no-audit', '--no-fund'];
	await runNpm(['install', await tarballIn(folder), ...options], { folder, onFailure: `${source} could not be installed` });
}

async function describe(place: string): Promise<ObtainedPackage> {
	const [name = ''] = Object.keys((await readManifest(place)).dependencies ?? {});
	const folder = join(place, 'node_modules', name);
	const { version } = await readManifest(folder);
	return { label: `${name} ${version}`, tarball: await tarballIn(place), folder };
}

async function readManifest(folder: string): Promise<Manifest> {
	return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
}

async function tarballIn(folder: string): Promise<string> {
	const [file] = await readdir(join(folder, 'packed'));
	if (file === undefined) throw new PlainFailure('npm pack ended well but left no tarball: run npm pack by hand to see why.');
	return join(folder, 'packed', file);
}

/** The bytes of every file of a folder, at any depth. */
export async function fileSizes(folder: string): Promise<number[]> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile());
	return await Promise.all(files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size));
}
