/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties, INodeType } from 'n8n-workflow';
import { SendosoOAuth2Api } from '../../credentials/SendosoOAuth2Api.credentials';
import { SendosoOpenConnectorsApi } from '../../credentials/SendosoOpenConnectorsApi.credentials';
import { SendosoWebhookApi } from '../../credentials/SendosoWebhookApi.credentials';
import { Sendoso } from '../../nodes/Sendoso/Sendoso.node';
import { SendosoTrigger } from '../../nodes/Sendoso/SendosoTrigger.node';
import { SendosoWebhookTrigger } from '../../nodes/SendosoWebhook/SendosoWebhookTrigger.node';
import { SendosoOpenConnectors } from '../../nodes/SendosoOpenConnectors/SendosoOpenConnectors.node';
import { SendosoOpenConnectorsTrigger } from '../../nodes/SendosoOpenConnectors/SendosoOpenConnectorsTrigger.node';
import { touchPlaceholder } from '../../scripts/demo/examples';
import type { Workflow, WorkflowNode } from '../../scripts/demo/workflow';

const folder = join(__dirname, '..', '..', 'examples');
const sendoso = new Sendoso();
const nodes: Record<string, INodeType> = {
	'n8n-nodes-sendoso.sendoso': sendoso,
	// n8n makes this type of the same node.
	'n8n-nodes-sendoso.sendosoTool': sendoso,
	'n8n-nodes-sendoso.sendosoTrigger': new SendosoTrigger(),
	'n8n-nodes-sendoso.sendosoWebhookTrigger': new SendosoWebhookTrigger(),
	'n8n-nodes-sendoso.sendosoOpenConnectors': new SendosoOpenConnectors(),
	'n8n-nodes-sendoso.sendosoOpenConnectorsTrigger': new SendosoOpenConnectorsTrigger(),
};

/** A node as an example has it. */
type WaitingNode = WorkflowNode & { webhookId?: string };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether n8n gives a node of this type an address: without an ID of its own in the file, the address hangs on its name. */
const waitsForCalls = (type: string): boolean => nodes[type]?.description.webhooks !== undefined || /\.(webhook|wait|form|formTrigger|chat|chatTrigger|\w+HitlTool)$/.test(type);

const examples = readdirSync(folder)
	.filter((name) => name.endsWith('.json'))
	.map((name): [string, string] => [name, readFileSync(join(folder, name), 'utf8')]);

const workflowIn = (text: string): Workflow => JSON.parse(text) as Workflow;

const isTool = ({ type }: WorkflowNode): boolean => type.endsWith('Tool');

/** What n8n adds to a node that is a tool, and to a trigger that polls. */
const addedByN8n = ['pollTimes'];

/** Whether the model of an agent chooses the campaign. */
const isLeftToModel = (value: unknown): boolean => JSON.stringify(value)?.includes('$fromAI(');

const sendosoNodes = (text: string): WorkflowNode[] =>
	workflowIn(text).nodes.filter(({ type }) => type.startsWith('n8n-nodes-sendoso.'));

/** The properties that the editor shows for these parameters. */
const shownFor = (node: WorkflowNode): INodeProperties[] => {
	const { type, parameters } = node;
	return (nodes[type]?.description.properties ?? []).filter(({ displayOptions }) =>
		!(isTool(node) && displayOptions?.hide?.['@tool']) &&
		Object.entries(displayOptions?.show ?? {}).every(
			([name, values]) => name.startsWith('@') || values?.some((value) => [parameters[name]].flat().includes(value as string)),
		),
	);
};

const optionValues = (property: INodeProperties): unknown[] =>
	(property.options ?? []).map((option) => ('value' in option ? option.value : option.name));

