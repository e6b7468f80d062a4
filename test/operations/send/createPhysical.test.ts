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
	operation: 'createPhysical',
	duplicateCheck: 'off',
	touchId: locator(touchId),
	recipientName: 'Priya Raman',
	recipientEmail: 'priya.raman@example.net',
	address: '118 Harbour Lane',
	city: 'Portland',
	state: 'OR',
	zip: '04101',
	country: 'USA',
	...more,
});
const expected = () => ({
	touch_id: touchId,
	name: 'Priya Raman',
	email: 'priya.raman@example.net',
	address: '118 Harbour Lane',
	city: 'Portland',
	state: 'OR',
	zip: '04101',
	country: 'USA',
	confirm_address: false,
	via: 'single_person_or_company',
	via_from: 'n8n',
});
const sentBody = () => (desk.seen()[0]?.body as { send: Record<string, unknown> } | undefined)?.send;

test('sends a gift to an address', async () => {
	const { items, error } = await desk.run(parameters());
	expect(error).toBeUndefined();
	expect(desk.seen()).toEqual([{ method: 'POST', path: '/api/v3/send', query: {}, body: { send: expected() } }]);
	const [send] = desk.control.sends.list();
	expect(items).toEqual([
		{
			json: { success: true, message: 'Gift send Successfully', tracking_code: send?.tracking_code, sendoso: sendFacts('sent', touchId, 'priya.raman@example.net', 'mail') },
			pairedItem: { item: 0 },
		},
	]);
});

test('takes every field from an expression', async () => {
	const row = { touch: touchId, name: ' Rowan ', mail: 'rowan@example.net', street: ' 7 Mill Row ', floor: ' Floor 2 ', city: 'Leeds', state: 'West Yorkshire', zip: 12345, country: ' GB ', phone: '+44 7700 900123', note: 'Hi', app: 'CRM' };
	const additionalFields = { addressLine2: '={{ $json.floor }}', customMessage: '={{ $json.note }}', viaFrom: '={{ $json.app }}' };
	const fields = { recipientName: 'name', recipientEmail: 'mail', address: 'street', city: 'city', state: 'state', zip: 'zip', country: 'country', mobileNumber: 'phone' };
	const expressions = Object.fromEntries(Object.entries(fields).map(([field, column]) => [field, `={{ $json.${column} }}`]));
	const { error } = await desk.run(parameters({ ...expressions, touchId: locator('={{ $json.touch }}'), additionalFields }), { items: [row] });
	expect(error).toBeUndefined();
	expect(sentBody()).toEqual({
		...expected(),
		name: 'Rowan',
		email: 'rowan@example.net',
		address: '7 Mill Row, Floor 2',
		city: 'Leeds',
		state: 'West Yorkshire',
		zip: '12345',
		country: 'GB',
		mobile_no: 447700900123,
		custom_message: 'Hi',
		via_from: 'CRM',
	});
});

test.each(['US', 'usa', 'U.S.', 'u.s.a.', 'United States', ' united states of america '])('needs no mobile number for %j', async (country) => {
	expect((await desk.run(parameters({ country }))).error).toBeUndefined();
	expect(sentBody()).toEqual({ ...expected(), country: country.trim() });
});

test.each(['={{ $json.nothing }}', '={{ null }}', ' '])('leaves out the mobile number %j inside the USA', async (mobileNumber) => {
	expect((await desk.run(parameters({ mobileNumber }))).error).toBeUndefined();
	expect(sentBody()).toEqual(expected());
});

test.each([
	['GB', '+44 7700 900123', 447700900123],
	['DE', '0049 (30) 123-4567', 49301234567],
	['us', '(503) 555-0100', 5035550100],
	['IN', '={{ "+91" + 9876543210 }}', 919876543210],
])('sends the mobile number for %s as digits: %s', async (country, mobileNumber, digits) => {
	expect((await desk.run(parameters({ country, mobileNumber }))).error).toBeUndefined();
	expect(sentBody()).toEqual({ ...expected(), country, mobile_no: digits });
});

test.each([
	['', "'Mobile Number' is needed outside the USA"],
	['={{ $json.nothing }}', "'Mobile Number' is needed outside the USA"],
	['7700 900123', "'Mobile Number' must start with + or 00 and the country code"],
	['={{ 447700900123 }}', "'Mobile Number' must start with + or 00 and the country code"],
	['+44 77', "'Mobile Number' does not have 7 to 15 digits"],
	['+1234567890123456', "'Mobile Number' does not have 7 to 15 digits"],
	['+', "'Mobile Number' does not have 7 to 15 digits"],
])('refuses the mobile number %j abroad before any request', async (mobileNumber, message) => {
	expectNotSent(await desk.run(parameters({ country: 'GB', mobileNumber })), message, "'Mobile Number'");
});

test.each([
	['123', "'Mobile Number' does not have 7 to 15 digits"],
	['none', "'Mobile Number' holds something that is no part of a number"],
])('refuses the mobile number %j inside the USA before any request', async (mobileNumber, message) => {
	expectNotSent(await desk.run(parameters({ mobileNumber })), message, "'Mobile Number'");
});

test('refuses a ZIP of the USA that lost its zeros in a sheet', async () => {
	const { items } = await desk.run(parameters({ zip: '={{ $json.zip }}', country: 'GB', mobileNumber: '+44 20 7946 0958' }), { items: [{ zip: 2139 }] });
	expect(items).toHaveLength(1);
	desk.control.reset('empty');
	expectError(await desk.run(parameters({ zip: '={{ $json.zip }}' }), { items: [{ zip: 2139 }] }), "Not sent: 'ZIP' has fewer than five digits", "'ZIP'");
});

test.each([
	['recipientName', 'Recipient Name'],
	['address', 'Address'],
	['city', 'City'],
	['state', 'State'],
	['zip', 'ZIP'],
	['country', 'Country'],
])('refuses an empty %s before any request', async (name, label) => {
	for (const value of ['={{ " " }}', '={{ $json.nothing }}', '={{ null }}']) {
		expectNotSent(await desk.run(parameters({ [name]: value })), `'${label}' is empty`, `'${label}'`);
	}
});

test('refuses a wrong e-mail address and campaign before any request', async () => {
	expectNotSent(await desk.run(parameters({ recipientEmail: 'priya@' })), "'Recipient Email' is not an e-mail address", "'Recipient Email'");
	expectNotSent(await desk.run(parameters({ touchId: locator('new') })), "'Campaign (Touch)' is not a valid ID", "'Campaign (Touch)'");
});

itExplainsUnknownTouches(desk, (id) => parameters({ touchId: locator(id) }));
itNeverRepeats(desk, () => parameters(), '/api/v3/send', { looksAfterwards: true });

function expectNotSent(result: Awaited<ReturnType<typeof desk.run>>, message: string, advice: string) {
	expectError(result, `Not sent: ${message}`, advice);
	expect(desk.seen()).toEqual([]);
}
