import type { INodeParameters } from 'n8n-workflow';
import { itNeverRepeats } from '../spendErrors';
import { expectError, failedItems, locator, openDesk, openTouch, sendFacts } from '../support';
import { itExplainsUnknownTouches } from './unknownTouch';

const desk = openDesk({ seed: 'empty' });
const PATH = '/api/v3/send/generate_egift_links';

let touchId = 0;
beforeEach(() => {
	touchId = openTouch(desk, 'email').id;
});

const parameters = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'send',
	operation: 'createEgiftLinks',
	duplicateCheck: 'off',
	touchId: locator(touchId),
	recipientEmails: 'ana@example.com',
	...more,
});
const body = (emails: string[], more = {}) => ({
	send: { touch_id: touchId, via: 'generate_egift_links', via_from: 'n8n', recipient_users: emails.map((email) => ({ email })), ...more },
});
const link = { egift_link: expect.stringMatching(/^https:/), expiration_days: 30 };

test.each([
	['text', ' ana@example.com, Ben@example.com ,,cid@example.com,'],
	['lines', 'ana@example.com\nBen@example.com\n\ncid@example.com'],
	['an array', '={{ ["ana@example.com", " Ben@example.com ", "", "cid@example.com"] }}'],
	['an array of the item', '={{ $json.people.map((person) => person.mail) }}'],
])('makes one link per address of %s, in the order asked', async (_name, recipientEmails) => {
	const people = ['ana@example.com', 'Ben@example.com', 'cid@example.com'];
	const { items, error } = await desk.run(parameters({ recipientEmails }), { items: [{ people: people.map((mail) => ({ mail })) }] });
	expect(error).toBeUndefined();
	expect(desk.seen()).toEqual([{ method: 'POST', path: PATH, query: {}, body: body(people) }]);
	expect(items).toEqual(people.map((email) => ({ json: { ...link, recipient_email_or_phone_number: email, sendoso: sendFacts('sent', touchId, email, 'email') }, pairedItem: { item: 0 } })));
	expect(new Set(items.map(({ json }) => json.egift_link)).size).toBe(3);
});

test('matches links by address, not by position', async () => {
	const links = [['https://l/2', 'BEN@example.com'], ['https://l/1', 'ana@example.com']].map(([egift_link, email]) => ({ egift_link, recipient_email_or_phone_number: email }));
	desk.control.fault({ action: { kind: 'status', status: 200, body: { success: true, message: '', egift_links: links } } });
	const { items } = await desk.run(parameters({ recipientEmails: 'ana@example.com,ben@example.com' }));
	expect(items.map(({ json }) => [json.recipient_email_or_phone_number, json.egift_link, json.expiration_days])).toEqual([
		['ana@example.com', 'https://l/1', null],
		['ben@example.com', 'https://l/2', null],
	]);
});

test('a dry run makes no link', async () => {
	const { items } = await desk.run(parameters({ recipientEmails: 'ana@example.com,ben@example.com', duplicateCheck: 'skip', options: { dryRun: true } }));
	const none = { egift_link: null, expiration_days: null };
	const { name: touchName, currency } = desk.control.touches.list()[0] ?? {};
	const facts = (email: string) => sendFacts('validated', touchId, email, 'email', { touchName, currency, warnings: [expect.stringContaining('no limit of spending')] });
	expect(items.map(({ json }) => json)).toEqual(['ana@example.com', 'ben@example.com'].map((email) => ({ ...none, recipient_email_or_phone_number: email, sendoso: facts(email) })));
	expect(desk.seen().filter(({ method }) => method === 'POST')).toEqual([]);
});

test('a dry run refuses a campaign that ships', async () => {
	const { error } = await desk.run(parameters({ touchId: locator(openTouch(desk, 'mail').id), options: { dryRun: true } }));
	expect(error?.message).toBe('Not sent: the campaign delivers by mail, which does not fit this operation');
});

test('gives two links to an address that is named twice', async () => {
	const { items } = await desk.run(parameters({ recipientEmails: 'ana@example.com,ana@example.com' }));
	expect(desk.seen()[0]?.body).toEqual(body(['ana@example.com', 'ana@example.com']));
	expect(new Set(items.map(({ json }) => json.egift_link)).size).toBe(2);
});

