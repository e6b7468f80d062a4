import { type INode, type INodeParameters, type INodeProperties, type INodeTypeDescription, NodeHelpers } from 'n8n-workflow';
import { nodeTypes } from '../support/engine';
import '../trigger/support';
import '../webhook/receiver';
import type { SavedChoices } from './format';

/** The nodes of the package. */
export const NODES = ['sendoso', 'sendosoTrigger', 'sendosoWebhookTrigger', 'sendosoOpenConnectors', 'sendosoOpenConnectorsTrigger'];

/** What n8n adds to the parameters of every polling node. */
const ADDED_BY_N8N = ['pollTimes'];

/** The description of a node as n8n loads it. */
export function descriptionOf(node: string): INodeTypeDescription {
	return nodeTypes.getByName(`n8n-nodes-sendoso.${node}`).description as INodeTypeDescription;
}

/** Parameters with the defaults that they have now. n8n drops what it does not know, or does not show, and says nothing. */
export function resolved(node: INode, description: INodeTypeDescription): INodeParameters {
	return NodeHelpers.getNodeParameters(description.properties, node.parameters, true, false, node, description) ?? {};
}

/** Places of the parameters of a saved node that no description has, and values that nobody can choose any more. */
export function unknownIn(node: INode, description: INodeTypeDescription): string[] {
	const saved = Object.fromEntries(Object.entries(node.parameters).filter(([name]) => !ADDED_BY_N8N.includes(name)));
	const versions = [description.version].flat();
	const credentials = (description.credentials ?? []).map(({ name }) => name);
	return [
		...(versions.includes(node.typeVersion) ? [] : [`version ${node.typeVersion}`]),
		...Object.keys(node.credentials ?? {}).filter((name) => !credentials.includes(name)).map((name) => `credential ${name}`),
		...lost(saved, resolved(node, description), ''),
		...unknownChoices(description.properties, saved, resolved(node, description), node, description),
	];
}

function lost(saved: unknown, kept: unknown, path: string): string[] {
	if (typeof saved !== 'object' || saved === null) return kept === saved ? [] : [path];
	if (typeof kept !== 'object' || kept === null) return [path];
	return Object.entries(saved).flatMap(([name, value]) => lost(value, Reflect.get(kept, name), path === '' ? name : `${path}.${name}`));
}

function unknownChoices(properties: INodeProperties[], saved: INodeParameters, root: INodeParameters, node: INode, description: INodeTypeDescription): string[] {
	return properties
		.filter((property) => property.name in saved && NodeHelpers.displayParameter(root, property, node, description, root))
		.flatMap((property) => {
			const value = saved[property.name];
			const inside = (members: INodeProperties[], values: unknown) => unknownChoices(members, values as INodeParameters, root, node, description);
			if (property.type === 'collection') return inside(property.options as INodeProperties[], value);
			if (property.type === 'fixedCollection') {
				return (property.options ?? []).flatMap((entry) => ('values' in entry ? [Reflect.get(Object(value), entry.name) ?? []].flat().flatMap((row: unknown) => inside(entry.values, row)) : []));
			}
			if (property.type === 'resourceLocator') {
				const modes = (property.modes ?? []).map(({ name }) => name);
				const mode = String(Reflect.get(Object(value), 'mode'));
				return modes.includes(mode) ? [] : [`${property.name} in mode ${mode}`];
			}
			if (property.type !== 'options' && property.type !== 'multiOptions') return [];
			const known = choicesOf(property);
			return [value].flat().filter((chosen) => !String(chosen).startsWith('=') && !known.includes(chosen)).map((chosen) => `${property.name} ${String(chosen)}`);
		});
}

function choicesOf({ options = [] }: INodeProperties): unknown[] {
	return options.flatMap((option) => ('value' in option ? [option.value] : []));
}

/** Operations or events of a node; the webhook trigger has neither. */
export function subjectsOf({ properties }: INodeTypeDescription): string[] {
	const resources = properties.find(({ name }) => name === 'resource');
	const events = properties.find(({ name }) => name === 'events');
	if (events) return choicesOf(events).map(String);
	if (!resources) return ['delivery'];
	return choicesOf(resources).flatMap((resource) => {
		const lists = properties.filter(({ name, displayOptions }) => name === 'operation' && displayOptions?.show?.resource?.includes(resource as string));
		return lists.flatMap(choicesOf).map((operation) => `${String(resource)}.${String(operation)}`);
	});
}

/** Parameters that no file has to hold: the editor leaves the first choice out, and each file is held to that of its name. */
export const IN_FILE_NAMES = ['resource', 'operation', 'events'];

/** A parameter with its place, such as `additionalFields.amount`. */
export interface Place {
	path: string;
	property: INodeProperties;
}

/** Every parameter that an operation or event can have, whatever the others are. */
export function placesOf(description: INodeTypeDescription, subject: string): Place[] {
	const [resource = '', operation = ''] = subject.split('.');
	const met: Record<string, string> = { resource, operation, events: resource };
	const isMet = ({ displayOptions }: INodeProperties) =>
		Object.entries(displayOptions?.show ?? {}).every(([name, values]) => {
			// The saved workflows hold nodes, no tools.
			if (name === '@tool') return values?.includes(false) === true;
			const wanted = met[name.replace('/', '')];
			return wanted === undefined || values?.includes(wanted);
		});
	const walk = (properties: INodeProperties[], path: string): Place[] =>
		properties.filter((property) => property.type !== 'notice' && isMet(property)).flatMap((property): Place[] => {
			const here = `${path}${property.name}`;
			const members = (property.options ?? []).flatMap((option) => ('values' in option ? walk(option.values, `${here}.${option.name}.`) : 'type' in option ? walk([option], `${here}.`) : []));
			return members.length === 0 ? [{ path: here, property }] : members;
		});
	// What n8n adds to every node of its kind is not of this package.
	return walk(description.properties.filter(({ name }) => name !== 'requestOptions'), '');
}

/** Places that stand in saved parameters; an entry that may be repeated counts as one. */
function placesIn(parameters: unknown, path = ''): string[] {
	if (Array.isArray(parameters)) return [path, ...parameters.flatMap((entry) => placesIn(entry, path))];
	if (typeof parameters !== 'object' || parameters === null) return [path];
	return [path, ...Object.entries(parameters).flatMap(([name, value]) => placesIn(value, path === '' ? name : `${path}.${name}`))];
}

/** Places of an operation or event that none of these saved nodes has. */
export function missingIn(nodes: INode[], description: INodeTypeDescription, subject: string): string[] {
	const saved = new Set(nodes.flatMap(({ parameters }) => placesIn(parameters)));
	const paths = placesOf(description, subject).map(({ path }) => path);
	return paths.filter((path) => !saved.has(path) && !IN_FILE_NAMES.includes(path));
}

/** Every value that can be chosen in a node. */
export function choicesIn(node: string): SavedChoices[string] {
	const description = descriptionOf(node);
	const entries = subjectsOf(description).flatMap((subject) =>
		placesOf(description, subject)
			.filter(({ path }) => !IN_FILE_NAMES.includes(path))
			.map(({ path, property }): [string, unknown[]] => [`${subject} ${path}`, choicesOf(property)])
			.filter(([, values]) => values.length > 0),
	);
	return Object.fromEntries(entries);
}
