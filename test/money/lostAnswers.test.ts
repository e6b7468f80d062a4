import { type FaultAction, type Sandbox, startSandbox } from '../../sandbox';
import { runNode, storedCredential, type StoredCredential } from '../support/engine';
import { egiftParameters, egiftTouch, people, posts } from './support';

let sandbox: Sandbox;
let credential: StoredCredential;

beforeAll(async () => {
	sandbox = await startSandbox({ validateResponses: true, throttle: false });
});
afterAll(async () => await sandbox.stop());
beforeEach(() => {
	// No reset: this process remembers which listed sends it has, and a reset would give their ids to others.
	sandbox.control.clearRequests();
	sandbox.control.faults.clear();
	credential = storedCredential(sandbox.url, sandbox.control.issueToken());
});
afterEach(() => expect(sandbox.control.violations()).toEqual([]));

const loseAnswer = (action: FaultAction) => sandbox.control.fault({ match: { method: 'POST', path: '/api/v3/send*' }, action });
const send = async (more = {}, settings = {}, items = people(1)) =>
	await runNode({ credential, items, parameters: egiftParameters(egiftTouch(sandbox).id, more), settings });

const lostAfter: Array<[string, FaultAction]> = [
	['dropped connection', { kind: 'drop', stage: 'after' }],
	['500', { kind: 'status', status: 500, body: '<html>down</html>', stage: 'after' }],
	['cut body', { kind: 'cutBody' }],
	['malformed body', { kind: 'malformedBody' }],
	['redirect', { kind: 'redirect', status: 307, location: 'https://elsewhere.example/', stage: 'after' }],
	['408', { kind: 'status', status: 408, stage: 'after' }],
];

test.each(lostAfter)('a send whose answer was lost (%s) is found in the list', async (_name, action) => {
	loseAnswer(action);
	const { items, error } = await send();
	expect(error).toBeUndefined();
	const [listed] = sandbox.control.sends.list({ createdByRequest: true });
	expect(items[0]?.json).toMatchObject({ tracking_code: null, sendoso: { outcome: 'reconciled', wasSent: true, matchedSend: { send_gid: listed?.send_gid } } });
	expect(posts(sandbox)).toHaveLength(1);
});

const lostBefore: Array<[string, FaultAction]> = [
	['dropped connection', { kind: 'drop', stage: 'before' }],
	['503', { kind: 'status', status: 503, body: { message: 'busy' }, stage: 'before' }],
	['redirect', { kind: 'redirect', status: 302, location: '/elsewhere', stage: 'before' }],
];

test.each(lostBefore)('a send that may not have been made (%s) is reported as unknown, and never repeated', async (_name, action) => {
	loseAnswer(action);
	const { error } = await send({}, { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 });
	expect(error?.message).toMatch(/^Outcome unknown: /);
	expect(error?.description).toContain("'Recipient Email'");
	expect(posts(sandbox)).toHaveLength(1);
});

test('a send of somebody else at the same moment is not taken for ours', async () => {
	const touch = egiftTouch(sandbox);
	const [person] = people(1);
	loseAnswer({ kind: 'drop', stage: 'before' });
	const stop = sandbox.control.on('request', (entry) => {
		if (entry.method !== 'POST') return;
		for (let count = 0; count < 2; count++) sandbox.control.sends.add({ touchId: touch.id, recipientEmail: person?.email, status: 'Sent' });
	});
	const { error } = await send({}, {}, [person ?? { email: '' }]);
	stop();
	expect(error?.message).toMatch(/^Outcome unknown: /);
	expect(error?.description).toContain('2 sends match');
});

test('two lost sends of the same gift are never confused', async () => {
	const [person] = people(1);
	const crowd = [person ?? { email: '' }, person ?? { email: '' }];
	sandbox.control.fault({ match: { method: 'POST' }, times: 2, action: { kind: 'drop', stage: 'after' } });
	const { items } = await send({ duplicateCheck: 'off' }, { onError: 'continueRegularOutput' }, crowd);
	const found = items.flatMap(({ json }) => (json.sendoso === undefined ? [] : [(json.sendoso as { matchedSend: { send_gid: string } }).matchedSend.send_gid]));
	expect(new Set(found).size).toBe(found.length);
	expect(posts(sandbox)).toHaveLength(2);
});

test('the next execution does not send a gift whose outcome is unknown', async () => {
	const crowd = people(1);
	loseAnswer({ kind: 'drop', stage: 'before' });
	expect((await send({}, {}, crowd)).error?.message).toMatch(/^Outcome unknown: /);
	const { error } = await send({}, {}, crowd);
	expect(error?.message).toMatch(/^Not sent: the same gift was asked for/);
	expect(posts(sandbox)).toHaveLength(1);
});

