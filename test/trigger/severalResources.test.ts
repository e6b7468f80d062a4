import type { IDataObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import { asked, bench, connectorBench, eventsOf, start, stopAll, told } from './support';

afterEach(stopAll);

const ALL = ['created', 'updated', 'removed'];
const three = [...eventsOf('touch', ALL), ...eventsOf('group', ALL), ...eventsOf('user', ALL)];
const SEED = { touches: 20, groups: 9, users: 12, sends: 30 };

const resourcesOf = (items: IDataObject[] | null) => (items ?? []).map(({ sendosoEvent }) => (sendosoEvent as IDataObject).resource);

/** Makes every request for a list of one resource fail for good. */
function breakList({ control }: Sandbox, name: string) {
	const id = control.fault({ match: { path: `/api/v3/${name}` }, times: 'always', action: { kind: 'status', status: 403, body: { message: `no ${name} for you` }, stage: 'before' } });
	return () => control.faults.remove(id);
}

test('events of several resources come out of one trigger, oldest first, and each says its resource', async () => {
	const sandbox = await start({ seed: SEED });
	const { control } = sandbox;
	const trigger = bench(sandbox, { events: [...three, 'sendCreated', 'sendStatusChanged'] });
	expect(await trigger.poll()).toBeNull();
	const group = control.groups.add();
	control.clock.advance(2_000, { moveSends: false });
	const { send_gid: gid } = control.sends.add({ kind: 'egift' });
	control.clock.advance(2_000, { moveSends: false });
	const touch = control.touches.add();
	control.clock.advance(2_000, { moveSends: false });
	const user = control.users.add();
	const items = await trigger.poll();
	expect(told(items)).toEqual([`created ${group.id}`, `created ${gid}`, `statusChanged ${gid} Sent`, `created ${touch.id}`, `created ${user.id}`]);
	expect(resourcesOf(items)).toEqual(['group', 'send', 'send', 'touch', 'user']);
	expect(await trigger.poll()).toBeNull();
});

test('adding and removing events changes no state of another resource', async () => {
	const sandbox = await start({ seed: SEED });
	const { control } = sandbox;
	const trigger = bench(sandbox, { events: eventsOf('touch', ALL) });
	await trigger.poll();
	const [first] = control.touches.list();
	control.touches.remove(first?.id ?? 0);
	trigger.change({ events: three });
	control.groups.add({ created_at: '2024-05-01T10:00:00Z' });
	// Groups and users begin with a baseline of their own; campaigns go on.
	expect(told(await trigger.poll())).toEqual([`removed ${first?.id}`]);
	expect(Object.keys(trigger.state).sort()).toEqual(['group', 'touch', 'user', 'version']);
	const { touch } = trigger.state;
	trigger.change({ events: eventsOf('touch', ALL) });
	expect(await trigger.poll()).toBeNull();
	expect(Object.keys(trigger.state).sort()).toEqual(['touch', 'version']);
	const knownIn = (stored: unknown) => (stored as { state: { known: unknown; mark: string } }).state;
	expect(knownIn(trigger.state.touch).known).toEqual(knownIn(touch).known);
	expect(knownIn(trigger.state.touch).mark).toBe(knownIn(touch).mark);
	const group = control.groups.add();
	control.touches.update(control.touches.list()[0]?.id ?? 0, { name: 'Renamed' });
	trigger.change({ events: three });
	// What was created just before an event is added comes out, as in any first poll.
	expect(told(await trigger.poll()).sort()).toEqual([`created ${group.id}`, `updated ${control.touches.list()[0]?.id}`].sort());
});

test('existing records come out of the very first poll only, not when an event is added', async () => {
	const sandbox = await start({ seed: { touches: 4, groups: 3 } });
	const count = sandbox.control.touches.list().filter(({ status }) => status === 'Active').length;
	const trigger = bench(sandbox, { events: ['touchCreated'], options: { startFrom: '2000-01-01' } });
	expect(await trigger.poll()).toHaveLength(count);
	sandbox.control.clock.advance(600_000);
	trigger.change({ events: ['touchCreated', 'groupCreated'] });
	expect(await trigger.poll()).toBeNull();
});

describe('a resource that fails', () => {
	test('keeps nothing of the others back, and the log says so; every second failing poll fails', async () => {
		const sandbox = await start({ seed: SEED });
		const { control } = sandbox;
		const trigger = bench(sandbox, { events: three });
		await trigger.poll();
		const mend = breakList(sandbox, 'groups');
		const lost = control.groups.add();
		const first = control.touches.add();
		expect(told(await trigger.poll())).toEqual([`created ${first.id}`]);
		expect(trigger.warnings.join('\n')).toMatch(/team group: this poll told nothing of it.*no groups for you/);
		const before = trigger.state;
		const second = control.touches.add();
		await expect(trigger.poll()).rejects.toThrow('no groups for you');
		expect(trigger.state).toEqual(before);
		// The poll that failed wrote nothing, so that its event comes now.
		expect(told(await trigger.poll())).toEqual([`created ${second.id}`]);
		await expect(trigger.poll()).rejects.toThrow('no groups for you');
		mend();
		expect(told(await trigger.poll())).toEqual([`created ${lost.id}`]);
	});

	test('takes no more than its part of the time, although it waits longest and its answer never comes', async () => {
		const sandbox = await start({ seed: SEED });
		const { control } = sandbox;
		const trigger = bench(sandbox, { events: three });
		await trigger.poll();
		control.fault({ match: { path: '/api/v3/groups' }, times: 'always', action: { kind: 'stall' } });
		const results: Array<number | string> = [];
		for (let count = 0; count < 4; count++) {
			control.touches.add();
			const [polled] = await Promise.allSettled([trigger.poll('trigger', 3_600)]);
			results.push(polled.status === 'fulfilled' ? told(polled.value).length : String((polled.reason as Error).message));
		}
		// Every second poll says that something is wrong, and its event comes with the next one.
		expect(results).toEqual([1, expect.stringMatching(/did not answer|answer was lost/), 2, expect.stringMatching(/did not answer|answer was lost/)]);
	});

	test('fails the poll when nobody else has an event', async () => {
		const sandbox = await start({ seed: SEED });
		const trigger = bench(sandbox, { events: three });
		await trigger.poll();
		breakList(sandbox, 'users');
		for (let count = 0; count < 3; count++) await expect(trigger.poll()).rejects.toThrow('no users for you');
		const added = sandbox.control.touches.add();
		expect(told(await trigger.poll())).toEqual([`created ${added.id}`]);
	});

	test('at its first poll loses nothing: what is created from then on comes out when it can be read', async () => {
		const sandbox = await start({ seed: SEED });
		const { control } = sandbox;
		const trigger = bench(sandbox, { events: ['touchCreated', 'groupCreated'] });
		const first = control.touches.add();
		const mend = breakList(sandbox, 'groups');
		expect(told(await trigger.poll())).toEqual([`created ${first.id}`]);
		control.clock.advance(5_000);
		const lost = control.groups.add();
		control.clock.advance(3_600_000);
		mend();
		expect(told(await trigger.poll())).toEqual([`created ${lost.id}`]);
		expect(await trigger.poll()).toBeNull();
	});

	test('fails the very first poll when existing records are wanted: they come out at no other', async () => {
		const sandbox = await start({ seed: { touches: 3, groups: 3 } });
		const trigger = bench(sandbox, { events: ['touchCreated', 'groupCreated'], options: { startFrom: '2000-01-01' } });
		const mend = breakList(sandbox, 'groups');
		await expect(trigger.poll()).rejects.toThrow('no groups for you');
		expect(trigger.state).toEqual({});
		mend();
		expect(new Set(resourcesOf(await trigger.poll()))).toEqual(new Set(['touch', 'group']));
	});
});

test('another account is a new starting point for every resource', async () => {
	const [here, there] = [await start({ seed: SEED }), await start({ seed: { touches: 40, groups: 3, users: 5 } })];
	const trigger = bench(here, { events: three });
	await trigger.poll();
	here.control.touches.add();
	trigger.credential.data = { ...trigger.credential.data, baseUrl: there.url, oauthTokenData: { ...there.control.issueToken(), token_type: 'bearer' } };
	expect(await trigger.poll()).toBeNull();
	const added = there.control.groups.add();
	expect(told(await trigger.poll())).toEqual([`created ${added.id}`]);
});

test('the account is asked for once a poll at the most, whatever is watched', async () => {
	const sandbox = await start({ seed: SEED });
	const trigger = bench(sandbox, { events: three });
	await trigger.poll();
	expect(asked(sandbox).filter((path) => path === '/api/v3/me')).toHaveLength(1);
	sandbox.control.clearRequests();
	await trigger.poll();
	expect(asked(sandbox).sort()).toEqual(['groups', 'touches', 'users'].flatMap((list) => [`/api/v3/${list} 1`, `/api/v3/${list} 2`]));
});

test('resources share the time of a poll, and the one that waited longest goes first', async () => {
	const sandbox = await start({ seed: { touches: 400, groups: 9, users: 12 }, maxPerPage: 10 });
	const { control } = sandbox;
	const trigger = bench(sandbox, { events: three });
	control.setLatency(40);
	await trigger.poll('trigger', 1_200);
	expect(Object.keys(trigger.state).sort()).toEqual(['group', 'touch', 'user', 'version']);
	const [group, user] = [control.groups.add(), control.users.add()];
	const items = [await trigger.poll('trigger', 1_200), await trigger.poll('trigger', 1_200)].flatMap((polled) => told(polled));
	expect(items.sort()).toEqual([`created ${group.id}`, `created ${user.id}`].sort());
});

test('a resource for which no time was left is read by the next poll, and loses nothing', async () => {
	const sandbox = await start({ seed: { touches: 20, groups: 9 } });
	const { control } = sandbox;
	const trigger = bench(sandbox, { events: ['touchCreated', 'groupCreated'] });
	const slow = control.fault({ match: { path: '/api/v3/touches' }, times: 'always', action: { kind: 'delay', milliseconds: 700 } });
	expect(await trigger.poll('trigger', 800)).toBeNull();
	expect(asked(sandbox)).not.toContain('/api/v3/groups 1');
	expect((trigger.state.group as IDataObject).state).toBeUndefined();
	control.clock.advance(5_000);
	const group = control.groups.add();
	control.clock.advance(3_600_000);
	// The one that waited goes first now.
	control.clearRequests();
	expect(told(await trigger.poll('trigger', 10_000))).toEqual([`created ${group.id}`]);
	expect(asked(sandbox)[0]).toBe('/api/v3/groups 1');
	control.faults.remove(slow);
	expect(await trigger.poll()).toBeNull();
});

test('existing records of every resource come out of one poll, or of none', async () => {
	const sandbox = await start({ seed: { touches: 3, groups: 3 } });
	const { control } = sandbox;
	const trigger = bench(sandbox, { events: ['touchCreated', 'groupCreated'], options: { startFrom: '2000-01-01' } });
	const slow = control.fault({ match: { path: '/api/v3/touches' }, times: 'always', action: { kind: 'delay', milliseconds: 700 } });
	await expect(trigger.poll('trigger', 800)).rejects.toThrow('There was no time to read the list of team group records');
	expect(trigger.state).toEqual({});
	control.faults.remove(slow);
	expect(new Set(resourcesOf(await trigger.poll()))).toEqual(new Set(['touch', 'group']));
});

test('the test event shows an example of each resource, and touches no state', async () => {
	const sandbox = await start({ seed: { touches: 3, groups: 2, users: 2 } });
	const trigger = bench(sandbox, { events: [...three, 'sendStatusChanged'] });
	expect(new Set(resourcesOf(await trigger.poll('manual')))).toEqual(new Set(['touch', 'group', 'user']));
	expect(trigger.state).toEqual({});
});

test('the test event shows the others when one resource can not be read, and the log says so', async () => {
	const sandbox = await start({ seed: SEED });
	const trigger = bench(sandbox, { events: three });
	breakList(sandbox, 'groups');
	expect(new Set(resourcesOf(await trigger.poll('manual')))).toEqual(new Set(['touch', 'user']));
	expect(trigger.warnings.join()).toContain('no groups for you');
	trigger.change({ events: eventsOf('group', ALL) });
	await expect(trigger.poll('manual')).rejects.toThrow('no groups for you');
});

test('an event that goes, with the filter that only it has, loses nothing of its sister', async () => {
	const sandbox = await start({ seed: SEED });
	const { control } = sandbox;
	const trigger = bench(sandbox, { events: ['sendCreated', 'sendStatusChanged'], filters: { status: ['Used'] } });
	const makeSend = () => {
		control.clock.advance(60_000, { moveSends: false });
		const { send_gid: gid } = control.sends.add({ kind: 'egift' });
		control.clock.advance(240_000, { moveSends: false });
		return gid;
	};
	expect(await trigger.poll()).toBeNull();
	const first = makeSend();
	trigger.change({ events: ['sendCreated'], filters: {} });
	expect(told(await trigger.poll())).toEqual([`created ${first}`]);
	const second = makeSend();
	trigger.change({ events: ['sendCreated', 'sendStatusChanged'], filters: { status: ['Used'] } });
	expect(told(await trigger.poll())).toEqual([`created ${second}`]);
	expect(await trigger.poll()).toBeNull();
});

test('over SAP Open Connectors, too, one trigger watches campaigns, groups and return addresses', async () => {
	const sandbox = await start({ seed: SEED });
	const { control } = sandbox;
	const trigger = connectorBench(sandbox, { events: [...eventsOf('touch', ALL), ...eventsOf('group', ALL), ...eventsOf('returnAddress', ALL)] });
	expect(await trigger.poll()).toBeNull();
	control.fault({ match: { path: '*/groups' }, times: 'always', action: { kind: 'status', status: 403, body: { message: 'no groups for you' }, stage: 'before' } });
	const address = control.openConnectors.returnAddresses.add({ address: 'Main Street 1' });
	const touch = control.touches.add();
	expect(told(await trigger.poll()).sort()).toEqual([`created ${address.id}`, `created ${touch.id}`].sort());
});
