import { type INode, type INodeParameters, type INodeProperties, type INodeTypeDescription, NodeConnectionTypes, NodeHelpers } from 'n8n-workflow';
import { Sendoso } from '../../nodes/Sendoso/Sendoso.node';
import { SendosoTrigger } from '../../nodes/Sendoso/SendosoTrigger.node';
import { SendosoWebhookTrigger } from '../../nodes/SendosoWebhook/SendosoWebhookTrigger.node';
import { SendosoOpenConnectors } from '../../nodes/SendosoOpenConnectors/SendosoOpenConnectors.node';
import { SendosoOpenConnectorsTrigger } from '../../nodes/SendosoOpenConnectors/SendosoOpenConnectorsTrigger.node';
import { EVENTS, OPEN_CONNECTORS, SENDOSO } from '../support/interfaceNames';
import { type CreatorEntry, nodeCreator } from '../support/nodeCreator';

const descriptions = [new Sendoso(), new SendosoTrigger(), new SendosoOpenConnectors(), new SendosoOpenConnectorsTrigger()].map(({ description }) => description);
const webhook = new SendosoWebhookTrigger().description;
const creator = nodeCreator([...descriptions, webhook]);
const descriptionOf = (name: string) => descriptions.find((description) => description.name === name) as INodeTypeDescription;
const entriesOf = (name: string) => creator.flatMap(({ entries }) => entries).filter(({ node }) => node === name);

/** The fields that the editor shows after an entry was chosen, with the parameters that the node has then. */
function shownAfter({ node, sets }: CreatorEntry): { fields: INodeProperties[]; parameters: INodeParameters } {
	const description = descriptionOf(node);
	const added: INode = { id: 'node', name: 'Node', type: node, typeVersion: 1, position: [0, 0], parameters: {} };
	const parameters = NodeHelpers.getNodeParameters(description.properties, sets as INodeParameters, true, false, added, description) ?? {};
	return { parameters, fields: description.properties.filter((field) => NodeHelpers.displayParameter(parameters, field, added, description)) };
}

const actionCases = [
	...Object.entries(SENDOSO).map(([operation, fields]) => ({ node: 'sendoso', operation, fields })),
	...Object.entries(OPEN_CONNECTORS).map(([operation, fields]) => ({ node: 'sendosoOpenConnectors', operation, fields })),
];
const eventCases = Object.entries(EVENTS).flatMap(([node, events]) => events.map(([value, text]) => ({ node, value, text })));

test('there is one entry for each connection, and it speaks for node and trigger; deliveries have one of their own', () => {
	expect(creator.map(({ displayName, description }) => [displayName, description])).toEqual([
		['Sendoso', 'Send gifts, eGifts and direct mail, or start when a send, campaign, team group or user changes'],
		['Sendoso via SAP Open Connectors', 'Sendoso through the connector of SAP Open Connectors, if your company uses it: also return addresses, creating campaigns and groups'],
		['Sendoso Webhook Trigger', 'Start the moment Sendoso tells that a send changed, if Sendoso support enabled webhooks for your company'],
	]);
});

test.each([
	['sendoso', Object.keys(SENDOSO).length],
	['sendosoOpenConnectors', Object.keys(OPEN_CONNECTORS).length],
	['sendosoTrigger', EVENTS.sendosoTrigger?.length],
	['sendosoOpenConnectorsTrigger', EVENTS.sendosoOpenConnectorsTrigger?.length],
])('%s offers what the interface names and nothing else: %i entries, each text once', (name, count) => {
	const texts = entriesOf(name).map(({ text }) => text);
	expect(texts).toHaveLength(count ?? 0);
	expect(new Set(texts).size).toBe(texts.length);
	for (const text of texts) expect(text).toMatch(/^[A-Z][a-z]+( (OAuth URL|SCIM|[a-z]+))+$/);
	expect(texts.join()).not.toMatch(/\be gift|\b(a|an|the) /i);
});

test.each(actionCases)('$node: $operation is there once, under its resource, and shows its fields', ({ node, operation, fields: expected }) => {
	const [resource, value] = operation.split('.');
	const found = entriesOf(node).filter(({ sets }) => sets.resource === resource && sets.operation === value);
	expect(found).toHaveLength(1);
	const [entry] = found as [CreatorEntry];
	const label = descriptionOf(node).properties.find(({ name }) => name === 'resource')?.options?.find((option) => 'value' in option && option.value === resource)?.name;
	expect(entry.section).toBe(`${label} Actions`);
	expect(Object.keys(entry.sets).sort()).toEqual(['operation', 'resource']);
	const { fields, parameters } = shownAfter(entry);
	expect([parameters.resource, parameters.operation ?? value]).toEqual([resource, value]);
	expect(fields.map(({ name }) => name)).toEqual(['resource', 'operation', ...new Set(fields.map(({ name }) => name).slice(2))]);
	expect(fields.map(({ name }) => name).slice(2).sort()).toEqual([...expected].sort());
	for (const field of fields) expect([field.name, field.displayName !== '' && field.default !== undefined]).toEqual([field.name, true]);
});

