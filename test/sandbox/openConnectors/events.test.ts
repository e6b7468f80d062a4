/* eslint-disable @n8n/community-nodes/no-restricted-imports -- tests run on a desk, never inside n8n */
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { demoOpenConnectors, type Sandbox } from '../../../sandbox';
import { stopAll } from '../support';
import { column, open } from './support';

interface Delivery {
	headers: Record<string, unknown>;
	text: string;
}

const { instanceId } = demoOpenConnectors;
const received: Delivery[] = [];
let status = 200;
const callback = createServer((request, response) => {
	let text = '';
	request.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
	request.on('end', () => {
		received.push({ headers: request.headers, text });
		response.writeHead(status).end();
	});
});
let callbackUrl = '';

beforeAll(async () => {
	await new Promise<void>((resolve) => callback.listen(0, '127.0.0.1', resolve));
	callbackUrl = `http://127.0.0.1:${(callback.address() as AddressInfo).port}/events`;
});
afterAll(() => {
	callback.close();
});
beforeEach(() => {
	received.length = 0;
	status = 200;
});
afterEach(stopAll);

async function listening(more: object = {}) {
	const opened = await open();
	const configuration = { 'event.notification.enabled': true, 'event.vendor.type': 'polling', 'event.notification.callback.url': callbackUrl, ...more };
	const { data } = await opened.client.patch(`/instances/${instanceId}`, { configuration });
	expect(data.eventsEnabled).toBe(true);
	return opened;
}

const touchEvent = (sandbox: Sandbox, name = 'Box') => ({ objectType: 'touches', objectId: sandbox.control.touches.add({ name }).id, eventType: 'CREATED' as const });
const body = (place = 0) => JSON.parse(received[place]?.text ?? '');

describe('a notification', () => {
	it('is signed over its very bytes when the instance has a key', async () => {
		const { sandbox } = await listening({ 'event.notification.signature.key': 'a key' });
		expect(await sandbox.control.openConnectors.fireEvent(instanceId, [touchEvent(sandbox, 'Böx')])).toEqual([200]);
		const [delivery] = received;
		const signature = createHmac('sha256', 'a key').update(Buffer.from(delivery?.text ?? '', 'utf8')).digest('base64');
		expect(delivery?.headers).toMatchObject({ 'elements-webhook-signature': `sha256=${signature}`, 'elements-webhook-id': expect.any(String), 'content-type': 'application/json' });
	});

	it('is not signed without a key', async () => {
		const { sandbox } = await listening();
		await sandbox.control.openConnectors.fireEvent(instanceId, [touchEvent(sandbox)]);
		expect(received[0]?.headers).not.toHaveProperty('elements-webhook-signature');
	});

	it('comes in one of three shapes', async () => {
		const { sandbox } = await listening();
		const { openConnectors } = sandbox.control;
		const event = touchEvent(sandbox);
		const told = { ...event, date: expect.any(String), pollDate: expect.any(String), elementKey: 'sendoso', hubKey: 'rewards' };
		for (const shape of ['message', 'bare', 'response'] as const) await openConnectors.fireEvent(instanceId, [event], shape);
		const touches = [expect.objectContaining({ id: event.objectId, name: 'Box' })];
		expect(body(0)).toEqual({ message: { eventId: expect.any(String), instanceId, events: [told], raw: { objectType: 'touches', eventId: expect.any(String), instance_id: String(instanceId), events: [told], touches } } });
		expect(body(1)).toMatchObject({ objectType: 'touches', instance_id: String(instanceId), events: [told], touches });
		expect(body(2)).toEqual({ eventId: expect.any(String), instanceId, notificationId: expect.any(String), response: { events: [told] } });
	});

	it('holds ten events at most, and the raw body whole', async () => {
		const { sandbox } = await listening();
		const events = Array.from({ length: 23 }, () => touchEvent(sandbox));
		expect(await sandbox.control.openConnectors.fireEvent(instanceId, events)).toEqual([200, 200, 200]);
		expect(received.map((_delivery, place) => [body(place).message.events.length, body(place).message.raw.touches.length])).toEqual([[10, 23], [10, 23], [3, 23]]);
		expect(new Set(received.map((_delivery, place) => body(place).message.eventId)).size).toBe(3);
	});

	it('that is refused tells so, and is kept like any other', async () => {
		const { sandbox, client } = await listening();
		status = 503;
		expect(await sandbox.control.openConnectors.fireEvent(instanceId, [touchEvent(sandbox)])).toEqual([503]);
		await sandbox.control.openConnectors.fireEvent(instanceId, [touchEvent(sandbox)]);
		const path = `/instances/${instanceId}/events`;
		const [first] = column(await client.get(path));
		expect((await client.get(path, { params: { pageSize: 1 } })).headers).toHaveProperty('elements-next-page-token');
		expect((await client.get(`${path}/${String(first)}`)).data).toMatchObject({ id: first, status: 'NOTIFIED', notifiedData: [{ message: { eventId: first, events: body(0).message.events } }] });
		expect([(await client.get(`${path}/x`)).status, (await client.get('/instances/600322/events')).data]).toEqual([404, []]);
		sandbox.control.reset();
		expect((await client.get(path)).data).toEqual([]);
	});
});
