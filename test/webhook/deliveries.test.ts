import { type IDataObject, sleep } from 'n8n-workflow';
import { signedHeaders } from '../../sandbox/webhooks/endpoints';
import { isComplete } from './receiver';
import { pass, type Scene, setScene, stopAll } from './support';

afterEach(stopAll);

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Posts bytes with headers of one's own; gives status and text of the answer. */
async function post(url: string, body: string | Buffer, headers: Record<string, string>): Promise<[number, string]> {
	const answer = await fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: new Uint8Array(Buffer.from(body)) });
	return [answer.status, await answer.text()];
}

/** Posts a signed body that the stand-in would not send. */
async function postSigned({ endpoint, receiver }: Scene, body: string | Buffer, more: Record<string, string> = {}, id = 'msg_byHand', at = Date.now()) {
	return await post(receiver.url(), body, { ...signedHeaders(endpoint, id, body as string, at), ...more });
}

const bodyOf = (scene: Scene) => JSON.stringify({ send_gid: scene.control.sends.list()[0]?.send_gid, status_changed_at: '2026-03-04T17:22:09-08:00' });

describe('a delivery', () => {
	test.each(['svix', 'webhook'] as const)('with headers that begin with %s starts an execution, and is answered with 2xx', async (headerPrefix) => {
		const scene = await setScene({ endpoint: { headerPrefix }, parameters: { eventLabel: 'send.redeemed' } });
		const send = scene.control.sends.list()[0];
		const messageId = scene.control.webhooks.fire('send.redeemed');
		expect(await scene.items()).toEqual([
			{ send_gid: send?.send_gid, status_changed_at: send?.status_updates.at(-1)?.occurred_at, eventLabel: 'send.redeemed', webhookId: messageId, repeat: false, outOfOrder: false, send: null, sendLookup: 'off' },
		]);
		expect(scene.statuses()).toEqual([200]);
	});

	test('signed with the old secret, the new one or both is taken while a secret is rotated', async () => {
		const scene = await setScene();
		const { webhooks } = scene.control;
		const next = webhooks.rotateSecret(scene.endpoint.id).secret;
		webhooks.fire('send.sent');
		scene.receiver.setSecrets({ signingSecret: next, previousSigningSecret: scene.endpoint.secret });
		await webhooks.settle();
		await pass(scene, 25 * HOUR);
		webhooks.fire('send.sent');
		expect(await scene.items()).toHaveLength(2);
		expect(scene.statuses()).toEqual([200, 200]);
		scene.receiver.setSecrets({ signingSecret: scene.endpoint.secret });
		webhooks.fire('send.sent');
		await webhooks.settle();
		expect(scene.statuses().at(-1)).toBe(401);
	});

	test('without a time of its change comes out without it', async () => {
		const scene = await setScene();
		expect(await postSigned(scene, '{"send_gid":"Z2lk"}')).toEqual([200, '{"message":"Workflow was started"}']);
		expect(await scene.items()).toEqual([expect.objectContaining({ send_gid: 'Z2lk', status_changed_at: null, outOfOrder: false })]);
	});
});