describe.each(examples)('%s', (_name, text) => {
	it('explains itself with notes', () => {
		expect(workflowIn(text).nodes.filter(({ type }) => type.endsWith('.stickyNote')).length).toBeGreaterThan(0);
	});

	it('carries nothing of the machine it was made on', () => {
		expect(text).not.toMatch(/"credentials"|"instanceId"|localhost|127\.0\.0\.1|\/home\/|\/root\//);
	});

	it('leaves secrets to the credential', () => {
		const secrets = [...new SendosoOpenConnectorsApi().properties, ...new SendosoOAuth2Api().properties, ...new SendosoWebhookApi().properties].filter(({ typeOptions }) => typeOptions?.password).map(({ name }) => name);
		expect(secrets).toEqual(expect.arrayContaining(['userSecret', 'organizationSecret', 'elementToken', 'oauthApiKey', 'oauthApiSecret', 'eventSignatureKey', 'signingSecret', 'previousSigningSecret']));
		for (const name of [...secrets, 'clientSecret']) expect(text).not.toContain(`"${name}"`);
	});

	it('uses nodes of the package only', () => {
		for (const { type } of sendosoNodes(text)) expect(Object.keys(nodes)).toContain(type);
	});

	it('gives every node that waits for a call a UUID', () => {
		const waiting = (workflowIn(text).nodes as WaitingNode[]).filter(({ type }) => waitsForCalls(type));
		for (const { name, webhookId } of waiting) expect([name, webhookId]).toEqual([name, expect.stringMatching(UUID)]);
	});

	it('links only nodes that exist', () => {
		const { nodes, connections } = workflowIn(text);
		const names = nodes.map(({ name }) => name);
		const targets = [...text.matchAll(/"node": "([^"]+)"/g)].map(([, name]) => name);
		expect(names).toEqual(expect.arrayContaining([...Object.keys(connections), ...targets]));
		expect(new Set(names).size).toBe(names.length);
	});

	it('leaves the campaign to be chosen, once', () => {
		const chosen = sendosoNodes(text).flatMap((node) => ('touchId' in node.parameters && !(isTool(node) && isLeftToModel(node.parameters.touchId)) ? [node.parameters.touchId] : []));
		const [first, ...others] = chosen;
		// Where an event names the campaign, nobody chooses one.
		const isTold = JSON.stringify(first)?.includes('$json.objectId');
		// Where other nodes need it as well, a node before them holds it.
		const isHeld = JSON.stringify(first)?.includes(".json.campaign }}") && text.split(touchPlaceholder).length === 2;
		if (first !== undefined && !isTold && !isHeld) expect(first).toEqual({ __rl: true, mode: 'id', value: touchPlaceholder });
		for (const other of others) expect(other).toEqual({ __rl: true, mode: 'id', value: '={{ $json.sendoso.touchId }}' });
	});

	it('uses only parameters and options that the node has', () => {
		expect(sendosoNodes(text).length).toBeGreaterThan(0);
		for (const node of sendosoNodes(text)) {
			const { parameters } = node;
			const shown = shownFor(node);
			expect(shown.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(parameters).filter((name) => !addedByN8n.includes(name))));
			for (const property of shown.filter(({ type }) => type === 'options' || type === 'multiOptions')) {
				if (property.name in parameters) expect(optionValues(property)).toEqual(expect.arrayContaining([parameters[property.name]].flat()));
			}
			for (const property of shown.filter(({ type }) => type === 'collection')) {
				const chosen = Object.keys(Object(parameters[property.name] ?? {}));
				expect(optionValues(property)).toEqual(expect.arrayContaining(chosen));
			}
		}
	});
});

it.each(examples)('%s has a person decide on every value that a model chooses for a gift', (_name, text) => {
	const { connections } = workflowIn(text) as { connections: Record<string, { ai_tool?: Array<Array<{ node: string }>> }> };
	for (const node of sendosoNodes(text).filter((candidate) => isTool(candidate) && /^(create|send)/.test(String(candidate.parameters.operation)))) {
		const [review] = (connections[node.name]?.ai_tool ?? []).flat().map((link) => workflowIn(text).nodes.find(({ name }) => name === link.node));
		expect([node.name, review?.type]).toEqual([node.name, expect.stringMatching(/HitlTool$/)]);
		const chosen = [...JSON.stringify(node.parameters).matchAll(/\$fromAI\('(\w+)'/g)].map(([, key = '']) => key);
		expect(chosen.length).toBeGreaterThan(0);
		for (const key of chosen) expect(review?.parameters.message).toContain(`$tool.parameters.${key}`);
	}
});

it('no two nodes of all examples share an address', () => {
	const ids = examples.flatMap(([, text]) => (workflowIn(text).nodes as WaitingNode[]).flatMap(({ webhookId }) => webhookId ?? []));
	expect(ids.length).toBeGreaterThan(1);
	expect(new Set(ids).size).toBe(ids.length);
});
