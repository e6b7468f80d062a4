/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a tool, run on a desk */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commonPollingParameters } from 'n8n-core/dist/nodes-loader/constants';
import { type INode, type INodeParameters, NodeHelpers, type INodeTypeDescription } from 'n8n-workflow';
import { version } from '../../package.json';
import { startSandbox } from '../../sandbox';
import { type Fixture, nodeOf, readChoices, readFixtures, type SavedWorkflow, versions } from './format';
import { choicesIn, descriptionOf, missingIn, NODES, subjectsOf } from './known';
import { runSaved } from './run';
import { surface } from './surface';
import { ITEM } from './values';
import { variantsOf } from './variants';

const fixtures = versions.flatMap(readFixtures);

/** An ID as n8n makes them, the same for the same text. */
function idOf(text: string): string {
	const hash = createHash('sha1').update(text).digest('hex');
	return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

/** Parameters as the editor saves them: those of a new node, changed, and without what is as it was. */
function saved(description: INodeTypeDescription, chosen: INodeParameters): INodeParameters {
	const properties = [...(description.polling ? commonPollingParameters : []), ...description.properties];
	const node: INode = { id: '', name: '', type: description.name, typeVersion: 1, position: [0, 0], parameters: {} };
	const selectors = Object.fromEntries(Object.entries(chosen).filter(([name]) => ['resource', 'operation', 'filterBy', 'events'].includes(name)));
	const fresh = NodeHelpers.getNodeParameters(properties, selectors, true, false, node, description);
	return NodeHelpers.getNodeParameters(properties, { ...fresh, ...chosen }, false, false, node, description) ?? {};
}

function workflowOf(name: string, description: INodeTypeDescription, chosen: INodeParameters): SavedWorkflow {
	const isTrigger = description.group.includes('trigger');
	const credentials = (description.credentials ?? []).filter(({ displayOptions }) => displayOptions === undefined || chosen.fetchSend !== false);
	const node: INode = {
		parameters: saved(description, chosen),
		id: idOf(name),
		name: String(description.defaults.name),
		type: `n8n-nodes-sendoso.${description.name}`,
		typeVersion: [description.version].flat().at(-1) ?? 1,
		position: [isTrigger ? 0 : 220, 0],
		...(description.webhooks ? { webhookId: idOf(`webhook ${name}`) } : {}),
		credentials: Object.fromEntries(credentials.map(({ name: type }) => [type, { id: idOf(type).slice(0, 8), name: 'Sendoso account' }])),
	};
	const start: INode = { parameters: {}, id: idOf(`start ${name}`), name: 'Start', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0] };
	return {
		name,
		nodes: isTrigger ? [node] : [start, node],
		connections: isTrigger ? {} : { Start: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
		pinData: isTrigger ? {} : { Start: [{ json: ITEM }] },
		active: false,
		settings: { executionOrder: 'v1' },
	};
}

/** Variants of an operation or event that no version has saved, or that alone have one of its parameters. */
function unsaved(description: INodeTypeDescription, subject: string): Array<[kind: string, workflow: SavedWorkflow]> {
	const workflows = Object.entries(variantsOf(description, subject)).map(([kind, chosen]): [string, SavedWorkflow] => [kind, workflowOf(`${description.name} ${subject} ${kind}`, description, chosen)]);
	const known = fixtures.filter((fixture) => fixture.node === description.name && fixture.subject === subject).flatMap(({ variants }) => Object.values(variants).map(nodeOf));
	if (known.length === 0) return workflows;
	const missing = missingIn(known, description, subject);
	return workflows.filter(([, workflow]) => missingIn([nodeOf({ workflow })], description, subject).filter((path) => missing.includes(path)).length < missing.length);
}

/** Adds what was not saved yet to the folder of this version. What is there stays as it is. */
async function main() {
	const sandbox = await startSandbox({ seed: 'empty', throttle: false, validateResponses: true });
	let failures = 0;
	for (const description of NODES.map(descriptionOf)) {
		for (const subject of subjectsOf(description)) {
			const file = join(description.name, `${subject}.json`);
			const variants: Fixture['variants'] = fixtures.find(({ name }) => name === `${version}/${description.name}/${subject}`)?.variants ?? {};
			// A record made before items were part of it.
			for (const variant of Object.values(variants)) if (!('items' in variant)) Object.assign(variant, { items: (await runSaved(sandbox, subject, variant)).items });
			for (const [kind, workflow] of unsaved(description, subject)) {
				const { errors, ...did } = await runSaved(sandbox, subject, { workflow });
				const problems = [...errors, ...(did.output.length === 0 ? ['It gave no item'] : [])];
				failures += problems.length;
				if (problems.length > 0) process.stderr.write(`${[workflow.name, ...problems, JSON.stringify(nodeOf({ workflow }).parameters)].join('\n')}\n`);
				else variants[kind in variants ? `${kind} ${Object.keys(variants).length}` : kind] = { workflow, ...did };
			}
			write(file, variants);
		}
	}
	const known = versions.includes(version) ? readChoices(version) : {};
	write('choices.json', Object.fromEntries(NODES.map((node) => [node, joined(known[node] ?? {}, choicesIn(node))])));
	if (!existsSync(join(__dirname, version, 'surface.json'))) write('surface.json', await surface());
	await sandbox.stop();
	process.exit(failures === 0 ? 0 : 1);
}

/** Choices of both; what was one stays in the file, so that its end is noticed. */
function joined(before: Record<string, unknown[]>, now: Record<string, unknown[]>): Record<string, unknown[]> {
	return Object.fromEntries([...new Set([...Object.keys(before), ...Object.keys(now)])].map((place) => [place, [...new Set([...(before[place] ?? []), ...(now[place] ?? [])])]]));
}

function write(file: string, value: object) {
	if (Object.keys(value).length === 0) return;
	const path = join(__dirname, version, file);
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, `${JSON.stringify(value, null, '\t')}\n`);
}

void main();