test('takes campaign and application from expressions, for each item', async () => {
	const items = [{ touch: String(touchId), app: 'CRM', mail: 'a@example.com' }, { touch: touchId, app: '', mail: 'b@example.com' }];
	const ask = { touchId: locator('={{ $json.touch }}', 'list'), recipientEmails: '={{ $json.mail }}', additionalFields: { viaFrom: '={{ $json.app }}' } };
	const result = await desk.run(parameters(ask), { items });
	expect(desk.seen().map((request) => request.body)).toEqual([body(['a@example.com'], { via_from: 'CRM' }), body(['b@example.com'])]);
	expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
});

describe('an address without a link', () => {
	const answerWithOne = () =>
		desk.control.fault({ action: { kind: 'status', status: 200, body: { success: true, message: '', egift_links: [{ egift_link: 'https://l/1', recipient_email_or_phone_number: 'ana@example.com' }] } } });

	test('is an unknown outcome, and the links that came are not lost', async () => {
		answerWithOne();
		const { error } = await desk.run(parameters({ recipientEmails: 'ana@example.com,ben@example.com' }));
		expect(error?.message).toMatch(/^Outcome unknown: .*1 of 2 links/);
		expect(error?.description).toMatch(/address 2\b.*address 1: https:\/\/l\/1\b.*\[item 0\]$/s);
	});

	test('leaves the others on the first output', async () => {
		answerWithOne();
		const result = await desk.run(parameters({ recipientEmails: 'ana@example.com,ben@example.com' }), { settings: { onError: 'continueErrorOutput' } });
		expect(result.items.map(({ json, pairedItem }) => [json.egift_link, pairedItem])).toEqual([['https://l/1', { item: 0 }]]);
		expect(failedItems(result)).toEqual([{ error: expect.stringMatching(/^Outcome unknown: .*1 of 2 links/), pairedItem: { item: 0 } }]);
	});
});

describe('an address that Sendoso says no to', () => {
	const ana = { egift_link: 'https://l/1', recipient_email_or_phone_number: 'ana@example.com' };
	const no = (name: string, more = {}) => ({ success: false, recipient_email_or_phone_number: `${name}@example.com`, message: 'ben@example.com is blocked', ...more });
	const answerWith = (...links: object[]) => desk.control.fault({ action: { kind: 'status', status: 200, body: { success: true, message: '', egift_links: links } } });
	const toBoth = { recipientEmails: 'ana@example.com,ben@example.com' };
	const goesOn = { settings: { onError: 'continueErrorOutput' as const } };

	test('is told with the links that came', async () => {
		answerWith(ana, no('ben'));
		const { error } = await desk.run(parameters(toBoth));
		expect(error?.message).toMatch(/^Outcome unknown: .*1 of 2 links/);
		expect(error?.description).toMatch(/Sendoso refused 1 of 2 links, for address 2 of 'Recipient Emails': \(address\) is blocked\. .*address 1: https:\/\/l\/1\b.*\[item 0\]$/s);
		expect(error?.description).not.toContain('may have been made');
	});

	test('leaves the others on the first output, and is refused on the second', async () => {
		answerWith(ana, no('ben', { success: 'false' }));
		const result = await desk.run(parameters({ recipientEmails: 'ana@example.com,ben@example.com,cid@example.com' }), goesOn);
		expect(result.items.map(({ json }) => json.egift_link)).toEqual(['https://l/1']);
		expect(failedItems(result)).toEqual([
			{ error: expect.stringMatching(/^Outcome unknown: .*1 of 3 links/), pairedItem: { item: 0 } },
			{ error: "Refused: Sendoso refused 1 of 3 links, for address 2 of 'Recipient Emails': (address) is blocked", pairedItem: { item: 0 } },
		]);
	});

	test.each([{}, goesOn])('is refused when no link came at all: %j', async (more) => {
		answerWith(no('ana', { message: undefined }), no('ben'));
		const result = await desk.run(parameters(toBoth), more);
		const messages = [result.error?.message, ...failedItems(result).map(({ error }) => error)].filter((message) => message !== undefined);
		expect(messages).toEqual(["Refused: Sendoso refused 2 of 2 links, for address 1 of 'Recipient Emails': it does not say why; address 2 of 'Recipient Emails': (address) is blocked"]);
	});

	test('has its link when one came all the same', async () => {
		answerWith({ ...ana, success: false });
		expect((await desk.run(parameters())).items.map(({ json }) => json.egift_link)).toEqual(['https://l/1']);
	});
});