describe('nothing is started, and the answer is 401', () => {
	test.each<[string, (scene: Scene) => Promise<[number, string]>, RegExp]>([
		['without headers', async (scene) => await post(scene.receiver.url(), bodyOf(scene), {}), /no usable signature headers/],
		['signed with another key', async (scene) => await post(scene.receiver.url(), bodyOf(scene), signedHeaders({ ...scene.endpoint, secret: `whsec_${Buffer.alloc(24).toString('base64')}` }, 'msg_1', bodyOf(scene), Date.now())), /signature does not match/],
		['with another body', async (scene) => await post(scene.receiver.url(), `${bodyOf(scene)} `, signedHeaders(scene.endpoint, 'msg_1', bodyOf(scene), Date.now())), /signature does not match/],
		['with another ID', async (scene) => await postSigned(scene, bodyOf(scene), { 'svix-id': 'msg_other' }), /signature does not match/],
		['six minutes old', async (scene) => await postSigned(scene, bodyOf(scene), {}, 'msg_1', Date.now() - 6 * MINUTE), /more than 300 seconds/],
		['from the future', async (scene) => await postSigned(scene, bodyOf(scene), {}, 'msg_1', Date.now() + 6 * MINUTE), /more than 300 seconds/],
		['with an empty body', async (scene) => await post(scene.receiver.url(), '', { 'Content-Type': 'text/plain' }), /no usable signature headers/],
	])('%s', async (_name, send, words) => {
		const scene = await setScene();
		const [status, text] = await send(scene);
		expect([status, text]).toEqual([401, expect.stringMatching(words)]);
		expect(await scene.items()).toEqual([]);
		expect(scene.receiver.errors).toEqual([]);
		expect(scene.receiver.database).toBe('{}');
	});

	test('when n8n does not hand over the bytes: they are never made of the parsed body', async () => {
		const scene = await setScene();
		scene.receiver.keepsBytes = false;
		expect(await postSigned(scene, bodyOf(scene))).toEqual([401, expect.stringContaining('bytes of the body')]);
		expect(await scene.items()).toEqual([]);
	});

	test('10 mutations of each part over HTTP', async () => {
		const scene = await setScene();
		const body = bodyOf(scene);
		const headers = signedHeaders(scene.endpoint, 'msg_m', body, Date.now());
		const spoil = (text: string, place: number) => `${text.slice(0, place)}${text[place] === 'a' ? 'b' : 'a'}${text.slice(place + 1)}`;
		for (let count = 0; count < 10; count++) {
			for (const name of ['svix-id', 'svix-signature']) {
				const [status] = await post(scene.receiver.url(), body, { ...headers, [name]: spoil(String(headers[name]), 3 + count) });
				expect(status).toBe(401);
			}
			const [status] = await post(scene.receiver.url(), spoil(body, 14 + count), headers);
			expect(status).toBe(401);
		}
		expect(await scene.items()).toEqual([]);
	});
});

describe('what Sendoso signed but nobody can read', () => {
	test.each(['null', '[]', '"text"', '{}', '{"send_gid":""}', '{"send_gid":7}', '{"send_gid":null}', '{"send_gid":{"a":1}}'])('%s names no send: it is refused, so that it comes again, and the log says so', async (body) => {
		const scene = await setScene();
		expect(await postSigned(scene, body)).toEqual([422, '{"message":"The delivery is signed but names no send"}']);
		expect(scene.receiver.log).toEqual([expect.stringContaining('msg_byHand names no send')]);
		expect(await scene.items()).toEqual([]);
	});

	test('no JSON at all: n8n refuses it when it says that it is JSON, the node otherwise', async () => {
		const scene = await setScene();
		expect(await postSigned(scene, '{"send_gid":')).toEqual([422, '{"message":"Failed to parse request body"}']);
		expect((await postSigned(scene, '{"send_gid":', { 'Content-Type': 'text/plain' }))[0]).toBe(422);
		expect((await postSigned(scene, Buffer.from([0xff, 0xfe, 0x00]).toString('latin1'), { 'Content-Type': 'text/plain' }))[0]).toBe(422);
		expect(await scene.items()).toEqual([]);
	});

	test('the bytes are what counts, not the type of content', async () => {
		const scene = await setScene();
		expect((await postSigned(scene, bodyOf(scene), { 'Content-Type': 'text/plain' }))[0]).toBe(200);
		expect(await scene.items()).toHaveLength(1);
	});
});

