import type { IDataObject } from 'n8n-workflow';
import { pollOnce } from '../../nodes/shared/polling/pollOnce';
import { LARGEST_STATE } from '../../nodes/shared/polling/state';
import { FakeSession, subscriptionTo } from './model';
import { bench, eventsOf, start, stopAll, told } from './support';

afterEach(stopAll);

const ALL = ['created', 'updated', 'removed'];
const three = [...eventsOf('touch', ALL), ...eventsOf('group', ALL), ...eventsOf('user', ALL)];
const SEED = { touches: 20, groups: 9, users: 12, sends: 30 };

/** Forty letters that hardly repeat, so that packing them saves nothing. */
function longName(index: number): string {
	return Array.from({ length: 40 }, (_, at) => String.fromCharCode(0x4e00 + ((index * 7_919 + at * 104_729 + index * at * 31) % 20_000))).join('');
}

test('one megabyte holds for all resources together', async () => {
	const sandbox = await start({ seed: { touches: 3, groups: 3 }, validateResponses: false });
	const { control } = sandbox;
	for (let index = 0; index < 8_000; index++) {
		control.touches.add({ id: 500_000 + index, name: longName(index), created_at: '2024-05-01T10:00:00Z' });
		control.groups.add({ id: 500_000 + index, name: longName(index), created_at: '2024-05-01T10:00:00Z' });
	}
	const trigger = bench(sandbox, { events: [...eventsOf('touch', ALL), ...eventsOf('group', ALL)] });
	for (let count = 0; count < 2; count++) expect(await trigger.poll()).toBeNull();
	expect(JSON.stringify(trigger.state).length).toBeLessThan(LARGEST_STATE);
});

test('one megabyte holds for campaigns beside open sends from the first poll on', async () => {
	const sandbox = await start({ validateResponses: false });
	const { control } = sandbox;
	for (let index = 0; index < 9_000; index++) {
		control.touches.add({ id: 500_000 + index, name: longName(index), created_at: '2024-05-01T10:00:00Z' });
		control.sends.add({ kind: 'egift' });
	}
	const trigger = bench(sandbox, { events: [...eventsOf('touch', ALL), 'sendCreated', 'sendStatusChanged'] });
	for (let count = 0; count < 3; count++) {
		await trigger.poll();
		expect(JSON.stringify(trigger.state).length).toBeLessThan(LARGEST_STATE);
		expect(Object.keys(trigger.state).sort()).toEqual(['send', 'touch', 'version']);
	}
});

test('sends for which the other resources leave no room say what to change', async () => {
	const now = Date.UTC(2026, 2, 1);
	const rows = Array.from({ length: 100 }, (_, index) => ({ id: index, send_gid: `gid-${index}`, status: 'Sent', created_at: new Date(now - index * 60_000).toISOString(), status_updates: [] }));
	const session = new FakeSession({ rows: () => rows, now, person: 'me' }, 100);
	const subscription = subscriptionTo('send', ['created', 'statusChanged']);
	const polled = await pollOnce(session, subscription, undefined);
	const size = JSON.stringify('state' in polled ? polled.state.state : {}).length;
	// A little is kept for what the log said.
	session.largestState = size + 400;
	expect(await pollOnce(session, subscription, undefined)).toHaveProperty('state');
	session.largestState = size - 1;
	expect(await pollOnce(session, subscription, undefined)).toMatchObject({ problem: expect.stringContaining('too many sends') as unknown, advice: expect.stringContaining("'Follow Sends for (Days)'") as unknown });
});

test('a state of one resource that can not be read begins anew, and the others go on', async () => {
	const sandbox = await start({ seed: SEED });
	const { control } = sandbox;
	const trigger = bench(sandbox, { events: three });
	await trigger.poll();
	for (const broken of [null, 'text', { state: 7 }]) {
		trigger.workflow.getStaticData('node', trigger.node).group = broken as unknown as IDataObject;
		control.clock.advance(600_000);
		const touch = control.touches.add();
		expect(told(await trigger.poll())).toEqual([`created ${touch.id}`]);
		const group = control.groups.add();
		expect(told(await trigger.poll())).toEqual([`created ${group.id}`]);
	}
});

test('the state of an older version gives way, with everything that belonged to it', async () => {
	const sandbox = await start({ seed: SEED });
	const trigger = bench(sandbox, { events: three });
	Object.assign(trigger.workflow.getStaticData('node', trigger.node), { version: 1, watch: 'x', account: {}, polledAt: 1, records: { ledger: { entries: '' } } });
	expect(await trigger.poll()).toBeNull();
	expect(Object.keys(trigger.state).sort()).toEqual(['group', 'touch', 'user', 'version']);
});
