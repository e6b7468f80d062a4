/* eslint-disable @n8n/community-nodes/no-restricted-imports -- tests run a server on a desk, never inside n8n */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import type { Sandbox, SandboxOptions, WebhookEndpoint } from '../../sandbox';
import { connect, egiftBody, start, stopAll } from './support';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

interface Received {
	headers: IncomingHttpHeaders;
	body: string;
}

/** Somebody who listens; answers with the status that is set. */
class Listener {
	readonly received: Received[] = [];
	status = 204;
	private readonly server: Server = createServer((request, response) => {
		let body = '';
		request.on('data', (part: Buffer) => (body += part.toString('utf8')));
		request.on('end', () => {
			this.received.push({ headers: request.headers, body });
			response.writeHead(this.status, this.status === 302 ? { Location: this.url } : {}).end();
		});
	});

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
	}

	async open() {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
	}

	async close() {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}

let listener: Listener;
beforeEach(async () => {
	listener = new Listener();
	await listener.open();
});
afterEach(async () => {
	await stopAll();
	await listener.close();
});

const withSends: SandboxOptions = { seed: { touches: 6, groups: 1, users: 2, sends: 3 } };

/** Moves time on and lets everything due arrive. */
async function pass({ control }: Sandbox, milliseconds: number) {
	control.clock.advance(milliseconds, { moveSends: false });
	await control.webhooks.settle();
}

/** Whether one of the signatures was made with a secret, worked out by hand. */
function isSigned({ headers, body }: Received, { secret }: Pick<WebhookEndpoint, 'secret'>, prefix = 'svix'): boolean {
	const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
	const signature = createHmac('sha256', key).update(`${String(headers[`${prefix}-id`])}.${String(headers[`${prefix}-timestamp`])}.${body}`).digest('base64');
	return String(headers[`${prefix}-signature`]).split(' ').includes(`v1,${signature}`);
}

test.each(['svix', 'webhook'] as const)('a delivery is signed, has headers that begin with %s, and a body of two members', async (headerPrefix) => {
	const { control } = await start(withSends);
	const endpoint = control.webhooks.add({ url: listener.url, headerPrefix });
	expect(endpoint.secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
	const id = control.webhooks.fire('send.redeemed');
	await control.webhooks.settle();
	const [delivery] = listener.received as [Received];
	expect(isSigned(delivery, endpoint, headerPrefix)).toBe(true);
	expect(delivery.headers[`${headerPrefix}-id`]).toBe(id);
	expect(Math.abs(Date.now() / 1000 - Number(delivery.headers[`${headerPrefix}-timestamp`]))).toBeLessThan(5);
	const [send] = control.sends.list();
	expect(JSON.parse(delivery.body)).toEqual({ send_gid: send?.send_gid, status_changed_at: send?.status_updates.at(-1)?.occurred_at });
	expect(control.webhooks.attempts()).toEqual([expect.objectContaining({ status: 204, messageId: id, eventType: 'send.redeemed', state: 'delivered' })]);
});

test('every new status is told under the type that the contract maps it to, the time being its own', async () => {
	const { control } = await start(withSends);
	control.webhooks.add({ url: listener.url });
	const send = control.sends.add({ kind: 'egift' });
	for (const status of ['Opened', 'Clicked', 'Used']) control.sends.advance(send.send_gid, status);
	await control.webhooks.settle();
	const types = control.webhooks.attempts().reverse().map(({ eventType }) => eventType);
	expect(types.sort()).toEqual(['send.clicked', 'send.opened', 'send.redeemed', 'send.sent']);
	const times = control.sends.get(send.send_gid)?.status_updates.map(({ occurred_at: time }) => time);
	expect(new Set(listener.received.map(({ body }) => (JSON.parse(body) as { status_changed_at: string }).status_changed_at))).toEqual(new Set(times));
});

test('a status that no type stands for is told only when the send is new', async () => {
	const { control } = await start(withSends);
	control.webhooks.add({ url: listener.url });
	const send = control.sends.add({ kind: 'catalogue' });
	control.sends.advance(send.send_gid, 'Packed');
	await control.webhooks.settle();
	expect(control.webhooks.attempts().map(({ eventType }) => eventType)).toEqual(['send.initiated']);
});

test('a gift sent over the API is told, and what time brings it to', async () => {
	const sandbox = await start({ ...withSends, seed: { touches: 20, groups: 1, users: 2 } });
	const { control } = sandbox;
	control.webhooks.add({ url: listener.url });
	const touch = control.touches.list().find(({ delivery_type: type, status }) => type === 'email' && status === 'Active');
	await connect(sandbox).post('/api/v3/send', egiftBody(Number(touch?.id)));
	await control.webhooks.settle();
	expect(control.webhooks.attempts().map(({ eventType }) => eventType)).toEqual(['send.sent']);
	control.clock.advance(70 * 24 * HOUR);
	await control.webhooks.settle();
	expect(listener.received.length).toBeGreaterThan(1);
});

test('sends that are changed otherwise, or added in bulk, tell nothing', async () => {
	const { control } = await start(withSends);
	control.webhooks.add({ url: listener.url });
	control.sends.addMany(20);
	control.sends.update(control.sends.list()[0]?.id ?? 0, { recipientName: 'Other' });
	await control.webhooks.settle();
	expect(listener.received).toEqual([]);
});

test('a failed delivery comes again on the schedule, and then no more', async () => {
	const sandbox = await start(withSends);
	const { webhooks } = sandbox.control;
	webhooks.add({ url: listener.url });
	listener.status = 500;
	webhooks.fire('send.sent');
	await webhooks.settle();
	const waits = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];
	for (const [place, wait] of waits.entries()) {
		await pass(sandbox, wait - 2 * SECOND);
		expect(listener.received).toHaveLength(place + 1);
		await pass(sandbox, 2 * SECOND);
		expect(listener.received).toHaveLength(place + 2);
	}
	await pass(sandbox, 30 * 24 * HOUR);
	expect(listener.received).toHaveLength(8);
	expect(new Set(listener.received.map(({ headers }) => headers['svix-id'])).size).toBe(1);
	expect(webhooks.attempts()[0]).toMatchObject({ status: 500, state: 'failed', nextAt: null });
});

