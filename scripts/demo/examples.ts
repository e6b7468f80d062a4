/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PlainFailure } from './failure';
import type { CredentialReference } from './n8nClient';
import type { Workflow } from './workflow';

/** Stands in the examples where a user picks a campaign. */
export const touchPlaceholder = 'PUT_YOUR_TOUCH_ID_HERE';

/** The node that takes Sendoso's deliveries. */
export const webhookTrigger = 'n8n-nodes-sendoso.sendosoWebhookTrigger';

/** The example that takes them. */
export const webhookExample = 'notify-owner-on-redeemed';

const folder = join(__dirname, '..', '..', 'examples');

/** What a user fills in after importing an example. */
export interface Choices {
	credential: CredentialReference;
	/** For nodes that go through SAP Open Connectors. */
	tenant: CredentialReference;
	/** For n8n's own node that signs. */
	signing: CredentialReference;
	/** For nodes that provision users: a client of its own opens these. */
	provisioning: CredentialReference;
	/** For the trigger that takes Sendoso's deliveries. */
	deliveries: CredentialReference;
	/** For n8n's own node that asks a database who may send. */
	database: CredentialReference;
	/** For the chat model of an agent. */
	model: CredentialReference;
	touchId: number;
}

/** Names of the examples, which are the names of their files without the ending. */
export async function exampleNames(): Promise<string[]> {
	return (await readdir(folder))
		.filter((name) => name.endsWith('.json'))
		.map((name) => name.slice(0, -'.json'.length))
		.sort();
}

/** Reads an example and fills in what its users choose by hand. */
export async function loadExample(name: string, { credential, tenant, provisioning, signing, deliveries, database, model, touchId }: Choices): Promise<Workflow> {
	const text = await readFile(join(folder, `${name}.json`), 'utf8');
	const workflow: unknown = JSON.parse(text.replaceAll(touchPlaceholder, String(touchId)));
	if (!isWorkflow(workflow)) throw new PlainFailure(`examples/${name}.json is not a workflow.`);
	for (const node of workflow.nodes) {
		if (node.type === 'n8n-nodes-base.crypto' && node.parameters.action === 'hmac') node.credentials = { crypto: { ...signing } };
		if (node.type === 'n8n-nodes-base.postgres') node.credentials = { postgres: { ...database } };
		if (node.type === '@n8n/n8n-nodes-langchain.lmChatOpenAi') node.credentials = { openAiApi: { ...model } };
		if (!node.type.startsWith('n8n-nodes-sendoso.')) continue;
		if (node.type === webhookTrigger) {
			node.credentials = { sendosoWebhookApi: { ...deliveries }, sendosoOAuth2Api: { ...credential } };
			continue;
		}
		if (node.parameters.resource === 'scimUser') {
			node.credentials = { sendosoOAuth2Api: { ...provisioning } };
			continue;
		}
		const isOverConnector = node.type.startsWith('n8n-nodes-sendoso.sendosoOpenConnectors');
		node.credentials = isOverConnector ? { sendosoOpenConnectorsApi: { ...tenant } } : { sendosoOAuth2Api: { ...credential } };
	}
	return workflow;
}

/** The path below n8n's address at which the webhook trigger of an example is called. */
export async function webhookPath(name: string): Promise<string> {
	const { nodes } = JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8')) as Workflow;
	return `webhook/${String(nodes.find(({ type }) => type === webhookTrigger)?.webhookId)}/webhook`;
}

function isWorkflow(value: unknown): value is Workflow {
	return typeof value === 'object' && value !== null && 'nodes' in value && Array.isArray(value.nodes) && 'connections' in value;
}
