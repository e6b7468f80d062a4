import type { INodeProperties, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';

/** One entry that n8n's editor offers for a node. */
export interface CreatorEntry {
	/** Heading that it stands under. */
	section: string;
	text: string;
	/** Name of the node type that choosing it adds. */
	node: string;
	/** Parameters that choosing it sets. */
	sets: Record<string, unknown>;
}

/** An entry of the list of nodes: a node and its trigger are one, under the trigger's description. */
export interface CreatorNode {
	name: string;
	displayName: string;
	description: string;
	entries: CreatorEntry[];
}

const TRIGGER_FIELDS = ['event', 'events', 'trigger on'];

/**
 * The list that n8n's node creator makes of node descriptions (n8n 2.40.7): a trigger whose name is a node's name plus
 * `Trigger` is merged into that node.
 */
export function nodeCreator(descriptions: INodeTypeDescription[]): CreatorNode[] {
	const triggerOf = ({ name }: INodeTypeDescription) => descriptions.find((other) => other.name === `${name}Trigger`);
	const isMerged = ({ name }: INodeTypeDescription) => descriptions.some((other) => name === `${other.name}Trigger`);
	return descriptions
		.filter((description) => !isMerged(description))
		.map((description) => {
			const trigger = triggerOf(description);
			const entries = [...actionsOf(description), ...triggersOf(description), ...(trigger ? triggersOf(trigger) : [])];
			return { name: description.name, displayName: description.displayName, description: (trigger ?? description).description, entries };
		});
}

/** Actions by resource: for each resource the first operation list that is shown for it, and no other. */
function actionsOf({ name, properties }: INodeTypeDescription): CreatorEntry[] {
	return properties
		.filter((property) => property.name === 'resource')
		.flatMap(choicesOf)
		.flatMap((resource) => {
			const list = properties.find((property) => property.name === 'operation' && property.displayOptions?.show?.resource?.includes(resource.value));
			if (list === undefined) return [];
			const shownBy = firstValues(list);
			return choicesOf(list).map((operation) => ({
				section: `${resource.name} Actions`,
				text: operation.action ?? `${resource.name} ${operation.name}`,
				node: name,
				sets: { ...shownBy, resource: resource.value, operation: operation.value },
			}));
		});
}

/** Events of the first field with one of the names that the editor knows; else one entry for the node as a whole. */
function triggersOf({ name, displayName, group, properties }: INodeTypeDescription): CreatorEntry[] {
	if (!group.includes('trigger')) return [];
	const field = properties.find((property) => TRIGGER_FIELDS.includes(property.displayName.toLowerCase()));
	if (field === undefined) return [{ section: 'Triggers', text: `On new ${displayName.replace(/ Trigger$/, '')} event`, node: name, sets: {} }];
	return choicesOf(field).map((event) => ({
		section: 'Triggers',
		text: event.action ?? `On ${event.name.toLowerCase()}`,
		node: name,
		sets: { ...firstValues(field), [field.name]: field.type === 'multiOptions' ? [event.value] : event.value },
	}));
}

function choicesOf({ options = [] }: INodeProperties): INodePropertyOptions[] {
	return options.filter((option): option is INodePropertyOptions => 'value' in option);
}

/** The first value of each condition that shows a field; what hides it is not looked at. */
function firstValues({ displayOptions }: INodeProperties): Record<string, unknown> {
	return Object.fromEntries(Object.entries(displayOptions?.show ?? {}).map(([parameter, values]) => [parameter, values?.[0]]));
}
