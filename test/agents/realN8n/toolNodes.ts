import { randomUUID } from 'node:crypto';
import type { CredentialReference } from '../../../scripts/demo/n8nClient';
import { packageName } from '../../../scripts/demo/packPackage';
import type { Workflow, WorkflowNode } from '../../../scripts/demo/workflow';
import type { Place } from './place';

/** A value that the caller of the tool gives. */
export const fromAi = (key: string, description: string, type: 'string' | 'number' | 'boolean' = 'string', otherwise?: string): string =>
	`={{ $fromAI('${key}', '${description}', '${type}'${otherwise === undefined ? '' : `, ${otherwise}`}) }}`;

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const campaign = byId(fromAi('campaign_id', 'ID of the campaign', 'number'));
const recipientEmail = fromAi('recipient_email', 'Address of the recipient');
const amount = fromAi('amount', 'Value of the eGift', 'number');
const egift = { resource: 'send', operation: 'createEgift', touchId: campaign, recipientEmail, additionalFields: { amount } };

/** Operations of Sendoso's own API, under the names that their tools get. */
const DIRECT: Record<string, Record<string, unknown>> = {
	Find_campaigns: { resource: 'touch', operation: 'getAll', returnAll: true, filters: { name: fromAi('name', 'Part of the name, or nothing for all', 'string', "''") } },
	Find_sends: { resource: 'send', operation: 'getAll', returnAll: true, filters: { recipientEmail } },
	Get_send: { resource: 'send', operation: 'get', sendGid: fromAi('send_gid', 'The send_gid of the send') },
	Send_eGift: egift,
	Rehearse_eGift: { ...egift, options: { dryRun: true } },
	Send_or_rehearse_eGift: { ...egift, options: { dryRun: fromAi('dry_run', 'true checks everything and sends nothing', 'boolean') } },
	Make_eGift_links: { resource: 'send', operation: 'createEgiftLinks', touchId: campaign, recipientEmails: fromAi('recipient_emails', 'Addresses, separated by commas') },
	Send_product: {
		resource: 'product',
		operation: 'send',
		variantId: byId(fromAi('variant_id', 'ID of the variant of the product')),
		recipientEmail,
		recipientFirstName: fromAi('first_name', 'Given name of the recipient'),
		recipientLastName: fromAi('last_name', 'Family name of the recipient'),
	},
};

/** Operations over SAP Open Connectors. */
const OVER_SAP: Record<string, Record<string, unknown>> = {
	SAP_find_groups: { resource: 'group', operation: 'getAll', returnAll: true },
	SAP_send_gift: { resource: 'send', operation: 'create', touchId: campaign, recipientEmail },
};

/** Names of all tools, sorted. */
export const toolNames = [...Object.keys(DIRECT), ...Object.keys(OVER_SAP)].sort();

/** Names of the tools that spend money. */
export const spendingTools = ['Make_eGift_links', 'SAP_send_gift', 'Send_eGift', 'Send_or_rehearse_eGift', 'Send_product'];

/** A workflow that offers every tool to clients of the Model Context Protocol; its name is that of the server. */
export function toolServer({ sendoso, tenant, bearer }: Place, path: string): Workflow {
	const trigger: WorkflowNode = {
		...node('Sendoso', '@n8n/n8n-nodes-langchain.mcpTrigger', 2.1, { authentication: 'bearerAuth', path }, { httpBearerAuth: bearer }),
		webhookId: randomUUID(),
	};
	const tools = [
		...Object.entries(DIRECT).map(([name, parameters]) => node(name, `${packageName}.sendosoTool`, 1, parameters, { sendosoOAuth2Api: sendoso })),
		...Object.entries(OVER_SAP).map(([name, parameters]) => node(name, `${packageName}.sendosoOpenConnectorsTool`, 1, parameters, { sendosoOpenConnectorsApi: tenant })),
	];
	const connections = Object.fromEntries(tools.map(({ name }) => [name, { ai_tool: [[{ node: trigger.name, type: 'ai_tool', index: 0 }]] }]));
	return { name: 'Sendoso as tools', nodes: [trigger, ...tools], connections };
}

function node(name: string, type: string, typeVersion: number, parameters: Record<string, unknown>, credentials: Record<string, CredentialReference>): WorkflowNode {
	return { id: randomUUID(), name, type, typeVersion, position: [0, 0], parameters, credentials };
}
