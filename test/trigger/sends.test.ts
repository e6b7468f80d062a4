import type { Sandbox } from '../../sandbox';
import { bench, between, eventsOf, start, stopAll, told } from './support';

afterEach(stopAll);

const both = ['created', 'statusChanged'];
const HOUR = 3_600_000;

/** Sends that are over, spread over the last 80 days. */
function addOldSends({ control }: Sandbox, count: number, status = 'Used') {
	const now = control.clock.now();
	control.sends.addMany(count, { from: now - 80 * 24 * HOUR, to: now - HOUR, status });
}

async function withSends(count: number, order: 'ascending' | 'descending' | 'none' = 'descending') {
	const sandbox = await start({ order, validateResponses: false, seed: { touches: 3 } });
	addOldSends(sandbox, count);
	return sandbox;
}

describe.each(['ascending', 'descending', 'none'] as const)('in %s order', (order) => {
	test('new sends come out once, and every status on the way', async () => {
		const sandbox = await withSends(950, order);
		const trigger = bench(sandbox, { events: eventsOf('send', both) });
		expect(await trigger.poll()).toBeNull();
		const send = sandbox.control.sends.add({ kind: 'egift' });
		const gid = send.send_gid;
		expect(told(await trigger.poll())).toEqual([`created ${gid}`, `statusChanged ${gid} Sent`]);
		sandbox.control.sends.advance(gid, 'Opened');
		sandbox.control.clock.advance(1_000, { moveSends: false });
		sandbox.control.sends.advance(gid, 'Clicked');
		sandbox.control.clock.advance(1_000, { moveSends: false });
		sandbox.control.sends.advance(gid, 'Used');
		const items = await trigger.poll();
		expect(told(items)).toEqual(['Opened', 'Clicked', 'Used'].map((status) => `statusChanged ${gid} ${status}`));
		expect(items?.map(({ sendosoEvent }) => sendosoEvent)).toMatchObject([{ previousStatus: 'Sent' }, { previousStatus: 'Opened' }, { previousStatus: 'Clicked' }]);
		// A simplified item has the status of its event, though the send has another one by now.
		expect(items?.map(({ status, send_gid }) => [status, send_gid])).toEqual([['Opened', gid], ['Clicked', gid], ['Used', gid]]);
		expect(await trigger.poll()).toBeNull();
	});

	test('Sent, Opened and Used between two polls are three', async () => {
		const sandbox = await withSends(30, order);
		const trigger = bench(sandbox, { events: ['sendStatusChanged'] });
		await trigger.poll();
		const { send_gid: gid } = sandbox.control.sends.add({ kind: 'egift' });
		sandbox.control.sends.advance(gid, 'Opened');
		sandbox.control.sends.advance(gid, 'Used');
		expect(told(await trigger.poll())).toEqual(['Sent', 'Opened', 'Used'].map((status) => `statusChanged ${gid} ${status}`));
	});

	test('ties in time, sends that arrive while pages are read, and a list that shrinks', async () => {
		const sandbox = await withSends(400, order);
		const { sends, clock } = sandbox.control;
		const trigger = bench(sandbox, { events: ['sendCreated'] });
		await trigger.poll();
		const now = clock.now();
		const expected = sends.count();
		sends.addMany(250, { from: now, to: now });
		let late = '';
		const undo = between(sandbox, 2, () => {
			late = sends.add({ kind: 'egift' }).send_gid;
			sends.remove(sends.list().at(-1)?.send_gid ?? '');
		});
		const first = told(await trigger.poll());
		undo();
		const rest = told(await trigger.poll());
		expect(new Set([...first, ...rest]).size).toBe(251);
		expect([...first, ...rest]).toHaveLength(251);
		expect([...first, ...rest]).toContain(`created ${late}`);
		expect(sends.count()).toBe(expected + 250);
		expect(await trigger.poll()).toBeNull();
	});
});

test('an open send deep in the list is found and followed', async () => {
	const sandbox = await withSends(3_000);
	const { sends, clock } = sandbox.control;
	const now = clock.now();
	const deep = sends.add({ createdAt: now - 70 * 24 * HOUR, status: 'Sent' }).send_gid;
	const trigger = bench(sandbox, { events: eventsOf('send', both) });
	expect(await trigger.poll()).toBeNull();
	clock.advance(2_000, { moveSends: false });
	sends.advance(deep, 'Opened');
	expect(told(await trigger.poll())).toEqual([`statusChanged ${deep} Opened`]);
	// Removed sends pull the followed one to another page.
	for (const { send_gid: gid } of sends.list({ limit: 180 })) sends.remove(gid);
	sends.advance(deep, 'Used');
	expect(told(await trigger.poll())).toEqual([`statusChanged ${deep} Used`]);
	sandbox.control.clearRequests();
	expect(await trigger.poll()).toBeNull();
	expect(sandbox.control.requests()).toHaveLength(2);
});

