import type { INodeParameters } from 'n8n-workflow';
import { makeCatalogue } from '../../../sandbox/store/catalogue';
import { itExplainsRefusals } from '../readErrors';
import { expectError, openDesk } from '../support';

const desk = openDesk({ seed: 'empty' });

const parameters = (more: INodeParameters = {}): INodeParameters => ({ resource: 'recommendation', operation: 'getAll', recipientEmail: 'priya@example.net', ...more });

test('gives what SmartSend recommends, with the interests that led to it', async () => {
	const { items, error } = await desk.run(parameters());
	expect(error).toBeUndefined();
	expect(desk.seen()).toEqual([{ method: 'GET', path: '/api/v3/smartsend/recommendations', query: { recipient_email: 'priya@example.net' }, body: null }]);
	expect(items).toHaveLength(8);
	for (const { json, pairedItem } of items) {
		expect(pairedItem).toEqual({ item: 0 });
		expect(json.interests).toEqual(makeCatalogue().find(({ id }) => id === json.id)?.interests);
	}
});

test('limit and filters apply', async () => {
	const { items, error } = await desk.run(parameters({ recipientEmail: '={{ $json.mail }}', limit: 3, filters: { maxPriceUsd: 40, shipToCountry: 'us' } }), { items: [{ mail: ' ana@example.com ' }] });
	expect([error, items.length]).toEqual([undefined, 3]);
	expect(desk.seen()[0]?.query).toEqual({ recipient_email: 'ana@example.com', price_lte_usd: '40', ship_to_country_code: 'US' });
});

test.each([
	[{ recipientEmail: '={{ "" }}' }, "'Recipient Email' is empty", "'Recipient Email'"],
	[{ recipientEmail: 'priya@' }, "'Recipient Email' is not an e-mail address", "'Recipient Email'"],
	[{ filters: { maxPriceUsd: '={{ "cheap" }}' } }, "'Max Price (USD)' must be a whole number of at least 0", "'Max Price (USD)'"],
])('refuses %j before any request', async (more, message, advice) => {
	expectError(await desk.run(parameters(more as INodeParameters)), message, advice);
	expect(desk.seen()).toEqual([]);
});

itExplainsRefusals(desk, parameters, { whatOpensIt: 'SmartSend', pace: '100 requests a minute' });
