import type { INodeParameters } from 'n8n-workflow';
import { itNeverRepeats } from '../spendErrors';
import { expectError, locator, openDesk, openTouch, sendFacts } from '../support';
import { itExplainsUnknownTouches } from './unknownTouch';

const desk = openDesk({ seed: 'empty' });

let touchId = 0;
beforeEach(() => {
	touchId = openTouch(desk, 'mail').id;
});

const parameters = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'send',
	operation: 'createWithAddressCollection',
	duplicateCheck: 'off',
	touchId: locator(touchId),
	recipientName: 'Priya Raman',
	recipientEmail: 'priya.raman@example.net',
	...more,
});
const expected = () => ({
	touch_id: touchId,
	name: 'Priya Raman',
	email: 'priya.raman@example.net',
	no_address: true,
	confirm_address: true,
	address_confirmation_via: 'email',
	resume_with_unconfirmed_address: false,
	expire_after_days: 7,
	hide_product_info: false,
	via: 'single_person_or_company',
	via_from: 'n8n',
});
const bodies = () => desk.seen().map(({ body }) => body);

test('asks the recipient for the address by e-mail', async () => {
	const { items, error } = await desk.run(parameters());
	expect(error).toBeUndefined();
	expect(desk.seen()).toEqual([{ method: 'POST', path: '/api/v3/send', query: {}, body: { send: expected() } }]);
	const [send] = desk.control.sends.list();
	expect(send?.kind).toBe('addressCollection');
	const json = { success: true, message: 'Gift send Successfully', tracking_code: send?.tracking_code, sendoso: sendFacts('sent', touchId, 'priya.raman@example.net', 'mail') };
	expect(items).toEqual([{ json, pairedItem: { item: 0 } }]);
});

test('passes on the link of the address form under whatever key it comes', async () => {
	const { items } = await desk.run(parameters({ addressConfirmationVia: 'link' }));
	expect(bodies()).toEqual([{ send: { ...expected(), address_confirmation_via: 'link' } }]);
	expect(items[0]?.json.address_confirmation_link).toMatch(/^https:/);
});

test('takes every field from an expression', async () => {
	const rows = [
		{ touch: touchId, name: ' Ana ', mail: 'ana@example.net', via: 'email', days: 2, hide: true, ask: 'Where to?', note: 'Hi', app: 'CRM' },
		{ touch: touchId, name: 'Ben', mail: 'ben@example.net', via: 'email', days: '5', hide: false, ask: '', note: '', app: '' },
	];
	const additionalFields = { addressConfirmationMessage: '={{ $json.ask }}', customMessage: '={{ $json.note }}', viaFrom: '={{ $json.app }}' };
	const fields = { recipientName: '={{ $json.name }}', recipientEmail: '={{ $json.mail }}', expireAfterDays: '={{ $json.days }}', hideProductInfo: '={{ $json.hide }}' };
	const { error } = await desk.run(parameters({ ...fields, touchId: locator('={{ $json.touch }}'), additionalFields }), { items: rows });
	expect(error).toBeUndefined();
	const first = { name: 'Ana', email: 'ana@example.net', expire_after_days: 2, hide_product_info: true };
	expect(bodies()).toEqual([
		{ send: { ...expected(), ...first, address_confirmation_custom_message: 'Where to?', custom_message: 'Hi', via_from: 'CRM' } },
		{ send: { ...expected(), name: 'Ben', email: 'ben@example.net', expire_after_days: 5 } },
	]);
});

test.each(['link', '={{ "link" }}'])('sends the message of the e-mail only when the address is asked for by e-mail, not by %s', async (addressConfirmationVia) => {
	const additionalFields = { addressConfirmationMessage: 'Where to?' };
	await desk.run(parameters({ addressConfirmationVia, additionalFields }));
	expect(bodies()).toEqual([{ send: { ...expected(), address_confirmation_via: 'link' } }]);
});

test.each([1, 8, 2.5, 0, '={{ "soon" }}', '={{ null }}'])('refuses the expiry %j before any request', async (expireAfterDays) => {
	const result = await desk.run(parameters({ expireAfterDays }));
	const message = String(expireAfterDays).includes('null') ? "'Expire After Days' is empty" : "'Expire After Days' must be a whole number from 2 to 7";
	expectError(result, `Not sent: ${message}`, "'Expire After Days'");
	expect(desk.seen()).toEqual([]);
});

test.each([
	[{ addressConfirmationVia: '={{ "sms" }}' }, "'Address Confirmation Via' has an unknown value", "'Address Confirmation Via'"],
	[{ recipientName: '={{ "" }}' }, "'Recipient Name' is empty", "'Recipient Name'"],
	[{ recipientEmail: '@example.net' }, "'Recipient Email' is not an e-mail address", "'Recipient Email'"],
	[{ touchId: locator('0') }, "'Campaign (Touch)' is not a valid ID", "'Campaign (Touch)'"],
])('refuses %j before any request', async (more, message, advice) => {
	expectError(await desk.run(parameters(more as INodeParameters)), `Not sent: ${message}`, advice);
	expect(desk.seen()).toEqual([]);
});

itExplainsUnknownTouches(desk, (id) => parameters({ touchId: locator(id) }));
itNeverRepeats(desk, () => parameters(), '/api/v3/send', { looksAfterwards: true });
