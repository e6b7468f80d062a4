import { type Sandbox, startSandbox } from '../../sandbox';
import { runNode, storedCredential } from '../support/engine';
import { egiftParameters, egiftTouch, people, posts } from './support';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ validateResponses: true, throttle: false, revokeFamilyOnReuse: true });
});
afterAll(async () => await sandbox.stop());
beforeEach(() => sandbox.control.reset());
afterEach(() => expect(sandbox.control.violations()).toEqual([]));

test('an expired token is renewed once for twenty items', async () => {
	const credential = storedCredential(sandbox.url, sandbox.control.issueToken());
	sandbox.control.expireTokens();
	const before = sandbox.control.tokenStatistics();
	const { items, error } = await runNode({ credential, items: people(20), parameters: egiftParameters(egiftTouch(sandbox).id) });
	expect(error).toBeUndefined();
	expect(items).toHaveLength(20);
	expect(sandbox.control.tokenStatistics().refreshes - before.refreshes).toBe(1);
	expect(sandbox.control.tokenStatistics().refusedRefreshes - before.refusedRefreshes).toBe(0);
	expect(posts(sandbox).filter(({ created }) => created.length > 0)).toHaveLength(20);
});

test('a token that expires in the middle of two executions is renewed once', async () => {
	const credential = storedCredential(sandbox.url, sandbox.control.issueToken());
	sandbox.control.setLatency(20);
	const before = sandbox.control.tokenStatistics();
	let seen = 0;
	const stop = sandbox.control.on('request', () => {
		if (++seen === 10) sandbox.control.expireTokens();
	});
	const parameters = egiftParameters(egiftTouch(sandbox).id);
	const second = people(15);
	const results = await Promise.all([runNode({ credential, items: people(15), parameters }), runNode({ credential, items: second, parameters })]);
	stop();
	expect(results.map(({ error }) => error)).toEqual([undefined, undefined]);
	expect(sandbox.control.tokenStatistics().refreshes - before.refreshes).toBe(1);
	expect(posts(sandbox).filter(({ created }) => created.length > 0)).toHaveLength(30);
});

test.each(['stopWorkflow', 'continueErrorOutput'] as const)('a token that stays refused is tried with one item only (%s)', async (onError) => {
	const credential = storedCredential(sandbox.url, sandbox.control.issueToken());
	sandbox.control.revokeTokens();
	const { error, outputs } = await runNode({ credential, items: people(20), parameters: egiftParameters(egiftTouch(sandbox).id, { duplicateCheck: 'off' }), settings: { onError } });
	const bodies = new Set(posts(sandbox).map(({ body }) => JSON.stringify(body)));
	expect(bodies.size).toBe(1);
	if (onError === 'stopWorkflow') {
		expect(error?.message).toMatch(/^Refused: /);
		return;
	}
	const messages = (outputs[1] ?? []).map(({ json }) => String(json.error));
	expect(messages).toHaveLength(20);
	expect(messages.filter((message) => message.startsWith('Refused: '))).toHaveLength(1);
	expect(messages.filter((message) => message.startsWith('Not sent: '))).toHaveLength(19);
});

test('a token that stays refused lets nothing out, and the list is asked for once', async () => {
	const credential = storedCredential(sandbox.url, sandbox.control.issueToken());
	sandbox.control.revokeTokens();
	const settings = { onError: 'continueErrorOutput' as const };
	const { outputs } = await runNode({ credential, items: people(20), parameters: egiftParameters(egiftTouch(sandbox).id), settings });
	expect(posts(sandbox)).toEqual([]);
	const asked = sandbox.control.requests().filter(({ path }) => path.startsWith('/api/'));
	expect(new Set(asked.map(({ method, path }) => `${method} ${path}`))).toEqual(new Set(['GET /api/v3/send']));
	expect(asked.length).toBeLessThanOrEqual(3);
	expect((outputs[1] ?? []).filter(({ json }) => String(json.error).startsWith('Not sent: '))).toHaveLength(20);
});

test.each([1_200, 2_500, 4_600])('a token that ends after %d ms of a run that takes longer than the list stays young holds nothing up', async (after) => {
	const credential = storedCredential(sandbox.url, sandbox.control.issueToken());
	// A renewal that was refused for another test is not tried again for some seconds.
	credential.id = `ends after ${after}`;
	credential.data.requestsPerSecond = 8;
	sandbox.control.setLatency(400);
	const ends = new Promise<void>((resolve) => {
		let first: number | undefined;
		const stop = sandbox.control.on('request', ({ method, arrivedAt }) => {
			if (method !== 'POST') return;
			first ??= arrivedAt;
			if (arrivedAt - first < after) return;
			stop();
			sandbox.control.expireTokens();
			resolve();
		});
	});
	const { items, error } = await runNode({ credential, items: people(45), parameters: egiftParameters(egiftTouch(sandbox).id) });
	await ends;
	sandbox.control.setLatency(0);
	expect(error).toBeUndefined();
	expect(items).toHaveLength(45);
	expect(posts(sandbox).filter(({ created }) => created.length > 0)).toHaveLength(45);
}, 60_000);
