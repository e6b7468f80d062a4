/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- tests read files on a desk, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import { resources as direct } from '../../nodes/Sendoso/resources';
import { resources as overSap } from '../../nodes/SendosoOpenConnectors/resources';

const contract = join(__dirname, '..', '..', 'contract');

interface ContractOperation {
	operationId?: string;
	tags?: string[];
}

/** Operations that no node offers, by their ID, with the reason. */
type Exclusions = Record<string, string>;

/** Operations of a contract as `METHOD path`, parameters as `{}`, with their IDs. */
function operationsOf(file: string): Array<[request: string, operation: ContractOperation]> {
	const { paths } = load(readFileSync(join(contract, file), 'utf8'), { schema: CORE_SCHEMA }) as { paths: Record<string, Record<string, ContractOperation>> };
	return Object.entries(paths).flatMap(([path, methods]) =>
		Object.entries(methods)
			.filter(([method]) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
			.map(([method, operation]): [string, ContractOperation] => [`${method.toUpperCase()} ${bare(path)}`, operation]),
	);
}

const bare = (path: string) => path.replace(/\{\w+\}/g, '{}');

/** Requests that the operations of a node begin with. */
function requestsOf(resources: Array<{ operations: Array<{ option: { routing?: { request?: { method?: unknown; url?: unknown } } } }> }>): Set<string> {
	return new Set(resources.flatMap(({ operations }) => operations.map(({ option }) => `${String(option.routing?.request?.method)} ${bare(String(option.routing?.request?.url))}`)));
}

const excluded = load(readFileSync(join(contract, 'not-offered.yaml'), 'utf8'), { schema: CORE_SCHEMA }) as Record<'sendoso' | 'openConnectors', Exclusions>;

describe.each([
	['sendoso.openapi.yaml', excluded.sendoso, requestsOf(direct)],
	['open-connectors.openapi.yaml', excluded.openConnectors, requestsOf(overSap)],
])('%s', (file, exclusions, offered) => {
	// OAuth is n8n's own work.
	const operations = operationsOf(file).filter(([, { tags = [] }]) => !tags.includes('OAuth'));

	test('each operation is offered by the node, or left out for a reason', () => {
		const missing = operations.filter(([request, { operationId = '' }]) => !offered.has(request) && exclusions[operationId] === undefined);
		expect(missing.map(([request, { operationId }]) => `${operationId ?? ''}: ${request}`)).toEqual([]);
	});

	test('nothing is left out that is offered, or that the contract does not know', () => {
		const ids = new Map(operations.map(([request, { operationId = '' }]) => [operationId, request]));
		for (const [id, reason] of Object.entries(exclusions)) {
			expect([id, ids.has(id), offered.has(ids.get(id) ?? '')]).toEqual([id, true, false]);
			expect(reason.length).toBeGreaterThan(20);
		}
	});

});

test('the node Sendoso asks for nothing that the contract does not have', () => {
	const known = new Set(operationsOf('sendoso.openapi.yaml').map(([request]) => request));
	expect([...requestsOf(direct)].filter((request) => !known.has(request))).toEqual([]);
});
