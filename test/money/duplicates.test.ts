import { type Sandbox, startSandbox } from '../../sandbox';
import { isOldestEngine, runNode, startNode, storedCredential, type StoredCredential } from '../support/engine';
import { egiftParameters, egiftTouch, people, posts } from './support';

let sandbox: Sandbox;
let credential: StoredCredential;

beforeAll(async () => {
	sandbox = await startSandbox({ validateResponses: true, throttle: false });
});
afterAll(async () => await sandbox.stop());
beforeEach(() => {
	sandbox.control.reset('demo');
	sandbox.control.setOrder('descending');
	credential = storedCredential(sandbox.url, sandbox.control.issueToken());
});
afterEach(() => expect(sandbox.control.violations()).toEqual([]));

const hoursAgo = (hours: number) => new Date(sandbox.control.clock.now() - hours * 3_600_000).toISOString();
const outcomes = (items: Array<{ json: Record<string, unknown> }>) => items.map(({ json }) => (json.sendoso as { outcome: string }).outcome);

test.each(['ascending', 'descending', 'none'] as const)('a send that Sendoso lists (%s) is skipped and shown', async (order) => {
	sandbox.control.setOrder(order);
	const touch = egiftTouch(sandbox);
	const [person] = people(1);
	sandbox.control.sends.add({ touchId: touch.id, recipientEmail: ` ${person?.email.toUpperCase()} `.trim(), createdAt: hoursAgo(70), status: 'Opened' });
	const { items, error } = await runNode({ credential, items: [person ?? {}], parameters: egiftParameters(touch.id) });
	expect(error).toBeUndefined();
	expect(items[0]?.json).toMatchObject({ tracking_code: null, sendoso: { outcome: 'skipped', wasSent: false, matchedSend: { status: 'Opened' } } });
	expect(posts(sandbox)).toEqual([]);
});

test.each([
	['another campaign', {}, { other: true }],
	['outside the window', { hours: 14 * 24 + 1 }, {}],
	['a send that came to nothing', { status: 'Expired and Credited' }, {}],
])('%s is no duplicate', async (_name, { hours = 1, status = 'Sent' }: { hours?: number; status?: string }, { other }: { other?: boolean }) => {
	const touch = egiftTouch(sandbox);
	const [person] = people(1);
	const touchId = other ? sandbox.control.touches.list().find(({ id }) => id !== touch.id)?.id : touch.id;
	sandbox.control.sends.add({ touchId, recipientEmail: person?.email, createdAt: hoursAgo(hours), status });
	const { items } = await runNode({ credential, items: [person ?? {}], parameters: egiftParameters(touch.id) });
	expect(outcomes(items)).toEqual(['sent']);
});

test('a retried execution looks back two weeks', async () => {
	const touch = egiftTouch(sandbox);
	const [person] = people(1);
	sandbox.control.sends.add({ touchId: touch.id, recipientEmail: person?.email, createdAt: hoursAgo(300), status: 'Sent' });
	const { items } = await runNode({ credential, items: [person ?? {}], parameters: egiftParameters(touch.id, { options: { duplicateWindowDays: 3 } }), mode: 'retry' });
	expect(outcomes(items)).toEqual(['skipped']);
});

/** Lets everything that waits for nothing but the others go on. */
async function afterTurns(count: number) {
	for (let turn = 0; turn < count; turn++) await Promise.resolve();
}

test('of doubled rows the first one has the gift, also when its credential is read last', async () => {
	const touch = egiftTouch(sandbox);
	const [one, other] = people(2);
	let release: () => void = () => undefined;
	const held = new Promise<void>((resolve) => {
		release = resolve;
	});
	const beforeReading = async (nth: number) => {
		// The engine reads it first, then each item does.
		if (nth === 2) await held;
		if (nth === 5) void afterTurns(200).then(release);
	};
	const slow = { ...credential, beforeReading };
	const { items, error } = await runNode({ credential: slow, items: [one ?? {}, other ?? {}, one ?? {}, other ?? {}], parameters: egiftParameters(touch.id) });
	expect(error).toBeUndefined();
	expect(outcomes(items)).toEqual(['sent', 'sent', 'skipped', 'skipped']);
});

