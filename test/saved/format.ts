/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- tests read files on a desk, never inside n8n */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';

/** A request as it went to the API. */
export interface SavedRequest {
	method: string;
	path: string;
	query?: Record<string, unknown>;
	body?: unknown;
}

/** A workflow as n8n's editor saves it. */
export interface SavedWorkflow {
	name: string;
	nodes: INode[];
	connections: IDataObject;
	/** Items of the first node, pinned. */
	pinData: Record<string, Array<{ json: IDataObject }>>;
	active: boolean;
	settings: IDataObject;
}

/** What stays the same in an item, however often it is made. */
export interface SavedItem {
	pairedItem?: INodeExecutionData['pairedItem'];
	/** Scalars that the node itself promises: of `sendoso`, of `sendosoEvent`, or of a delivery. */
	own?: IDataObject;
}

/** A workflow, and what it did in the version that saved it. */
export interface Variant {
	workflow: SavedWorkflow;
	/** What a trigger asked is its own affair; only its method and path are kept. */
	requests: SavedRequest[];
	/** Names of the members of all items, those of members behind a dot, those of lists behind []. */
	output: string[];
	/** Every item that came out, in its order. */
	items: SavedItem[];
	/** Types of the events that a trigger told, in their order. */
	events?: string[];
}

/** One operation or event, in all variants that were saved. */
export interface Fixture {
	/** Such as `0.2.0/sendoso/send.createEgift`. */
	name: string;
	node: string;
	/** `resource.operation`, the event, or `delivery`. */
	subject: string;
	variants: Record<string, Variant>;
}

/** Choices by `resource.operation parameter`. */
export type SavedChoices = Record<string, Record<string, unknown[]>>;

/** Every saved version. */
export const versions = readdirSync(__dirname, { withFileTypes: true })
	.filter((entry) => entry.isDirectory())
	.map(({ name }) => name);

/** All fixtures of one version. */
export function readFixtures(version: string): Fixture[] {
	const folder = join(__dirname, version);
	const nodes = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
	return nodes.flatMap(({ name: node }) =>
		readdirSync(join(folder, node)).map((file): Fixture => {
			const subject = file.replace(/\.json$/, '');
			return { name: `${version}/${node}/${subject}`, node, subject, variants: JSON.parse(readFileSync(join(folder, node, file), 'utf8')) as Fixture['variants'] };
		}),
	);
}

/** Values that could be chosen in one version. */
export function readChoices(version: string): SavedChoices {
	return JSON.parse(readFileSync(join(__dirname, version, 'choices.json'), 'utf8')) as SavedChoices;
}

/** What is promised beside parameters in one version. */
export function readSurface(version: string): object {
	return JSON.parse(readFileSync(join(__dirname, version, 'surface.json'), 'utf8')) as object;
}

/** The node that a saved workflow is about. */
export function nodeOf({ workflow: { nodes } }: Pick<Variant, 'workflow'>): INode {
	const node = nodes.find(({ type }) => type.startsWith('n8n-nodes-sendoso.'));
	if (node === undefined) throw new Error('The workflow has no node of this package');
	return node;
}

/** Names of the members of a value: those of members behind a dot, those of lists behind []. */
export function membersOf(value: unknown, path = ''): string[] {
	if (Array.isArray(value)) return value.length === 0 ? [path] : value.flatMap((entry) => membersOf(entry, `${path}[]`));
	if (typeof value !== 'object' || value === null) return [path];
	const members = Object.entries(value);
	return members.length === 0 ? [path] : members.flatMap(([name, member]) => membersOf(member, path === '' ? name : `${path}.${name}`));
}
