/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { Sendoso } from '../../nodes/Sendoso/Sendoso.node';
import { SendosoTrigger } from '../../nodes/Sendoso/SendosoTrigger.node';
import { touchPlaceholder } from '../../scripts/demo/examples';
import type { Workflow, WorkflowNode } from '../../scripts/demo/workflow';

const folder = join(__dirname, '..', '..', 'examples');
/** What the editor knows of each of our nodes. */
const properties: Record<string, INodeProperties[]> = {
	'n8n-nodes-sendoso.sendoso': new Sendoso().description.properties,
	'n8n-nodes-sendoso.sendosoTrigger': new SendosoTrigger().description.properties,
};

const examples = readdirSync(folder)
	.filter((name) => name.endsWith('.json'))
	.map((name): [string, string] => [name, readFileSync(join(folder, name), 'utf8')]);

const workflowIn = (text: string): Workflow => JSON.parse(text) as Workflow;

const sendosoNodes = (text: string): WorkflowNode[] =>
	workflowIn(text).nodes.filter(({ type }) => type.startsWith('n8n-nodes-sendoso.'));

/** The properties that the editor shows for these parameters. */
const shownFor = ({ type, parameters }: WorkflowNode): INodeProperties[] =>
	(properties[type] ?? []).filter(({ displayOptions }) =>
		Object.entries(displayOptions?.show ?? {}).every(
			([name, values]) => name.startsWith('@') || values?.some((value) => value === parameters[name]),
		),
	);

const optionValues = (property: INodeProperties): unknown[] =>
	(property.options ?? []).map((option) => ('value' in option ? option.value : option.name));

describe.each(examples)('%s', (_name, text) => {
	it('explains itself with notes', () => {
		expect(workflowIn(text).nodes.filter(({ type }) => type.endsWith('.stickyNote')).length).toBeGreaterThan(0);
	});

	it('carries nothing of the machine it was made on', () => {
		expect(text).not.toMatch(/"credentials"|instanceId|localhost|127\.0\.0\.1|\/home\/|\/root\//);
	});

	it('links only nodes that exist', () => {
		const { nodes, connections } = workflowIn(text);
		const names = nodes.map(({ name }) => name);
		const targets = [...text.matchAll(/"node": "([^"]+)"/g)].map(([, name]) => name);
		expect(names).toEqual(expect.arrayContaining([...Object.keys(connections), ...targets]));
		expect(new Set(names).size).toBe(names.length);
	});

	it('leaves the campaign to be chosen', () => {
		for (const { parameters } of sendosoNodes(text)) {
			if ('touchId' in parameters) expect(parameters.touchId).toEqual({ __rl: true, mode: 'id', value: touchPlaceholder });
		}
	});

	it('uses only parameters and options that the node has', () => {
		expect(sendosoNodes(text).length).toBeGreaterThan(0);
		for (const node of sendosoNodes(text)) {
			const { parameters } = node;
			const shown = shownFor(node);
			expect(shown.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(parameters).filter((name) => name !== 'pollTimes')));
			for (const property of shown.filter(({ type }) => type === 'options')) {
				if (property.name in parameters) expect(optionValues(property)).toContain(parameters[property.name]);
			}
			for (const property of shown.filter(({ type }) => type === 'collection')) {
				const chosen = Object.keys(Object(parameters[property.name] ?? {}));
				expect(optionValues(property)).toEqual(expect.arrayContaining(chosen));
			}
		}
	});
});
