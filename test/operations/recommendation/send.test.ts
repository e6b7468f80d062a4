import type { INodeParameters } from 'n8n-workflow';
import { itNeverRepeats } from '../spendErrors';
import { expectError, openDesk } from '../support';

const desk = openDesk({ seed: 'empty' });

const PATH = '/api/v3/smartsend/recommendations/send';
const parameters = (more: INodeParameters = {}): INodeParameters => ({
	resource: 'recommendation',
	operation: 'send',
	recipientEmail: 'priya@example.net',
	recipientFirstName: 'Priya',
	recipientLastName: 'Raman',
	...more,
});
const required = { recipient_email: 'priya@example.net', recipient_first_name: 'Priya', recipient_last_name: 'Raman' };
const bodies = () => desk.seen().flatMap(({ method, body }) => (method === 'POST' ? [body] : []));

test('lets SmartSend choose, and says what went out to whom', async () => {
	const additionalFields = { maxPriceUsd: '={{ "60" }}', shipToCountry: 'us', message: 'Thank you', requireApproval: true, giftExchangeEnabled: true, meetingUrl: 'https://meet.example.com/ana' };
	const { items, error } = await desk.run(parameters({ additionalFields }));
	expect(error).toBeUndefined();
	expect(bodies()).toEqual([{ ...required, price_lte_usd: 60, ship_to_country_code: 'US', message: 'Thank you', require_approval: true, gift_exchange_enabled: true, meeting_url: 'https://meet.example.com/ana' }]);
	expect(items[0]?.json).toMatchObject({ products: [{ variant_id: expect.any(String) }], tracking_code: null, sendoso: { outcome: 'sent', wasSent: true, recipientEmail: 'priya@example.net', touchId: null } });
	expect(items[0]?.json.sendoso).not.toHaveProperty('variantId');
});

test('sends nothing but what is required unless more is asked for', async () => {
	await desk.run(parameters());
	expect(bodies()).toEqual([required]);
});

test.each([
	[{ recipientEmail: 'priya' }, "Not sent: 'Recipient Email' is not an e-mail address", "'Recipient Email'"],
	[{ additionalFields: { maxPriceUsd: '={{ "" }}' } }, "Not sent: 'Max Price (USD)' is empty", "'Max Price (USD)'"],
	[{ additionalFields: { maxPriceUsd: -1 } }, "Not sent: 'Max Price (USD)' must be a whole number of at least 0", "'Max Price (USD)'"],
])('refuses %j before any request', async (more, message, advice) => {
	expectError(await desk.run(parameters(more as INodeParameters)), message, advice);
	expect(desk.seen()).toEqual([]);
});

test('says what may be wrong when nothing fits', async () => {
	expectError(await desk.run(parameters({ additionalFields: { maxPriceUsd: 1 } })), 'Refused: No gift fits the price and country', "'Max Price (USD)'");
});

itNeverRepeats(desk, () => parameters({ duplicateCheck: 'off' }), PATH, { looksAfterwards: true });
