import { runNode } from '../support/engine';
import { asked, bench, start, stopAll, told } from './support';

afterEach(stopAll);

test.each([
	[403, { cause: 'credential-invalid' }],
	[401, { cause: 'credential-invalid' }],
])('a %s surfaces at once and leaves the state untouched', async (status, failure) => {
	const sandbox = await start({ seed: { touches: 300 } });
	const trigger = bench(sandbox, { events: ['touchCreated'] });
	await trigger.poll();
	const before = trigger.state;
	sandbox.control.touches.add();
	sandbox.control.refuseRefresh(true);
	sandbox.control.fault({ match: { path: '/api/v3/touches' }, times: 'always', action: { kind: 'status', status, body: { success: false, message: 'Not for you' } } });
	sandbox.control.clearRequests();
	await expect(trigger.poll()).rejects.toMatchObject({ message: 'Not for you', httpCode: String(status), failure });
	expect(asked(sandbox).filter((path) => path.startsWith('/api')).length).toBeLessThanOrEqual(2);
	expect(trigger.state).toEqual(before);
});

test('a page that fails keeps nothing else back, and what stands on it comes when it can be read', async () => {
	const sandbox = await start({ seed: { touches: 300 } });
	const trigger = bench(sandbox, { events: ['touchCreated', 'touchRemoved'] });
	await trigger.poll();
	const { control } = sandbox;
	const id = control.fault({ match: { path: '/api/v3/touches', nth: 2 }, action: { kind: 'status', status: 404, body: { message: 'Gone' } } });
	const hidden = control.touches.update(control.touches.list()[150]?.id ?? 0, { name: 'On the page that fails' });
	const added = control.touches.add();
	expect(told(await trigger.poll())).toEqual([`created ${added.id}`]);
	expect(trigger.warnings.filter((warning) => warning.includes('could not be read; the next polls try again. Gone'))).toHaveLength(1);
	control.faults.remove(id);
	expect(told(await trigger.poll())).toEqual([]);
	expect(hidden.name).toBe('On the page that fails');
});

test('the first page that fails leaves the state untouched, and the next poll tells everything', async () => {
	const sandbox = await start({ seed: { touches: 300 } });
	const trigger = bench(sandbox, { events: ['touchCreated'] });
	await trigger.poll();
	const before = trigger.state;
	const added = sandbox.control.touches.add();
	const id = sandbox.control.fault({ match: { path: '/api/v3/touches' }, action: { kind: 'status', status: 404, body: { message: 'Gone' } } });
	await expect(trigger.poll()).rejects.toThrow('Gone');
	expect(trigger.state).toEqual(before);
	sandbox.control.faults.remove(id);
	expect(told(await trigger.poll())).toEqual([`created ${added.id}`]);
});

test('429 and 5xx are repeated inside the poll', async () => {
	const sandbox = await start({ seed: { touches: 20 } });
	const trigger = bench(sandbox, { events: ['touchCreated'] });
	await trigger.poll();
	const added = sandbox.control.touches.add();
	const { faults } = sandbox.control;
	faults.add({ match: { path: '/api/v3/touches' }, action: { kind: 'status', status: 503 } });
	faults.add({ match: { path: '/api/v3/touches', nth: 2 }, action: { kind: 'tooManyRequests', header: { name: 'Retry-After', value: '0' } } });
	expect(told(await trigger.poll())).toEqual([`created ${added.id}`]);
});

test('a 429 that asks for more time than there is says so to n8n', async () => {
	const sandbox = await start({ seed: { touches: 20 } });
	const trigger = bench(sandbox, { events: ['touchCreated'] });
	await trigger.poll();
	sandbox.control.fault({ match: { path: '/api/v3/touches' }, times: 'always', action: { kind: 'tooManyRequests', header: { name: 'Retry-After', value: '150' } } });
	await expect(trigger.poll()).rejects.toMatchObject({ failure: { cause: 'rate-limited', retryAfterMs: 150_000 } });
});

test('polls of one node do not overlap', async () => {
	const sandbox = await start({ seed: { touches: 20 } });
	const trigger = bench(sandbox, { events: ['touchCreated'] });
	await trigger.poll();
	const added = sandbox.control.touches.add();
	const results = await Promise.all([trigger.poll(), trigger.poll(), trigger.poll()]);
	expect(results.map(told)).toEqual([[`created ${added.id}`], [], []]);
	expect(await trigger.poll()).toBeNull();
});