describe('repeats', () => {
	test('come out marked, because a repeat comes when an answer was lost', async () => {
		const scene = await setScene();
		scene.control.webhooks.loseAnswers(scene.endpoint.id, 2);
		const id = scene.control.webhooks.fire('send.sent');
		expect((await scene.items()).map(({ repeat }) => repeat)).toEqual([false]);
		await pass(scene, 6_000);
		await pass(scene, 5 * MINUTE);
		expect((await scene.items()).map(({ repeat, webhookId }) => [repeat, webhookId])).toEqual([[true, id], [true, id]]);
		expect(scene.statuses()).toEqual([null, null, 200]);
	});

	test('are answered and start nothing with Drop Repeats', async () => {
		const scene = await setScene({ parameters: { options: { dropRepeats: true } } });
		scene.control.webhooks.loseAnswers(scene.endpoint.id, 1);
		scene.control.webhooks.fire('send.sent');
		await pass(scene, 6_000);
		scene.control.webhooks.fire('send.sent');
		expect((await scene.items()).map(({ repeat }) => repeat)).toEqual([false, false]);
		expect(scene.statuses()).toEqual([null, 200, 200]);
		expect(scene.receiver.answers[1]).toContain('taken before');
	});

	test('a delivery whose execution could not be started is no repeat when it comes again', async () => {
		const scene = await setScene({ parameters: { options: { dropRepeats: true } } });
		scene.receiver.startsToFail = 3;
		scene.control.webhooks.fire('send.sent');
		for (const wait of [0, 6_000, 5 * MINUTE, 30 * MINUTE]) await pass(scene, wait);
		expect((await scene.items()).map(({ repeat }) => repeat)).toEqual([false]);
		expect(scene.statuses()).toEqual([500, 500, 500, 200]);
	});

	test('nor is one that another one was taken beside meanwhile', async () => {
		const scene = await setScene({ parameters: { options: { dropRepeats: true } } });
		scene.receiver.startsToFail = 1;
		scene.control.webhooks.fire('send.sent');
		await scene.control.webhooks.settle();
		scene.control.webhooks.fire('send.opened');
		await pass(scene, 6_000);
		expect((await scene.items()).map(({ repeat }) => repeat)).toEqual([false, false]);
	});

	test('are recognized where the sender hung up before the answer', async () => {
		const scene = await setScene({ hasOauth: true, parameters: { fetchSend: true, options: { dropRepeats: true } } });
		const fault = scene.control.fault({ times: 'always', match: { path: '/api/v3/send' }, action: { kind: 'delay', milliseconds: 400, stage: 'before' } });
		const body = bodyOf(scene);
		const headers = { 'Content-Type': 'application/json', ...signedHeaders(scene.endpoint, 'msg_hungUp', body, Date.now()) };
		await expect(fetch(scene.receiver.url(), { method: 'POST', body, headers, signal: AbortSignal.timeout(100) })).rejects.toThrow();
		const deadline = Date.now() + 5_000;
		while (scene.receiver.items.length === 0 && Date.now() < deadline) await sleep(20);
		scene.control.faults.remove(fault);
		await sleep(20);
		expect((await fetch(scene.receiver.url(), { method: 'POST', body, headers })).status).toBe(200);
		expect(scene.receiver.items).toHaveLength(1);
	});

	test('are recognized after a restart of n8n', async () => {
		const scene = await setScene();
		const id = scene.control.webhooks.fire('send.sent');
		await scene.items();
		scene.receiver.restart();
		scene.control.webhooks.resend(id);
		expect((await scene.items()).map(({ repeat }) => repeat)).toEqual([true]);
	});

	test('are recognized although deliveries at the same time overwrite what n8n stored', async () => {
		const scene = await setScene();
		const ids = Array.from({ length: 12 }, () => scene.control.webhooks.fire('send.sent'));
		expect(await scene.items()).toHaveLength(12);
		for (const id of ids) scene.control.webhooks.resend(id);
		const again = await scene.items();
		expect(again.map(({ repeat }) => repeat)).toEqual(ids.map(() => true));
		// What was missing in the database stands there now, for the next process.
		expect(Object.keys(seenIn(scene)).length).toBe(12);
	});

	test('are forgotten after two days', async () => {
		const scene = await setScene();
		const id = scene.control.webhooks.fire('send.sent');
		await scene.items();
		const [print = ''] = Object.keys(seenIn(scene));
		// A stored time from two days ago, as the database would have it by then.
		const stored = JSON.parse(scene.receiver.database) as Record<string, { seen: Record<string, number> }>;
		for (const part of Object.values(stored)) if (part.seen) part.seen[print] = Date.now() - 49 * HOUR;
		scene.receiver.database = JSON.stringify(stored);
		scene.receiver.restart();
		scene.control.webhooks.fire('send.opened');
		await scene.items();
		expect(Object.keys(seenIn(scene))).not.toContain(print);
		scene.control.webhooks.resend(id);
		expect((await scene.items()).map(({ repeat }) => repeat)).toEqual([false]);
	});

	test('stored data that is not what it was is no reason to lose anything', async () => {
		const scene = await setScene();
		for (const broken of [null, 7, 'text', [], { seen: 'no', newest: 4 }, { seen: { a: 'b' }, newest: [] }]) {
			scene.receiver.database = JSON.stringify({ 'node:Sendoso Webhook Trigger': broken ?? {} });
			scene.control.webhooks.fire('send.sent');
			expect(await scene.items()).toHaveLength(1);
		}
	});
});

function seenIn(scene: Scene): Record<string, number> {
	const stored = JSON.parse(scene.receiver.database) as Record<string, { seen: Record<string, number> }>;
	return stored['node:Sendoso Webhook Trigger']?.seen ?? {};
}

