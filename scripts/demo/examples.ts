/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PlainFailure } from './failure';
import type { CredentialReference } from './n8nClient';
import type { Workflow, WorkflowNode } from './workflow';

/** Stands in the examples where a user picks a campaign. */
export const touchPlaceholder = 'PUT_YOUR_TOUCH_ID_HERE';

/** The node that takes Sendoso's deliveries. */
export const webhookTrigger = 'n8n-nodes-sendoso.sendosoWebhookTrigger';

/** The example that takes them. */
export const webhookExample = 'notify-owner-on-redeemed';

const folder = join(__dirname, '..', '..', 'examples');

/** What a user fills in after importing an example. */
export interface Choices extends OtherCredentials {
	credential: CredentialReference;
	touchId: number;
}

/** Credentials that only some of the examples need. */
interface OtherCredentials {
	/** For nodes that go through SAP Open Connectors. */
	tenant?: CredentialReference;
	/** For n8n's own node that signs. */
	signing?: CredentialReference;
	/** For nodes that provision users: a client of its own opens these. */
	provisioning?: CredentialReference;
	/** For the trigger that takes Sendoso's deliveries. */
	deliveries?: CredentialReference;
	/** For n8n's own node that asks a database who may send. */
	database?: CredentialReference;
	/** For the chat model of an agent. */
	model?: CredentialReference;
}

/** Names of the examples, which are the names of their files without the ending. */
export async function exampleNames(): Promise<string[]> {
	return (await readdir(folder))
		.filter((name) => name.endsWith('.json'))
		.map((name) => name.slice(0, -'.json'.length))
		.sort();
}

/** Reads an example and fills in what its users choose by hand. */
export async function loadExample(name: string, choices: Choices): Promise<Workflow> {
	const text = await readFile(join(folder, `${name}.json`), 'utf8');
	const workflow: unknown = JSON.parse(text.replaceAll(touchPlaceholder, String(choices.touchId)));
	if (!isWorkflow(workflow)) throw new PlainFailure(`examples/${name}.json is not a workflow.`);
	for (const node of workflow.nodes) {
		const chosen = Object.entries(credentialsOf(node, choices)).flatMap(([type, reference]) => (reference === undefined ? [] : [[type, { ...reference }] as const]));
		if (chosen.length > 0) node.credentials = Object.fromEntries(chosen);
	}
	return workflow;
}

/** The credentials of a node, by their type. */
function credentialsOf({ type, parameters }: WorkflowNode, { credential, tenant, signing, provisioning, deliveries, database, model }: Choices): Record<string, CredentialReference | undefined> {
	if (type === 'n8n-nodes-base.crypto') return parameters.action === 'hmac' ? { crypto: signing } : {};
	if (type === 'n8n-nodes-base.postgres') return { postgres: database };
	if (type === '@n8n/n8n-nodes-langchain.lmChatOpenAi') return { openAiApi: model };
	if (!type.startsWith('n8n-nodes-sendoso.')) return {};
	if (type === webhookTrigger) return { sendosoWebhookApi: deliveries, sendosoOAuth2Api: credential };
	if (type.startsWith('n8n-nodes-sendoso.sendosoOpenConnectors')) return { sendosoOpenConnectorsApi: tenant };
	return { sendosoOAuth2Api: parameters.resource === 'scimUser' ? provisioning : credential };
}

/** The path below n8n's address at which the webhook trigger of an example is called. */
export async function webhookPath(name: string): Promise<string> {
	const { nodes } = JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')) as Workflow;
	return `webhook/${String(nodes.find(({ type }) => type === webhookTrigger)?.webhookId)}/webhook`;
}

function isWorkflow(value: unknown): value is Workflow {
	return typeof value === 'object' && value !== null && 'nodes' in value && Array.isArray(value.nodes) && 'connections' in value;
}
