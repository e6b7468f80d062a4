import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { resources as connectorResources } from '../../nodes/SendosoOpenConnectors/resources';
import { resources } from '../../nodes/Sendoso/resources';
import type { Operation } from '../../nodes/shared/operations/operation';
import { type Field, membersOf } from '../../nodes/shared/parameters/field';
import type { Sandbox } from '../../sandbox';
import { makeCatalogue } from '../../sandbox/store/catalogue';
import { locator } from '../operations/support';
import type { NodeCallResult } from '../support/callNode';

/** What the stand-in server can be told. */
type Desk = Pick<Sandbox, 'control'>;

/** An operation of a node, with the type of the tool that carries it out. */
export interface ToolOperation {
	/** `resource.operation`. */
	name: string;
	type: string;
	resource: string;
	value: string;
	operation: Operation;
}

const wings = [
	{ type: 'n8n-nodes-sendoso.sendosoTool', all: resources },
	{ type: 'n8n-nodes-sendoso.sendosoOpenConnectorsTool', all: connectorResources },
];

/** Every operation of both nodes. */
export const toolOperations: ToolOperation[] = wings.flatMap(({ type, all }) =>
	all.flatMap(({ option: { value: resource }, operations }) =>
		operations.map((operation) => {
			const { option: { value } } = operation;
			return { name: `${String(resource)}.${String(value)}`, type, resource: String(resource), value: String(value), operation };
		}),
	),
);

/** An argument of a model, as n8n's editor writes it. */
export const argument = (key: string, more = '') => `={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`\`, 'string'${more}) }}`;

/** A parameter that a field of this kind stores, with an expression as its value. */
export const storedAs = ({ type }: Field, expression: string): INodeParameters[string] => (type === 'resourceLocator' ? { __rl: true, mode: 'id', value: expression } : expression);

/** Fields that take one value, those of collections with the name of the collection. */
export function plainFields({ fields }: Operation): Array<{ field: Field; collection?: string }> {
	return fields.flatMap((field) => (field.type === 'collection' ? membersOf(field).map((one) => ({ field: one, collection: field.name })) : field.type === 'fixedCollection' ? [] : [{ field }]));
}

const ana = 'ana@example.org';
const [variant = ''] = makeCatalogue().flatMap(({ variantIds }) => variantIds);
const person = { recipientEmail: ana, recipientFirstName: 'Ana', recipientLastName: 'Lind' };
const home = { recipientName: 'Ana Lind', recipientEmail: ana, address: '118 Harbour Lane', city: 'Boston', state: 'MA', zip: '02139', country: 'US' };
const egift = ({ control }: Desk) => locator(control.touches.add({ delivery_type: 'email' }).id);
const parcel = ({ control }: Desk) => locator(control.touches.add({ delivery_type: 'mail' }).id);

/** What each operation that spends is called with, for Ana; the records that it names are made anew. */
const CALLS: Record<string, (desk: Desk) => INodeParameters> = {
	'sendosoTool send.createEgift': (desk) => ({ touchId: egift(desk), recipientEmail: ana }),
	'sendosoTool send.createEgiftLinks': (desk) => ({ touchId: egift(desk), recipientEmails: ana }),
	'sendosoTool send.createPhysical': (desk) => ({ touchId: parcel(desk), ...home }),
	'sendosoTool send.createWithAddressCollection': (desk) => ({ touchId: parcel(desk), recipientName: 'Ana Lind', recipientEmail: ana }),
	'sendosoTool product.send': () => ({ variantId: locator(variant), ...person }),
	'sendosoTool recommendation.send': () => person,
	'sendosoOpenConnectorsTool send.create': (desk) => ({ touchId: egift(desk), recipientEmail: ana }),
	'sendosoOpenConnectorsTool send.createBulk': (desk) => ({ touchId: egift(desk), recipientEmails: ana }),
	'sendosoOpenConnectorsTool send.createEgiftLinks': (desk) => ({ touchId: egift(desk), numberOfGifts: 1 }),
	'sendosoOpenConnectorsTool user.addBalance': ({ control }) => ({ userId: locator(control.users.add({}).id), balance: '12.50' }),
};

/** Every operation that spends, and a call of it. One that is not played here fails, so that none is forgotten. */
export const spending = toolOperations
	.filter(({ operation }) => operation.safety === 'spends')
	.map((one) => {
		const key = `${one.type.split('.')[1] ?? ''} ${one.name}`;
		const parametersOf = (desk: Desk): INodeParameters => {
			const { [key]: call } = CALLS;
			if (call === undefined) throw new Error(`${key} is not played`);
			return { ...call(desk), resource: one.resource, operation: one.value };
		};
		return { ...one, key, parametersOf };
	});

/** Type of the tool over SAP Open Connectors. */
export const CONNECTORS_TOOL = 'n8n-nodes-sendoso.sendosoOpenConnectorsTool';

/** What became of a call: the outcome that its item tells, or its error. */
export const outcomeOf = ({ items, error }: NodeCallResult): unknown => error?.message ?? (items[0]?.json.sendoso as IDataObject | undefined)?.outcome;
