/* eslint-disable @n8n/community-nodes/no-restricted-imports -- benchmarks run on a desk, never inside n8n */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installN8n } from '../../scripts/demo/installN8n';
import { packPackage, unpack } from '../../scripts/demo/packPackage';

/** What is measured, and with what. */
export interface Installation {
	/** The Node that n8n runs under. */
	node: string;
	/** Folder with the packages of a whole n8n. */
	n8nModules: string;
	/** Our package, as it is published. */
	packageFolder: string;
	/** The same, packed. */
	tarball: string;
	remove(): Promise<void>;
}

/** Builds and packs our package, and finds the n8n of the demo, or installs it once. */
export async function prepareInstallation(): Promise<Installation> {
	const { node, folder } = await installN8n();
	const work = await mkdtemp(join(tmpdir(), 'sendoso-bench-'));
	const packageFolder = join(work, 'package');
	const tarball = await packPackage(join(work, 'tarball'));
	await unpack(tarball, packageFolder);
	return { node, n8nModules: join(folder, 'node_modules'), packageFolder, tarball, remove: async () => await rm(work, { recursive: true, force: true }) };
}
