import type { INodeParameters } from 'n8n-workflow';
import { makeCatalogue, viewOfProduct } from '../../../sandbox/store/catalogue';
import { itExplainsRefusals } from '../readErrors';
import { expectError, openDesk } from '../support';

const desk = openDesk({ seed: 'empty' });

const parameters = (more: INodeParameters = {}): INodeParameters => ({ resource: 'product', operation: 'getAll', ...more });
const ids = (items: Array<{ json: { id?: unknown } }>) => items.map(({ json }) => json.id);
const wanted = (size = 90) => makeCatalogue(size).map(({ id }) => id);
const query = () => desk.seen().map((request) => request.query);

test('Return All walks the marketplace by its cursor, each product once and in order', async () => {
	const { items, error } = await desk.run(parameters({ returnAll: true }));
	expect(error).toBeUndefined();
	expect(items).toEqual(makeCatalogue().map((product) => ({ json: viewOfProduct(product), pairedItem: { item: 0 } })));
	expect(query().map(({ after }) => typeof after)).toEqual(['undefined', 'string', 'string', 'string', 'string']);
	for (const request of desk.seen()) expect(request).toMatchObject({ method: 'GET', path: '/api/v3/marketplace/products', body: null });
});

test.each([[1, 1], [20, 1], [21, 2], [50, 3]])('limit %d asks for no page more than it needs', async (limit, pages) => {
	expect(ids((await desk.run(parameters({ limit }))).items)).toEqual(wanted().slice(0, limit));
	expect(desk.seen()).toHaveLength(pages);
});

test.each(['null', 'empty', 'missing', 'repeat'] as const)('ends where the last page says it in another way: %s', async (end) => {
	desk.control.setCatalogue({ end });
	const { items, error } = await desk.run(parameters({ returnAll: true }));
	expect([error, ids(items)]).toEqual([undefined, wanted()]);
});

test('takes the cursor alone, even where only an address of another host has it', async () => {
	const stop = desk.control.beforeAnswer((pending) => {
		const { pagination } = pending.answer as { pagination: { after?: string } };
		delete pagination.after;
	});
	const { items, error } = await desk.run(parameters({ returnAll: true }));
	stop();
	expect([error, ids(items)]).toEqual([undefined, wanted()]);
});

test('a marketplace that goes round in circles is told, not given', async () => {
	let pages = 0;
	const stop = desk.control.beforeAnswer((pending) => {
		pending.answer = { pagination: { after: `round-${++pages}` }, categories: [], products: makeCatalogue().slice(0, 2).map(viewOfProduct) };
	});
	const result = await desk.run(parameters({ returnAll: true }));
	stop();
	expectError(result, "Sendoso's list repeats itself: its pages hold nothing but records of earlier pages", 'nothing is given');
	expect(pages).toBe(4);
});

test('has Sendoso apply the filters, lists as a repeated name with brackets', async () => {
	const filters = { search: ' set ', minPriceUsd: 5, maxPriceUsd: '={{ "110" }}', shipToCountries: 'us, DE', categoryIds: ['cat-051', 'cat-052'] };
	const { items, error } = await desk.run(parameters({ returnAll: true, filters }));
	expect(error).toBeUndefined();
	const fitting = makeCatalogue().filter(({ name, description, price, shipsTo, categoryId }) => `${name} ${description}`.toLowerCase().includes('set') && price >= 5 && price <= 110 && shipsTo.includes('US') && shipsTo.includes('DE') && ['cat-051', 'cat-052'].includes(categoryId));
	expect(ids(items)).toEqual(fitting.map(({ id }) => id));
	expect(items.length).toBeGreaterThan(0);
	expect(query()[0]).toMatchObject({ text_search: 'set', price_gte_usd: '5', price_lte_usd: '110' });
});

test.each([
	[{ limit: 0 }, "'Limit' must be a whole number from 1 to 50,000", "'Limit'"],
	[{ filters: { maxPriceUsd: 19.5 } }, "'Max Price (USD)' must be a whole number of at least 0", "'Max Price (USD)'"],
	[{ filters: { minPriceUsd: 60, maxPriceUsd: 20 } }, "'Min Price (USD)' is above 'Max Price (USD)'", "'Filters'"],
	[{ filters: { shipToCountries: '={{ "" }}' } }, "'Ship to Countries' is empty", "'Ship to Countries'"],
])('refuses %j before any request', async (more, message, advice) => {
	expectError(await desk.run(parameters(more as INodeParameters)), message, advice);
	expect(desk.seen()).toEqual([]);
});

test('a missing scope is named, with the place to add it', async () => {
	const credential = desk.credential();
	credential.data.oauthTokenData = { ...desk.control.issueToken({ scope: 'public write update' }), token_type: 'bearer' };
	const { error } = await desk.run(parameters(), { credential });
	expect(error?.description).toContain("set 'Enabled Scopes' to public write update marketplace");
	expect(error?.description).toContain('Reconnect');
});

itExplainsRefusals(desk, parameters, { whatOpensIt: 'Enabled Scopes', pace: '100 requests a minute' });
