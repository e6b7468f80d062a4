import { asked, bench, between, eventsOf, start, stopAll, told } from './support';

afterEach(stopAll);

const old = '2024-05-01T10:00:00Z';
const all = ['created', 'updated', 'removed'];

test('the first poll is a baseline; then new, changed and removed campaigns come out', async () => {
	const sandbox = await start({ seed: { touches: 230 } });
	const trigger = bench(sandbox, { events: eventsOf('touch', all) });
	expect(await trigger.poll()).toBeNull();
	const [first, second] = sandbox.control.touches.list();
	const added = sandbox.control.touches.add({ name: 'Spring' });
	sandbox.control.touches.update(first?.id ?? 0, { name: 'Renamed' });
	sandbox.control.touches.update(second?.id ?? 0, { status: 'Inactive' });
	const items = await trigger.poll();
	expect(told(items).sort()).toEqual([`created ${added.id}`, `removed ${second?.id}`, `updated ${first?.id}`].sort());
	expect(items?.find(({ id }) => id === added.id)).toMatchObject({ name: 'Spring', sendosoEvent: { resource: 'touch', occurredAt: added.created_at } });
	expect(items?.find(({ id }) => String(id) === String(second?.id))).toEqual({
		id: String(second?.id),
		name: [...(second?.name ?? '')].slice(0, 40).join(''),
		sendosoEvent: expect.objectContaining({ type: 'removed' }) as unknown,
	});
	expect(await trigger.poll()).toBeNull();
	sandbox.control.touches.update(second?.id ?? 0, { status: 'Active' });
	expect(told(await trigger.poll())).toEqual([`created ${second?.id}`]);
});

test('groups and users are watched, too; only chosen events come out', async () => {
	const sandbox = await start({ seed: { groups: 12, users: 30 } });
	const groups = bench(sandbox, { events: ['groupRemoved'] });
	const users = bench(sandbox, { events: ['userCreated'] });
	expect([await groups.poll(), await users.poll()]).toEqual([null, null]);
	const [group] = sandbox.control.groups.list();
	sandbox.control.groups.remove(group?.id ?? 0);
	sandbox.control.groups.add();
	const user = sandbox.control.users.add();
	expect(told(await groups.poll())).toEqual([`removed ${group?.id}`]);
	expect(told(await users.poll())).toEqual([`created ${user.id}`]);
	expect([await groups.poll(), await users.poll()]).toEqual([null, null]);
});

test('a thousand campaigns cost ten pages and an empty one, and twice as much when removals have to be confirmed', async () => {
	const sandbox = await start({ seed: { touches: 1_100 } });
	const trigger = bench(sandbox, { events: eventsOf('touch', all) });
	await trigger.poll();
	const { control } = sandbox;
	for (const touch of control.touches.list().filter(({ status }) => status === 'Active').slice(1_000)) control.touches.remove(touch.id);
	const count = control.touches.list().filter(({ status }) => status === 'Active').length;
	expect(count).toBe(1_000);
	control.clearRequests();
	expect(await trigger.poll()).toHaveLength(32);
	// Two of the campaigns are asked for by themselves.
	expect(control.requests()).toHaveLength(24);
	control.clearRequests();
	expect(await trigger.poll()).toBeNull();
	expect(control.requests()).toHaveLength(11);
	control.touches.remove(control.touches.list()[0]?.id ?? 0);
	control.clearRequests();
	expect(await trigger.poll()).toHaveLength(1);
	expect(control.requests()).toHaveLength(12);
});

