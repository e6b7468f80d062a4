import type { IDataObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import { bench, eventsOf, start, stopAll, told, type TriggerBench } from './support';

afterEach(stopAll);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const both = eventsOf('send', ['created', 'statusChanged']);

async function withSends(count: number, status = 'Used'): Promise<Sandbox> {
	const sandbox = await start({ validateResponses: false, seed: { touches: 3 } });
	const now = sandbox.control.clock.now();
	sandbox.control.sends.addMany(count, { from: now - 60 * DAY, to: now - HOUR, status, kind: 'egift' });
	return sandbox;
}

async function polls(trigger: TriggerBench, { control }: Sandbox, count: number, budget?: number): Promise<IDataObject[]> {
	const items: IDataObject[] = [];
	for (let poll = 0; poll < count; poll++) {
		control.clock.advance(60_000, { moveSends: false });
		items.push(...((await trigger.poll('trigger', budget)) ?? []));
	}
	return items;
}

describe('Status Changed', () => {
	test.each([
		['Expired', 'Expired and Credited'],
		['Cancelled', 'Refunded'],
		['Failed', 'Sent'],
	])('is told when %s becomes %s, though that was final', async (last, next) => {
		const sandbox = await withSends(250, last);
		const trigger = bench(sandbox, { events: ['sendStatusChanged'], filters: { status: [next] } });
		await polls(trigger, sandbox, 6);
		const gid = sandbox.control.sends.list()[150]?.send_gid ?? '';
		sandbox.control.sends.advance(gid, next);
		// One page of a hundred a poll.
		const items = await polls(trigger, sandbox, 5);
		expect(told(items)).toEqual([`statusChanged ${gid} ${next}`]);
		expect(items[0]?.sendosoEvent).toMatchObject({ previousStatus: last });
	});

	test('repeats nothing when a time was corrected, and knows what came before within one second', async () => {
		const sandbox = await withSends(20, 'Sent');
		const { sends } = sandbox.control;
		const trigger = bench(sandbox, { events: ['sendStatusChanged'] });
		await polls(trigger, sandbox, 4);
		const gid = sends.list()[7]?.send_gid ?? '';
		const undo = sandbox.control.beforeAnswer((pending) => {
			for (const row of (pending.answer as { sends?: IDataObject[] }).sends ?? []) {
				const updates = row.status_updates as Array<{ occurred_at: string }>;
				if (row.send_gid === gid && updates[0]) updates[0].occurred_at = new Date(Date.parse(updates[0].occurred_at) + 5_000).toISOString();
				// Newest entry first, and whole seconds.
				for (const update of updates) update.occurred_at = update.occurred_at.replace(/\.\d+/, '');
				updates.reverse();
			}
		});
		expect(await polls(trigger, sandbox, 2)).toEqual([]);
		sends.advance(gid, 'Opened');
		sends.advance(gid, 'Clicked');
		const items = await polls(trigger, sandbox, 2);
		undo();
		expect(items.map(({ sendosoEvent }) => sendosoEvent)).toMatchObject([
			{ status: 'Opened', previousStatus: 'Sent' },
			{ status: 'Clicked', previousStatus: 'Opened' },
		]);
	});

	test('gives each event a record of its own', async () => {
		const sandbox = await withSends(3);
		const trigger = bench(sandbox, { events: both, options: { simplify: false } });
		await polls(trigger, sandbox, 3);
		const { send_gid: gid } = sandbox.control.sends.add({ kind: 'egift' });
		sandbox.control.sends.advance(gid, 'Opened');
		const [first, second, third] = await polls(trigger, sandbox, 1);
		Object.assign(first?.touch as IDataObject, { name: 'changed' });
		expect((second?.touch as IDataObject).name).not.toBe('changed');
		expect(second?.status_updates).not.toBe(third?.status_updates);
		expect([second?.status, third?.status]).toEqual(['Opened', 'Opened']);
	});
});

test('more new sends, and more open ones, than there is time for come with the next polls', async () => {
	const sandbox = await withSends(1_500, 'Sent');
	const { control } = sandbox;
	const trigger = bench(sandbox, { events: both });
	await polls(trigger, sandbox, 3);
	const { firstId, lastId } = control.sends.addMany(1_000, { from: control.clock.now() - 50_000, to: control.clock.now(), status: 'Sent', kind: 'egift' });
	for (const { send_gid: gid } of control.sends.list().slice(1_000)) control.sends.advance(gid, 'Opened');
	// Time for about a dozen pages.
	control.setLatency(40);
	const events = told(await polls(trigger, sandbox, 8, 900));
	control.setLatency(0);
	events.push(...told(await polls(trigger, sandbox, 4)));
	expect(new Set(events).size).toBe(events.length);
	expect(events.filter((event) => event.startsWith('created'))).toHaveLength(lastId - firstId + 1);
	expect(events.filter((event) => event.endsWith('Opened'))).toHaveLength(1_500);
});

describe('parameters', () => {
	test('filters by recipient and sender take the address in any case; another filter loses nothing new', async () => {
		const sandbox = await withSends(30);
		const { sends } = sandbox.control;
		const trigger = bench(sandbox, { events: eventsOf('send', ['created']), filters: { recipientEmail: 'Ann@Example.com' } });
		await polls(trigger, sandbox, 3);
		const first = sends.add({ recipientEmail: 'ann@example.COM' });
		sends.add({ recipientEmail: 'bob@example.com' });
		expect(told(await polls(trigger, sandbox, 1))).toEqual([`created ${first.send_gid}`]);
		// What was created in the second of the last poll may have been there already.
		sandbox.control.clock.advance(2_000, { moveSends: false });
		const second = sends.add({ recipientEmail: 'bob@example.com' });
		trigger.change({ filters: { senderEmail: String(second.sender.email).toUpperCase() } });
		expect(told((await trigger.poll()) ?? [])).toEqual([`created ${second.send_gid}`]);
		trigger.change({ filters: { senderEmail: 'nobody@example.com' } });
		sends.add({ recipientEmail: 'ann@example.com' });
		expect(await polls(trigger, sandbox, 2)).toEqual([]);
	});

	test('an address that is none is refused before any request', async () => {
		const sandbox = await withSends(3);
		const trigger = bench(sandbox, { events: both, filters: { recipientEmail: 'nobody' } });
		await expect(trigger.poll()).rejects.toThrow('Recipient Email');
		expect(sandbox.control.requests()).toEqual([]);
	});

	test('Start From gives the sends since a date, read in the time zone of the workflow, and acts once', async () => {
		const sandbox = await withSends(200);
		const { sends, clock } = sandbox.control;
		const since = new Date(clock.now() - 20 * DAY);
		const expected = sends.list().filter(({ created_at }) => Date.parse(created_at) >= since.getTime());
		const trigger = bench(sandbox, { events: eventsOf('send', ['created']), options: { startFrom: since.toISOString() } });
		const items = await polls(trigger, sandbox, 6);
		expect(items.map(({ send_gid }) => send_gid)).toEqual(expected.map(({ send_gid }) => send_gid).reverse());
		trigger.change({ options: { startFrom: '2000-01-01' } });
		expect(await polls(trigger, sandbox, 3)).toEqual([]);
	});
});

test('a stored state that is not whole begins anew, and what was created since the last poll comes out', async () => {
	const sandbox = await withSends(30);
	const { sends, clock } = sandbox.control;
	const trigger = bench(sandbox, { events: both });
	await polls(trigger, sandbox, 3);
	const whole = trigger.state.send as { state: IDataObject };
	const store = (send: unknown) => Object.assign(trigger.workflow.getStaticData('node', trigger.node), { send });
	const halves = Object.keys(whole.state).filter((name) => name !== 'total').map((name) => ({ ...whole, state: { ...whole.state, [name]: null } }));
	for (const broken of [{ ...whole, state: 'text' }, { ...whole, state: { recent: '', settled: 1, total: 2 } }, ...halves]) {
		clock.advance(600_000, { moveSends: false });
		const { send_gid: gid } = sends.add({ kind: 'egift' });
		clock.advance(600_000, { moveSends: false });
		store({ ...broken, polledAt: clock.now() - 900_000 });
		expect(told((await trigger.poll()) ?? [])).toEqual([`created ${gid}`, `statusChanged ${gid} Sent`]);
		expect(trigger.warnings.pop()).toContain('starting point');
	}
	for (const broken of [null, 'text', 7]) {
		store(broken);
		expect(await trigger.poll()).toBeNull();
		expect(trigger.warnings.pop()).toContain('starting point');
	}
});
