import type { Field } from '../parameters/field';

/** Wraps members that may be left out into their collection. */
export const additionalFields = (options: Field[]): Field => ({
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description: 'What may be left out',
	options,
});

/** Wraps options into their collection. */
export const optionsOf = (options: Field[]): Field => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	description: 'How the node does its work',
	options,
});

/** Wraps filters into their collection. */
export const filtersOf = (options: Field[], more: Partial<Field> = {}): Field => ({
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	description: 'Which records to return',
	...more,
	options,
});

/** How many records a list operation returns. */
export const returnAllAndLimit: Field[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 50000, numberPrecision: 0 },
		default: 50,
		// Not shown for false: n8n would drop the limit beside a false as a text.
		displayOptions: { hide: { returnAll: [true] } },
		description: 'Max number of results to return',
	},
];

/** Whether long records are cut down to their most useful members. */
export const simplify: Field = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** A text field. */
export const text = (displayName: string, name: string, more: Partial<Field> = {}): Field => ({
	displayName,
	name,
	type: 'string',
	default: '',
	...more,
});

/** A number field. */
export const number = (displayName: string, name: string, more: Partial<Field> = {}): Field => ({
	displayName,
	name,
	type: 'number',
	default: 0,
	...more,
});

/** A yes-or-no field. */
export const yesNo = (displayName: string, name: string, description: string): Field => ({
	displayName,
	name,
	type: 'boolean',
	default: false,
	description,
});

/** A field for one e-mail address. */
export const email = (displayName: string, name: string, more: Partial<Field> = {}): Field => text(displayName, name, { placeholder: 'name@email.com', ...more, holds: 'email' });

/** A field for a list of e-mail addresses: a text with separators, or an array. */
export const emails = (displayName: string, name: string, more: Partial<Field> = {}): Field => text(displayName, name, { ...more, holds: 'emails' });
