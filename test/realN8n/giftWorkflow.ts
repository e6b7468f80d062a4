import type { CredentialReference } from '../../scripts/demo/n8nClient';
import type { Workflow, WorkflowNode } from '../../scripts/demo/workflow';
import { SENDOSO_TYPE } from './stage';

/** Name of the node that starts the workflow. */
export const START = 'Start';
/** Name of the node that sends. */
export const SENDOSO = 'Sendoso';
/** Name of the last node, where everything arrives. */
export const END = 'End';

/** What tells one workflow of gifts from another. */
export interface GiftWorkflow {
	name: string;
	credential: CredentialReference;
	touchId: number;
	/** E-mail addresses. */
	people: string[];
	/** Parameters of the node that sends, beyond campaign and address. */
	parameters: Record<string, unknown>;
	/** Starts it by a call to this webhook, which makes productive executions; without it, it is started by hand. */
	webhookPath?: string;
	/** Puts n8n's "Loop Over Items" around the node that sends, with so many items in a turn. */
	batchSize?: number;
}

/** A workflow that sends an eGift to each address. */
export function giftWorkflow({ name, credential, touchId, people, parameters, webhookPath, batchSize }: GiftWorkflow): Workflow {
	const start: WorkflowNode =
		webhookPath === undefined
			? node(START, 'n8n-nodes-base.manualTrigger', 1, {}, 0)
			: { ...node(START, 'n8n-nodes-base.webhook', 2.1, { httpMethod: 'POST', path: webhookPath, options: {} }, 0), webhookId: webhookPath };
	const send: WorkflowNode = {
		...node(
			SENDOSO,
			SENDOSO_TYPE,
			1,
			{
				resource: 'send',
				operation: 'createEgift',
				touchId: { __rl: true, mode: 'id', value: String(touchId) },
				recipientEmail: '={{ $json.people }}',
				...parameters,
			},
			4,
		),
		credentials: { sendosoOAuth2Api: { ...credential } },
	};
	const nodes = [
		start,
		node('People', 'n8n-nodes-base.set', 3.4, { mode: 'raw', jsonOutput: JSON.stringify({ people }), options: {} }, 1),
		node('One by one', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'people', options: {} }, 2),
		send,
		node(END, 'n8n-nodes-base.noOp', 1, {}, 5),
	];
	const connections = { [START]: to('People'), People: to('One by one') };
	if (batchSize === undefined) return { name, nodes, connections: { ...connections, 'One by one': to(SENDOSO), [SENDOSO]: to(END) } };
	return {
		name,
		nodes: [...nodes, node(LOOP, 'n8n-nodes-base.splitInBatches', 3, { batchSize, options: {} }, 3)],
		// The first output of the loop is for what comes when it is done.
		connections: { ...connections, 'One by one': to(LOOP), [LOOP]: to(END, SENDOSO), [SENDOSO]: to(LOOP) },
	};
}

const LOOP = 'Loop Over Items';

function node(name: string, type: string, typeVersion: number, parameters: Record<string, unknown>, place: number): WorkflowNode {
	return { id: name, name, type, typeVersion, parameters, position: [place * 220, 0] };
}

/** Connections of a node: one next node for each of its outputs. */
function to(...next: string[]) {
	return { main: next.map((name) => [{ node: name, type: 'main', index: 0 }]) };
}
