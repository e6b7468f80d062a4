import { hurryTime } from '../hostile/hurriedTime';
import { collectLog, found } from '../support/foundSecrets';
import { type Scene, setScene, stopAll } from './support';

afterEach(stopAll);

const time = hurryTime();
beforeAll(() => time.hurry(false));
afterEach(() => time.hurry(false));
collectLog();

const sendsOf = ({ control }: Scene) => control.sends.list();
const pagesOf = ({ control }: Scene) => control.requests().filter(({ path }) => path === '/api/v3/send').map(({ query }) => Number(query.page));

test('a recent send comes with the delivery, and one page was read for it', async () => {
	const scene = await setScene({ hasOauth: true, sandbox: { seed: { touches: 4, groups: 2, users: 3, sends: 250 } } });
	const [newest] = sendsOf(scene);
	scene.control.webhooks.fire('send.sent');
	const [item] = await scene.items();
	expect([item?.sendLookup, item?.send]).toEqual(['found', expect.objectContaining({ send_gid: newest?.send_gid, sender: newest?.sender, status: newest?.status })]);
	expect(item).not.toHaveProperty('warning');
	expect(pagesOf(scene)).toEqual([1]);
});

test.each(['descending', 'ascending', 'none'] as const)('an old send is found in a list whose order is %s', async (order) => {
	const scene = await setScene({ hasOauth: true, sandbox: { seed: { touches: 4, groups: 2, users: 3, sends: 450 }, order } });
	const oldest = sendsOf(scene).at(-1);
	scene.control.webhooks.fire('send.expired', oldest?.send_gid);
	expect(await scene.items()).toEqual([expect.objectContaining({ sendLookup: 'found', send: expect.objectContaining({ send_gid: oldest?.send_gid }) as object })]);
	expect(new Set(pagesOf(scene)).size).toBe(pagesOf(scene).length);
});

test('a send that is not listed gives null', async () => {
	const scene = await setScene({ hasOauth: true });
	const [gone] = sendsOf(scene);
	scene.control.webhooks.hold(true);
	scene.control.webhooks.fire('send.sent', gone?.send_gid);
	scene.control.sends.remove(gone?.send_gid ?? '');
	scene.control.webhooks.hold(false);
	expect(await scene.items()).toEqual([expect.objectContaining({ send_gid: gone?.send_gid, send: null, sendLookup: 'notFound' })]);
});

test('without a credential of the API the delivery comes out alone', async () => {
	const scene = await setScene({ parameters: { fetchSend: true } });
	scene.control.webhooks.fire('send.sent');
	const [item] = await scene.items();
	expect([item?.send, item?.sendLookup]).toEqual([null, 'noCredential']);
	expect(pagesOf(scene)).toEqual([]);
});

test('after eight seconds it comes out without its send', async () => {
	const scene = await setScene({ hasOauth: true });
	// The time of the transport runs fifty times as fast: eight seconds are over long before an answer.
	scene.control.setLatency(600);
	time.hurry(true);
	scene.control.webhooks.fire('send.sent');
	const started = performance.now();
	const items = await scene.items();
	expect(items).toEqual([expect.objectContaining({ send: null, sendLookup: 'timeBudget' })]);
	expect((performance.now() - started) * 50).toBeGreaterThan(7_500);
	expect(scene.statuses()).toEqual([200]);
});

test('a list that goes on too long ends in time, too', async () => {
	const scene = await setScene({ hasOauth: true, sandbox: { seed: { touches: 4, groups: 2, users: 3, sends: 3_000 }, maxPerPage: 10 } });
	const middle = sendsOf(scene)[1_500];
	scene.control.setLatency(30);
	time.hurry(true);
	scene.control.webhooks.fire('send.sent', middle?.send_gid);
	expect(await scene.items()).toEqual([expect.objectContaining({ send: null, sendLookup: 'timeBudget' })]);
});

describe('a list that can not be read costs the send, not the delivery', () => {
	test.each<[string, (scene: Scene) => void, RegExp]>([
		['refused', ({ control }) => control.fault({ match: { path: '/api/v3/send' }, action: { kind: 'status', status: 403, body: { message: 'Not for you' } }, times: 'always' }), /Not for you/],
		['a page that is none', ({ control }) => control.fault({ match: { path: '/api/v3/send' }, action: { kind: 'status', status: 200, body: { sends: 'none' } }, times: 'always' }), /not the expected JSON/],
		['no connection any more', ({ control }) => (control.revokeTokens(), control.refuseRefresh(true)), /./],
	])('%s', async (_name, trouble, words) => {
		const scene = await setScene({ hasOauth: true });
		trouble(scene);
		scene.control.webhooks.fire('send.sent');
		const [item] = await scene.items();
		expect([item?.send, item?.sendLookup, item?.warning]).toEqual([null, 'failed', expect.stringMatching(words)]);
		expect(scene.receiver.log).toContain(`Sendoso Webhook Trigger: the send could not be looked up. ${String(item?.warning)}`);
		expect(scene.statuses()).toEqual([200]);
		expect(found(scene.oauth as never, JSON.stringify([item, scene.receiver.log]))).toEqual([]);
	});

	test('a credential that was never connected', async () => {
		const scene = await setScene({ hasOauth: true });
		delete scene.oauth?.data.oauthTokenData;
		scene.control.webhooks.fire('send.sent');
		expect(await scene.items()).toEqual([expect.objectContaining({ send: null, sendLookup: 'failed', warning: expect.stringContaining('not connected') as string })]);
	});

	test('an expired token is renewed, as everywhere', async () => {
		const scene = await setScene({ hasOauth: true });
		scene.control.expireTokens();
		scene.control.webhooks.fire('send.sent');
		expect(await scene.items()).toEqual([expect.objectContaining({ sendLookup: 'found' })]);
		expect(scene.oauth?.renewals).toBe(1);
	});
});

test('a secret that Sendoso repeats does not come out with the send', async () => {
	const scene = await setScene({ hasOauth: true });
	const { access_token: token } = scene.oauth?.data.oauthTokenData as unknown as { access_token: string };
	scene.control.sends.update(sendsOf(scene)[0]?.send_gid ?? '', { recipientName: `Mx ${token}` });
	scene.control.webhooks.fire('send.sent');
	const [item] = await scene.items();
	expect(item?.sendLookup).toBe('found');
	expect(found(scene.oauth as never, JSON.stringify(item))).toEqual([]);
});

test('deliveries that come together share the pace of the account', async () => {
	const scene = await setScene({ hasOauth: true });
	if (scene.oauth) scene.oauth.data.requestsPerSecond = 20;
	scene.control.setThrottle({ requestsPerSecond: 21 });
	for (let count = 0; count < 30; count++) scene.control.webhooks.fire('send.sent');
	expect((await scene.items()).map(({ sendLookup }) => sendLookup)).toEqual(Array.from({ length: 30 }, () => 'found'));
	expect(scene.control.tooManyRequests()).toBe(0);
});
