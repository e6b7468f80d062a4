import type { INodeParameters } from 'n8n-workflow';
import { type Sandbox, startSandbox } from '../../sandbox';
import { forward } from '../support/forward';
import { runNode, storedCredential, type StoredCredential } from '../support/engine';
import { posts } from './support';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ validateResponses: true, throttle: false, seed: 'empty' });
});
afterAll(async () => await sandbox.stop());
beforeEach(() => sandbox.control.reset('empty'));
afterEach(() => expect(sandbox.control.violations()).toEqual([]));

const ITEMS = 24;
/** Two gifts to two addresses hide a second evaluation every other time: ten executions hide one in a thousand. */
const EXECUTIONS = 10;
/** Gives another address at every evaluation, so that an address that is checked tells nothing of one that is evaluated again. */
const EITHER = "={{ ['a','b'][Math.floor(Math.random()*2)] + '@example.org' }}";
/** Gives two of three addresses. */
const PAIR = "={{ ['a','b','c'].map((name) => [Math.random(), name]).sort((one, other) => one[0] - other[0]).slice(0, 2).map(([, name]) => name + '@example.org') }}";

/** What the node reports of one gift. */
interface Report {
	tracking_code?: string;
	recipient_email_or_phone_number?: string;
	sendoso: { outcome: string; wasSent: boolean };
}

/** Sends to 24 items from a campaign of their own. */
async function sendToAll(credential: StoredCredential, deliveryType: 'email' | 'mail', parameters: INodeParameters) {
	const touchId = Number(sandbox.control.touches.add({ delivery_type: deliveryType }).id);
	const items = Array.from({ length: ITEMS }, (_, row) => ({ row }));
	const common = { resource: 'send', duplicateCheck: 'skip', touchId: { __rl: true, mode: 'id', value: String(touchId) } };
	const { items: outputs, error } = await runNode({ credential, items, parameters: { ...common, ...parameters } });
	expect(error).toBeUndefined();
	const made = sandbox.control.sends.list({ touchId });
	const reports = outputs.map(({ json }) => json as unknown as Report);
	const count = (outcome: string) => reports.filter(({ sendoso }) => sendoso.outcome === outcome).length;
	return { made, addresses: made.map(({ recipient }) => String(recipient?.email)), reports, sent: reports.filter(({ sendoso }) => sendoso.wasSent), count };
}

/** Executions at the same time, at an address of their own: what the process remembers of a gift goes by it. */
async function executions(deliveryType: 'email' | 'mail', parameters: INodeParameters) {
	const { url, stop } = await forward(sandbox.url);
	const credential = storedCredential(url, sandbox.control.issueToken());
	const results = await Promise.all(Array.from({ length: EXECUTIONS }, async () => await sendToAll(credential, deliveryType, parameters)));
	stop();
	return results;
}

const address = { address: '1 Main Street', city: 'Springfield', state: 'IL', zip: '01234', country: 'US' };

test.each<['email' | 'mail', string, INodeParameters]>([
	['email', 'createEgift', {}],
	['mail', 'createPhysical', { recipientName: 'Sample Recipient', ...address }],
	['mail', 'createWithAddressCollection', { recipientName: 'Sample Recipient' }],
])('by %s, %s: the address that is checked is the one that gets the gift', async (deliveryType, operation, more) => {
	const results = await executions(deliveryType, { operation, ...more, recipientEmail: EITHER });
	for (const { made, addresses, reports, sent, count } of results) {
		expect(addresses).toEqual([...new Set(addresses)]);
		expect(reports).toHaveLength(ITEMS);
		expect(sent).toHaveLength(addresses.length);
		expect(new Set(sent.map(({ tracking_code: code }) => code))).toEqual(new Set(made.map(({ tracking_code: code }) => code)));
		expect(count('skipped')).toBe(ITEMS - addresses.length);
	}
	expect(posts(sandbox)).toHaveLength(results.flatMap(({ made }) => made).length);
});

test.each([
	['one address', EITHER, 1],
	['two addresses', PAIR, 2],
])('links for %s of an item go to those that were checked', async (_name, recipientEmails, each) => {
	for (const { addresses, reports, sent, count } of await executions('email', { operation: 'createEgiftLinks', recipientEmails })) {
		expect(addresses).toEqual([...new Set(addresses)]);
		expect(reports).toHaveLength(ITEMS * each);
		expect(sent.map(({ recipient_email_or_phone_number: email }) => String(email)).sort()).toEqual([...addresses].sort());
		expect(count('skipped')).toBe(ITEMS * each - addresses.length);
	}
});
