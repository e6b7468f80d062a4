import type { ItemContext } from '../../../nodes/shared/execution/itemContext';
import { readCampaign } from '../../../nodes/shared/spending/campaign';
import { type Known, sendFacts, type SendOutcome, succeeded } from '../../../nodes/shared/spending/sendFacts';
import { UnitSendoso } from '../../support/unitSendoso';

const EMAIL = 'ana@example.org';
const sendoso = new UnitSendoso();

function factsOf(known: Known = {}, more: Partial<ItemContext> = {}, email: string | undefined = EMAIL) {
	return sendFacts(sendoso.row({ more }), 'sent', email, known);
}

const campaign = (touch: Record<string, unknown>) => readCampaign(touch, '1');
const withTouchId = (touch_id: unknown) => ({ request: { method: 'POST', path: '/send', body: { send: { touch_id } } } }) as Partial<ItemContext>;

test.each<[SendOutcome, boolean]>([
	['sent', true],
	['reconciled', true],
	['skipped', false],
	['validated', false],
])('a gift that was %s went out: %j', (outcome, wasSent) => {
	expect(sendFacts(sendoso.row(), outcome, EMAIL, {})).toMatchObject({ outcome, wasSent });
});

test('of a campaign that nobody read no more is told than the send itself says', () => {
	expect(factsOf()).toEqual({ outcome: 'sent', wasSent: true, recipientEmail: EMAIL, touchId: 1, touchName: null, deliveryType: null, currency: null, price: null, warnings: [] });
});

test('what is handed out later has no recipient', () => {
	expect(sendFacts(sendoso.row(), 'sent', undefined, {})).toMatchObject({ recipientEmail: null, warnings: [] });
});

test.each([
	[7, 7],
	['7', '7'],
	[undefined, null],
	[{ id: 7 }, null],
])('the campaign %j is told as it goes out: %j', (touchId, told) => expect(factsOf({}, withTouchId(touchId)).touchId).toBe(told));

test('a request without a body sends from no campaign', () => {
	expect(factsOf({}, { request: { method: 'GET', path: '/' } }).touchId).toBeNull();
});

test('the name of a campaign is its own, or what the list of sends calls it', () => {
	expect(factsOf({ campaign: campaign({ name: 'Spring' }), touchName: 'Summer' }).touchName).toBe('Spring');
	expect(factsOf({ touchName: 'Summer' }).touchName).toBe('Summer');
	expect(factsOf({ campaign: campaign({}), touchName: 'Summer' }).touchName).toBeNull();
});

test.each([
	['email', 'mail', 'email'],
	[undefined, 'mail', 'mail'],
	[undefined, undefined, null],
])('a campaign by %j and an operation by %j deliver by %j', (delivery_type, delivers, told) => {
	const operation = { safety: 'spends', delivers } as ItemContext['operation'];
	expect(factsOf({ campaign: campaign({ delivery_type }) }, { operation }).deliveryType).toBe(told);
});

test('an operation that spends nothing delivers nothing', () => {
	expect(factsOf({}, { operation: { safety: 'creates', delivers: 'mail' } as unknown as ItemContext['operation'] }).deliveryType).toBeNull();
});

test('a currency is told where the campaign has one', () => {
	expect(['USD', ''].map((currency) => factsOf({ campaign: campaign({ currency }) }).currency)).toEqual(['USD', null]);
});

describe('price', () => {
	test.each([
		[5, 20, { from: 5, to: 20 }],
		[5, 5, 5],
		[5, undefined, { from: 5, to: null }],
		[undefined, 20, { from: null, to: 20 }],
		[null, null, null],
		[undefined, undefined, null],
	])('a campaign from %j to %j costs %j', (starting_egift_price, ending_egift_price, price) => {
		expect(factsOf({ campaign: campaign({ starting_egift_price, ending_egift_price }) }).price).toEqual(price);
	});

	test('an amount that was chosen is the price', () => {
		const item = sendoso.row({ parameters: { additionalFields: { amount: 7 } } });
		expect(sendFacts(item, 'sent', EMAIL, { campaign: campaign({ starting_egift_price: 5, ending_egift_price: 20 }) }).price).toBe(7);
	});
});

describe('warnings', () => {
	test.each([
		[EMAIL, []],
		['ana+gift@example.org', [expect.stringContaining('plus sign')]],
		['ana@example+more.org', []],
		['ana@gmial.com', [expect.stringContaining('looks mistyped')]],
		['ana+gift@gmial.com', [expect.stringContaining('plus sign'), expect.stringContaining('looks mistyped')]],
	])('%s: %j', (email, warnings) => expect(factsOf({}, {}, email).warnings).toEqual(warnings));

	test('what could not be compared comes behind them', () => {
		expect(factsOf({ warnings: ['Not compared.'] }, {}, 'ana+gift@example.org').warnings).toEqual([expect.stringContaining('plus sign'), 'Not compared.']);
	});
});

test('a send that was looked for says what was found, and one that was not says nothing of it', () => {
	const matched = (send?: null | { id: string }) => sendFacts(sendoso.row(), 'sent', EMAIL, {}, send);
	expect(matched()).not.toHaveProperty('matchedSend');
	expect(matched(null)).toHaveProperty('matchedSend', null);
	expect(matched({ id: 'gid' })).toHaveProperty('matchedSend', { id: 'gid' });
});

test('a send gives one item for its row, with Sendoso’s answer and a tracking code or none', () => {
	const facts = factsOf();
	const item = sendoso.row({ itemIndex: 3 });
	expect(succeeded(item, { tracking_code: 'code', more: 1 }, facts)).toEqual({ kind: 'succeeded', items: [{ json: { tracking_code: 'code', more: 1, sendoso: facts }, pairedItem: { item: 3 } }] });
	expect(succeeded(item, {}, facts)).toMatchObject({ items: [{ json: { tracking_code: null } }] });
});
