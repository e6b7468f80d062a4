/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium, newContext, viewport } from './chromium';
import { demoOwner } from './demo';
import type { Demo } from './demo';
import { Editor } from './editor';
import { workflowNamed } from './exampleRuns';
import { itemsOf } from './execution';
import type { Lifetime } from './lifetime';
import { say, step } from './progress';
import { pause } from './waiting';

const folder = join(__dirname, '..', '..', 'docs', 'images');
const settleMilliseconds = 1500;

/** Takes the pictures of the documentation from the running demo. */
export async function takeScreenshots(demo: Demo, lifetime: Lifetime): Promise<number> {
	const workflow = workflowNamed(demo, 'send-egift-to-list');
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
	await step('Marketplace, SmartSend, users and webhooks', async () => await picturesOfOthers(page, editor, demo));
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
	await step('The page of the approver', async () => await pictureOfApproval(page, demo));
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

/** Panels of nodes as they are in the examples, and of one that is made for its picture. */
async function picturesOfOthers(page: Page, editor: Editor, demo: Demo): Promise<void> {
	const open = async (example: string, node: string, picture: string) => {
		await editor.openWorkflow(workflowNamed(demo, example).id);
		await editor.openNode(node);
		await take(page, picture);
	};
	await open('send-gift-within-budget', 'Send it for approval', 'product-panel');
	await open('deactivate-leaver', 'Deactivate', 'scim-panel');
	await editor.openWorkflow(workflowNamed(demo, 'notify-owner-on-redeemed').id);
	await editor.openNode('Gift redeemed');
	await page.getByText('Webhook URLs').click();
	await take(page, 'webhook-panel');
	const parameters = { resource: 'recommendation', operation: 'send', recipientEmail: 'noor.haddad@example.com', recipientFirstName: 'Noor', recipientLastName: 'Haddad', additionalFields: { maxPriceUsd: 60, requireApproval: true } };
	const node = { id: 'recommendation', name: 'Send what suits her', type: 'n8n-nodes-sendoso.sendoso', typeVersion: 1, position: [0, 0] as [number, number], parameters, credentials: { sendosoOAuth2Api: { ...demo.credential } } };
	const { id } = await demo.client.createWorkflow({ name: 'SmartSend', nodes: [node], connections: {}, settings: {} });
	await editor.openWorkflow(id);
	await editor.openNode(node.name);
	await take(page, 'recommendation-panel');
}

/** What a manager sees who is asked about birthday gifts, one of which went out last week. */
async function pictureOfApproval(page: Page, demo: Demo): Promise<void> {
	const { client, standIn, touch } = demo;
	const recipientEmail = 'yuki.tanaka@example.com';
	standIn.control.sends.add({ kind: 'egift', touchId: touch.id, recipientEmail, status: 'Used', createdAt: standIn.control.clock.now() - 8 * 86_400_000 });
	const executionId = await client.run(workflowNamed(demo, 'send-birthday-gifts'), 'Start by hand');
	const waiting = await client.waitForExecution(executionId, ['waiting', 'error']);
	await page.setViewportSize({ width: 1280, height: 900 });
	await page.goto(String(itemsOf(waiting, 'Tell the approver')[0]?.approvalPage));
	// A workflow that was started by hand says so above its form; a scheduled one does not.
	await page.locator('.test-notice').evaluate((notice) => notice.remove());
	await take(page, 'approval', true);
	await page.setViewportSize(viewport);
}

/** Lets animations and late answers come to rest first. */
async function take(page: Page, name: string, fullPage = false): Promise<void> {
	await pause(settleMilliseconds);
	await page.screenshot({ path: join(folder, `${name}.png`), fullPage });
	say(`  docs/images/${name}.png`);
}
