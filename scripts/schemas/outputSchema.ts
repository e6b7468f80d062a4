import type { ContractSchema } from './contract';

/**
 * An output schema in the form that n8n's own nodes ship. The editor reads `type`, of a list its first entry, `properties`
 * and `items`; an object that may be null is marked `nullable`, so that the editor still shows its members.
 */
export interface OutputSchema {
	type: string | string[];
	nullable?: true;
	properties?: Record<string, OutputSchema>;
	items?: OutputSchema;
	version?: number;
}

/** Turns a schema of the contract into an output schema: types and members, nothing else. */
export function toOutputSchema(schema: ContractSchema, byName: (name: string) => ContractSchema): OutputSchema {
	if (schema.$ref !== undefined) return toOutputSchema(byName(schema.$ref.split('/').at(-1) ?? ''), byName);
	if (schema.allOf) return objectOf(Object.assign({}, ...schema.allOf.map((part) => propertiesOf(toOutputSchema(part, byName)))) as Record<string, OutputSchema>);
	if (schema.anyOf) return union(schema.anyOf.map((branch) => toOutputSchema(branch, byName)));
	const types = [schema.type ?? []].flat();
	const [first = ''] = types;
	if (first === 'object') {
		const members = Object.entries(schema.properties ?? {}).map(([name, member]) => [name, toOutputSchema(member, byName)]);
		const properties = Object.fromEntries(members) as Record<string, OutputSchema>;
		return { type: 'object', ...(types.includes('null') ? { nullable: true } : {}), properties };
	}
	if (first === 'array') return { type: 'array', items: toOutputSchema(schema.items ?? {}, byName) };
	return typed(types);
}

/** Properties of an object schema. */
export function propertiesOf({ properties }: OutputSchema): Record<string, OutputSchema> {
	if (properties === undefined) throw new Error('The schema is not one of an object');
	return properties;
}

/** The same value, or nothing. */
export function orNull(schema: OutputSchema): OutputSchema {
	if (schema.type === 'object') return { type: 'object', nullable: true, properties: propertiesOf(schema) };
	return typed([schema.type, 'null'].flat());
}

/** An object with these members. */
export function objectOf(properties: Record<string, OutputSchema>): OutputSchema {
	return { type: 'object', properties };
}

function union(branches: OutputSchema[]): OutputSchema {
	if (branches.some(({ properties, items }) => properties !== undefined || items !== undefined)) {
		throw new Error('A choice between objects has no place in an output schema');
	}
	return typed(branches.flatMap(({ type }) => type));
}

function typed(types: string[]): OutputSchema {
	const different = [...new Set(types)];
	const [only] = different;
	if (only === undefined) throw new Error('A member of the contract has no type');
	return { type: different.length === 1 ? only : different };
}
