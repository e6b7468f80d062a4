import type { IDataObject } from 'n8n-workflow';
import type { StoredCredential } from '../support/engine';
import { bench, start, stopAll } from '../trigger/support';
import { Example } from './support';

afterEach(stopAll);

const example = new Example('notify-unredeemed-sends');

/** Whether the filter "Still not taken" lets an item through. */
const isKept = ($json: IDataObject) => example.condition('Still not taken', { $json });

/** What the node "The send today" gives. */
async function sendToday(credential: StoredCredential, items: IDataObject[]): Promise<IDataObject[]> {
	const run = await example.send('The send today', credential, items);
	expect(run.error).toBeUndefined();
	return run.items.map(({ json }) => json);
}

/** The trigger's item of one new send, and what the workflow makes of it when the week is over. */
async function afterAWeek(status?: string) {
	const sandbox = await start({ seed: { touches: 4, groups: 2, users: 3, sends: 6 } });
	const { control } = sandbox;
	const trigger = bench(sandbox, example.parametersOf('New send'));
	expect(await trigger.poll()).toBeNull();
	const { send_gid: gid } = control.sends.add({ kind: 'egift' });
	const items = (await trigger.poll()) ?? [];
	expect(items.map(({ send_gid: told }) => told)).toEqual([gid]);
	if (status !== undefined) control.sends.advance(gid, status);
	const [today] = await sendToday(trigger.credential, items);
	return { control, gid, trigger, today: today ?? {}, isKept: today && isKept(today) };
}

test('a gift that nobody took gives a message for its sender', async () => {
	const { control, gid, today, isKept: kept } = await afterAWeek();
	expect(kept).toBe(true);
	const message = example.fields('Message to the sender', { $json: today });
	const send = control.sends.list().find(({ send_gid: listed }) => listed === gid);
	expect(message).toMatchObject({ to: send?.sender.email, send_gid: gid });
	expect(message.subject).toContain(send?.recipient.name || send?.recipient.email);
	expect(message.text).toContain(`Its status is "${send?.status}".`);
	expect(JSON.stringify(message)).not.toMatch(/undefined|null|\[object/);
});

test.each(['Used', 'Expired', 'Cancelled'])('a gift that is %s by then gives none', async (status) => {
	const { today, isKept: kept } = await afterAWeek(status);
	expect([today.status, kept]).toEqual([status, false]);
});

test('a send that is not listed any more gives none, and stops nothing', async () => {
	const { trigger } = await afterAWeek();
	const found = await sendToday(trigger.credential, [{ send_gid: 'Z2lkOi8vbm9ib2R5' }]);
	expect(found.map(isKept)).toEqual([false]);
});
