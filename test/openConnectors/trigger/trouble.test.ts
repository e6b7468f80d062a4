import type { IDataObject } from 'n8n-workflow';
import { connectorBench, eventsOf, start, stopAll, told, TriggerBench } from '../../trigger/support';
import { failureKept, storedTenant } from '../../support/engine';
import { demoOpenConnectors, type Sandbox } from '../../../sandbox';

afterAll(stopAll);

const lists = ({ control }: Sandbox) => control.requests().filter(({ path }) => /\/(touches|groups|return-addresses)$/.test(path));
const wheres = (sandbox: Sandbox) => lists(sandbox).map(({ query }) => query.where);

test('without a token nothing is asked', async () => {
	const sandbox = await start();
	const { userSecret, organizationSecret } = demoOpenConnectors;
	const trigger = new TriggerBench(storedTenant(sandbox.openConnectorsUrl, { userSecret, organizationSecret, elementToken: '' }), { events: ['touchCreated'] });
	await expect(trigger.poll()).rejects.toMatchObject({ message: expect.stringContaining("The credential has no 'Element Token'") as string, ...failureKept({ cause: 'configuration-invalid' }) });
	expect(sandbox.control.requests()).toEqual([]);
});

test('an event of the other connection is refused', async () => {
	const sandbox = await start();
	await expect(connectorBench(sandbox, { events: ['sendCreated'] }).poll()).rejects.toThrow("'Events' has an unknown value");
});

test('a deleted instance surfaces at once, and the state stays', async () => {
	const sandbox = await start();
	const trigger = connectorBench(sandbox, { events: ['groupCreated'] });
	await trigger.poll();
	const before = trigger.state;
	sandbox.control.openConnectors.deleteInstance(sandbox.control.openConnectors.instances().at(-1)?.id);
	sandbox.control.clearRequests();
	await expect(trigger.poll()).rejects.toMatchObject({ httpCode: '401', ...failureKept({ cause: 'credential-invalid' }) });
	expect(sandbox.control.requests()).toHaveLength(1);
	expect(trigger.state).toEqual(before);
});

test('a failed page is tried again inside the poll, and then told with its cause', async () => {
	const sandbox = await start();
	const trigger = connectorBench(sandbox, { events: ['groupCreated'] });
	await trigger.poll();
	sandbox.control.groups.add({ name: 'New' });
	sandbox.control.fault({ match: { path: '*/groups' }, action: { kind: 'status', status: 502, body: { message: 'gateway' }, stage: 'before' } });
	expect(told(await trigger.poll())).toHaveLength(1);
});

test('another instance behind the credential is a new starting point', async () => {
	const sandbox = await start();
	const trigger = connectorBench(sandbox, { events: ['touchCreated', 'touchRemoved'] });
	await trigger.poll();
	sandbox.control.touches.add({ created_at: '2020-01-01T00:00:00Z' });
	trigger.credential.data.elementToken = sandbox.control.openConnectors.createInstance().token;
	expect(await trigger.poll()).toBeNull();
	sandbox.control.touches.add();
	expect(told(await trigger.poll())).toHaveLength(1);
});

test('the test event is a recent record, and touches no state', async () => {
	const sandbox = await start();
	const trigger = connectorBench(sandbox, { events: ['returnAddressCreated'] });
	const newest = sandbox.control.openConnectors.returnAddresses.add({ address: 'The newest' });
	const [item] = (await trigger.poll('manual')) ?? [];
	expect(item).toMatchObject({ id: newest.id, address: 'The newest', sendosoEvent: { type: 'created', resource: 'returnAddress' } });
	expect(trigger.state).toEqual({});
});

test('an empty list says what to create', async () => {
	const sandbox = await start();
	await expect(connectorBench(sandbox, { events: ['touchCreated'] }).poll('manual')).rejects.toMatchObject({
		message: 'There is nothing to show: Sendoso lists no campaign (touch) yet',
		description: expect.stringContaining("'Campaign (Touch)' > 'Create'") as string,
	});
});

describe('changes alone', () => {
	const prepare = async (events: string[]) => {
		const sandbox = await start();
		sandbox.control.openConnectors.setFilterable('return-addresses', ['updated_at', 'created_at']);
		for (let count = 0; count < 250; count++) sandbox.control.openConnectors.returnAddresses.add({ address: `Street ${count}` });
		sandbox.control.clock.advance(86_400_000);
		const trigger = connectorBench(sandbox, { events: eventsOf('returnAddress', events) });
		await trigger.poll();
		sandbox.control.clearRequests();
		return { sandbox, trigger, addresses: sandbox.control.openConnectors.returnAddresses };
	};

	test('are asked for where metadata allow it', async () => {
		const { sandbox, trigger, addresses } = await prepare(['created', 'updated']);
		expect(await trigger.poll()).toBeNull();
		addresses.update(80, { address: 'Changed' });
		const added = addresses.add({ address: 'Added' });
		const items = (await trigger.poll()) as IDataObject[];
		expect(told(items).sort()).toEqual([`created ${String(added.id)}`, 'updated 80']);
		expect(wheres(sandbox).every((where) => /^updated_at >= '\d{4}-\d\d-\d\dT[\d:.]+Z'$/.test(String(where)))).toBe(true);
		expect(lists(sandbox)).toHaveLength(2);
		expect(await trigger.poll()).toBeNull();
	});

	test('are never asked for with Removed', async () => {
		const { sandbox, trigger, addresses } = await prepare(['created', 'updated', 'removed']);
		addresses.remove(80);
		expect(told(await trigger.poll())).toEqual(['removed 80']);
		expect(new Set(wheres(sandbox))).toEqual(new Set([undefined]));
	});

	test('give way to the whole list when the filter is ignored or refused', async () => {
		const { sandbox, trigger, addresses } = await prepare(['created', 'updated']);
		sandbox.control.openConnectors.ignoreFilters(true);
		addresses.update(80, { address: 'Changed' });
		expect(told(await trigger.poll())).toEqual(['updated 80']);
		sandbox.control.openConnectors.ignoreFilters(false);
		sandbox.control.openConnectors.setFilterable('return-addresses', ['created_at']);
		addresses.update(81, { address: 'Changed' });
		expect(told(await trigger.poll())).toEqual(['updated 81']);
	});

	test('are not all that is ever looked at', async () => {
		const { sandbox, trigger } = await prepare(['created', 'updated']);
		for (let count = 0; count < 3; count++) {
			await trigger.poll();
			sandbox.control.clock.advance(2_400_000);
		}
		await trigger.poll();
		expect(wheres(sandbox)).toContain(undefined);
	});
});
