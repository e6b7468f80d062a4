import type { IDataObject } from 'n8n-workflow';
import { setScene, stopAll } from '../webhook/support';
import { Example } from './support';

afterEach(stopAll);

const example = new Example('notify-owner-on-redeemed');

/** The published example with the stand-in as Sendoso: what the nodes behind the trigger make of its items. */
async function published(eventTypes?: string[], label = 'send.redeemed') {
	const parameters = { ...example.parametersOf('Gift redeemed'), eventLabel: label };
	const scene = await setScene({ hasOauth: true, parameters, ...(eventTypes ? { endpoint: { eventTypes } } : {}) });
	const $ = () => ({ item: { json: { eventLabel: label } } });
	/** The message of each item that gets through, from node to node as they are linked. */
	const messages = async (items: IDataObject[]): Promise<IDataObject[]> => {
		const found: IDataObject[] = [];
		for (const $json of items) {
			if (example.condition('Is the send there?', { $json }) === true) found.push($json);
			else {
				const { items: read } = await example.send('Read the send', scene.oauth as never, [$json]);
				found.push(...read.map(({ json }) => json));
			}
		}
		return found.filter(($json) => example.condition('Only redeemed ones', { $json, $ })).map(($json) => example.fields('Message to the owner', { $json }));
	};
	return { scene, messages };
}

test('the owner of a redeemed gift gets a message, once', async () => {
	const { scene, messages } = await published(['send.redeemed']);
	const send = scene.control.sends.add({ kind: 'egift' });
	await scene.items();
	scene.control.webhooks.loseAnswers(scene.endpoint.id, 1);
	scene.control.sends.advance(send.send_gid, 'Used');
	await scene.control.webhooks.settle();
	scene.control.clock.advance(6_000, { moveSends: false });
	const [message, ...others] = await messages(await scene.items());
	expect(others).toEqual([]);
	expect(scene.statuses().slice(-2)).toEqual([null, 200]);
	expect(message).toMatchObject({ to: send.sender.email, send_gid: send.send_gid, subject: `${send.recipient.name} redeemed your gift` });
	expect(message?.text).toContain(`the gift from "${send.touch?.name}"`);
	expect(JSON.stringify(message)).not.toMatch(/undefined|null|\[object/);
});

test('the owner gets it also where the list lags behind the delivery', async () => {
	const { scene, messages } = await published(['send.redeemed']);
	const send = scene.control.sends.add({ kind: 'egift' });
	const stop = scene.control.beforeAnswer(({ answer }) => {
		for (const row of (answer as { sends?: object[] }).sends ?? []) Object.assign(row, { status: 'Opened' });
	});
	scene.control.sends.advance(send.send_gid, 'Used');
	const told = await messages(await scene.items());
	stop();
	expect(told).toEqual([expect.objectContaining({ to: send.sender.email, send_gid: send.send_gid })]);
});

test.each(['Opened', 'Clicked', 'Bounced and Credited'])('at an endpoint for all types a send that is %s gives none', async (status) => {
	const { scene, messages } = await published(undefined, '');
	const send = scene.control.sends.add({ kind: 'egift' });
	scene.control.sends.advance(send.send_gid, status);
	const items = await scene.items();
	expect(items.length).toBeGreaterThan(1);
	expect(await messages(items)).toEqual([]);
});

test('what the trigger could not look up is read by the node', async () => {
	const { scene, messages } = await published();
	const send = scene.control.sends.add({ kind: 'egift', recipientName: '' });
	scene.control.sends.advance(send.send_gid, 'Used');
	await scene.items();
	const told = await messages([{ send_gid: send.send_gid, send: null, sendLookup: 'timeBudget' }]);
	expect(told).toEqual([expect.objectContaining({ to: send.sender.email })]);
	// One that can't be read is a failed execution, which can be retried: nobody is forgotten silently.
	expect(example.node('Read the send')).not.toHaveProperty('onError');
	const { error } = await example.send('Read the send', scene.oauth as never, [{ send_gid: 'Z2lkOi8vbm9ib2R5', send: null, sendLookup: 'notFound' }]);
	expect(error?.message).toContain('Sendoso lists no send with this GID');
});

test('nothing passes but behind the filter', () => {
	expect(example.into('Only redeemed ones')).toEqual(['Is the send there? 0', 'Read the send 0']);
	expect(example.into('Read the send')).toEqual(['Is the send there? 1']);
	expect(example.into('Message to the owner')).toEqual(['Only redeemed ones 0']);
	expect(example.node('Gift redeemed')).toMatchObject({ type: 'n8n-nodes-sendoso.sendosoWebhookTrigger', parameters: { eventLabel: 'send.redeemed' } });
});