test('a poll stops inside the budget and goes on next time', async () => {
	const sandbox = await start({ seed: { touches: 320 }, maxPerPage: 10 });
	const trigger = bench(sandbox, { events: ['touchCreated', 'touchRemoved'] });
	sandbox.control.setLatency(100);
	expect(await trigger.poll('trigger', 1_000)).toBeNull();
	expect((trigger.state.touch as { state: { walk?: { place: { page: number } } } }).state.walk?.place.page).toBeGreaterThan(3);
	expect(trigger.warnings.filter((warning) => warning.includes('too long for the time of one poll'))).toHaveLength(1);
	sandbox.control.setLatency(0);
	for (let count = 0; count < 2; count++) expect(await trigger.poll()).toBeNull();
	const added = sandbox.control.touches.add();
	expect(told(await trigger.poll())).toEqual([`created ${added.id}`]);
});

test('a restart on the stored state repeats nothing and loses nothing', async () => {
	const sandbox = await start({ seed: { touches: 20, sends: 50 } });
	const touches = bench(sandbox, { events: ['touchCreated'] });
	await touches.poll();
	sandbox.control.touches.add();
	expect(await touches.poll()).toHaveLength(1);
	const again = touches.restarted();
	expect(await again.poll()).toBeNull();
	sandbox.control.touches.add();
	expect(await again.poll()).toHaveLength(1);
});

test('an event that is delivered again has the same id', async () => {
	const sandbox = await start({ seed: { touches: 20 } });
	const trigger = bench(sandbox, { events: ['touchCreated', 'touchUpdated'] });
	await trigger.poll();
	const twin = trigger.restarted();
	sandbox.control.touches.add();
	sandbox.control.touches.update(sandbox.control.touches.list()[0]?.id ?? 0, { name: 'Renamed' });
	const ids = [await trigger.poll(), await twin.poll()].map((items) => items?.map(({ sendosoEvent }) => (sendosoEvent as { id: string }).id));
	expect(ids[0]).toHaveLength(2);
	expect(ids[0]).toEqual(ids[1]);
});

test('an unreachable server, a credential without connection and wrong parameters give readable reasons', async () => {
	const sandbox = await start({ seed: { touches: 5 } });
	const trigger = bench(sandbox, { events: ['touchCreated'] });
	await sandbox.stop();
	await expect(trigger.poll('trigger', 3_000)).rejects.toMatchObject({ message: expect.stringMatching(/could not be reached|did not answer/) as unknown, failure: { cause: 'temporarily-unavailable' } });
	delete trigger.credential.data.oauthTokenData;
	await expect(trigger.poll()).rejects.toThrow('not connected yet');
	trigger.change({ events: [] });
	await expect(trigger.poll()).rejects.toThrow("'Events' is empty");
	trigger.change({ events: ['created'] });
	await expect(trigger.poll()).rejects.toThrow("'Events' has an unknown value");
	trigger.change({ events: ['sendStatusChanged'], options: { trackStatusForDays: 0 } });
	await expect(trigger.poll()).rejects.toThrow("'Follow Sends for (Days)'");
});

test('a state of another version is not read', async () => {
	const sandbox = await start({ seed: { touches: 20 } });
	const trigger = bench(sandbox, { events: ['touchCreated'] });
	await trigger.poll();
	trigger.workflow.getStaticData('node', trigger.node).version = 99;
	expect(await trigger.poll()).toBeNull();
	expect(trigger.state.version).toBe(2);
});

test('polls give way to sends of the same account', async () => {
	const sandbox = await start({ seed: { touches: 320 }, maxPerPage: 10 });
	const { control } = sandbox;
	const touch = control.touches.add({ delivery_type: 'email' });
	const trigger = bench(sandbox, { events: ['touchCreated'] });
	trigger.credential.data.requestsPerSecond = 20;
	const polling = trigger.poll();
	const undo = control.on('answered', ({ path }) => {
		if (path !== '/api/v3/me') return;
		undo();
		sending = send();
	});
	const send = async () => {
		const touchId = { __rl: true, mode: 'id', value: String(touch.id) };
		const parameters = { resource: 'send', operation: 'createEgift', touchId, recipientEmail: 'ada@example.com', duplicateCheck: 'off' };
		return await runNode({ credential: trigger.credential, parameters });
	};
	let sending: ReturnType<typeof send> | undefined;
	await polling;
	expect((await sending)?.error).toBeUndefined();
	const methods = control.requests().map(({ method }) => method);
	expect(methods.length).toBeGreaterThan(30);
	expect(methods.indexOf('POST')).toBeGreaterThan(0);
	expect(methods.indexOf('POST')).toBeLessThan(10);
});
