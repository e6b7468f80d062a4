import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';

/** What is read of the description of a node. */
export type CountedDescription = Pick<INodeTypeDescription, 'group' | 'properties'>;

/** How the choice of what a trigger reacts to is named. */
const eventSelectors = ['event', 'events'];

/**
 * Counts what a node can be set to do.
 *
 * For a node with actions these are the different pairs of resource and operation: every option of every parameter
 * `operation`, once for each resource with which that parameter is shown. For a trigger they are the different options of
 * its parameters `event` or `events`. A node without such a parameter does one thing.
 */
export function countOperations({ group, properties }: CountedDescription): number {
	const names = group.includes('trigger') ? eventSelectors : ['operation'];
	const pairs = properties
		.filter((property) => names.includes(property.name))
		.flatMap((property) => resourcesOf(property, properties).flatMap((resource) => valuesOf(property).map((value) => JSON.stringify([resource, value]))));
	return Math.max(1, new Set(pairs).size);
}

/** The resources with which a parameter is shown; one without a name when the node has none. */
function resourcesOf({ displayOptions }: INodeProperties, properties: INodeProperties[]): unknown[] {
	const shown = displayOptions?.show?.resource?.filter((resource) => typeof resource === 'string') ?? [];
	if (shown.length > 0) return shown;
	const all = properties.filter(({ name }) => name === 'resource').flatMap(valuesOf);
	return all.length > 0 ? all : [''];
}

/** The values that can be chosen; none for a parameter of another type, such as a notice with the same name. */
function valuesOf({ type, options = [] }: INodeProperties): unknown[] {
	if (type !== 'options' && type !== 'multiOptions') return [];
	return options.flatMap((option) => ('value' in option ? [option.value] : []));
}
