import { type INodeParameters, NodeHelpers, Workflow } from 'n8n-workflow';
import { DEFAULT_WINDOW_DAYS } from '../../nodes/shared/spending/times';
import { toolText } from '../../nodes/shared/operations/toolText';
import { nodeTypes } from '../support/engine';
import { asTool } from '../support/asTool';
import { toolOperations } from './support';

/** What n8n tells a model of a node with these parameters. */
function told(type: string, parameters: INodeParameters): unknown {
	const tool = asTool(type);
	const types = { ...nodeTypes, getByNameAndVersion: () => tool };
	const workflow = new Workflow({ id: 'w', nodes: [{ id: 'n', name: 'Tool', type, typeVersion: 1, position: [0, 0], parameters }], connections: {}, active: false, nodeTypes: types });
	const node = workflow.getNode('Tool');
	return node && NodeHelpers.getToolDescriptionForNode(node, tool);
}

const TOOL = 'n8n-nodes-sendoso.sendosoTool';
const EGIFT = { resource: 'send', operation: 'createEgift' };
const textOf = (name: string, type = TOOL) => toolOperations.filter((one) => one.type === type && one.name === name).map(({ operation }) => toolText(operation)).join();

test.each(toolOperations)('the model is told what $name of $type does, in few words', ({ type, resource, value, operation }) => {
	const text = told(type, { resource, operation: value });
	expect(text).toBe(toolText(operation));
	expect(String(text).length).toBeLessThanOrEqual(460);
	for (const [, days] of String(text).matchAll(/(\d+) days/g)) expect(Number(days)).toBe(DEFAULT_WINDOW_DAYS);
	expect(String(text)).not.toMatch(/unique|undefined|\.\.|scope|Needs/);
});

test.each(toolOperations.filter(({ operation }) => operation.safety === 'spends'))('$name of $type says that it spends money, and what calling again does', ({ operation }) => {
	expect(toolText(operation)).toMatch(/SPENDS MONEY: .*(?:again|is skipped).*Ask a person first.*After 'Outcome unknown' do not call again\./);
});

test.each(toolOperations.filter(({ operation }) => operation.safety !== 'spends'))('$name of $type says nothing of money that it does not spend', ({ operation }) => {
	expect(toolText(operation)).not.toContain('SPENDS');
	if (operation.safety !== 'reads') expect(toolText(operation)).toContain("After 'Outcome unknown' do not call again.");
});

test('a dry run is spoken of where there is one', () => {
	expect(textOf('send.createEgift')).toContain('dry run');
	expect(textOf('user.addBalance', 'n8n-nodes-sendoso.sendosoOpenConnectorsTool')).not.toContain('dry run');
});

test('a model learns where the IDs come from', () => {
	expect(textOf('send.createEgift')).toContain("'Campaign (Touch)': a number from Get Many of campaigns.");
	expect(textOf('product.send')).toContain("'Product Variant': an ID from Get Many of products.");
});

test('a text that somebody wrote is told instead', () => {
	expect(told(TOOL, { ...EGIFT, descriptionType: 'manual', toolDescription: 'Thank a customer' })).toBe('Thank a customer');
	expect(told(TOOL, { ...EGIFT, toolDescription: 'Thank a customer' })).toBe('Thank a customer');
});

test('a saved choice of the automatic text gets the one of the operation', () => {
	expect(told(TOOL, { ...EGIFT, descriptionType: 'auto' })).toBe(textOf('send.createEgift'));
});

test('the editor leaves no text of another operation behind, and saves none that nobody wrote', () => {
	const { description } = asTool(TOOL);
	const values = (parameters: INodeParameters, withDefaults: boolean) => NodeHelpers.getNodeParameters([...description.properties], parameters, withDefaults, false, { typeVersion: 1 }, description) ?? {};
	const listing = values({ resource: 'touch', operation: 'getAll' }, true);
	expect(listing.toolDescription).toBe(textOf('touch.getAll'));
	const sending = values({ ...values(listing, false), ...EGIFT }, true);
	expect(sending.toolDescription).toBe(textOf('send.createEgift'));
	expect(values(sending, false)).not.toHaveProperty('toolDescription');
	const written = values({ ...values({ ...sending, toolDescription: 'Mine' }, false), resource: 'touch', operation: 'getAll' }, true);
	expect(written.toolDescription).toBe('Mine');
});

test('the node itself has no such text', () => {
	const { description } = nodeTypes.getByNameAndVersion('n8n-nodes-sendoso.sendoso');
	expect(NodeHelpers.getNodeParameters(description.properties, { ...EGIFT }, true, false, { typeVersion: 1 }, description)).not.toHaveProperty('toolDescription');
});
