import type { INodeParameters } from 'n8n-workflow';
import { itNeverRepeats } from '../spendErrors';
import { expectError, failedItems, locator, openDesk, openTouch, sendFacts } from '../support';
import { itExplainsUnknownTouches } from './unknownTouch';

const desk = openDesk({ seed: 'empty' });

let touchId = 0;
beforeEach(() => {
	touchId = openTouch(desk, 'email').id;
});

const parameters = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'send',
	operation: 'createEgift',
	duplicateCheck: 'off',
	touchId: locator(touchId),
	recipientEmail: 'joao.silva@example.com',
	...more,
});
const via = { via: 'single_email_address', via_from: 'n8n' };

test.each(['id', 'list'] as const)('sends an eGift (campaign by %s)', async (mode) => {
	const { items, error } = await desk.run(parameters({ touchId: locator(String(touchId), mode) }));
	expect(error).toBeUndefined();
	expect(desk.seen()).toEqual([
		{ method: 'POST', path: '/api/v3/send', query: {}, body: { send: { touch_id: touchId, email: 'joao.silva@example.com', ...via } } },
	]);
	const [send] = desk.control.sends.list();
	expect(items).toEqual([
		{
			json: {
				success: true,
				message: 'EGifts send Successfully',
				tracking_code: send?.tracking_code,
				tracking_url: expect.stringMatching(/^https:/),
				sendoso: sendFacts('sent', touchId, 'joao.silva@example.com', 'email'),
			},
			pairedItem: { item: 0 },
		},
	]);
});

