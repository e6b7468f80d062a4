import type { INodeParameters } from 'n8n-workflow';
import { resources as direct } from '../../nodes/Sendoso/resources';
import { resources as overSap } from '../../nodes/SendosoOpenConnectors/resources';
import type { Field } from '../../nodes/shared/parameters/field';

const locator = (value: unknown): INodeParameters => ({ __rl: true, mode: 'id', value: value as string });

/** Something usable for every field that has to be filled in, by its name. */
const values: INodeParameters = {
	touchId: locator(220_145),
	groupId: locator(907),
	userId: locator(48_001),
	templateId: locator(510),
	touchStyleId: locator(31),
	connectorInstanceId: locator(600_321),
	bulkJobId: '20417',
	objectId: '220145',
	childObjectName: 'members',
	trackingCode: 'abc',
	sendGid: 'gid-1',
	recipientEmail: 'rowan@example.org',
	recipientEmails: 'rowan@example.org, lee@example.org',
	recipientName: 'Rowan Ellis',
	recipientFirstName: 'Rowan',
	recipientLastName: 'Ellis',
	variantId: locator('var-5000-green'),
	userName: 'rowan@example.org',
	givenName: 'Rowan',
	familyName: 'Ellis',
	division: 'Field Marketing',
	updateFields: { active: false, givenName: 'Rowan', familyName: 'Ellis', userType: 'sender', division: 'Field Marketing' },
	firstName: 'Rowan',
	lastName: 'Ellis',
	email: 'rowan@example.org',
	emails: 'rowan@example.org',
	address: '1 Street',
	city: 'Portland',
	state: 'ME',
	zip: '04101',
	country: 'US',
	touchIds: '220145',
	numberOfGifts: 1,
	balance: '5',
	code: 'grant-code',
	name: 'n8n',
	configuration: '{"filter.response.nulls":"false"}',
};

/** One operation that can run. */
export interface RunnableOperation {
	/** `resource.operation`. */
	name: string;
	parameters: INodeParameters;
	/** Method of what it sends or creates; absent for what only reads. */
	writes?: string;
	/** End of the addresses that it asks. */
	path: RegExp;
	spends: boolean;
	/** How its request is made and its answer read; operations of one kind share that. */
	kind: string;
}

interface ListedResource {
	option: { value: unknown };
	operations: Array<{ option: { value?: unknown; routing?: { request?: { method?: string; url?: string } } }; fields: Field[]; safety: string; answer: { kind: string } }>;
}

function runnable(resources: ListedResource[]): RunnableOperation[] {
	return resources.flatMap(({ option: { value: resource }, operations }) =>
		operations.map(({ option: { value: operation, routing }, fields, safety, answer }) => {
			const names = fields.map(({ name }) => name);
			const own = Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
			const objectName = fields.find(({ name }) => name === 'objectName');
			const written = names.includes('additionalFields') && ['touch', 'group', 'returnAddress', 'user', 'template'].includes(String(resource)) ? { additionalFields: { name: 'x' } } : {};
			const named = objectName === undefined ? {} : { objectName: objectName.type === 'resourceLocator' ? locator('touches') : 'touches' };
			const parameters = { resource: String(resource), operation: String(operation), ...own, ...named, ...written } as INodeParameters;
			const path = new RegExp(`${String(routing?.request?.url).replace(/\{\w+\}/g, '[^/]+')}$`);
			return { path, name: `${String(resource)}.${String(operation)}`, parameters, ...(safety === 'reads' ? {} : { writes: routing?.request?.method ?? 'POST' }), spends: safety === 'spends', kind: `${safety} ${answer.kind}` };
		}),
	);
}

/** Every operation of the node Sendoso. */
export const directOperations = runnable(direct as unknown as ListedResource[]);

/** Every operation of the node over SAP Open Connectors. */
export const sapOperations = runnable(overSap as unknown as ListedResource[]);

/** The first operation of each kind. */
export function oneOfEachKind(operations: RunnableOperation[]): RunnableOperation[] {
	return operations.filter(({ kind }, place) => operations.findIndex((other) => other.kind === kind) === place);
}
