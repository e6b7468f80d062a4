/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cached } from '../../../scripts/demo/cache';
import { PlainFailure } from '../../../scripts/demo/failure';
import type { Lifetime } from '../../../scripts/demo/lifetime';
import { runNpm } from '../../../scripts/demo/npm';
import { unpack } from '../../../scripts/demo/packPackage';
import { freePorts } from '../../../scripts/demo/ports';
import { startService } from '../../../scripts/demo/processes';
import { waitFor } from '../../../scripts/demo/waiting';

const version = '6.10.4';
const startMilliseconds = 60_000;

/** What verdaccio asks for besides exact versions: a tag of node-fetch that registries may not have. */
const manifest = { name: 'registry-for-tests', version: '1.0.0', private: true, dependencies: { verdaccio: version }, overrides: { 'node-fetch': '2.7.0' } };

/** A registry on this machine that holds nothing but what a test publishes. */
export class Registry {
	private constructor(
		readonly url: string,
		private readonly folder: string,
	) {}

	/**
	 * Starts it; it ends with `lifetime`.
	 *
	 * @param node a Node that it runs under: 22 or newer
	 */
	static async start(folder: string, node: string, lifetime: Lifetime): Promise<Registry> {
		const program = await cached({ name: `verdaccio-${version}`, label: `verdaccio ${version}`, gigabytes: 0.2, fill: install });
		const [port = 0] = await freePorts(1);
		await mkdir(folder, { recursive: true });
		const configuration = join(folder, 'config.yaml');
		await writeFile(configuration, JSON.stringify({ storage: './storage', auth: { htpasswd: { file: './htpasswd' } }, packages: { '**': { access: '$all', publish: '$all', unpublish: '$all' } }, log: { type: 'stdout', level: 'warn' } }));
		const url = `http://127.0.0.1:${port}`;
		const service = startService(node, [join(program, 'node_modules', 'verdaccio', 'bin', 'verdaccio'), '--config', configuration, '--listen', url], { folder, environment: { ...process.env } });
		lifetime.onEnd(async () => await service.stop());
		await waitFor('The start of the registry', startMilliseconds, async () => {
			if (!service.isRunning()) throw new PlainFailure(`The registry ended while it was starting: ${service.log.slice(-5).join('\n')}`);
			return (await fetch(`${url}/-/ping`).then(({ ok }) => ok, () => false)) || undefined;
		});
		return new Registry(url, folder);
	}

	/** Publishes a packed package as it is, or under another version. */
	async publish(tarball: string, as?: string): Promise<void> {
		const what = as === undefined ? tarball : await this.changed(tarball, as);
		const { host } = new URL(this.url);
		await runNpm(['publish', what, '--ignore-scripts', `--registry=${this.url}`, `--//${host}/:_authToken=anybody`], { folder: this.folder, onFailure: 'The package could not be published to the registry of the test' });
	}

	private async changed(tarball: string, as: string): Promise<string> {
		const folder = join(this.folder, as);
		await unpack(tarball, folder);
		const file = join(folder, 'package.json');
		await writeFile(file, JSON.stringify({ ...(JSON.parse(await readFile(file, 'utf8')) as object), version: as }));
		return folder;
	}
}

async function install(folder: string): Promise<void> {
	await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
	await runNpm(['install', '--ignore-scripts', '--no-audit', '--no-fund'], { folder, onFailure: 'verdaccio could not be installed' });
}
