import { resources as direct } from '../../nodes/Sendoso/resources';
import { resources as overSap } from '../../nodes/SendosoOpenConnectors/resources';
import type { Operation } from '../../nodes/shared/operations/operation';
import { completeRequest } from '../../nodes/shared/operations/request';
import { readParameters } from '../../nodes/shared/parameters/readParameters';
import { withoutInvisible } from '../../nodes/shared/values/text';
import { openDesk as openDirect } from '../operations/support';
import { openDesk } from '../openConnectors/support';
import { oddIds } from './ids';
import { directOperations, sapOperations } from './operations';

/** Operations with an ID in their address. */
const operations = [
	...[...directOperations].map((runnable) => ({ ...runnable, operation: find(direct, runnable.name) })),
	...[...sapOperations].map((runnable) => ({ ...runnable, operation: find(overSap, runnable.name) })),
].flatMap(({ name, parameters, operation }) =>
	[...String(operation.option.routing?.request?.url).matchAll(/\{(\w+)\}/g)].map(([, parameter = '']): [string, string, Operation, object] => [name, parameter, operation, parameters]),
);

function find(resources: Array<{ option: { value: unknown }; operations: Operation[] }>, name: string): Operation {
	const found = resources.flatMap(({ option, operations: all }) => all.map((operation) => ({ name: `${String(option.value)}.${String(operation.option.value)}`, operation })));
	return found.find((entry) => entry.name === name)?.operation as Operation;
}

test('there are 720 odd spellings, and every operation that names a record is tried', () => {
	expect(oddIds.length).toBeGreaterThanOrEqual(720);
	expect(operations.length).toBeGreaterThan(30);
});

test.each(operations)('%s: an odd %s is refused, or names exactly what was entered', (_name, parameter, operation, parameters) => {
	const wrong: string[] = [];
	for (const id of oddIds) {
		const raw = { ...parameters, [parameter]: operation.fields.find(({ name }) => name === parameter)?.type === 'resourceLocator' ? { __rl: true, mode: 'id', value: id } : id };
		const { values, problems } = readParameters(operation.fields, raw, raw, 'UTC');
		const problem = problems[0] ?? operation.checks.map((check) => check(values, { timezone: 'UTC' })).find((found) => found !== undefined);
		if (problem !== undefined) {
			if (problem.message.length > 300 || problem.description.length < 15) wrong.push(`${JSON.stringify(id)}: ${problem.message}`);
			continue;
		}
		const { path } = completeRequest({ method: 'GET', path: String(operation.option.routing?.request?.url), settings: {} }, operation, values);
		const address = new URL(`https://host.example/base${path}`);
		const template = String(operation.option.routing?.request?.url).split('/');
		const parts = address.pathname.slice('/base'.length).split('/');
		const at = template.findIndex((part) => part === `{${parameter}}`);
		const isExact = address.host === 'host.example' && address.search === '' && address.hash === '' && parts.length === template.length && decodeURIComponent(parts[at] ?? '') === withoutInvisible(id);
		if (!isExact) wrong.push(`${JSON.stringify(id)}: ${address.href}`);
	}
	expect(wrong).toEqual([]);
});

describe('through the whole engine', () => {
	const desks = { sendoso: openDirect(), sap: openDesk() };

	test.each<['sendoso' | 'sap', object]>([
		['sendoso', { resource: 'touch', operation: 'get', touchId: { __rl: true, mode: 'id', value: '={{ $json.id }}' } }],
		['sap', { resource: 'object', operation: 'get', objectName: { __rl: true, mode: 'id', value: '={{ $json.id }}' }, objectId: '={{ $json.id }}' }],
		['sap', { resource: 'touch', operation: 'get', touchId: { __rl: true, mode: 'id', value: '={{ $json.id }}' } }],
	])('over %s each odd ID gets one item, and no other address is asked', async (name, parameters) => {
		const desk = desks[name];
		const ids = oddIds.filter((id) => !/[\ud800-\udfff]/.test(id) && id.length < 1_000).filter((_, place) => place % 6 === 0);
		const { items } = await desk.run(parameters as never, { items: ids.map((id) => ({ id })), settings: { onError: 'continueRegularOutput' } });
		expect(items).toHaveLength(ids.length);
		const prefix = name === 'sendoso' ? /^\/api\/v3\/touches\// : /^\/[^/]+(\/|$)/;
		const odd = desk.seen().filter(({ method, path }) => method !== 'GET' || !prefix.test(path) || path.includes('/../'));
		expect(odd).toEqual([]);
		// That the contract knows no such IDs is no fault of the node.
		desk.control.clearRequests();
	});
});
