import type { INodeProperties } from 'n8n-workflow';

/** Members of the body that the node has no field for. */
export const extraBody: INodeProperties = {
	displayName: 'Extra Body',
	name: 'extraBody',
	type: 'json',
	default: '{}',
	description: 'Members to add to the request as a JSON object. Members that the node sets itself are never replaced.',
};

/** Wraps options into their collection. */
export const optionsOf = (options: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options,
});

/** Options of everything that is created or changed. */
export const writeOptions = optionsOf([extraBody]);

/** A text field. */
export const text = (displayName: string, name: string, more: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	...more,
});
