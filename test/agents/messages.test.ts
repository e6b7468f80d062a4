import type { INodeParameters } from 'n8n-workflow';
import { adviceInMessage } from '../../nodes/shared/errors/adviceInMessage';
import { wording } from '../../nodes/Sendoso/wording';
import { locator, openDesk, openTouch } from '../operations/support';
import { callNode } from '../support/callNode';

const desk = openDesk({ seed: 'empty' });
const TOOL = 'n8n-nodes-sendoso.sendosoTool';
const NODE = 'n8n-nodes-sendoso.sendoso';

/** Callers that see the message of an error alone: a tool of an execution, and one that tells no execution, with and without the type of a tool. */
const models = [
	['a tool of an execution', TOOL, { id: 'execution-of-a-worker', nodeContext: {} }],
	['a tool without an execution', TOOL, {}],
	['a caller without an execution', NODE, {}],
] as const;

const egift = (touchId: unknown, more: INodeParameters = {}): INodeParameters => ({ resource: 'send', operation: 'createEgift', touchId: locator(touchId), recipientEmail: 'ana@example.org', ...more });
const WRONG: INodeParameters = egift(1, { recipientEmail: 'nobody' });

describe.each(models)('%s', (_name, type, execution) => {
	const messageOf = async (parameters: INodeParameters) => (await callNode({ credential: desk.credential(), parameters, type, execution: { ...execution } })).error?.message;

	test('learns from the message how to correct a call', async () => {
		expect(await messageOf(WRONG)).toBe("Not sent: 'Recipient Email' is not an e-mail address. Enter one address, such as name@example.com, in 'Recipient Email'.");
		expect(await messageOf({ resource: 'send', operation: 'get', sendGid: ' ' })).toBe("'Send GID' is empty. Fill in 'Send GID', or check that its expression gives a value.");
	});

	test('learns from the message why Sendoso refused', async () => {
		const touch = openTouch(desk, 'email');
		desk.control.fault({ match: { method: 'POST' }, action: { kind: 'status', status: 403, body: { message: 'Not allowed' } } });
		expect(await messageOf(egift(touch.id))).toMatch(/^Refused: Not allowed\. \S.*\.$/);
	});

	test('is not told how to get round a limit', async () => {
		const touch = openTouch(desk, 'email');
		const recipientEmails = Array.from({ length: 6 }, (_, index) => `person${index}@example.org`).join();
		const message = await messageOf({ resource: 'send', operation: 'createEgiftLinks', touchId: locator(touch.id), recipientEmails });
		expect(message).toMatch(/^Not sent: this run would make 6 sends, more than the 5 that 'Maximum Sends' allows\. Ask a person, and do not split it into several calls\.$/);
	});

	test('learns which links Sendoso refused, when others came', async () => {
		const touch = openTouch(desk, 'email');
		const rows = [{ egift_link: 'https://gifts.example.org/a', recipient_email_or_phone_number: 'ana@example.org' }, { recipient_email_or_phone_number: 'ben@example.org', success: false, message: 'No budget' }];
		desk.control.fault({ match: { method: 'POST' }, action: { kind: 'status', status: 200, body: { success: true, egift_links: rows } } });
		const message = await messageOf({ resource: 'send', operation: 'createEgiftLinks', touchId: locator(touch.id), recipientEmails: 'ana@example.org, ben@example.org' });
		expect(message).toContain('Sendoso refused 1 of 2 links');
		expect(message).toContain('No budget');
		expect(message).not.toContain('gifts.example.org');
	});

	test('is not told of a field that it does not have', async () => {
		const touch = openTouch(desk, 'email');
		desk.control.fault({ match: { method: 'GET' }, times: 'always', action: { kind: 'status', status: 403, body: { message: 'Not for you' } } });
		const unreadable = await messageOf(egift(touch.id));
		expect(unreadable).toMatch(/^Not sent: the duplicate check could not read Sendoso's list of sends\. Not for you\. \S/);
		expect(unreadable).not.toContain('Duplicate Check');
	});

	test('is told that the credential has to be changed', async () => {
		const credential = desk.credential();
		credential.data = { ...credential.data, baseUrl: 'nowhere' };
		expect((await callNode({ credential, parameters: egift(1), type, execution: { ...execution } })).error?.message).toMatch(/^Not sent: .*Change the credential of the node\.$/);
	});
});

test('n8n adds nothing to a message that holds all advice', async () => {
	const { error } = await callNode({ credential: desk.credential(), parameters: { resource: 'send', operation: 'get', sendGid: ' ' }, type: TOOL });
	expect(error?.message).toContain(error?.description?.replace(' [item 0]', ''));
});

test.each([TOOL, NODE])('links that were paid for stand in no message of %s: n8n writes it into its log', async (type) => {
	const touch = openTouch(desk, 'email');
	desk.control.fault({ match: { method: 'POST' }, action: { kind: 'status', status: 200, body: { success: true, egift_links: [{ egift_link: 'https://gift.example.org/g/secret', recipient_email_or_phone_number: 'ana@example.org' }] } } });
	const parameters = { resource: 'send', operation: 'createEgiftLinks', touchId: locator(touch.id), recipientEmails: 'ana@example.org, ben@example.org' };
	const { error } = await callNode({ credential: desk.credential(), parameters, type, execution: { id: 'execution-of-links', nodeContext: {} } });
	expect(error?.message).toMatch(/^Outcome unknown: Sendoso's answer holds 1 of 2 links\..* Do not make this call again before you know what became of it$/);
	expect(error?.message).not.toContain('https://');
	expect(error?.description).toContain('https://gift.example.org/g/secret');
});

test('a node in a workflow keeps its advice in the description', async () => {
	const { error } = await desk.run(WRONG);
	expect(error?.message).toBe("Not sent: 'Recipient Email' is not an e-mail address");
	expect(error?.description).toContain('Enter one address');
});

test('of an account that is throttled a model learns what it can do something about, not the setting of the credential', () => {
	expect(adviceInMessage(wording.adviceFor('send.createEgift', 429))).toBe('Other workflows of the same Sendoso application count too.');
});
