import type { Schema } from '@cfworker/json-schema';
import { isRecord } from '../../demo/json';
import { safeName } from '../values/shape';

/** A member that the contract does not name. */
export interface UnnamedMember {
	/** Tells it apart; may hold a value, and is never shown. */
	key: string;
	/** Its path; undefined where too few rows have it for it to be a word of the API. */
	path: string | undefined;
}

/** Records in one place of a body, such as the rows of a list. */
interface Place {
	path: string;
	records: number;
	/** How many of them have an unnamed member. */
	carriers: Map<string, number>;
}

const FEWEST_ROWS = 3;

/** Members of a body that the contract does not name; where it names none at all, none are told. */
export function unnamedMembers(schema: Schema, body: unknown): UnnamedMember[] {
	const places = new Map<string, Place>();
	collect(schema, [schema], body, '', places);
	const found = [...places.values()].flatMap(({ path, records, carriers }) =>
		[...carriers].map(([name, count]) => {
			const isCommon = count >= FEWEST_ROWS && count * 2 >= records;
			return { key: join(path, name), path: isCommon ? join(path, safeName(name)) : undefined };
		}),
	);
	return found.sort((left, right) => (left.key < right.key ? -1 : 1));
}

function collect(root: Schema, schemas: readonly Schema[], value: unknown, path: string, places: Map<string, Place>): void {
	const parts = schemas.flatMap((schema) => partsOf(root, schema));
	if (Array.isArray(value)) {
		const items = parts.flatMap(({ items: item }) => (isSchema(item) ? [item] : []));
		for (const entry of value) collect(root, items, entry, `${path}[]`, places);
		return;
	}
	const named = parts.flatMap(({ properties }) => (isRecord(properties) ? [properties] : []));
	if (!isRecord(value) || named.length === 0) return;
	const place = places.get(path) ?? { path, records: 0, carriers: new Map<string, number>() };
	places.set(path, place);
	place.records += 1;
	for (const [name, member] of Object.entries(value)) {
		const known = named.flatMap((properties) => (Object.hasOwn(properties, name) ? [properties[name]] : [])).filter(isSchema);
		if (known.length === 0) place.carriers.set(name, (place.carriers.get(name) ?? 0) + 1);
		else collect(root, known, member, join(path, name), places);
	}
}

function join(path: string, name: string): string {
	return path === '' ? name : `${path}.${name}`;
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
