import { type Sandbox, startSandbox } from '../../sandbox';
import { forward, type Forwarded } from '../support/forward';
import type { IContextObject } from 'n8n-workflow';
import { runNode, storedCredential } from '../support/engine';
import { egiftParameters, egiftTouch, hideListAfterSend, people, posts } from './support';

let sandbox: Sandbox;
let host: Forwarded;

beforeAll(async () => {
	sandbox = await startSandbox({ throttle: false });
});
afterAll(async () => await sandbox.stop());
beforeEach(async () => {
	sandbox.control.reset();
	host = await forward(sandbox.url);
});
afterEach(() => {
	host.stop();
	sandbox.control.setDateOffset(0);
});

const credential = (url = host.url) => storedCredential(url, sandbox.control.issueToken());
const run = async (url: string, items: Array<{ email: string }>) => await runNode({ credential: credential(url), items, parameters: egiftParameters(egiftTouch(sandbox).id) });
const WEEKS_MS = 21 * 86_400_000;

test.each([WEEKS_MS, -WEEKS_MS])('a Date header that is %d ms off hides no gift from the duplicate check', async (offset) => {
	const crowd = people(3);
	expect((await run(host.url, crowd)).error).toBeUndefined();
	sandbox.control.setDateOffset(offset);
	// Another address of the same server: of it this process has sent nothing.
	const other = await forward(sandbox.url);
	for (let time = 0; time < 2; time++) {
		const { items, error } = await run(other.url, crowd);
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => (json.sendoso as { outcome: string }).outcome)).toEqual(['skipped', 'skipped', 'skipped']);
	}
	expect(posts(sandbox)).toHaveLength(3);
	other.stop();
});

test.each([
	['weeks', WEEKS_MS, 86_400_000],
	['an hour', 3_600_000, 1_800_000],
])('an old gift is not taken for the one whose answer was lost, although the Date header is %s behind', async (_, behind, age) => {
	const [person] = people(1);
	if (person === undefined) return;
	sandbox.control.sends.add({ touchId: egiftTouch(sandbox).id, recipientEmail: person.email, createdAt: sandbox.control.clock.now() - age });
	sandbox.control.setDateOffset(-behind);
	sandbox.control.fault({ match: { method: 'POST' }, action: { kind: 'drop', stage: 'before' } });
	const parameters = egiftParameters(egiftTouch(sandbox).id, { duplicateCheck: 'off' });
	const { error } = await runNode({ credential: credential(), items: [person], parameters });
	expect(error?.message).toMatch(/^Outcome unknown: /);
});

const HOUR_MS = 3_600_000;

/** Loses an answer with one Date header, and retries the execution in another process with another one. */
async function retried(offsets: [first: number, second: number], stage: 'before' | 'after') {
	const items = people(1);
	const parameters = egiftParameters(egiftTouch(sandbox).id, { duplicateCheck: 'off' });
	const nodeContext: IContextObject = {};
	sandbox.control.setDateOffset(offsets[0]);
	await runNode({ credential: credential(), parameters: { resource: 'user', operation: 'getCurrent' } });
	sandbox.control.fault({ match: { method: 'POST', path: '/api/*' }, action: { kind: 'drop', stage } });
	const show = hideListAfterSend(sandbox);
	const first = await runNode({ credential: credential(), items, parameters, execution: { id: 'first', nodeContext } });
	expect(first.error?.message).toMatch(/^Outcome unknown: /);
	show();
	sandbox.control.setDateOffset(offsets[1]);
	const other = await forward(sandbox.url);
	const retry = await runNode({ credential: credential(other.url), items, parameters, mode: 'retry', execution: { id: 'second', nodeContext } });
	other.stop();
	return retry;
}

test('a send that was created while the Date header was an hour ahead is found by a retry, and does not go out again', async () => {
	const { error } = await retried([HOUR_MS, 3 * HOUR_MS], 'after');
	expect(error?.description).toMatch(/can't be told from other sends of the same gift/);
	expect(posts(sandbox)).toHaveLength(1);
});

test('a Date header that is an hour ahead does not make a retry give a send up that may still be created', async () => {
	const { error } = await retried([0, HOUR_MS], 'before');
	expect(error?.description).toMatch(/it is not listed yet/);
	expect(posts(sandbox)).toHaveLength(1);
});