test('lost links are always unknown', async () => {
	loseAnswer({ kind: 'drop', stage: 'after' });
	const [person] = people(1);
	const { error } = await send({ operation: 'createEgiftLinks', recipientEmails: person?.email ?? '' });
	expect(error?.message).toMatch(/^Outcome unknown: /);
	expect(posts(sandbox)).toHaveLength(1);
});

test('a lost invitation is unknown and never repeated', async () => {
	sandbox.control.fault({ match: { method: 'POST', path: '/api/v3/users' }, action: { kind: 'drop', stage: 'after' } });
	const group = sandbox.control.groups.list()[0];
	const parameters = { resource: 'user', operation: 'invite', firstName: 'Mei', lastName: 'Laurent', email: 'mei@example.org', groupId: { __rl: true, mode: 'id', value: String(group?.id) } };
	const { error } = await runNode({ credential, parameters, settings: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } });
	expect(error?.message).toMatch(/^Outcome unknown: /);
	expect(sandbox.control.invitations()).toHaveLength(1);
});

test('an answer that says no and has a tracking code is unknown', async () => {
	loseAnswer({ kind: 'status', status: 200, body: { success: false, message: 'Out of stock', tracking_code: 'T-1' } });
	const { error } = await send({}, { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 }, people(1));
	expect(error?.message).toMatch(/^Outcome unknown: .*Out of stock/);
	expect(posts(sandbox)).toHaveLength(1);
});

test('refused sends go out again on Retry On Fail, finished ones do not', async () => {
	sandbox.control.fault({ match: { method: 'POST', bodyIncludes: 'person1@' }, action: { kind: 'status', status: 404, body: { success: false, message: 'Touch not found' } } });
	const { items, error } = await send({}, { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 }, people(3));
	expect(error).toBeUndefined();
	expect(items).toHaveLength(3);
	expect(posts(sandbox)).toHaveLength(4);
	expect(posts(sandbox).filter(({ created }) => created.length > 0)).toHaveLength(3);
});

test('an agent that calls the tool twice with the same gift sends it once', async () => {
	const crowd = people(1);
	const tool = async () => await runNode({ credential, items: crowd, parameters: egiftParameters(egiftTouch(sandbox).id, { duplicateCheck: 'off' }), type: 'n8n-nodes-sendoso.sendosoTool' });
	await tool();
	const again = await tool();
	expect((again.items[0]?.json.sendoso as { outcome: string }).outcome).toBe('skipped');
	expect(posts(sandbox)).toHaveLength(1);
});

test('findSend adds the listed send', async () => {
	const { items } = await send({ findSend: true });
	const [listed] = sandbox.control.sends.list({ createdByRequest: true });
	expect(items[0]?.json).toMatchObject({ sendoso: { outcome: 'sent', matchedSend: { send_gid: listed?.send_gid } } });
});

test('a dry run checks everything and sends nothing', async () => {
	const options = { dryRun: true };
	const [person] = people(1);
	const { items } = await send({ options }, {}, [person ?? { email: '' }, person ?? { email: '' }]);
	expect(items.map(({ json }) => (json.sendoso as { outcome: string }).outcome)).toEqual(['validated', 'skipped']);
	const physical = sandbox.control.touches.list().find(({ delivery_type: type, status, end_date: end }) => type === 'mail' && status === 'Active' && end === null);
	const misfit = await runNode({ credential, items: people(1), parameters: egiftParameters(physical?.id, { options }) });
	expect(misfit.error?.message).toContain('does not fit this operation');
	const unknown = await runNode({ credential, items: people(1), parameters: egiftParameters(999_999_999, { options }) });
	expect(unknown.error?.message).toBe('Refused: Touch not found!');
	expect(posts(sandbox)).toEqual([]);
	const real = await send({}, {}, [person ?? { email: '' }]);
	expect((real.items[0]?.json.sendoso as { outcome: string }).outcome).toBe('sent');
});

test('a 404 is explained with the dates of the campaign', async () => {
	const past = new Date(sandbox.control.clock.now() - 86_400_000).toISOString();
	const touch = sandbox.control.touches.add({ delivery_type: 'email', end_date: past });
	const { error } = await runNode({ credential, items: people(1), parameters: egiftParameters(touch.id) });
	expect(error?.message).toBe('Refused: Touch not found');
	expect(error?.description).toContain('Probably the campaign is over');
	expect(error?.description).toContain(past.slice(0, 10));
});

test('neither errors nor stored runs hold a token, a secret or an error page', async () => {
	const token = credential.data.oauthTokenData as unknown as { access_token: string; refresh_token: string };
	loseAnswer({ kind: 'status', status: 500, body: '<html>canary-page</html>', stage: 'before' });
	const { stored, error } = await send();
	expect(error).toBeDefined();
	for (const secret of [token.access_token, token.refresh_token, 'sandbox-client-secret', 'canary-page']) expect(stored).not.toContain(secret);
});