describe('order', () => {
	/** Two changes of one send, delivered the newer one first. */
	async function reversed(parameters: IDataObject = {}) {
		const scene = await setScene({ parameters: parameters as never });
		const { webhooks, sends } = scene.control;
		webhooks.hold(true);
		const send = sends.add({ kind: 'egift' });
		for (const status of ['Opened', 'Used']) {
			scene.control.clock.advance(MINUTE, { moveSends: false });
			sends.advance(send.send_gid, status);
		}
		await webhooks.release('newestFirst');
		return { scene, send };
	}

	test('a change that comes after a newer one of the same send is marked', async () => {
		const { scene, send } = await reversed();
		const items = await scene.items();
		expect(items.map(({ send_gid, outOfOrder, repeat }) => [send_gid, outOfOrder, repeat])).toEqual([[send.send_gid, false, false], [send.send_gid, true, false], [send.send_gid, true, false]]);
		expect(scene.statuses()).toEqual([200, 200, 200]);
	});

	test('it is told by the time, not by its spelling, and other sends do not matter', async () => {
		const scene = await setScene();
		const tell = async (gid: string, at: string, id: string) => await postSigned(scene, JSON.stringify({ send_gid: gid, status_changed_at: at }), {}, id);
		await tell('a', '2026-03-04T17:22:09-08:00', 'm1');
		await tell('a', '2026-03-05T01:22:09.000Z', 'm2');
		await tell('a', '2026-03-04T23:00:00-08:00', 'm3');
		await tell('a', '2026-03-05T06:59:59Z', 'm4');
		await tell('b', '2026-03-01T00:00:00Z', 'm5');
		await tell('a', 'no time', 'm6');
		expect((await scene.items()).map(({ outOfOrder }) => outOfOrder)).toEqual([false, false, false, true, false, false]);
	});

	test('a replay in reverse gives repeats, marked by their age', async () => {
		const { scene } = await reversed();
		await scene.items();
		await scene.control.webhooks.replay(scene.endpoint.id, { order: 'newestFirst' });
		expect((await scene.items()).map(({ outOfOrder, repeat }) => [outOfOrder, repeat])).toEqual([[false, true], [true, true], [true, true]]);
	});
});

describe('a call for a test', () => {
	test('neither learns from nor adds to what the published workflow remembers', async () => {
		const scene = await setScene({ parameters: { options: { dropRepeats: true } } });
		const { webhooks } = scene.control;
		const id = webhooks.fire('send.sent');
		await scene.items();
		const before = scene.receiver.database;
		webhooks.update(scene.endpoint.id, { url: scene.receiver.url('webhook-test') });
		webhooks.resend(id);
		const tested = webhooks.fire('send.opened');
		expect((await scene.items()).map(({ repeat, webhookId }) => [repeat, webhookId])).toEqual([[false, id], [false, tested]]);
		expect(scene.receiver.database).toBe(before);
		webhooks.update(scene.endpoint.id, { url: scene.receiver.url() });
		webhooks.resend(tested);
		expect((await scene.items()).map(({ repeat }) => repeat)).toEqual([false]);
	});
});

describe('parameters', () => {
	test('any text is a label, and the type of an endpoint filters nothing', async () => {
		expect(isComplete({ eventLabel: 'anything at all' })).toBe(true);
		const scene = await setScene({ parameters: { eventLabel: '={{ "made of " + (1 + 1) }}' } });
		scene.control.webhooks.fire('send.failed');
		expect((await scene.items()).map(({ eventLabel }) => eventLabel)).toEqual(['made of 2']);
	});

	test('without a label the type is unknown', async () => {
		const scene = await setScene();
		scene.control.webhooks.fire('send.failed');
		expect((await scene.items()).map(({ eventLabel }) => eventLabel)).toEqual(['unknown']);
	});

	test('what can not be read is an error that names the field, and Sendoso tries again', async () => {
		const scene = await setScene({ parameters: { options: { dropRepeats: '={{ "perhaps" }}' } } });
		scene.control.webhooks.fire('send.sent');
		expect(await scene.items()).toEqual([]);
		expect(scene.receiver.errors[0]?.message).toBe("'Drop Repeats' is neither true nor false");
		expect(scene.statuses()).toEqual([500]);
	});

	test('yes as a text drops repeats', async () => {
		const scene = await setScene({ parameters: { options: { dropRepeats: '={{ "yes" }}' } } });
		const id = scene.control.webhooks.fire('send.sent');
		await scene.control.webhooks.settle();
		scene.control.webhooks.resend(id);
		expect(await scene.items()).toHaveLength(1);
	});
});
