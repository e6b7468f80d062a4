/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { DateTime } from 'luxon';
import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { touchPlaceholder } from '../../scripts/demo/examples';
import type { Workflow, WorkflowNode } from '../../scripts/demo/workflow';
import { type NodeRunResult, runNode, type StoredCredential } from '../support/engine';

/** What an expression or a Code node can see beside n8n's dates. */
export type World = Record<string, unknown>;

interface Link {
	node: string;
}

/** An example workflow, whose nodes are run one by one with the parameters that it has. */
export class Example {
	private readonly workflow: Omit<Workflow, 'connections'> & { connections: Record<string, { main?: Link[][] }> };

	constructor(
		readonly name: string,
		touchId: number | string = touchPlaceholder,
	) {
		const text = readFileSync(join(__dirname, '..', '..', 'examples', `${name}.json`), 'utf8');
		this.workflow = JSON.parse(text.replaceAll(touchPlaceholder, String(touchId))) as Example['workflow'];
	}

	node(name: string): WorkflowNode {
		const found = this.workflow.nodes.find((candidate) => candidate.name === name);
		if (found === undefined) throw new Error(`${this.name} has no node "${name}"`);
		return found;
	}

	parametersOf(name: string): INodeParameters {
		return this.node(name).parameters as INodeParameters;
	}

	/** Where the items of a node come from: the names of the nodes before it, with the number of the output. */
	into(target: string): string[] {
		return Object.entries(this.workflow.connections).flatMap(([from, { main = [] }]) =>
			main.flatMap((links, output) => links.filter(({ node }) => node === target).map(() => `${from} ${output}`)),
		);
	}

	/** Runs a Sendoso node in n8n's engine, with the settings that it has in the workflow. */
	async send(name: string, credential: StoredCredential, items: IDataObject[]): Promise<NodeRunResult> {
		const { onError } = this.node(name);
		return await runNode({ credential, parameters: this.parametersOf(name), items, settings: { onError } as Partial<INode> });
	}

	/** What a Code node that runs once for all items gives. */
	code(name: string, items: IDataObject[], world: World = {}): IDataObject[] {
		const $input = { all: () => items.map((json) => ({ json })) };
		const given = runInNewContext(`(() => { ${String(this.node(name).parameters.jsCode)}\n})()`, { ...dates(), $input, ...world }) as Array<{ json: IDataObject }>;
		return given.map(({ json }) => JSON.parse(JSON.stringify(json)) as IDataObject);
	}

	/** The fields that a node "Edit Fields" makes. */
	fields(name: string, world: World): IDataObject {
		const { assignments } = (this.node(name).parameters as unknown as { assignments: { assignments: Array<{ name: string; value: string }> } }).assignments;
		return Object.fromEntries(assignments.map((field) => [field.name, valueFor(field.value, world) as IDataObject]));
	}

	/** The left side of the only condition of an If or Filter node. */
	condition(name: string, world: World): unknown {
		const { conditions } = (this.node(name).parameters as unknown as { conditions: { conditions: Array<{ leftValue: string }> } }).conditions;
		return valueFor(conditions[0]?.leftValue ?? '', world);
	}
}

/** Place of the row that an item was made of. */
export function rowOf({ pairedItem }: INodeExecutionData): number {
	return typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : NaN;
}

/** The value that n8n would make of a parameter; only what the examples' expressions use. */
export function valueFor(text: string, world: World): unknown {
	const evaluate = (code: string): unknown => runInNewContext(code, { ...dates(), ...world });
	const [, whole] = /^=\{\{((?:(?!\}\}).)*)\}\}$/s.exec(text) ?? [];
	if (whole !== undefined) return evaluate(whole);
	return text.replace(/^=/, '').replace(/\{\{(.*?)\}\}/gs, (_, code: string) => String(evaluate(code)));
}

function dates(): World {
	const $now = DateTime.utc();
	return { DateTime, $now, $today: $now.startOf('day'), String };
}
