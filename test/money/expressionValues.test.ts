import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { demoOpenConnectors, type Sandbox, startSandbox } from '../../sandbox';
import { type Forwarded, forward } from '../support/forward';
import { runNode, storedCredential, type StoredCredential, storedTenant } from '../support/engine';
import { posts } from './support';

let sandbox: Sandbox;
let credential: StoredCredential;
let address: Forwarded | undefined;

beforeAll(async () => {
	sandbox = await startSandbox({ validateResponses: true, throttle: false, seed: 'empty' });
});
afterAll(async () => {
	address?.stop();
	await sandbox.stop();
});
beforeEach(async () => {
	sandbox.control.reset('empty');
	address?.stop();
	address = await forward(sandbox.url);
	credential = storedCredential(address.url, sandbox.control.issueToken());
});

const idOf = (id: number | string) => ({ __rl: true, mode: 'id', value: String(id) });
const physical = { resource: 'send', operation: 'createPhysical', recipientName: 'Ann', recipientEmail: 'ann@example.org', address: '1 Main Street', city: 'Springfield', state: 'IL', zip: '01234', country: 'US' };
const bodies = () => posts(sandbox).map(({ body }) => body as IDataObject);

describe('a field whose expression was emptied, which n8n stores as a sign of equality', () => {
	test.each([
		['recipientName', "'Recipient Name'"],
		['address', "'Address'"],
		['zip', "'ZIP'"],
	])('counts as empty: %s is asked for before any request', async (name, label) => {
		const touchId = idOf(Number(sandbox.control.touches.add({ delivery_type: 'mail' }).id));
		const { error } = await runNode({ credential, parameters: { ...physical, touchId, [name]: '=' } });
		expect(error?.message).toContain(label);
		expect(posts(sandbox)).toEqual([]);
	});

	test('says nothing in an optional field', async () => {
		const touchId = idOf(Number(sandbox.control.touches.add({ delivery_type: 'mail' }).id));
		const additionalFields = { addressLine2: '=', customMessage: '=', viaFrom: '=' };
		const { error } = await runNode({ credential, parameters: { ...physical, touchId, additionalFields } });
		expect(error).toBeUndefined();
		const [body] = bodies();
		expect(bodies()).toHaveLength(1);
		expect(JSON.stringify(body)).not.toContain('=');
		expect(JSON.stringify(body)).toContain('"1 Main Street"');
	});
});

const MOMENT = '2027-01-01T00:00:00.000Z';

describe.each([
	['of Luxon', "DateTime.fromISO('2027-01-01T00:00:00.000Z', { zone: 'utc' })"],
	['of JavaScript', "new Date('2027-01-01T00:00:00.000Z')"],
])('a date %s from an expression', (_kind, date) => {
	test('goes out as its text in the message of a gift', async () => {
		const touchId = idOf(Number(sandbox.control.touches.add({ delivery_type: 'email' }).id));
		const parameters: INodeParameters = { resource: 'send', operation: 'createEgift', touchId, recipientEmail: 'ann@example.org', additionalFields: { customMessage: `={{ ${date} }}` } };
		const { error } = await runNode({ credential, parameters });
		expect(error).toBeUndefined();
		expect(bodies()).toEqual([{ send: expect.objectContaining({ custom_message: MOMENT }) as unknown }]);
	});

	test('goes out as its text over SAP Open Connectors, inside an extra body, too', async () => {
		const touch = sandbox.control.touches.add({ delivery_type: 'email' });
		const tenant = storedTenant(sandbox.openConnectorsUrl, { ...demoOpenConnectors, elementToken: sandbox.control.openConnectors.createInstance().token });
		const parameters: INodeParameters = {
			resource: 'touch',
			operation: 'update',
			touchId: idOf(Number(touch.id)),
			additionalFields: { endDate: `={{ ${date} }}` },
			options: { extraBody: `={{ { deep: [{ when: ${date} }] } }}` },
		};
		const { error } = await runNode({ credential: tenant, parameters });
		expect(error).toBeUndefined();
		const sent = sandbox.control.requests().filter(({ method }) => method === 'PATCH' || method === 'PUT');
		expect(sent).toEqual([expect.objectContaining({ body: { touch: { deep: [{ when: MOMENT }], end_date: MOMENT } } })]);
	});
});

test('an address that an unreadable date gave is refused, not left out', async () => {
	const touchId = idOf(Number(sandbox.control.touches.add({ delivery_type: 'email' }).id));
	const { error } = await runNode({ credential, parameters: { resource: 'send', operation: 'createEgift', touchId, recipientEmail: "={{ new Date('nonsense') }}" } });
	expect(error?.message).toContain("'Recipient Email'");
	expect(posts(sandbox)).toEqual([]);
});
