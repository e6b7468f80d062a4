import { demoOpenConnectors } from '../../sandbox';
import { tenantCredential } from '../../scripts/demo/standIn';
import { itemsOf } from '../../scripts/demo/execution';
import type { StoredWorkflow } from '../../scripts/demo/n8nClient';
import type { Demo } from '../../scripts/demo/demo';
import { packageName } from '../../scripts/demo/packPackage';
import { EVENTS } from '../support/interfaceNames';
import { picture } from './support/pictures';
import { sampled } from './support/sample';
import { expect, test } from './support/test';

/** n8n polls once a minute, and a bit later on a busy machine. */
const pollMilliseconds = 150_000;
const poller = { sendosoTrigger: 'Sendoso Trigger', sendosoOpenConnectorsTrigger: 'Sendoso via SAP Open Connectors Trigger' };

/** What an event says of its kind, such as `statusChanged`. */
const typeOf = (event: string) => /(StatusChanged|Created|Updated|Removed)$/.exec(event)?.[0].replace(/^\w/, (letter) => letter.toLowerCase()) ?? event;

/** A workflow with triggers that each lead to a node of their own, as n8n wants it for publishing. */
async function watching({ client, credential, tenant }: Demo, name: string, node: keyof typeof poller, events: string[]): Promise<StoredWorkflow> {
	const overSap = node === 'sendosoOpenConnectorsTrigger';
	const trigger = (event: string, index: number) => ({
		name: event,
		type: `${packageName}.${node}`,
		typeVersion: 1,
		position: [0, index * 160] as [number, number],
		parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] }, events: [event] },
		credentials: overSap ? { sendosoOpenConnectorsApi: { ...tenant } } : { sendosoOAuth2Api: { ...credential } },
	});
	const end = { name: 'End', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [400, 0] as [number, number], parameters: {} };
	const connections = Object.fromEntries(events.map((event) => [event, { main: [[{ node: 'End', type: 'main', index: 0 }]] }]));
	return await client.createWorkflow({ name, nodes: [...events.map(trigger), end], connections });
}

/** IDs of the sends that the executions of a workflow began with. */
async function told({ client }: Demo, id: string): Promise<unknown[]> {
	const executions = await Promise.all((await client.listExecutions(id)).map(async (listed) => await client.getExecution(listed.id)));
	return executions.flatMap((execution) => itemsOf(execution, 'sendCreated').map((item) => item.send_gid));
}

test.beforeAll(async ({ demo }) => {
	await demo.client.updateCredential(demo.tenant, 'sendosoOpenConnectorsApi', tenantCredential(demo.standIn, demo.n8n.url, demoOpenConnectors.elementToken));
});

test('a trigger that is published by a click fires, and the execution is in the list', async ({ demo, editor }) => {
	const { page } = editor;
	const { id } = await watching(demo, 'Follow sends', 'sendosoTrigger', ['sendCreated']);
	await editor.openWorkflow(id);
	demo.standIn.control.clearRequests();
	await editor.publish();
	await expect.poll(() => demo.standIn.control.requests().some(({ path }) => path === '/api/v3/send')).toBe(true);
	const { send_gid: gid } = demo.standIn.control.sends.add({ kind: 'egift' });
	await editor.open(`/workflow/${id}/executions`);
	const execution = page.getByTestId('current-executions-list').locator('[data-test-id^="execution-details-"]').first();
	await expect(execution).toBeVisible({ timeout: pollMilliseconds });
	await expect(execution).toContainText('Succeeded');
	// The poll at publishing tells of gifts of the last two minutes, so that this one may come in a later execution.
	await expect.poll(async () => await told(demo, id), { timeout: pollMilliseconds }).toContain(gid);
	await demo.client.unpublish(id);
});

for (const [node, events] of Object.entries(EVENTS) as Array<[keyof typeof poller, Array<[string, string]>]>) {
	test(`${poller[node]}: "Fetch Test Event" shows an event of each kind`, async ({ demo, editor, panel }) => {
		const names = sampled(events.map(([value]) => value));
		const { id } = await watching(demo, `Test events of ${node}`, node, names);
		await editor.openWorkflow(id);
		for (const event of names) {
			await test.step(event, async () => {
				await editor.node(event).dblclick();
				await panel.execute();
				await expect(panel.output.getByTestId('ndv-items-count')).toContainText('1 item');
				await panel.display('json');
				await expect(panel.output).toContainText('"sendosoEvent"');
				await expect(panel.output).toContainText(`"${typeOf(event)}"`);
				await panel.close();
			});
		}
	});
}

test('the webhook trigger shows a delivery that is sent to its test address', async ({ demo, editor, panel }) => {
	const webhookId = '6f0a1a52-8d3c-4b0e-9a43-1c2f5f6f7a80';
	const { webhooks, sends } = demo.standIn.control;
	const endpoint = webhooks.add({ url: `${demo.n8n.url}/webhook-test/${webhookId}/webhook`, eventTypes: ['send.redeemed'] });
	const signing = await demo.client.createCredential('Test deliveries', 'sendosoWebhookApi', { signingSecret: endpoint.secret });
	const node = {
		name: 'Gift redeemed',
		type: `${packageName}.sendosoWebhookTrigger`,
		typeVersion: 1,
		position: [0, 0] as [number, number],
		webhookId,
		parameters: { eventLabel: 'send.redeemed' },
		credentials: { sendosoWebhookApi: { ...signing }, sendosoOAuth2Api: { ...demo.credential } },
	};
	const { id } = await demo.client.createWorkflow({ name: 'Deliveries', nodes: [node], connections: {} });
	await editor.openWorkflow(id);
	await editor.node(node.name).dblclick();
	await panel.execute();
	const send = sends.add({ kind: 'egift' });
	sends.advance(send.send_gid, 'Used');
	// The editor says that it listens a moment before n8n does.
	await expect(async () => {
		webhooks.fire('send.redeemed', send.id);
		await webhooks.settle();
		expect(webhooks.attempts(endpoint.id).map(({ status }) => status)).toContain(200);
	}).toPass({ timeout: 30_000 });
	await panel.display('json');
	await expect(panel.output).toContainText(send.send_gid);
	await expect(panel.output).toContainText('"eventLabel": "send.redeemed"');
	await picture(editor.page, 'webhook-test-event');
	webhooks.update(endpoint.id, { paused: true });
	await panel.close();
});
