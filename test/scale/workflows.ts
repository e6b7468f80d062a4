import { randomUUID } from 'node:crypto';
import { loadExample } from '../../scripts/demo/examples';
import type { CredentialReference } from '../../scripts/demo/n8nClient';
import type { Workflow, WorkflowNode } from '../../scripts/demo/workflow';
import { SENDOSO_TYPE } from '../realN8n/stage';
import type { Cluster } from './cluster/cluster';

/** The example that asks a database who may send. */
export const GATE_EXAMPLE = 'send-once-across-workers';
/** Its manual trigger that makes the table of claims. */
export const MAKE_TABLE = 'Make the table';
/** Name of the node that sends, in the example and in the workflow without a gate. */
export const SEND = 'Send an eGift';

/** A workflow that is posted people to, `{ people: [{ email, name }] }`, and sends an eGift to each of them. */
export function giftsOnCall(name: string, credential: CredentialReference, touchId: number): { workflow: Workflow; path: string } {
	const path = randomUUID();
	const nodes: WorkflowNode[] = [
		{ ...node('Webhook', 'n8n-nodes-base.webhook', 2.1, { httpMethod: 'POST', path, options: {} }, 0), webhookId: path },
		node('One item per person', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'body.people', options: {} }, 1),
		{
			...node(
				SEND,
				SENDOSO_TYPE,
				1,
				{
					resource: 'send',
					operation: 'createEgift',
					touchId: { __rl: true, mode: 'id', value: String(touchId) },
					recipientEmail: '={{ $json.email }}',
					duplicateCheck: 'skip',
				},
				2,
			),
			credentials: { sendosoOAuth2Api: { ...credential } },
		},
	];
	const connections = { Webhook: to('One item per person'), 'One item per person': to(SEND) };
	return { workflow: { name, nodes, connections, settings: { executionOrder: 'v1' } }, path };
}

/** The example as its users have it when they chose credentials and a campaign; without its gate, everybody asked for is sent to. */
export async function gatedGifts(cluster: Cluster, credential: CredentialReference, touchId: number, hasGate: boolean): Promise<{ workflow: Workflow; path: string }> {
	const { postgres: database } = cluster;
	const workflow = await loadExample(GATE_EXAMPLE, { credential, database, touchId });
	const path = randomUUID();
	for (const webhook of workflow.nodes.filter(({ type }) => type === 'n8n-nodes-base.webhook')) {
		webhook.parameters.path = path;
		webhook.webhookId = path;
	}
	if (!hasGate) Object.assign(workflow.connections, { 'Campaign and person': to(SEND), [SEND]: to('One by one') });
	return { workflow: { ...workflow, name: `${workflow.name}, campaign ${touchId}` }, path };
}

function node(name: string, type: string, typeVersion: number, parameters: Record<string, unknown>, place: number): WorkflowNode {
	return { id: name, name, type, typeVersion, parameters, position: [place * 220, 0] };
}

const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