test('open sends on more pages than a poll reads are followed over several polls', async () => {
	const sandbox = await start({ validateResponses: false, seed: { touches: 3 }, maxPerPage: 5 });
	const { sends, clock } = sandbox.control;
	addOldSends(sandbox, 800, 'Sent');
	const trigger = bench(sandbox, { events: ['sendStatusChanged'] });
	for (let count = 0; count < 4; count++) expect(await trigger.poll()).toBeNull();
	clock.advance(2_000, { moveSends: false });
	for (const { send_gid: gid } of sends.list()) sends.advance(gid, 'Used');
	const events = [];
	for (let count = 0; count < 2; count++) events.push(...told(await trigger.poll()));
	expect(new Set(events).size).toBe(800);
	expect(events).toHaveLength(800);
	expect(await trigger.poll()).toBeNull();
});

test('Track Status for Days ends the following', async () => {
	const sandbox = await withSends(20);
	const { sends, clock } = sandbox.control;
	const trigger = bench(sandbox, { events: ['sendStatusChanged'], options: { trackStatusForDays: 2 } });
	const open = sends.add({ createdAt: clock.now() - 40 * HOUR, status: 'Sent' }).send_gid;
	await trigger.poll();
	clock.advance(24 * HOUR, { moveSends: false });
	await trigger.poll();
	sends.advance(open, 'Used');
	expect(await trigger.poll()).toBeNull();
});

test('filters on campaign and new status', async () => {
	const sandbox = await withSends(20);
	const { sends, touches } = sandbox.control;
	const [first, second] = touches.list();
	const touchId = { __rl: true, mode: 'id', value: String(second?.id) };
	const trigger = bench(sandbox, { events: eventsOf('send', both), filters: { touchId, status: ['Used'] } });
	await trigger.poll();
	sends.add({ touchId: first?.id });
	const wanted = sends.add({ touchId: second?.id }).send_gid;
	expect(told(await trigger.poll())).toEqual([`created ${wanted}`]);
	sends.advance(wanted, 'Opened');
	sends.advance(wanted, 'Used');
	expect(told(await trigger.poll())).toEqual([`statusChanged ${wanted} Used`]);
});

test('the first poll gives only what was created just now; a dropped state loses nothing', async () => {
	const sandbox = await withSends(300);
	const trigger = bench(sandbox, { events: eventsOf('send', both) });
	expect(await trigger.poll()).toBeNull();
	trigger.dropState();
	const gid = sandbox.control.sends.add({ kind: 'egift' }).send_gid;
	expect(told(await trigger.poll())).toEqual([`created ${gid}`, `statusChanged ${gid} Sent`]);
	expect(await trigger.poll()).toBeNull();
});

test('an empty answer, another account and a clock that steps back invent nothing and lose nothing', async () => {
	const sandbox = await withSends(300);
	const { sends, clock } = sandbox.control;
	const trigger = bench(sandbox, { events: eventsOf('send', both) });
	await trigger.poll();
	const undo = sandbox.control.beforeAnswer((pending) => {
		if (pending.request.path === '/api/v3/send') Object.assign(pending.answer as object, { sends: [], total_count: 0 });
	});
	expect(await trigger.poll()).toBeNull();
	undo();
	clock.advance(-HOUR, { moveSends: false });
	const gid = sends.add({ kind: 'egift' }).send_gid;
	expect(told(await trigger.poll())).toEqual([`created ${gid}`, `statusChanged ${gid} Sent`]);
	clock.advance(2 * HOUR, { moveSends: false });
	expect(await trigger.poll()).toBeNull();
	sandbox.control.account().id = 77_001;
	for (const { send_gid: old } of sends.list()) sends.remove(old);
	sends.addMany(300);
	expect(await trigger.poll()).toBeNull();
	expect(await trigger.poll()).toBeNull();
});

test('the sample in the editor is the newest send, with its newest status', async () => {
	const sandbox = await withSends(150, 'ascending');
	const { sends } = sandbox.control;
	const trigger = bench(sandbox, { events: ['sendStatusChanged'], options: { simplify: true } });
	const gid = sends.add({ kind: 'egift' }).send_gid;
	sends.advance(gid, 'Opened');
	expect(await trigger.poll('manual')).toMatchObject([{ send_gid: gid, status: 'Opened', sendosoEvent: { type: 'statusChanged', status: 'Opened', previousStatus: 'Sent' } }]);
	expect(trigger.state).toEqual({});
});
