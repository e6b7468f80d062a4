import { Workflow } from 'n8n-workflow';
import { Sendoso } from '../../nodes/Sendoso/Sendoso.node';
import { resources as sendosoResources } from '../../nodes/Sendoso/resources';
import { SendosoOpenConnectors } from '../../nodes/SendosoOpenConnectors/SendosoOpenConnectors.node';
import { resources as openConnectorsResources } from '../../nodes/SendosoOpenConnectors/resources';
import { nodeTypes } from '../support/engine';

const nodes = [
	{ type: 'n8n-nodes-sendoso.sendoso', description: new Sendoso().description, resources: sendosoResources },
	{ type: 'n8n-nodes-sendoso.sendosoOpenConnectors', description: new SendosoOpenConnectors().description, resources: openConnectorsResources },
];
const operations = nodes.flatMap(({ type, description, resources }) =>
	resources.flatMap((resource) => resource.operations.map((operation) => [`${type} ${String(resource.option.value)}.${String(operation.option.value)}`, { type, description, resource: String(resource.option.value), operation }] as const)),
);

test.each(operations)('the hint about money is shown before %s exactly if it spends some', (_, { type, description, resource, operation }) => {
	const parameters = { resource, operation: String(operation.option.value) };
	const workflow = new Workflow({ id: '1', nodes: [{ id: '1', name: 'Sendoso', type, typeVersion: 1, position: [0, 0], parameters }], connections: {}, active: false, nodeTypes });
	const shown = (description.hints ?? []).filter(
		({ displayCondition, location, whenToDisplay }) =>
			location === 'ndv' && whenToDisplay === 'beforeExecution' && workflow.expression.getParameterValue(displayCondition ?? '=', null, 0, 0, 'Sendoso', [], 'manual', {}) === true,
	);
	const [aboutMoney, others] = [true, false].map((isWanted) => shown.filter(({ message }) => /spends money|'Retry On Fail'/.test(message) === isWanted));
	expect(aboutMoney).toHaveLength(operation.safety === 'spends' ? 1 : 0);
	// User provisioning needs a client of its own (fact 9).
	expect(others?.map(({ message }) => /SCIM client/.test(message))).toEqual(resource === 'scimUser' ? [true] : []);
	for (const { message, type: kind } of aboutMoney ?? []) {
		expect(kind).toBe('info');
		// Interface 3.3: it always says what Retry On Fail repeats.
		expect(message).toMatch(/'Retry On Fail'.*refused or not sent go out, no other/);
	}
});
