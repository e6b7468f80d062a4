/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium, newContext } from './chromium';
import { demoOwner } from './demo';
import type { Demo } from './demo';
import { Editor } from './editor';
import { PlainFailure } from './failure';
import type { Lifetime } from './lifetime';
import { say, step } from './progress';
import { pause } from './waiting';

const folder = join(__dirname, '..', '..', 'docs', 'images');
const settleMilliseconds = 1500;

/** Takes the pictures of the documentation from the running demo. */
export async function takeScreenshots(demo: Demo, lifetime: Lifetime): Promise<number> {
	const workflow = demo.workflows.get('send-egift-to-list');
	if (workflow === undefined) throw new PlainFailure('The pictures need examples/send-egift-to-list.json.');
	await mkdir(folder, { recursive: true });
	const browser = await launchChromium();
	lifetime.onEnd(async () => await browser.close());
	const page = await (await newContext(browser)).newPage();
	const editor = new Editor(page, demo.n8n.url);
	await step('Signing in', async () => await editor.signIn(demoOwner));
	await step('The examples', async () => {
		for (const [name, { id }] of demo.workflows) {
			await editor.openWorkflow(id);
			await take(page, `example-${name}`);
		}
	});
	await step('The node creator', async () => {
		await editor.searchNodes('Sendoso');
		await take(page, 'node-creator');
	});
	await step('The panel of the node', async () => await picturesOfNode(page, editor, workflow.id));
	await step('An execution', async () => {
		const [execution] = await demo.client.listExecutions(workflow.id, 1);
		await editor.openWorkflow(workflow.id, execution?.id);
		await take(page, 'execution');
	});
	await step('The console page of the stand-in', async () => {
		await page.goto(demo.standIn.controlUrl);
		await page.locator('#sends tr').first().waitFor();
		await take(page, 'stand-in-console');
	});
	return 0;
}

async function picturesOfNode(page: Page, editor: Editor, workflowId: string): Promise<void> {
	await editor.openWorkflow(workflowId);
	await editor.executeWorkflow('Sent');
	await editor.openNode('Send an eGift');
	const campaigns = (await editor.openList()).filter({ hasText: 'eGift' });
	await take(page, 'campaign-list');
	await campaigns.first().click();
	await take(page, 'node-panel');
}

/** Lets animations and late answers come to rest first. */
async function take(page: Page, name: string): Promise<void> {
	await pause(settleMilliseconds);
	await page.screenshot({ path: join(folder, `${name}.png`) });
	say(`  docs/images/${name}.png`);
}
