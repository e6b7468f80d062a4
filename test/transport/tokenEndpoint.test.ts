import { type FaultAction, type Sandbox, startSandbox } from '../../sandbox';
import { renewalWait } from '../../nodes/shared/transport/tokenRenewal';
import { egiftParameters, egiftTouch, people, posts } from '../money/support';
import { runNode, startNode, storedCredential } from '../support/engine';

let sandbox: Sandbox;
let credentials = 0;
const { longestMs } = renewalWait;

beforeAll(async () => {
	sandbox = await startSandbox({ throttle: false, revokeFamilyOnReuse: true });
});
afterAll(async () => await sandbox.stop());
beforeEach(() => sandbox.control.reset());
afterEach(() => {
	renewalWait.longestMs = longestMs;
});

/** A credential of its own: a renewal that failed counts for some seconds. */
function connected() {
	const credential = storedCredential(sandbox.url, sandbox.control.issueToken());
	credential.id = `token endpoint ${++credentials}`;
	return credential;
}

const atTokenEndpoint = (action: FaultAction, times = 1) => sandbox.control.fault({ times, match: { path: '/oauth/token' }, action });
const parameters = () => egiftParameters(egiftTouch(sandbox).id, { duplicateCheck: 'off' });
const created = () => posts(sandbox).filter((request) => request.created.length > 0);
const refused = () => sandbox.control.requests().filter(({ status, path }) => status === 401 && path.startsWith('/api/'));
const asked = () => sandbox.control.requests().filter(({ path }) => path === '/oauth/token');

/** Ends all access tokens when the server has seen so many requests to the API. */
function endTokensAt(...counts: number[]) {
	let seen = 0;
	return sandbox.control.on('request', ({ path }) => {
		if (path.startsWith('/api/') && counts.includes(++seen)) sandbox.control.expireTokens();
	});
}

test('a token that ends in the middle of sixty items costs the requests in flight, and nothing starts while it is renewed', async () => {
	const credential = connected();
	sandbox.control.setLatency(20);
	atTokenEndpoint({ kind: 'delay', milliseconds: 800 });
	const stop = endTokensAt(10);
	const { items, error } = await runNode({ credential, items: people(60), parameters: parameters() });
	stop();
	expect(error).toBeUndefined();
	expect(items).toHaveLength(60);
	expect(created()).toHaveLength(60);
	const [renewal] = asked();
	// As many are in flight as one second may hold at most, and those take some milliseconds to arrive.
	expect(refused().length).toBeLessThanOrEqual(8);
	const { arrivedAt: from = 0, endedAt: until } = renewal ?? {};
	expect(posts(sandbox).filter(({ arrivedAt }) => arrivedAt > from + 100 && arrivedAt < (until ?? 0))).toEqual([]);
	expect(credential.renewals).toBe(1);
});

test('a token that ends again and again within two executions loses no row', async () => {
	const credential = connected();
	sandbox.control.setLatency(10);
	const stop = endTokensAt(5, 20, 21, 40, 41);
	const run = async (duplicateCheck: string) => await runNode({ credential, items: people(30), parameters: { ...parameters(), duplicateCheck } });
	const results = await Promise.all([run('off'), run('skip')]);
	stop();
	expect(results.map(({ error }) => error?.message)).toEqual([undefined, undefined]);
	expect(created()).toHaveLength(60);
});

test.each<[string, FaultAction]>([
	['503', { kind: 'status', status: 503, body: 'Unavailable' }],
	['429', { kind: 'status', status: 429, body: { error: 'slow_down' }, headers: { 'Retry-After': '1' } }],
])('a token endpoint that answers %s is asked again', async (_name, action) => {
	const credential = connected();
	sandbox.control.expireTokens();
	atTokenEndpoint(action);
	const { error } = await runNode({ credential, items: people(3), parameters: parameters() });
	expect(error).toBeUndefined();
	expect(created()).toHaveLength(3);
	expect(asked()).toHaveLength(2);
});

test.each<[string, FaultAction, RegExp]>([
	['the page of a proxy', { kind: 'status', status: 200, body: '<html>Sign in to the network</html>' }, /could not be renewed: the token endpoint answered 200 with something that is no token/],
	['a broken connection', { kind: 'drop' }, /could not be renewed: the connection to the token endpoint broke/],
	['a lost answer', { kind: 'drop', stage: 'after' }, /could not be renewed: the connection to the token endpoint broke/],
])('%s at the token endpoint is told as that, asked for once, and nothing was sent', async (_name, action, reason) => {
	const credential = connected();
	sandbox.control.expireTokens();
	atTokenEndpoint(action);
	const { outputs } = await runNode({ credential, items: people(5), parameters: parameters(), settings: { onError: 'continueErrorOutput' } });
	const messages = (outputs[1] ?? []).map(({ json }) => String(json.error));
	expect(messages).toHaveLength(5);
	for (const message of messages) expect(message).toMatch(/^Not sent: /);
	expect(messages[0]).toMatch(reason);
	expect(messages.join()).not.toContain('network');
	expect(created()).toEqual([]);
	expect(asked()).toHaveLength(1);
});

test.each(['invalid_grant', 'invalid_client'])('a refusal with %s asks for a new connection', async (code) => {
	const credential = connected();
	sandbox.control.expireTokens();
	atTokenEndpoint({ kind: 'status', status: code === 'invalid_client' ? 401 : 400, body: { error: code } }, 9);
	const { error } = await runNode({ credential, items: people(2), parameters: parameters() });
	expect(error?.message).toMatch(/^Refused: /);
	expect(error?.description).toContain('Reconnect');
	expect(asked()).toHaveLength(1);
});

describe('a token endpoint that never answers', () => {
	test('holds no cancelled execution, and is not asked a second time', async () => {
		const credential = connected();
		sandbox.control.expireTokens();
		atTokenEndpoint({ kind: 'stall' }, 9);
		const started = startNode({ credential, items: people(4), parameters: parameters() });
		const hanging = await new Promise<void>((resolve) => {
			const stop = sandbox.control.on('request', ({ path }) => {
				if (path !== '/oauth/token') return;
				stop();
				resolve();
			});
		});
		expect(hanging).toBeUndefined();
		started.cancel();
		await started.finished;
		expect(created()).toEqual([]);
		renewalWait.longestMs = 1_500;
		const { error } = await runNode({ credential, items: people(4), parameters: parameters() });
		expect(error?.message).toMatch(/^Not sent: .*the token endpoint has not answered for 1.5 seconds/);
		expect(asked()).toHaveLength(1);
		expect(created()).toEqual([]);
	});

	test('is waited for until the limit, and a credential that was connected anew goes on at once', async () => {
		renewalWait.longestMs = 1_000;
		const credential = connected();
		sandbox.control.expireTokens();
		atTokenEndpoint({ kind: 'stall' }, 9);
		const { error } = await runNode({ credential, items: people(4), parameters: parameters() });
		expect(error?.message).toMatch(/^Not sent: .*the token endpoint has not answered for 1 seconds/);
		credential.data = { ...credential.data, oauthTokenData: { ...sandbox.control.issueToken(), token_type: 'bearer' } };
		expect((await runNode({ credential, items: people(4), parameters: parameters() })).error).toBeUndefined();
		expect(created()).toHaveLength(4);
		expect(asked()).toHaveLength(1);
	});
});
