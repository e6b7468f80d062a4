import { type Sandbox, startSandbox } from '../../sandbox';
import { isOldestEngine, runNode, storedCredential } from '../support/engine';
import { egiftParameters, egiftTouch, people, posts } from './support';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ validateResponses: true, throttle: { requestsPerSecond: 10, blockMs: 500 } });
});
afterAll(async () => await sandbox.stop());
beforeEach(() => sandbox.control.reset());
afterEach(() => expect(sandbox.control.violations()).toEqual([]));

const credentialAt = (requestsPerSecond: number) =>
	storedCredential(sandbox.url, sandbox.control.issueToken(), { requestsPerSecond });

// The long run is made once; the oldest engine shares the transport that paces it.
const crowd = isOldestEngine ? 40 : 300;

test(`${crowd} items stay within four in flight and the pace, and each is sent once`, async () => {
	const credential = credentialAt(8);
	const before = sandbox.control.sends.count();
	const { items, error } = await runNode({ credential, items: people(crowd), parameters: egiftParameters(egiftTouch(sandbox).id, { options: { maximumSends: crowd } }) });
	expect(error).toBeUndefined();
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(people(crowd).map((_, item) => ({ item })));
	expect(sandbox.control.peakInFlight()).toBeLessThanOrEqual(4);
	expect(sandbox.control.peakPerSecond()).toBeLessThanOrEqual(10);
	expect(sandbox.control.tooManyRequests()).toBe(0);
	expect(sandbox.control.sends.count() - before).toBe(crowd);
}, 90_000);

test('after a refusal nothing more goes out, and the error names what did', async () => {
	const credential = credentialAt(100);
	sandbox.control.setThrottle(false);
	sandbox.control.setLatency(30);
	sandbox.control.fault({ match: { method: 'POST', bodyIncludes: 'person2@' }, action: { kind: 'status', status: 422, body: { success: false, message: 'This recipient is blocked' } } });
	const { error } = await runNode({ credential, items: people(20), parameters: egiftParameters(egiftTouch(sandbox).id) });
	const sent = posts(sandbox).filter(({ created }) => created.length > 0);
	expect(error?.message).toBe('Refused: This recipient is blocked');
	expect(error?.context?.itemIndex).toBe(2);
	expect(error?.description).toContain(`${sent.length} sends of this run went out`);
	for (const { body } of sent) {
		const index = /person(\d+)@/.exec(JSON.stringify(body))?.[1];
		expect(error?.description).toContain(`item ${index} (tracking code `);
	}
	expect(error?.description?.match(/tracking code/g)).toHaveLength(sent.length);
	expect(sent.length).toBeLessThanOrEqual(6);
});

test('an expression that throws keeps the whole run from sending, also with Retry On Fail', async () => {
	const credential = credentialAt(100);
	const parameters = egiftParameters(egiftTouch(sandbox).id, {
		recipientEmail: '={{ $itemIndex === 4 ? (() => { throw new Error("no such column") })() : $json.email }}',
	});
	const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
	const { error } = await runNode({ credential, items: people(10), parameters, settings });
	expect(error).toBeDefined();
	expect(posts(sandbox)).toEqual([]);
});

test('one bad row keeps the whole run from sending and is named; in continue mode only that row fails', async () => {
	const credential = credentialAt(100);
	const items = people(5);
	items[3] = { email: 'not an address' };
	const parameters = egiftParameters(egiftTouch(sandbox).id);
	const stopped = await runNode({ credential, items, parameters });
	expect(stopped.error?.message).toBe("Not sent: 'Recipient Email' is not an e-mail address");
	expect(stopped.error?.context?.itemIndex).toBe(3);
	expect(stopped.error?.description).toContain('[item 3]');
	expect(posts(sandbox)).toEqual([]);
	const continued = await runNode({ credential, items, parameters, settings: { onError: 'continueErrorOutput' } });
	expect(continued.outputs[0]).toHaveLength(4);
	expect(continued.outputs[1]?.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
		["Not sent: 'Recipient Email' is not an e-mail address", { item: 3 }],
	]);
	expect(posts(sandbox)).toHaveLength(4);
});

test('more sends than Maximum Sends are refused before the first', async () => {
	const credential = credentialAt(100);
	const parameters = egiftParameters(egiftTouch(sandbox).id, { options: { maximumSends: 3 } });
	const { error } = await runNode({ credential, items: people(4), parameters });
	expect(error?.message).toContain('Not sent:');
	expect(error?.message).toContain("'Maximum Sends'");
	expect(posts(sandbox)).toEqual([]);
});

test('Execute Once looks at the first row only', async () => {
	const credential = credentialAt(100);
	const items = people(3);
	items[2] = { email: 'not an address' };
	const { error } = await runNode({ credential, items, parameters: egiftParameters(egiftTouch(sandbox).id), settings: { executeOnce: true } });
	expect(error).toBeUndefined();
	expect(posts(sandbox)).toHaveLength(1);
});

test('a bad row is told although batching holds it back', async () => {
	const credential = credentialAt(100);
	const items = people(3);
	items[2] = { email: 'not an address' };
	const requestOptions = { batching: { batch: { batchSize: 1, batchInterval: 1500 } } };
	const { error } = await runNode({ credential, items, parameters: egiftParameters(egiftTouch(sandbox).id, { requestOptions }) });
	expect(error?.message).toBe("Not sent: 'Recipient Email' is not an e-mail address");
	expect(error?.description).toContain('[item 2]');
	expect(posts(sandbox)).toEqual([]);
});