test('the schedule may be scaled', async () => {
	const sandbox = await start({ ...withSends, webhooks: { timeScale: 1_000 } });
	sandbox.control.webhooks.add({ url: listener.url });
	listener.status = 500;
	sandbox.control.webhooks.fire('send.sent');
	await sandbox.control.webhooks.settle();
	for (let attempt = 1; attempt < 8; attempt++) await pass(sandbox, 37 * SECOND);
	expect(listener.received).toHaveLength(8);
});

test.each([301, 302, 404, 429, 503])('%i is a failure', async (status) => {
	const sandbox = await start(withSends);
	sandbox.control.webhooks.add({ url: listener.url });
	listener.status = status;
	sandbox.control.webhooks.fire('send.sent');
	await sandbox.control.webhooks.settle();
	listener.status = 200;
	await pass(sandbox, 5 * SECOND);
	expect(listener.received).toHaveLength(2);
	expect(sandbox.control.webhooks.attempts().map(({ status: one }) => one)).toEqual([200, status]);
});

test('nobody listening is a failure, and a lost answer is one although the delivery arrived', async () => {
	const sandbox = await start(withSends);
	const { webhooks } = sandbox.control;
	const endpoint = webhooks.add({ url: listener.url });
	webhooks.loseAnswers(endpoint.id, 1);
	webhooks.fire('send.sent');
	await webhooks.settle();
	expect(listener.received).toHaveLength(1);
	expect(webhooks.attempts()[0]).toMatchObject({ status: null, note: 'the answer 204 was lost', state: 'waiting' });
	await pass(sandbox, 5 * SECOND);
	expect(listener.received).toHaveLength(2);
	webhooks.update(endpoint.id, { url: 'http://127.0.0.1:9/nobody' });
	webhooks.fire('send.sent');
	await webhooks.settle();
	expect(webhooks.attempts()[0]).toMatchObject({ status: null, state: 'waiting' });
});

test('an endpoint that fails for five days is switched off, and one that works in between is not', async () => {
	const sandbox = await start(withSends);
	const { webhooks } = sandbox.control;
	const endpoint = webhooks.add({ url: listener.url });
	const isOff = () => webhooks.list()[0]?.disabled;
	listener.status = 500;
	for (let day = 0; day < 4; day++) {
		webhooks.fire('send.sent');
		await webhooks.settle();
		await pass(sandbox, 24 * HOUR);
	}
	expect(isOff()).toBe(false);
	listener.status = 200;
	await pass(sandbox, 2 * HOUR);
	listener.status = 500;
	for (let day = 0; day < 6; day++) {
		webhooks.fire('send.sent');
		await webhooks.settle();
		expect(isOff()).toBe(day >= 5);
		await pass(sandbox, 24 * HOUR);
	}
	expect(isOff()).toBe(true);
	const count = listener.received.length;
	webhooks.fire('send.sent');
	await webhooks.settle();
	expect(listener.received).toHaveLength(count);
	webhooks.update(endpoint.id, { disabled: false });
	listener.status = 200;
	webhooks.fire('send.sent');
	await webhooks.settle();
	expect(listener.received.length).toBeGreaterThan(count);
});