test('doubled rows meet each other, whatever their case and spaces', async () => {
	const touch = egiftTouch(sandbox);
	const [person] = people(1);
	const rows = [person?.email, person?.email.toUpperCase(), ` ${person?.email} `].map((email) => ({ email }));
	const { items } = await runNode({ credential, items: rows, parameters: egiftParameters(touch.id) });
	expect(outcomes(items)).toEqual(['sent', 'skipped', 'skipped']);
	expect(posts(sandbox)).toHaveLength(1);
});

test('two executions at once send each gift once', async () => {
	sandbox.control.setLatency(20);
	const touch = egiftTouch(sandbox);
	const crowd = people(20);
	const run = async () => await runNode({ credential, items: crowd, parameters: egiftParameters(touch.id) });
	const results = await Promise.all([run(), run(), run()]);
	expect(results.flatMap(({ items }) => outcomes(items)).sort()).toEqual([...Array(20).fill('sent'), ...Array(40).fill('skipped')].sort());
	expect(posts(sandbox)).toHaveLength(20);
});

test('a twin goes out when the earlier one was refused', async () => {
	const touch = egiftTouch(sandbox);
	const [person] = people(1);
	sandbox.control.fault({ match: { method: 'POST', path: '/api/v3/send' }, action: { kind: 'status', status: 422, body: { success: false, message: 'Not today' } } });
	const settings = { onError: 'continueRegularOutput' as const };
	const { items } = await runNode({ credential, items: [person ?? {}, person ?? {}], parameters: egiftParameters(touch.id), settings });
	expect(items[0]?.json.error).toBe('Refused: Not today');
	expect(outcomes(items.slice(1))).toEqual(['sent']);
});

test('fail names the earlier send, and off sends again', async () => {
	const touch = egiftTouch(sandbox);
	const [person] = people(1);
	const send = async (duplicateCheck: string) =>
		await runNode({ credential, items: [person ?? {}], parameters: egiftParameters(touch.id, { duplicateCheck }) });
	expect(outcomes((await send('fail')).items)).toEqual(['sent']);
	const { error } = await send('fail');
	expect(error?.message).toMatch(/^Duplicate: /);
	expect(error?.description).toContain('send_gid');
	expect(outcomes((await send('off')).items)).toEqual(['sent']);
	expect(posts(sandbox)).toHaveLength(2);
});

test('a list that cannot be read keeps everything from going out', async () => {
	const touch = egiftTouch(sandbox);
	sandbox.control.fault({ match: { method: 'GET', path: '/api/v3/send' }, times: 'always', action: { kind: 'status', status: 404, body: { message: 'gone' } } });
	const { error } = await runNode({ credential, items: people(3), parameters: egiftParameters(touch.id) });
	expect(error?.message).toMatch(/^Not sent: /);
	expect(error?.description).toContain("'Duplicate Check'");
	expect(posts(sandbox)).toEqual([]);
});

// The oldest engine shares the transport; a shorter run shows that it is used.
const manyItems = isOldestEngine ? 50 : 500;

test.each(['ascending', 'descending'] as const)(`${manyItems} items among 100,000 sends (%s) cost at most five more requests, and one in forty to keep the list young`, async (order) => {
	sandbox.control.setOrder(order);
	const touch = egiftTouch(sandbox);
	sandbox.control.reset('empty');
	sandbox.control.touches.add(touch);
	sandbox.control.sends.addMany(99_800, { from: hoursAgo(20_000), to: hoursAgo(80), touchId: touch.id });
	sandbox.control.sends.addMany(200, { from: hoursAgo(70), to: hoursAgo(1), touchId: touch.id });
	const { items, error } = await runNode({ credential, items: people(manyItems), parameters: egiftParameters(touch.id, { options: { maximumSends: manyItems, duplicateWindowDays: 3 } }) });
	expect(error).toBeUndefined();
	expect(items).toHaveLength(manyItems);
	const requests = sandbox.control.requests();
	const first = requests.findIndex(({ method }) => method === 'POST');
	const reads = (part: typeof requests) => part.filter(({ method }) => method === 'GET').length;
	expect(reads(requests.slice(0, first))).toBeLessThanOrEqual(5);
	expect(reads(requests.slice(first))).toBeLessThanOrEqual(manyItems / 40);
	expect(posts(sandbox)).toHaveLength(manyItems);
}, 120_000);

