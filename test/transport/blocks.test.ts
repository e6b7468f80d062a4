import { type Sandbox, startSandbox } from '../../sandbox';
import { patience } from '../../nodes/shared/transport/rateLimiter';
import { forward, type Forwarded } from '../support/forward';
import { egiftParameters, egiftTouch, people, posts } from '../money/support';
import { runNode, storedCredential } from '../support/engine';

let sandbox: Sandbox;
let host: Forwarded;
const { longestMs } = patience;

beforeAll(async () => {
	sandbox = await startSandbox();
});
afterAll(async () => await sandbox.stop());
// Each test meets an account that was never refused.
beforeEach(async () => {
	sandbox.control.reset();
	host = await forward(sandbox.url);
});
afterEach(() => {
	host.stop();
	patience.longestMs = longestMs;
});

const credential = () => storedCredential(host.url, sandbox.control.issueToken(), { requestsPerSecond: 8 });
const parameters = () => egiftParameters(egiftTouch(sandbox).id, { duplicateCheck: 'off' });
const refused = () => sandbox.control.requests().filter(({ status }) => status === 429);

test.each([{}, { growsByMs: 2_500 }, { tellsWhen: true }])('a block of five seconds in the middle of a run is waited out, and asked about seldom (%j)', async (options) => {
	const shared = credential();
	let seen = 0;
	const stop = sandbox.control.on('request', ({ method }) => {
		if (method === 'POST' && ++seen === 8) sandbox.control.block(5_000, options);
	});
	const results = await Promise.all([1, 2, 3].map(async () => await runNode({ credential: shared, items: people(6), parameters: parameters() })));
	stop();
	expect(results.map(({ error }) => error?.message)).toEqual([undefined, undefined, undefined]);
	expect(posts(sandbox).filter(({ created }) => created.length > 0)).toHaveLength(18);
	expect(refused().length).toBeLessThanOrEqual(10);
});

test('a block that does not end is told as that, and the rows that were not asked for are not sent', async () => {
	patience.longestMs = 3_000;
	const shared = credential();
	sandbox.control.fault({ times: 'always', match: { method: 'POST', path: '/api/*' }, action: { kind: 'tooManyRequests' } });
	const settings = { onError: 'continueErrorOutput' as const };
	const results = await Promise.all([1, 2].map(async () => await runNode({ credential: shared, items: people(4), parameters: parameters(), settings })));
	const messages = results.flatMap(({ outputs }) => (outputs[1] ?? []).map(({ json }) => String(json.error)));
	expect(messages).toHaveLength(8);
	expect(messages.filter((message) => message.startsWith('Refused: ')).length).toBeGreaterThanOrEqual(1);
	for (const message of messages) expect(message).toMatch(/^(Refused|Not sent): .*[Tt]oo many requests/);
	expect(posts(sandbox).length).toBeLessThanOrEqual(6);
});
