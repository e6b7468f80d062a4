import type { INodeProperties } from 'n8n-workflow';
import { toProperty } from '../parameters/field';
import type { Resource } from './operation';
import { toolTextField } from './toolText';

const emptySelector: INodeProperties = {
	displayName: '',
	name: '',
	type: 'options',
	noDataExpression: true,
	options: [],
	default: '',
};

/** A field, and the operations that show it, each as `[resource, operation]`. */
interface Entry {
	field: INodeProperties;
	/** Two fields with the same text are one in the editor. */
	text: string;
	shownBy: Array<[string, string]>;
}

/**
 * Turns the resources of a node into its properties: the selectors, then the fields of every
 * operation. Display conditions are applied here, once, so that no field repeats its resource and operation; a field
 * that several operations have is written once, because n8n sends the whole description to every browser.
 */
export function toProperties(resources: Resource[]): INodeProperties[] {
	const [first] = resources;
	const selector = {
		...emptySelector,
		displayName: 'Resource',
		name: 'resource',
		options: resources.map(({ option }) => option),
		default: resources.find(({ option }) => option.value === 'send')?.option.value ?? first?.option.value ?? '',
	};
	const operations = resources.map(({ option, operations: all }) => {
		const options = all.map((operation) => operation.option);
		return {
			...emptySelector,
			displayName: 'Operation',
			name: 'operation',
			displayOptions: { show: { resource: [String(option.value)] } },
			options,
			default: options[0]?.value ?? '',
		};
	});
	const fields = shareFields(resources).flatMap(({ field, shownBy }) =>
		groupByOperations(shownBy).map((group) => shownWith(field, group)),
	);
	return [selector, ...operations, ...fields];
}

/** Adds to the conditions of a field. n8n-workflow's `updateDisplayOptions` merges at any depth, which every start of n8n would wait for. */
function shownWith(field: INodeProperties, group: { resource: string[]; operation: string[] }): INodeProperties {
	const { displayOptions } = field;
	return { ...field, displayOptions: { ...displayOptions, show: { ...displayOptions?.show, ...group } } };
}

/** Puts the fields of all operations in one line, in which each operation finds its own in their order. */
function shareFields(resources: Resource[]): Entry[] {
	const line: Entry[] = [];
	for (const { option: { value: resource }, operations } of resources) {
		for (const all of operations) {
			const { option: { value: operation }, fields } = all;
			let place = 0;
			for (const field of [toolTextField(all), ...fields.map(toProperty)]) {
				const text = JSON.stringify(field);
				const known = line.findIndex((entry, index) => index >= place && entry.text === text);
				if (known === -1) line.splice(place, 0, { field, text, shownBy: [] });
				place = known === -1 ? place : known;
				line[place]?.shownBy.push([String(resource), String(operation)]);
				place += 1;
			}
		}
	}
	return line;
}

/** Resources that show a field in the same operations share one condition. */
function groupByOperations(shownBy: Array<[string, string]>): Array<{ resource: string[]; operation: string[] }> {
	const operationsOf = new Map<string, string[]>();
	for (const [resource, operation] of shownBy) operationsOf.set(resource, [...(operationsOf.get(resource) ?? []), operation]);
	const groups = new Map<string, { resource: string[]; operation: string[] }>();
	for (const [resource, operation] of operationsOf) {
		const group = groups.get(operation.join()) ?? { resource: [], operation };
		group.resource.push(resource);
		groups.set(operation.join(), group);
	}
	return [...groups.values()];
}