test('links: addresses that got something before are left out of the request', async () => {
	const touch = egiftTouch(sandbox);
	const [first, second] = people(2).map(({ email }) => email);
	sandbox.control.sends.add({ touchId: touch.id, recipientEmail: first, createdAt: hoursAgo(1), status: 'Sent' });
	const parameters = { ...egiftParameters(touch.id), operation: 'createEgiftLinks', recipientEmails: `${first}, ${second}, ${second}` };
	const { items, error } = await runNode({ credential, parameters });
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => [json.egift_link !== null, json.recipient_email_or_phone_number, (json.sendoso as { outcome: string }).outcome])).toEqual([
		[false, first, 'skipped'],
		[true, second, 'sent'],
		[false, second, 'skipped'],
	]);
	expect(posts(sandbox).map(({ body }) => (body as { send: { recipient_users: unknown } }).send.recipient_users)).toEqual([[{ email: second }]]);
});

test('after a cancel the next run sends the rest, and nothing twice', async () => {
	sandbox.control.setLatency(25);
	const touch = egiftTouch(sandbox);
	const crowd = people(60);
	const first = startNode({ credential, items: crowd, parameters: egiftParameters(touch.id) });
	const stop = sandbox.control.on('send', () => {
		if (sandbox.control.sends.list({ createdByRequest: true }).length === 10) first.cancel();
	});
	await Promise.allSettled([first.finished]);
	stop();
	const settings = { onError: 'continueRegularOutput' as const };
	const { items } = await runNode({ credential, items: crowd, parameters: egiftParameters(touch.id), settings });
	const made = sandbox.control.sends.list({ createdByRequest: true }).map(({ recipient }) => recipient?.email ?? '');
	expect(new Set(made).size).toBe(made.length);
	// What was in flight at the cancel and never arrived stays unknown: it is told, and not sent behind the user's back.
	const told = items.filter(({ json }) => String(json.error).startsWith('Not sent: the same gift was asked for'));
	expect(told.length).toBeLessThanOrEqual(4);
	expect(made.length + told.length).toBe(60);
});

test('a gift that came to nothing may be sent again by the same process', async () => {
	const touch = egiftTouch(sandbox);
	const [person] = people(1);
	const send = async () => outcomes((await runNode({ credential, items: [person ?? {}], parameters: egiftParameters(touch.id) })).items);
	expect(await send()).toEqual(['sent']);
	expect(await send()).toEqual(['skipped']);
	const [made] = sandbox.control.sends.list({ email: person?.email });
	sandbox.control.sends.advance(made?.id ?? 0, 'Bounced and Credited');
	expect(await send()).toEqual(['sent']);
	expect(await send()).toEqual(['skipped']);
});

test('a twin of a gift that Sendoso said no to with 200 does not go out in the same execution', async () => {
	const touch = egiftTouch(sandbox);
	const [person] = people(1);
	sandbox.control.fault({ match: { method: 'POST', path: '/api/v3/send' }, action: { kind: 'unsuccessful', message: 'Budget used up' } });
	const settings = { onError: 'continueRegularOutput' as const };
	const send = async () => await runNode({ credential, items: [person ?? {}, person ?? {}], parameters: egiftParameters(touch.id), settings });
	expect((await send()).items.map(({ json }) => String(json.error).split(':')[0])).toEqual(['Refused', 'Not sent']);
	expect(posts(sandbox)).toHaveLength(1);
	expect(outcomes((await send()).items)).toEqual(['sent', 'skipped']);
});