describe('nothing is invented', () => {
	test('when rows move between pages, in the baseline and later', async () => {
		const sandbox = await start({ seed: { touches: 300 } });
		const { touches } = sandbox.control;
		const trigger = bench(sandbox, { events: eventsOf('touch', all) });
		const moved = [0, 1].map((index) => touches.list()[index]?.id ?? 0);
		const undo = between(sandbox, 3, () => touches.remove(moved[0] ?? 0));
		expect(told(await trigger.poll())).toEqual([`removed ${moved[0]}`]);
		undo();
		expect(await trigger.poll()).toBeNull();
		const undoSecond = between(sandbox, 2, () => touches.remove(moved[1] ?? 0));
		expect(told(await trigger.poll())).toEqual([]);
		undoSecond();
		expect(told(await trigger.poll())).toEqual([`removed ${moved[1]}`]);
		expect(await trigger.poll()).toBeNull();
	});

	test.each(['group', 'touch', 'user'])('when a full list of %ss comes back empty', async (resource) => {
		const sandbox = await start({ seed: { groups: 12, touches: 40, users: 30 } });
		const trigger = bench(sandbox, { events: eventsOf(resource, all) });
		await trigger.poll();
		const counters = { group: ['groups', 'total_groups'], touch: ['touches', 'total_posts'], user: ['users', 'total_users'] } as const;
		const [rows, total] = counters[resource as keyof typeof counters];
		const undo = sandbox.control.beforeAnswer((pending) => {
			if (pending.request.path.endsWith(`/${rows}`)) Object.assign(pending.answer as object, { [rows]: [], [total]: 0 });
		});
		expect(await trigger.poll()).toBeNull();
		undo();
		expect(await trigger.poll()).toBeNull();
	});

	test('when another account is behind the credential', async () => {
		const sandbox = await start({ seed: { touches: 40, groups: 5 } });
		const trigger = bench(sandbox, { events: eventsOf('touch', all) });
		await trigger.poll();
		sandbox.control.account().id = 77_001;
		for (const { id } of sandbox.control.touches.list()) sandbox.control.touches.remove(id);
		for (let id = 500_001; id < 500_030; id++) sandbox.control.touches.add({ id });
		trigger.credential.data.oauthTokenData = { ...sandbox.control.issueToken(), token_type: 'bearer' };
		expect(await trigger.poll()).toBeNull();
		expect(await trigger.poll()).toBeNull();
		sandbox.control.touches.add({ id: 600_001 });
		expect(told(await trigger.poll())).toEqual(['created 600001']);
	});

	test('when the account changes behind the same access token, or during a poll', async () => {
		const sandbox = await start({ seed: { touches: 40 } });
		const trigger = bench(sandbox, { events: eventsOf('touch', all) });
		await trigger.poll();
		sandbox.control.account().id = 77_001;
		for (const { id } of sandbox.control.touches.list()) sandbox.control.touches.remove(id);
		for (let id = 500_001; id < 500_130; id++) sandbox.control.touches.add({ id });
		expect(await trigger.poll()).toBeNull();
		const undo = between(sandbox, 1, () => {
			sandbox.control.account().id = 77_002;
			trigger.credential.data.oauthTokenData = { ...sandbox.control.issueToken(), token_type: 'bearer' };
			for (let id = 500_001; id < 500_050; id++) sandbox.control.touches.remove(id);
		});
		expect(await trigger.poll()).toBeNull();
		undo();
		expect(await trigger.poll()).toBeNull();
	});

	test('when the environment is switched', async () => {
		const [here, there] = [await start({ seed: { touches: 40 } }), await start({ seed: { touches: 60 } })];
		const trigger = bench(here, { events: eventsOf('touch', all) });
		await trigger.poll();
		for (let count = 0; count < 5; count++) there.control.touches.add();
		Object.assign(trigger.credential.data, { baseUrl: there.url, oauthTokenData: { ...there.control.issueToken(), token_type: 'bearer' } });
		expect(await trigger.poll()).toBeNull();
		expect(await trigger.poll()).toBeNull();
	});

	test('when a filter or the resource changes', async () => {
		const sandbox = await start({ seed: { touches: 60, groups: 9 } });
		const trigger = bench(sandbox, { events: eventsOf('touch', all), filters: { deliveryType: 'mail' } });
		await trigger.poll();
		trigger.change({ filters: { deliveryType: 'email' } });
		expect(await trigger.poll()).toBeNull();
		trigger.change({ filters: {}, events: eventsOf('group', all) });
		expect(await trigger.poll()).toBeNull();
		const group = sandbox.control.groups.add();
		expect(told(await trigger.poll())).toEqual([`created ${group.id}`]);
	});
});

test('what is created around the first poll comes out, even when n8n drops the state of that poll', async () => {
	const sandbox = await start({ seed: { touches: 20, groups: 9 } });
	const trigger = bench(sandbox, { events: ['touchCreated'] });
	sandbox.control.touches.add({ created_at: old });
	expect(await trigger.poll()).toBeNull();
	trigger.dropState();
	const added = sandbox.control.touches.add();
	expect(told(await trigger.poll())).toEqual([`created ${added.id}`]);
	expect(await trigger.poll()).toBeNull();
});

test('Start From gives every record since a date once', async () => {
	const sandbox = await start({ seed: { users: 130 } });
	const trigger = bench(sandbox, { events: ['userCreated'], options: { startFrom: '2000-01-01' } });
	expect(await trigger.poll()).toHaveLength(sandbox.control.users.list().filter(({ active }) => active).length);
	expect(await trigger.poll()).toBeNull();
});

test('requests carry the filter, and the account is asked for once per access token', async () => {
	const sandbox = await start({ seed: { touches: 20 } });
	const trigger = bench(sandbox, { events: ['touchCreated'], filters: { deliveryType: 'mail' } });
	await trigger.poll();
	await trigger.poll();
	// The first poll reads the list twice, so that what slipped through is not called new later.
	const list = ['/api/v3/touches 1', '/api/v3/touches 2'];
	expect(asked(sandbox)).toEqual(['/api/v3/me', ...list, ...list, ...list]);
	expect(sandbox.control.requests()[1]?.query).toEqual({ page: '1', per_page: '100', delivery_type: 'mail' });
	expect(sandbox.control.violations()).toEqual([]);
});

test('simplify and the sample in the editor', async () => {
	const sandbox = await start({ seed: { touches: 20 } });
	const trigger = bench(sandbox, { events: ['touchCreated'], options: { simplify: true } });
	const newest = sandbox.control.touches.add({ name: 'Newest' });
	const [sample] = (await trigger.poll('manual')) ?? [];
	expect(sample).toMatchObject({ id: newest.id, name: 'Newest', sendosoEvent: { type: 'created', resource: 'touch' } });
	expect(sample).not.toHaveProperty('user_id');
	expect(trigger.state).toEqual({});
	const empty = bench(sandbox, { events: ['groupCreated'] });
	await expect(empty.poll('manual')).rejects.toMatchObject({ message: expect.stringContaining('no team group') as unknown });
});