test.each(eventCases)('$node: $value has an entry of its own, "$text"', ({ node, value, text }) => {
	const found = entriesOf(node).filter(({ sets }) => JSON.stringify(sets) === JSON.stringify({ events: [value] }));
	expect(found.map((entry) => entry.text)).toEqual([text]);
	const { fields, parameters } = shownAfter(found[0] as CreatorEntry);
	expect(parameters.events).toEqual([value]);
	const names = fields.map(({ name }) => name);
	expect(names).toEqual(expect.arrayContaining(['events', 'options']));
	const hasFilters = node === 'sendosoTrigger' && /^(touch|send)/.test(value);
	expect(names.includes('filters')).toBe(hasFilters);
});

test.each(descriptions.map((description) => [description.name, description] as const))('%s has one connection and no choice of it', (name, { credentials, properties, version }) => {
	expect(credentials).toEqual([{ name: name.startsWith('sendosoOpenConnectors') ? 'sendosoOpenConnectorsApi' : 'sendosoOAuth2Api', required: true }]);
	expect(version).toEqual([1]);
	expect(properties.map((property) => property.name)).not.toContain('authentication');
});

test.each(descriptions.map((description) => [description.name, description] as const))('%s lets the engine evaluate nothing but method and path', (_name, { properties }) => {
	// An expression that the engine evaluates a second time may give another value than the one that was checked.
	const routed = (fields: INodeProperties[]): string[] =>
		fields.flatMap((field) => {
			const members = (field.options ?? []).flatMap((option) => ('values' in option ? option.values : 'type' in option ? [option] : []));
			return [...(field.routing ? [field.name] : []), ...routed(members)];
		});
	expect(routed(properties)).toEqual([]);
	const operations = properties.filter((property) => property.name === 'operation').flatMap(({ options = [] }) => options);
	for (const operation of operations) {
		if (!('routing' in operation)) throw new Error('An operation without routing');
		expect(operation.routing).toEqual({ request: { method: expect.any(String) as string, url: expect.stringMatching(/^\/[\w/{}.-]+$/) as string }, send: { paginate: true } });
	}
});

test('the trigger for deliveries has one entry, and the fields and credentials of the interface', () => {
	expect(entriesOf(webhook.name).map(({ text, sets }) => [text, sets])).toEqual([['On new Sendoso Webhook event', {}]]);
	expect(webhook.properties.filter(({ type }) => type !== 'notice').map(({ name, default: preset }) => [name, preset])).toEqual([['eventLabel', ''], ['fetchSend', true], ['options', {}]]);
	const options = webhook.properties.find(({ name }) => name === 'options')?.options?.map((option) => [option.name, 'default' in option && option.default]);
	expect(options).toEqual([['dropRepeats', false]]);
	expect(webhook.credentials?.map(({ name, required, displayOptions }) => [name, required, displayOptions?.show])).toEqual([['sendosoWebhookApi', true, undefined], ['sendosoOAuth2Api', false, { fetchSend: [true] }]]);
	expect([webhook.version, webhook.polling]).toEqual([[1], undefined]);
});

describe('the rules of the editor', () => {
	const node = (name: string, properties: INodeProperties[], more: Partial<INodeTypeDescription> = {}): INodeTypeDescription => ({
		displayName: name,
		name,
		group: ['output'],
		version: 1,
		description: `About ${name}`,
		defaults: { name },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties,
		...more,
	});
	const choice = (name: string, values: string[], show?: Record<string, string[]>, more: Partial<INodeProperties> = {}): INodeProperties => ({
		displayName: name,
		name,
		type: 'options',
		default: '',
		options: values.map((value) => ({ name: value, value })),
		...(show ? { displayOptions: { show } } : {}),
		...more,
	});
	const entries = (...all: INodeTypeDescription[]) => nodeCreator(all).flatMap(({ entries: found }) => found.map(({ text, sets }) => [text, sets]));

	test('only the first operation list of a resource counts, and its first conditions are set', () => {
		const operations = [choice('operation', ['send'], { resource: ['gift'], way: ['mail', 'post'] }), choice('operation', ['drop'], { resource: ['gift'], way: ['air'] })];
		expect(entries(node('toy', [choice('resource', ['gift', 'card']), ...operations]))).toEqual([['gift send', { resource: 'gift', way: 'mail', operation: 'send' }]]);
	});

	test('only the first field of events counts; without one there is a single entry', () => {
		const trigger = { group: ['trigger'] } as Partial<INodeTypeDescription>;
		const first = choice('Trigger On', ['Sent'], { place: ['here'] }, { name: 'what' });
		expect(entries(node('toyTrigger', [first, choice('Events', ['lost'])], trigger))).toEqual([['On sent', { place: 'here', what: 'Sent' }]]);
		expect(entries(node('Toy Trigger', [choice('Kind', ['a'])], trigger))).toEqual([['On new Toy event', {}]]);
		expect(entries(node('toyTrigger', [choice('EVENTS', ['Sent'], undefined, { name: 'events', type: 'multiOptions' })], trigger))).toEqual([['On sent', { events: ['Sent'] }]]);
	});

	test('a trigger belongs to the node of its name, and describes both', () => {
		const both = nodeCreator([node('toy', []), node('toyTrigger', [], { group: ['trigger'] }), node('other', [])]);
		expect(both.map(({ name, description }) => [name, description])).toEqual([
			['toy', 'About toyTrigger'],
			['other', 'About other'],
		]);
	});
});