test('takes every field from an expression, and trims names and addresses', async () => {
	const rows = (touch: number) => [
		{ touch, mail: ' ana@example.com ', name: ' Ana Sá ', note: 'Olá\n✨', amount: 12.5, app: 'CRM', most: 5 },
		{ touch: String(touch), mail: 'ben@example.com', name: 'Ben', note: 'Hi', amount: '7', app: 'CRM', most: 5 },
	];
	const additionalFields = { recipientName: '={{ $json.name }}', customMessage: '={{ $json.note }}', amount: '={{ $json.amount }}', viaFrom: '={{ $json.app }}' };
	touchId = desk.control.touches.add({ delivery_type: 'email', starting_egift_price: 5, ending_egift_price: 50, is_default_price: false }).id;
	const items = rows(touchId);
	const ask = parameters({ touchId: locator('={{ $json.touch }}'), recipientEmail: '={{ $json.mail }}', additionalFields, options: { maximumSends: '={{ $json.most }}' } });
	const result = await desk.run(ask, { items });
	expect(result.error).toBeUndefined();
	expect(result.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	const common = { touch_id: touchId, via: 'single_email_address', via_from: 'CRM' };
	const [campaign, ...sends] = desk.seen();
	// The amount is compared with the campaign, which is read once.
	expect(campaign).toMatchObject({ method: 'GET', path: `/api/v3/touches/${touchId}` });
	expect(sends.map(({ body }) => body)).toEqual([
		{ send: { ...common, email: 'ana@example.com', name: 'Ana Sá', custom_message: 'Olá\n✨', amount: 12.5 } },
		{ send: { ...common, email: 'ben@example.com', name: 'Ben', custom_message: 'Hi', amount: 7 } },
	]);
});

test.each(['={{ $json.nothing }}', '={{ null }}', '', '  '])('leaves out additional fields whose value is %j', async (nothing) => {
	const { error } = await desk.run(parameters({ additionalFields: { recipientName: nothing, customMessage: nothing, viaFrom: nothing } }));
	expect(error).toBeUndefined();
	const [request] = desk.seen();
	expect(request?.body).toMatchObject({ send: { touch_id: touchId, email: 'joao.silva@example.com', ...via } });
	expect(request?.body).not.toHaveProperty('send.name');
});

test.each([
	[{ recipientEmail: 'joao' }, "'Recipient Email' is not an e-mail address", "'Recipient Email'"],
	[{ recipientEmail: 'a@example.com b@example.com' }, "'Recipient Email' is not an e-mail address", "'Recipient Email'"],
	[{ recipientEmail: '={{ $json.nothing }}' }, "'Recipient Email' is empty", "'Recipient Email'"],
	[{ recipientEmail: '={{ [1, 2] }}' }, "'Recipient Email' is not an e-mail address", "'Recipient Email'"],
	[{ touchId: locator('={{ "" }}') }, "'Campaign (Touch)' is empty", "'Campaign (Touch)'"],
	[{ touchId: locator('12a') }, "'Campaign (Touch)' is not a valid ID", "'Campaign (Touch)'"],
	[{ touchId: locator('-3') }, "'Campaign (Touch)' is not a valid ID", "'Campaign (Touch)'"],
	[{ touchId: locator('1.5') }, "'Campaign (Touch)' is not a valid ID", "'Campaign (Touch)'"],
	[{ additionalFields: { amount: 0 } }, "'Amount' must be a number of at least 0.01 with at most 2 decimals", "'Amount'"],
	[{ additionalFields: { amount: '={{ "ten" }}' } }, "'Amount' must be a number of at least 0.01 with at most 2 decimals", "'Amount'"],
	[{ additionalFields: { amount: 10.005 } }, "'Amount' must be a number of at least 0.01 with at most 2 decimals", "'Amount'"],
	[{ additionalFields: { amount: '={{ $json.nothing }}' } }, "'Amount' is empty", "'Amount'"],
	[{ options: { maximumSends: 0 } }, "'Maximum Sends' must be a whole number of at least 1", "'Maximum Sends'"],
	[{ recipientEmail: '={{ $json.a.b.c }}' }, "'Recipient Email'", "'Recipient Email'"],
])('refuses %j before any request', async (more, message, advice) => {
	const result = await desk.run(parameters(more as unknown as INodeParameters));
	expect(result.error?.message).toMatch(/^Not sent: /);
	expect(result.error?.message).toContain(message);
	expectError(result, result.error?.message ?? '', advice);
	expect(desk.seen()).toEqual([]);
});

test('on the error output only the bad item is missing', async () => {
	const items = ['a@example.com', 'nobody', 'c@example.com'].map((mail) => ({ mail }));
	const result = await desk.run(parameters({ recipientEmail: '={{ $json.mail }}' }), { items, settings: { onError: 'continueErrorOutput' } });
	expect(result.items.map(({ json, pairedItem }) => [json.success, pairedItem])).toEqual([[true, { item: 0 }], [true, { item: 2 }]]);
	expect(failedItems(result)).toEqual([{ error: "Not sent: 'Recipient Email' is not an e-mail address", pairedItem: { item: 1 } }]);
	expect(desk.seen().map(({ body }) => (body as { send: { email: string } }).send.email)).toEqual(['a@example.com', 'c@example.com']);
});

test('after Retry On Fail the error still names what the first try sent', async () => {
	desk.control.fault({ times: 'always', match: { bodyIncludes: 'b@example.com' }, action: { kind: 'status', status: 422, body: { message: 'Blocked' } } });
	const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
	const { error } = await desk.run(parameters({ recipientEmail: '={{ $json.mail }}' }), { items: [{ mail: 'a@example.com' }, { mail: 'b@example.com' }], settings });
	const [sent] = desk.control.sends.list();
	expect(desk.control.sends.count()).toBe(1);
	expect(error?.message).toBe('Refused: Blocked');
	expect(error?.description).toContain(`1 send of this run went out: item 0 (tracking code ${sent?.tracking_code}).`);
});

test('tells a campaign of the other kind in the words of Sendoso', async () => {
	const result = await desk.run(parameters({ touchId: locator(openTouch(desk, 'mail').id) }));
	expect(result.error?.message).toBe('Refused: This touch is delivered by mail');
	expect(desk.control.sends.count()).toBe(0);
});

test.each<[string, unknown, object]>([
	['a list of one', [{ success: true, tracking_code: 'code-1' }], { success: true, tracking_code: 'code-1' }],
	['a wrapper', { success: true, send: { tracking_code: 'code-1' } }, { success: true, send: { tracking_code: 'code-1' }, tracking_code: 'code-1' }],
	['a list of several', [{ tracking_code: 'code-1' }, { note: 'queued' }], { answer: [{ tracking_code: 'code-1' }, { note: 'queued' }], tracking_code: 'code-1' }],
	['an empty list', [], { tracking_code: null }],
])('loses nothing of an answer that is %s', async (_, body, json) => {
	desk.control.fault({ match: { method: 'POST', bodyIncludes: 'joao.silva@' }, action: { kind: 'status', status: 200, body: body as never } });
	const { items } = await desk.run(parameters());
	expect(items.map((item) => item.json)).toEqual([{ ...json, sendoso: sendFacts('sent', touchId, 'joao.silva@example.com', 'email') }]);
});

test('the error that ends a run names a tracking code that stood in an odd place', async () => {
	desk.control.fault({ match: { method: 'POST', nth: 1 }, action: { kind: 'status', status: 200, body: { send: { tracking_code: 'code-1' } } } });
	desk.control.fault({ match: { method: 'POST', bodyIncludes: 'b@example.com' }, action: { kind: 'status', status: 422, body: { message: 'Blocked' } } });
	const { error } = await desk.run(parameters({ recipientEmail: '={{ $json.mail }}' }), { items: [{ mail: 'a@example.com' }, { mail: 'b@example.com' }] });
	expect(error?.description).toContain('1 send of this run went out: item 0 (tracking code code-1).');
});

test('passes on members of the answer that no page documents', async () => {
	desk.control.fault({ action: { kind: 'status', status: 202, body: { message: 'Queued', queue: { id: 7 } } } });
	const { items } = await desk.run(parameters());
	expect(items[0]?.json).toEqual({ message: 'Queued', queue: { id: 7 }, tracking_code: null, sendoso: sendFacts('sent', touchId, 'joao.silva@example.com', 'email') });
});

itExplainsUnknownTouches(desk, (id) => parameters({ touchId: locator(id) }));
itNeverRepeats(desk, () => parameters(), '/api/v3/send', { looksAfterwards: true });
