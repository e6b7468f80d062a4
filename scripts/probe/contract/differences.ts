import { isRecord } from '../../demo/json';
import { kindOf, safeName } from '../values/shape';
import type { AnswerSchema } from './contract';

/** Keywords that only repeat what a deeper error says. */
const PASSED_ON = new Set(['$ref', 'properties', 'items', 'allOf', 'additionalProperties', 'contains']);
const ALTERNATIVES = new Set(['anyOf', 'oneOf']);

/** Where a body differs from its schema: path, what was expected, what was seen. No value is told. */
export function differences({ validator }: AnswerSchema, body: unknown): string[] {
	if (body === undefined) return ['the body is no JSON'];
	const { errors } = validator.validate(body);
	const open = errors.filter(({ keyword }) => ALTERNATIVES.has(keyword)).map(({ keywordLocation }) => `${keywordLocation}/`);
	const told = errors.filter(({ keyword, keywordLocation }) => !PASSED_ON.has(keyword) && !open.some((place) => keywordLocation.startsWith(place)));
	const lines = told.map(({ keyword, instanceLocation, error }) => {
		const keys = instanceLocation.split('/').slice(1).map(decodeKey);
		const seen = keys.reduce<unknown>((value, key) => memberOf(value, key), body);
		const { path, expected } = expectation(keyword, pathOf(body, keys), error);
		return expected === undefined ? `${path} is missing` : `${path} should be ${expected}, is ${kindOf(seen)}`;
	});
	return [...new Set(lines)].sort();
}

/** The texts of the validator name the schema's own words for a type and a member, and are read for nothing else. */
function expectation(keyword: string, path: string, error: string): { path: string; expected?: string } {
	if (keyword === 'required') return { path: `${path === '' ? '' : `${path}.`}${safeName(/"([^"]+)"/.exec(error)?.[1] ?? '')}` };
	const place = path === '' ? 'the body' : path;
	if (keyword === 'type') return { path: place, expected: (/Expected (.+)\.$/.exec(error)?.[1] ?? 'another type').replaceAll('"', '') };
	if (keyword === 'enum' || keyword === 'const') return { path: place, expected: 'a value that the contract names' };
	if (ALTERNATIVES.has(keyword)) return { path: place, expected: 'in one of the forms of the contract' };
	return { path: place, expected: `text or number by the contract's ${keyword}` };
}

/** A path such as `touches[].name`: rows have no numbers, and odd names are not shown. */
function pathOf(body: unknown, keys: readonly string[]): string {
	let value = body;
	let path = '';
	for (const key of keys) {
		path += Array.isArray(value) ? '[]' : `${path === '' ? '' : '.'}${safeName(key)}`;
		value = memberOf(value, key);
	}
	return path;
}

function memberOf(value: unknown, key: string): unknown {
	if (Array.isArray(value)) return value[Number(key)];
	return isRecord(value) ? value[key] : undefined;
}

function decodeKey(key: string): string {
	return key.replaceAll('~1', '/').replaceAll('~0', '~');
}
