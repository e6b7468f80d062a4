import { type Sandbox, startSandbox } from '../../sandbox';
import { measured } from '../support/cost';
import { runNode, storedCredential } from '../support/engine';
import { egiftParameters, egiftTouch, people } from './support';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ validateResponses: true, throttle: false });
});
afterAll(async () => await sandbox.stop());

/** n8n writes message and description of a failed node into its log. */
const logged = async (parameters: Parameters<typeof egiftParameters>[1], items = people(1)) => {
	const { error } = await runNode({
		credential: storedCredential(sandbox.url, sandbox.control.issueToken()),
		items,
		parameters: egiftParameters(egiftTouch(sandbox).id, parameters),
	});
	return `${error?.message} ${error?.description}`;
};

test('a duplicate is told without its address', async () => {
	const crowd = people(1);
	const [person] = crowd;
	await logged({}, crowd);
	expect(await logged({ duplicateCheck: 'fail' }, crowd)).toMatch(/^Duplicate: [^@]*$/);
	const links = { operation: 'createEgiftLinks', recipientEmails: `new-${person?.email}, ${person?.email}`, duplicateCheck: 'fail' };
	expect(await logged(links)).toMatch(/^Duplicate: [^@]*address 2 of 'Recipient Emails'[^@]*$/);
});

test("addresses in Sendoso's own words are left out", async () => {
	const message = 'ana+gift@example.com (see mailto:ben@example.com) is blocked';
	sandbox.control.fault({ match: { method: 'POST' }, action: { kind: 'status', status: 422, body: { success: false, message } } });
	expect(await logged({})).toMatch(/^Refused: \(address\) \(see mailto:\(address\)\) is blocked [^@]*$/);
});

test('a long message is told in short, and holds nobody up', async () => {
	sandbox.control.fault({ match: { method: 'POST' }, action: { kind: 'status', status: 422, body: { success: false, message: 'a'.repeat(80_000) } } });
	const { result: told, milliseconds } = await measured(async () => await logged({}));
	expect(milliseconds).toBeLessThan(3_000);
	expect(told).toMatch(/^Refused: a{500} /);
});

test('links that did not come are told by place, and are not taken for sent', async () => {
	const [first, second] = people(2).map(({ email }) => email);
	const recipients = { operation: 'createEgiftLinks', recipientEmails: `${first}, ${second}` };
	const stop = sandbox.control.beforeAnswer((pending) => {
		const answer = pending.answer as { egift_links?: Array<{ recipient_email_or_phone_number: string }> };
		answer.egift_links &&= answer.egift_links.filter(({ recipient_email_or_phone_number: email }) => email === first);
	});
	const told = await logged(recipients);
	stop();
	expect(told).toMatch(/^Outcome unknown: Sendoso's answer holds 1 of 2 links\. Do not make this call again before you know what became of it No link came for address 2 [^@]* Links that came: address 1: https:[^@]*$/);
	const [unlisted] = sandbox.control.sends.list({ email: second });
	sandbox.control.sends.remove(unlisted?.id ?? '');
	expect(await logged({ recipientEmail: second })).toMatch(/^Not sent: the same gift was asked for/);
});

test('the error of a stopped run counts links, not requests', async () => {
	const groups = [1, 2, 3].map((count) => people(count).map(({ email }) => email));
	sandbox.control.fault({ match: { method: 'POST', bodyIncludes: `"${groups[2]?.[0]}"` }, action: { kind: 'drop' } });
	const told = await logged({ operation: 'createEgiftLinks', recipientEmails: '={{ $json.emails }}' }, groups.map((emails) => ({ email: '', emails })));
	expect(told).toContain('3 sends of this run went out: item 0 (1 link), item 1 (2 links). Outcome unknown: item 2.');
});
