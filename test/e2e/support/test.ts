import { test as base } from '@playwright/test';
import { demoOwner, startDemo } from '../../../scripts/demo/demo';
import type { Demo } from '../../../scripts/demo/demo';
import { Lifetime } from '../../../scripts/demo/lifetime';
import { newContext } from './chromium';
import { Editor } from './editor';
import { NodeCreator } from './nodeCreator';
import { NodePanel } from './nodePanel';

const startMilliseconds = 20 * 60_000;

/** What all tests share until one of them fails: the next one then gets everything anew. */
interface Shared {
	/** A real n8n with the packed package and the stand-in for Sendoso. */
	demo: Demo;
	/** Somebody who is signed in there. */
	editor: Editor;
}

interface Each {
	creator: NodeCreator;
	panel: NodePanel;
	/** Keeps what the person saw when a test fails. */
	lastSight: void;
}

export const test = base.extend<Each, Shared>({
	demo: [
		// Playwright reads off the first argument what a fixture needs.
		// eslint-disable-next-line no-empty-pattern
		async ({}, use) => {
			const lifetime = new Lifetime();
			try {
				await use(await startDemo({ mode: 'check', keep: false, open: false }, lifetime));
			} finally {
				await lifetime.end();
			}
		},
		{ scope: 'worker', timeout: startMilliseconds },
	],
	editor: [
		async ({ browser, demo }, use) => {
			const context = await newContext(browser);
			const editor = new Editor(await context.newPage(), demo.n8n.url);
			await editor.signIn(demoOwner);
			await use(editor);
			await context.close();
		},
		{ scope: 'worker', timeout: startMilliseconds },
	],
	creator: async ({ editor }, use) => await use(new NodeCreator(editor.page)),
	panel: async ({ editor }, use) => await use(new NodePanel(editor.page)),
	lastSight: [
		async ({ editor }, use, info) => {
			await use();
			if (info.status !== info.expectedStatus) await editor.page.screenshot({ path: info.outputPath('last-sight.png') });
		},
		{ auto: true },
	],
});

export { expect } from '@playwright/test';
