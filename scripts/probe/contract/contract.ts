/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator, type Schema } from '@cfworker/json-schema';
import { CORE_SCHEMA, load } from 'js-yaml';
import { dig, isRecord, listOf } from '../../demo/json';

/** The schema of an answer, with what checks a body against it. */
export interface AnswerSchema {
	schema: Schema;
	validator: Validator;
}

const folder = join(__dirname, '..', '..', '..', 'contract');

/** One of the contracts, as far as its reads go. */
export class Contract {
	private readonly document: unknown;

	/** Names of all members that any schema has. */
	readonly memberNames = new Set<string>();

	private readonly schemas = new Map<string, AnswerSchema | undefined>();

	constructor(file: 'sendoso.openapi.yaml' | 'open-connectors.openapi.yaml') {
		const text = JSON.stringify(load(readFileSync(join(folder, file), 'utf8'), { schema: CORE_SCHEMA }));
		// The validator knows definitions under this name, not the components of OpenAPI.
		this.document = JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/'));
		collectNames(this.document, this.memberNames);
	}

	/** The schema of an answer in JSON to a read; undefined where the contract has none. */
	answer(path: string, status: number): AnswerSchema | undefined {
		const key = `${path} ${status}`;
		if (!this.schemas.has(key)) this.schemas.set(key, this.build(path, status));
		return this.schemas.get(key);
	}

	/** Paths that can be read. */
	reads(): string[] {
		const paths = dig(this.document, 'paths');
		return isRecord(paths) ? Object.keys(paths).filter((path) => dig(paths, path, 'get') !== undefined) : [];
	}

	/** Texts that the contract lists for a schema, such as the known statuses, or for a member of one. */
	listed(schemaName: string, ...member: string[]): string[] {
		const place = member.flatMap((name) => ['properties', name]);
		const branches = listOf(dig(this.document, 'components', 'schemas', schemaName, ...place, 'anyOf'));
		return branches.flatMap((branch) => listOf(dig(branch, 'enum'))).filter((value) => typeof value === 'string');
	}

	private build(path: string, status: number): AnswerSchema | undefined {
		const schema = dig(this.document, 'paths', path, 'get', 'responses', String(status), 'content', 'application/json', 'schema');
		if (!isRecord(schema)) return undefined;
		const $defs = dig(this.document, 'components', 'schemas');
		const whole: Schema = structuredClone({ ...schema, $defs: isRecord($defs) ? $defs : {} });
		return { schema: whole, validator: new Validator(whole, '2020-12', false) };
	}
}

function collectNames(value: unknown, names: Set<string>): void {
	for (const entry of listOf(value)) collectNames(entry, names);
	if (!isRecord(value)) return;
	for (const [key, member] of Object.entries(value)) {
		if (key === 'properties' && isRecord(member)) for (const name of Object.keys(member)) names.add(name);
		collectNames(member, names);
	}
}
