import { itemsOf } from '../../scripts/demo/execution';
import { workflowNamed } from '../../scripts/demo/exampleRuns';
import { exampleNames } from '../../scripts/demo/examples';
import { packageName } from '../../scripts/demo/packPackage';
import { newContext, viewport } from './support/chromium';
import { Editor } from './support/editor';
import { NodePanel } from './support/nodePanel';
import { picture } from './support/pictures';
import { sampled } from './support/sample';
import { expect, test } from './support/test';

const dayMilliseconds = 86_400_000;

/** The marks of nodes that lack something. */
const issues = ({ page }: Editor) => page.getByTestId('node-issues');

test('a node that lacks a credential has a mark', async ({ demo, editor }) => {
	const node = { name: 'Without', type: `${packageName}.sendoso`, typeVersion: 1, position: [0, 0] as [number, number], parameters: { resource: 'send', operation: 'get' } };
	const { id } = await demo.client.createWorkflow({ name: 'Incomplete', nodes: [node], connections: {} });
	await editor.openWorkflow(id);
	await expect(issues(editor)).toHaveCount(1);
});

test('every example opens without a mark of something missing', async ({ demo, editor }) => {
	for (const name of sampled(await exampleNames())) {
		await test.step(name, async () => {
			await editor.openWorkflow(workflowNamed(demo, name).id);
			// Marks are drawn with the icons of the nodes, or before them.
			await expect(editor.page.getByTestId('canvas-node').locator('img').first()).toBeVisible();
			await editor.page.waitForLoadState('networkidle');
			await expect.soft(issues(editor), name).toHaveCount(0);
			await picture(editor.page, `example-${name}`);
		});
	}
});

test('the node creator offers one entry for each connection, and one for webhooks', async ({ editor, creator }) => {
	await editor.openNewWorkflow();
	await creator.open();
	await creator.search('Sendoso');
	await expect.poll(async () => await creator.offered()).toEqual(['Sendoso', 'Sendoso Webhook Trigger', 'Sendoso via SAP Open Connectors']);
	await picture(editor.page, 'node-creator');
});

test('the list example runs by a click, and its panel shows campaign and output', async ({ demo, editor, panel }) => {
	const { id } = workflowNamed(demo, 'send-egift-to-list');
	await editor.openWorkflow(id);
	await editor.executeWorkflow('Sent');
	await editor.node('Send an eGift').dblclick();
	const campaigns = (await panel.openList('touchId')).filter({ hasText: 'eGift' });
	await picture(editor.page, 'campaign-list');
	const campaign = (await campaigns.first().innerText()).trim();
	await campaigns.first().click();
	await expect(panel.root.getByTestId('rlc-input')).toHaveValue(campaign);
	await expect(panel.output).toContainText('tracking_code');
	await picture(editor.page, 'node-panel');
	const [execution] = await demo.client.listExecutions(id, 1);
	await editor.openWorkflow(id, execution?.id);
	await picture(editor.page, 'execution');
});

test('panels of marketplace, SmartSend, SCIM and webhooks', async ({ demo, editor, panel }) => {
	const open = async (example: string, node: string) => {
		await editor.openWorkflow(workflowNamed(demo, example).id);
		await editor.node(node).dblclick();
		await expect(panel.root).toBeVisible();
	};
	await open('send-gift-within-budget', 'Send it for approval');
	await picture(editor.page, 'product-panel');
	await open('deactivate-leaver', 'Deactivate');
	await picture(editor.page, 'scim-panel');
	await open('notify-owner-on-redeemed', 'Gift redeemed');
	await editor.page.getByText('Webhook URLs').click();
	await picture(editor.page, 'webhook-panel');
	const parameters = { resource: 'recommendation', operation: 'send', recipientEmail: 'noor.haddad@example.com', recipientFirstName: 'Noor', recipientLastName: 'Haddad', additionalFields: { maxPriceUsd: 60, requireApproval: true } };
	const node = { id: 'recommendation', name: 'Send what suits her', type: `${packageName}.sendoso`, typeVersion: 1, position: [0, 0] as [number, number], parameters, credentials: { sendosoOAuth2Api: { ...demo.credential } } };
	const { id } = await demo.client.createWorkflow({ name: 'SmartSend', nodes: [node], connections: {}, settings: {} });
	await editor.openWorkflow(id);
	await editor.node(node.name).dblclick();
	await expect(panel.root).toBeVisible();
	await picture(editor.page, 'recommendation-panel');
});

