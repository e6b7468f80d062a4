import { randomUUID } from 'node:crypto';
import { type Checks, expectSame } from '../../../scripts/demo/checks';
import { errorOf, type Execution, itemsOf } from '../../../scripts/demo/execution';
import type { CredentialReference, StoredWorkflow } from '../../../scripts/demo/n8nClient';
import { waitFor } from '../../../scripts/demo/waiting';
import type { Stage } from '../../realN8n/stage';
import { NODE, nodeOf, startedBy } from './workflows';

/** n8n polls once a minute. */
const POLL_MS = 80_000;
const DELIVERY_MS = 20_000;

/**
 * Publishes both polling triggers, whose first poll takes what is there for known, and adds a campaign.
 *
 * @returns waits for the executions that it starts, so that other checks can go on meanwhile
 */
export async function startPolling(stage: Stage, checks: Checks, tenant: CredentialReference): Promise<() => Promise<void>> {
	const { client, credential, sandbox } = stage;
	const parameters = { pollTimes: { item: [{ mode: 'everyMinute' }] }, events: ['touchCreated'] };
	const triggers = {
		'Sendoso Trigger': nodeOf('sendosoTrigger', parameters, { sendosoOAuth2Api: credential }),
		'Sendoso via SAP Open Connectors Trigger': nodeOf('sendosoOpenConnectorsTrigger', parameters, { sendosoOpenConnectorsApi: tenant }),
	};
	const published: Array<[string, StoredWorkflow]> = [];
	for (const [name, trigger] of Object.entries(triggers)) {
		await checks.run(`${name} is published`, async () => {
			const workflow = await client.createWorkflow(startedBy(name, trigger));
			await client.publish(workflow);
			published.push([name, workflow]);
		});
	}
	const added = 'Added while watched';
	sandbox.control.touches.add({ name: added });
	const deadline = Date.now() + POLL_MS;
	return async () => {
		for (const [name, workflow] of published) {
			await checks.run(`${name} starts its workflow for what is new, and for nothing else`, async () => {
				const execution = await firstExecution(stage, workflow, Math.max(deadline - Date.now(), 1_000));
				expectSame('campaigns', itemsOf(execution, NODE).map((item) => item.name), [added]);
				await client.unpublish(workflow.id);
			});
		}
	};
}

/** What deliveries need: the stand-in server, a connected credential, and the n8n that takes them. */
export type DeliveryStage = Pick<Stage, 'client' | 'credential' | 'sandbox'> & { n8n: Pick<Stage['n8n'], 'url'> };

/**
 * Publishes the webhook trigger and lets the stand-in server deliver to it.
 *
 * @param endsWithinMs how long the execution may wait for its turn, where others are before it
 */
export async function checkWebhook(stage: DeliveryStage, checks: Checks, endsWithinMs?: number): Promise<void> {
	const { client, credential, sandbox } = stage;
	await checks.run('Sendoso Webhook Trigger takes a signed delivery, and refuses one that nobody signed', async () => {
		const webhookId = randomUUID();
		const endpoint = sandbox.control.webhooks.add({ url: `${stage.n8n.url}/webhook/${webhookId}/webhook`, eventTypes: ['send.redeemed'] });
		const deliveries = await client.createCredential('Deliveries', 'sendosoWebhookApi', { signingSecret: endpoint.secret });
		const trigger = nodeOf('sendosoWebhookTrigger', { eventLabel: 'send.redeemed', fetchSend: true, options: {} }, { sendosoWebhookApi: deliveries, sendosoOAuth2Api: credential });
		const workflow = await client.createWorkflow(startedBy('Redeemed', { ...trigger, webhookId }));
		await client.publish(workflow);
		const unsigned = await fetch(endpoint.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"send_gid":"forged"}' });
		expectSame('answer to what nobody signed', unsigned.status, 401);
		const send = sandbox.control.sends.add({ kind: 'egift' });
		sandbox.control.sends.advance(send.send_gid, 'Used');
		await sandbox.control.webhooks.settle();
		expectSame('answers', sandbox.control.webhooks.attempts(endpoint.id).map(({ status }) => status), [200]);
		const execution = await firstExecution(stage, workflow, DELIVERY_MS, endsWithinMs);
		expectSame('send', itemsOf(execution, NODE).map((item) => [item.send_gid, item.sendLookup]), [[send.send_gid, 'found']]);
		expectSame('executions', (await client.listExecutions(workflow.id)).length, 1);
		await client.unpublish(workflow.id);
	});
}

async function firstExecution({ client }: Pick<Stage, 'client'>, { id }: StoredWorkflow, milliseconds: number, endsWithinMs?: number): Promise<Execution> {
	const listed = await waitFor('The execution that the trigger starts', milliseconds, async () => (await client.listExecutions(id)).at(-1));
	// n8n lists an execution before it stores what its nodes gave.
	const execution = await client.waitForExecution(listed.id, undefined, endsWithinMs);
	expectSame(`status (${errorOf(execution) ?? 'no error'})`, execution.status, 'success');
	return execution;
}
