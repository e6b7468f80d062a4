/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';

/** A schema of the contract, as far as output schemas need it. */
export interface ContractSchema {
	$ref?: string;
	type?: string | string[];
	properties?: Record<string, ContractSchema>;
	items?: ContractSchema;
	anyOf?: ContractSchema[];
	allOf?: ContractSchema[];
}

interface ContractDocument {
	components: { schemas: Record<string, ContractSchema> };
}

const file = join(__dirname, '..', '..', 'contract', 'sendoso.openapi.yaml');

/** Reads the schemas of the contract by their names. */
export function readContract(): (name: string) => ContractSchema {
	const { components } = load(readFileSync(file, 'utf8'), { schema: CORE_SCHEMA }) as ContractDocument;
	return (name) => {
		const schema = components.schemas[name];
		if (schema === undefined) throw new Error(`The contract has no schema '${name}'`);
		return schema;
	};
}