test('an endpoint gets the types that it chose, and none while it is paused', async () => {
	const { control } = await start(withSends);
	const { webhooks } = control;
	const endpoint = webhooks.add({ url: listener.url, eventTypes: ['send.redeemed'] });
	webhooks.fire('send.sent');
	webhooks.fire('send.redeemed');
	await webhooks.settle();
	expect(webhooks.attempts().map(({ eventType }) => eventType)).toEqual(['send.redeemed']);
	webhooks.update(endpoint.id, { paused: true });
	webhooks.fire('send.redeemed');
	await webhooks.settle();
	expect(listener.received).toHaveLength(1);
	webhooks.update(endpoint.id, { paused: false });
	await webhooks.settle();
	expect(listener.received).toHaveLength(2);
	expect(webhooks.remove(endpoint.id)).toBe(true);
	webhooks.fire('send.redeemed');
	await webhooks.settle();
	expect(listener.received).toHaveLength(2);
	expect(webhooks.list()).toEqual([]);
});

test('a rotated secret signs beside the new one for a day', async () => {
	const sandbox = await start(withSends);
	const { webhooks } = sandbox.control;
	const old = webhooks.add({ url: listener.url });
	const next = webhooks.rotateSecret(old.id);
	expect(next.secret).not.toBe(old.secret);
	webhooks.fire('send.sent');
	await webhooks.settle();
	await pass(sandbox, 24 * HOUR);
	webhooks.fire('send.sent');
	await webhooks.settle();
	expect(listener.received.map((one) => [isSigned(one, next), isSigned(one, old)])).toEqual([[true, true], [true, false]]);
});

test('deliveries are sent again under their ID, and in either order', async () => {
	const sandbox = await start(withSends);
	const { webhooks, clock } = sandbox.control;
	const endpoint = webhooks.add({ url: listener.url });
	webhooks.hold(true);
	const ids = ['send.sent', 'send.opened', 'send.redeemed'].map((type) => {
		clock.advance(SECOND, { moveSends: false });
		return webhooks.fire(type);
	});
	await webhooks.settle();
	expect(listener.received).toEqual([]);
	await webhooks.release('newestFirst');
	const arrived = () => listener.received.splice(0).map(({ headers }) => headers['svix-id']);
	expect(arrived()).toEqual([...ids].reverse());
	expect(webhooks.resend(ids[1] ?? '')).toBe(1);
	await webhooks.settle();
	expect(arrived()).toEqual([ids[1]]);
	expect(await webhooks.replay(endpoint.id)).toBe(3);
	expect(arrived()).toEqual(ids);
	await webhooks.replay(endpoint.id, { order: 'newestFirst' });
	expect(arrived()).toEqual([...ids].reverse());
	expect(await webhooks.replay(endpoint.id, { since: clock.now() + 1 })).toBe(0);
});

test.each(['https://n8n.example.com/webhook/1', 'http://127.0.0.1.example.com/', 'http://10.0.0.8:5678/', 'ftp://127.0.0.1/', 'nothing'])('nothing is delivered to %s', async (url) => {
	const { control } = await start(withSends);
	expect(() => control.webhooks.add({ url })).toThrow();
	const endpoint = control.webhooks.add({ url: listener.url });
	expect(() => control.webhooks.update(endpoint.id, { url })).toThrow();
	expect(control.webhooks.list().map((one) => one.url)).toEqual([listener.url]);
});

test('an unknown type, endpoint or send is said', async () => {
	const { control } = await start();
	expect(() => control.webhooks.add({ url: listener.url, eventTypes: ['send.eaten'] })).toThrow('no event type send.eaten');
	expect(() => control.webhooks.rotateSecret('ep_none')).toThrow('no endpoint ep_none');
	expect(() => control.webhooks.fire('send.sent')).toThrow('no send');
	expect(control.webhooks.eventTypes()).toHaveLength(28);
});

test('the control API has them by name, and a reset takes everything away', async () => {
	const { control, controlUrl } = await start(withSends);
	const call = async (name: string, ...values: unknown[]) => (await axios.post<{ result: unknown }>(`${controlUrl}/control/webhooks.${name}`, { arguments: values })).data.result;
	const endpoint = (await call('add', { url: listener.url })) as WebhookEndpoint;
	await call('fire', 'send.sent');
	await call('settle');
	expect(listener.received).toHaveLength(1);
	expect(await call('replay', endpoint.id, { order: 'newestFirst' })).toBe(1);
	expect(await call('overview')).toMatchObject({ endpoints: [{ id: endpoint.id }], waiting: 0, held: false });
	expect((await axios.get<{ result: unknown[] }>(`${controlUrl}/control/webhooks.attempts`)).data.result).toHaveLength(2);
	expect((await axios.get(`${controlUrl}/control/webhooks.fire`, { validateStatus: () => true })).status).toBe(405);
	control.reset();
	expect(await call('overview')).toMatchObject({ endpoints: [], attempts: [] });
	expect(listener.received).toHaveLength(2);
});
