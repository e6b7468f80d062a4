import type { Schema } from '@cfworker/json-schema';
import { isRecord } from '../../demo/json';
import { safeName } from '../values/shape';

/** Members of a body that the contract does not name, by their paths; where it names none at all, none are told. */
export function unnamedMembers(schema: Schema, body: unknown): string[] {
	const found = new Set<string>();
	collect(schema, [schema], body, '', found);
	return [...found].sort();
}

function collect(root: Schema, schemas: readonly Schema[], value: unknown, path: string, found: Set<string>): void {
	const parts = schemas.flatMap((schema) => partsOf(root, schema));
	if (Array.isArray(value)) {
		const items = parts.flatMap(({ items: item }) => (isSchema(item) ? [item] : []));
		for (const entry of value) collect(root, items, entry, `${path}[]`, found);
		return;
	}
	const named = parts.flatMap(({ properties }) => (isRecord(properties) ? [properties] : []));
	if (!isRecord(value) || named.length === 0) return;
	for (const [name, member] of Object.entries(value)) {
		const place = path === '' ? safeName(name) : `${path}.${safeName(name)}`;
		const known = named.flatMap((properties) => (Object.hasOwn(properties, name) ? [properties[name]] : [])).filter(isSchema);
		if (known.length === 0) found.add(place);
		else collect(root, known, member, place, found);
	}
}

/** A schema with all that it refers to, whichever alternative the value took. */
function partsOf(root: Schema, schema: Schema): Schema[] {
	const target = typeof schema.$ref === 'string' ? root.$defs?.[schema.$ref.replace('#/$defs/', '')] : undefined;
	const others = [target, ...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])].filter(isSchema);
	return [schema, ...others.flatMap((other) => partsOf(root, other))];
}

function isSchema(value: unknown): value is Schema {
	return isRecord(value);
}