describe('a link that was paid for and is for nobody who was asked for', () => {
	const answer = (egift_links: unknown, more: object = {}) => desk.control.fault({ action: { kind: 'status', status: 200, body: { success: true, message: '', egift_links, ...more } as never } });
	const linkFor = (recipient_email_or_phone_number: unknown, number: number) => ({ egift_link: `https://l/${number}`, recipient_email_or_phone_number });
	const seen = ({ items }: Awaited<ReturnType<typeof desk.run>>) => items.map(({ json, pairedItem }) => {
		const { outcome, wasSent, recipientEmail, warnings } = json.sendoso as { outcome: string; wasSent: boolean; recipientEmail: string | null; warnings: string[] };
		expect([outcome, wasSent, pairedItem]).toEqual(['sent', true, { item: 0 }]);
		return [json.egift_link, json.recipient_email_or_phone_number, recipientEmail, warnings.join(' ')];
	});
	const FOR_ANOTHER = expect.stringMatching(/^Sendoso gave this link for an address that was not asked for in this spelling\./) as string;
	const FOR_NOBODY = expect.stringMatching(/^Sendoso gave this link without an address\./) as string;
	const asked = (recipientEmails: string) => parameters({ recipientEmails });
	const onErrorOutput = { settings: { onError: 'continueErrorOutput' as const } };

	test('is an item of its own beside an address whose link did not come, and nobody guesses whose it is', async () => {
		answer([linkFor('ana@gmail.com', 1), linkFor('ben@example.com', 2)]);
		const result = await desk.run(asked('a.na+gift@gmail.com,ben@example.com'), onErrorOutput);
		expect(seen(result)).toEqual([['https://l/2', 'ben@example.com', 'ben@example.com', ''], ['https://l/1', 'ana@gmail.com', 'ana@gmail.com', FOR_ANOTHER]]);
		expect(failedItems(result)).toEqual([{ error: expect.stringMatching(/^Outcome unknown: Sendoso's answer holds 1 of 2 links, and 1 for an address that was not asked for\./), pairedItem: { item: 0 } }]);
	});

	test('is told by the error that ends the run, whose message holds no address', async () => {
		answer([linkFor('ana@gmail.com', 1), linkFor('ben@example.com', 2), linkFor(null, 3)]);
		const { error } = await desk.run(asked('a.na+gift@gmail.com,ben@example.com'));
		expect(error?.message).toMatch(/^Outcome unknown: Sendoso's answer holds 1 of 2 links, and 2 for addresses that were not asked for\. [^@/]*$/);
		expect(error?.description).toContain('No link came for address 1 of');
		expect(error?.description).toContain('Links that came: address 2: https://l/2. Links for addresses that were not asked for in this spelling: https://l/1, https://l/3.');
		expect(error?.description).not.toContain('@');
		expect(error?.description).toContain('3 sends of this run went out: item 0 (3 links). Outcome unknown: item 0.');
	});

	test('is told although it is the only one that came', async () => {
		answer([linkFor('ana@gmail.com', 1)]);
		const result = await desk.run(asked('a.na@gmail.com'), onErrorOutput);
		expect(seen(result)).toEqual([['https://l/1', 'ana@gmail.com', 'ana@gmail.com', FOR_ANOTHER]]);
		expect(failedItems(result)).toHaveLength(1);
	});

	test.each<[string, unknown[], Array<string | null>, string]>([
		['more links than were asked for', [linkFor('ana@example.com', 1), linkFor('ANA@example.com', 2), linkFor('cleo@example.com', 3)], ['ana@example.com', 'ANA@example.com', 'cleo@example.com'], FOR_ANOTHER],
		['one without an address', [linkFor('ana@example.com', 1), { egift_link: 'https://l/2' }, linkFor(null, 3)], ['ana@example.com', null, null], FOR_NOBODY],
		['one that is a text', [linkFor('ana@example.com', 1), 'https://l/2'], ['ana@example.com', null], FOR_NOBODY],
	])('is an item of its own: %s', async (_, links, addresses, warning) => {
		answer(links);
		const result = await desk.run(asked('ana@example.com'));
		expect(result.error).toBeUndefined();
		expect(seen(result)).toEqual(addresses.map((address, index) => [`https://l/${index + 1}`, address, address, index === 0 ? '' : warning]));
	});

	test('counts for Maximum Sends', async () => {
		answer([linkFor('ana@example.com', 1), linkFor('cleo@example.com', 2)]);
		const { error } = await desk.run(parameters({ recipientEmails: '={{ $json.mail }}', options: { maximumSends: 2 } }), { turns: [[{ mail: 'ana@example.com' }], [{ mail: 'ben@example.com' }]] });
		expect(error?.message).toContain('would make 1 send after 2 of this node');
	});

	test('is found again by a retry of the execution', async () => {
		answer([linkFor('ana@gmail.com', 1)]);
		const nodeContext = {};
		const request = { ...onErrorOutput, credential: desk.credential() };
		const first = await desk.run(asked('a.na@gmail.com'), { ...request, execution: { id: 'links', nodeContext } });
		const again = await desk.run(asked('a.na@gmail.com'), { ...request, execution: { id: 'their retry', nodeContext } });
		expect(seen(again)).toEqual(seen(first));
		expect(desk.seen()).toHaveLength(1);
	});

	test('keeps what the answer says of it beside', async () => {
		answer([{ ...linkFor('ana@example.com', 1), tracking_code: 'abc', expiration_days: 5 }], { expiration_days: 30 });
		const { items } = await desk.run(asked('ana@example.com'));
		expect(items[0]?.json).toMatchObject({ egift_link: 'https://l/1', tracking_code: 'abc', expiration_days: 5 });
	});

	test('says that Sendoso did not give it', async () => {
		answer([linkFor('ana@example.com', 1), { recipient_email_or_phone_number: 'ben@example.com', egift_link: null }]);
		const { items } = await desk.run(asked('ana@example.com,ben@example.com'));
		expect(items.map(({ json }) => [json.egift_link, (json.sendoso as { warnings: string[] }).warnings.join()])).toEqual([['https://l/1', ''], [null, expect.stringContaining('did not give it')]]);
	});

	test.each<[string, unknown]>([
		['a list', [linkFor('ana@example.com', 1)]],
		['a list of one answer', [{ success: true, egift_links: [linkFor('ana@example.com', 1)] }]],
		['a wrapper', { data: { egift_links: [linkFor('ana@example.com', 1)] } }],
		['one link alone', { egift_links: linkFor('ana@example.com', 1) }],
		['a link without a list', linkFor('ana@example.com', 1)],
		['a no that gives it all the same', { success: false, message: 'One address is blocked', egift_links: [linkFor('ana@example.com', 1)] }],
		['a no that names the send', { ...linkFor('ana@example.com', 1), success: false, tracking_code: 'T-1' }],
		['a list of rows that say no', [{ ...linkFor('ana@example.com', 1), success: false }]],
	])('is found in an answer that is %s', async (_, body) => {
		desk.control.fault({ action: { kind: 'status', status: 200, body: body as never } });
		expect(seen(await desk.run(asked('ana@example.com')))).toEqual([['https://l/1', 'ana@example.com', 'ana@example.com', '']]);
	});
});

test.each([
	['={{ "" }}', "'Recipient Emails' is empty"],
	[' , ', "'Recipient Emails' is empty"],
	['={{ [] }}', "'Recipient Emails' is empty"],
	['={{ $json.nothing }}', "'Recipient Emails' is empty"],
	['ana@example.com, ben', "'Recipient Emails' holds something that is not an e-mail address, at place 2"],
	['={{ ["ana@example.com", { mail: "x@example.com" }] }}', "'Recipient Emails' holds something that is not an e-mail address, at place 2"],
])('refuses the addresses %j before any request', async (recipientEmails, message) => {
	expectError(await desk.run(parameters({ recipientEmails })), `Not sent: ${message}`, "'Recipient Emails'");
	expect(desk.seen()).toEqual([]);
});

test('counts addresses for Maximum Sends', async () => {
	const result = await desk.run(parameters({ recipientEmails: 'a@example.com,b@example.com,c@example.com', options: { maximumSends: 2 } }));
	expectError(result, "Not sent: this run would make 3 sends, more than the 2 that 'Maximum Sends' allows", "'Maximum Sends'");
	expect(desk.seen()).toEqual([]);
});

itExplainsUnknownTouches(desk, (id) => parameters({ touchId: locator(id) }));
itNeverRepeats(desk, () => parameters(), PATH);