test('a tool shows what a model is told of it, and leaves nothing to a model that only an author decides', async ({ demo, editor, panel }) => {
	const argument = (key: string, text: string, type: string) => `={{ $fromAI('${key}', '${text}', '${type}') }}`;
	const parameters = {
		resource: 'send',
		operation: 'createEgift',
		touchId: { __rl: true, mode: 'id', value: argument('campaign_id', 'ID of the campaign', 'number') },
		recipientEmail: argument('recipient_email', 'Address of the recipient', 'string'),
		additionalFields: { amount: argument('amount', 'Value of the eGift', 'number') },
	};
	const node = { id: 'tool', name: 'Send an eGift', type: `${packageName}.sendosoTool`, typeVersion: 1, position: [0, 0] as [number, number], parameters, credentials: { sendosoOAuth2Api: { ...demo.credential } } };
	const { id } = await demo.client.createWorkflow({ name: 'Tool', nodes: [node], connections: {}, settings: {} });
	await editor.openWorkflow(id);
	await editor.node(node.name).dblclick();
	await expect(panel.root).toBeVisible();
	await expect(panel.field('toolDescription').locator('textarea')).toHaveValue(/SPENDS MONEY/);
	expect(await panel.parameters()).not.toContain('duplicateCheck');
	await picture(editor.page, 'tool-panel');
});

for (const scheme of ['light', 'dark'] as const) {
	test(`icons and panel are drawn for a ${scheme} editor`, async ({ browser, demo, editor }) => {
		const context = await newContext(browser, scheme, await editor.page.context().storageState());
		const page = await context.newPage();
		const other = new Editor(page, demo.n8n.url);
		await other.openWorkflow(workflowNamed(demo, 'send-egift-to-list').id);
		const icon = other.node('Send an eGift').locator('img').first();
		await expect(icon).toHaveAttribute('src', scheme === 'dark' ? /sendoso\.dark\.svg$/ : /sendoso\.svg$/);
		await expect.poll(async () => await icon.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0))).toBeGreaterThan(0);
		await other.node('Send an eGift').dblclick();
		await expect(new NodePanel(page).root).toBeVisible();
		if (scheme === 'dark') await picture(page, 'node-panel-dark');
		await context.close();
	});
}

test('the console page of the stand-in shows sends and requests', async ({ demo, editor }) => {
	await editor.page.goto(demo.standIn.controlUrl);
	await expect(editor.page.locator('#sends tr').first()).toBeVisible();
	await expect(editor.page.locator('#requests tr').first()).toBeVisible();
	await picture(editor.page, 'stand-in-console');
});

test('a manager sees who gets what for how much, one of whom had a gift last week', async ({ demo, editor: { page } }) => {
	const { client, standIn, touch } = demo;
	const recipientEmail = 'yuki.tanaka@example.com';
	standIn.control.sends.add({ kind: 'egift', touchId: touch.id, recipientEmail, status: 'Used', createdAt: standIn.control.clock.now() - 8 * dayMilliseconds });
	const executionId = await client.run(workflowNamed(demo, 'send-birthday-gifts'), 'Start by hand');
	const waiting = await client.waitForExecution(executionId, ['waiting', 'error']);
	await page.setViewportSize({ width: 1280, height: 900 });
	await page.goto(String(itemsOf(waiting, 'Tell the approver')[0]?.approvalPage));
	// A workflow that was started by hand says so above its form; a scheduled one does not.
	await page.locator('.test-notice').evaluate((notice) => notice.remove());
	await expect(page.locator('body')).toContainText(/\$|USD/);
	await expect(page.locator('body')).toContainText(recipientEmail);
	await picture(page, 'approval', true);
	await page.setViewportSize(viewport);
});
