/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a desk, never inside n8n */
import { join } from 'node:path';
import { demoOwner } from '../../../scripts/demo/demo';
import { installN8n } from '../../../scripts/demo/installN8n';
import { Lifetime } from '../../../scripts/demo/lifetime';
import { N8nClient } from '../../../scripts/demo/n8nClient';
import { packPackage } from '../../../scripts/demo/packPackage';
import { freePorts } from '../../../scripts/demo/ports';
import { makeRunFolder, removeFolder } from '../../../scripts/demo/runFolder';
import { startStandIn } from '../../../scripts/demo/standIn';
import type { Sandbox } from '../../../scripts/demo/standIn';
import { startN8n } from '../../../scripts/demo/startN8n';
import { newContext } from './chromium';
import { Editor } from './editor';
import { installingFrom } from './npmWrapper';
import { Registry } from './registry';
import { test as base } from './test';

/** An n8n as it is after its own installation: an owner, and nothing of ours. */
export interface Place {
	client: N8nClient;
	standIn: Sandbox;
	/** Where n8n installs packages from. */
	registry: Registry;
	/** The packed package. */
	tarball: string;
	url: string;
}

const startMilliseconds = 20 * 60_000;

/** Tests of somebody who meets the package for the first time. */
export const test = base.extend<object, { place: Place }>({
	place: [
		// Playwright reads off the first argument what a fixture needs.
		// eslint-disable-next-line no-empty-pattern
		async ({}, use) => {
			const lifetime = new Lifetime();
			try {
				await use(await settle(lifetime));
			} finally {
				await lifetime.end();
			}
		},
		{ scope: 'worker', timeout: startMilliseconds },
	],
	editor: [
		async ({ browser, place }, use) => {
			const context = await newContext(browser);
			const editor = new Editor(await context.newPage(), place.url);
			await editor.signIn(demoOwner);
			await use(editor);
			await context.close();
		},
		{ scope: 'worker', timeout: startMilliseconds },
	],
});

async function settle(lifetime: Lifetime): Promise<Place> {
	const installation = await installN8n();
	const folder = await makeRunFolder();
	lifetime.onEnd(async () => await removeFolder(folder));
	const tarball = await packPackage(folder);
	const registry = await Registry.start(join(folder, 'registry'), installation.node, lifetime);
	const [port = 0, standInPort = 0, consolePort = 0] = await freePorts(3);
	const standIn = await startStandIn(standInPort, consolePort, false);
	lifetime.onEnd(async () => await standIn.stop());
	const environment = await installingFrom(registry.url, join(folder, 'bin'), installation.node);
	const n8n = await startN8n({ installation, userFolder: folder, port, environment });
	lifetime.onEnd(async () => await n8n.stop());
	const client = new N8nClient(n8n.url);
	await client.setUpOwner(demoOwner);
	return { client, standIn, registry, tarball, url: n8n.url };
}

export { expect } from '@playwright/test';
