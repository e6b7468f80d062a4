import { Router } from 'express';
import type { Request } from 'express';
import type { SandboxContext } from '../context';
import { categories, makeCatalogue, viewOfProduct } from '../store/catalogue';
import type { CatalogueProduct } from '../store/catalogue';
import { sendVariant } from './catalogueSend';
import type { CatalogueSendBody } from './catalogueSend';
import { refuse } from './exchange';

/** The catalogue by cursor, and sending one variant of it. */
export function marketplaceRoutes(context: SandboxContext): Router {
	const router = Router();
	const products = (): CatalogueProduct[] => makeCatalogue(context.settings.catalogue.size);

	router.get('/api/v3/marketplace/products', (request, response) => {
		const { pageSize, end: lastPage } = context.settings.catalogue;
		const found = products().filter((product) => isWanted(product, request));
		const start = startOf(request.query.after);
		const end = start + pageSize;
		const after = end < found.length ? cursorOf(end) : { null: null, missing: null, empty: '', repeat: cursorOf(start) }[lastPage];
		const next = new URLSearchParams({ after: after ?? '' });
		const url = `https://app.sendoso.example/api/v3/marketplace/products?${next.toString()}`;
		response.json({
			pagination: after === null && lastPage === 'missing' ? {} : { after, next_page: after ? { url } : null },
			categories: categoryGroups(found),
			products: found.slice(start, end).map(viewOfProduct),
		});
	});

	router.post('/api/v3/marketplace/products/send', (request, response) => {
		const body: CatalogueSendBody & { variant_ids: string[] } = request.body;
		const [variantId = ''] = body.variant_ids;
		const product = products().find((candidate) => candidate.variantIds.includes(variantId));
		if (product === undefined) return refuse(response, 400, 'Variant not found');
		sendVariant(context, request, response, { product, variantId }, body);
	});

	return router;
}

function isWanted(product: CatalogueProduct, request: Request): boolean {
	const { query } = request;
	const countries = valuesOf(request, 'ship_to_country_codes[]');
	const wantedCategories = valuesOf(request, 'category_ids[]');
	const text = String(query.text_search ?? '').toLowerCase();
	return (
		product.price >= Number(query.price_gte_usd ?? 0) &&
		product.price <= Number(query.price_lte_usd ?? Infinity) &&
		countries.every((country) => product.shipsTo.includes(country)) &&
		(wantedCategories.length === 0 || wantedCategories.includes(product.categoryId)) &&
		`${product.name} ${product.description}`.toLowerCase().includes(text)
	);
}

/** Read from the address itself, because the validator joins repeated values in the parsed query. */
function valuesOf(request: Request, name: string): string[] {
	return new URL(request.originalUrl, 'http://sandbox').searchParams.getAll(name);
}

function cursorOf(start: number): string {
	return Buffer.from(JSON.stringify({ start })).toString('base64url');
}

function startOf(cursor: unknown): number {
	if (typeof cursor !== 'string') return 0;
	const start = /"start":(\d+)/.exec(Buffer.from(cursor, 'base64url').toString('utf8'))?.[1];
	return Number(start ?? 0);
}

function categoryGroups(products: readonly CatalogueProduct[]): Array<{ group_name: string; children: Array<{ id: string; name: string }> }> {
	const used = new Set(products.map((product) => product.categoryId));
	const groups = new Set(categories.map((category) => category.group));
	return [...groups]
		.map((group) => ({
			group_name: group,
			children: categories
				.filter((category) => category.group === group && used.has(category.id))
				.map(({ id, name }) => ({ id, name })),
		}))
		.filter((group) => group.children.length > 0);
}
