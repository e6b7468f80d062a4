/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- tests run on a desk, never inside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_SCHEMA, load } from 'js-yaml';
import { resources } from '../../nodes/SendosoOpenConnectors/resources';
import { exclusions } from './exclusions';

interface ContractOperation {
	operationId: string;
	'x-certainty'?: string;
}

const document = load(readFileSync(join(__dirname, '..', '..', 'contract', 'open-connectors.openapi.yaml'), 'utf8'), { schema: CORE_SCHEMA }) as { paths: Record<string, Record<string, ContractOperation>> };

/** Requests that the nodes make beside those that an operation is declared with. */
const alsoMade: Array<[string, string]> = [
	['GET', '/elements/{}/oauth/url'],
	['GET', '/objects'],
	['GET', '/ping'],
];

const shape = (method: string, path: string) => `${method.toUpperCase()} ${path.replace(/\{\w*\}/g, '{}')}`;

/** What the node's operations ask for, as the engine reads it off their routing. */
const reachable = new Set([
	...alsoMade.map(([method, path]) => shape(method, path)),
	...resources.flatMap(({ operations }) =>
		operations.flatMap(({ option, answer }) => {
			const { method, url } = option.routing?.request ?? {};
			const methods = [method, ...(answer.kind === 'connectorWrite' ? [answer.orElse] : [])].filter((value) => value !== undefined);
			return methods.map((value) => shape(value, String(url)));
		}),
	),
]);

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
const contract = Object.entries(document.paths).flatMap(([path, item]) =>
	METHODS.flatMap((method) => {
		const operation = item[method];
		return operation === undefined ? [] : [{ ...operation, method, path }];
	}),
);

test.each(contract.map((operation): [string, (typeof contract)[number]] => [operation.operationId, operation]))('%s is reachable or left out for a reason', (id, { method, path }) => {
	// A generic operation reaches the four accounting resources, too.
	const isGeneric = ['journals', 'payments', 'purchase-orders', 'tax-rates'].includes(path.slice(1));
	const isReachable = reachable.has(shape(method, isGeneric ? '/{}' : path));
	const reason = exclusions[id];
	expect([id, isReachable || reason !== undefined]).toEqual([id, true]);
	expect([id, isReachable && reason !== undefined]).toEqual([id, false]);
	if (reason !== undefined) expect(reason.length).toBeGreaterThan(20);
});

test('nothing is left out that the contract does not have', () => {
	expect(Object.keys(exclusions).filter((id) => !contract.some(({ operationId }) => operationId === id))).toEqual([]);
});

test('the node asks for nothing that the contract does not have', () => {
	const known = new Set(contract.map(({ method, path }) => shape(method, path)));
	expect([...reachable].filter((request) => !known.has(request) && request !== 'GET /elements')).toEqual([]);
});
