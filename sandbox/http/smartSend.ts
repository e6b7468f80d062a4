import { Router } from 'express';
import type { SandboxContext } from '../context';
import { makeCatalogue, viewOfProduct } from '../store/catalogue';
import type { CatalogueProduct } from '../store/catalogue';
import { sendVariant } from './catalogueSend';
import type { CatalogueSendBody } from './catalogueSend';
import { refuse } from './exchange';

interface Wishes {
	price_lte_usd?: unknown;
	ship_to_country_code?: unknown;
}

const suggestions = 8;

/** Recommendations for a recipient, and letting the service choose. */
export function smartSendRoutes(context: SandboxContext): Router {
	const products = makeCatalogue();
	const router = Router();

	router.get('/api/v3/smartsend/recommendations', (request, response) => {
		const found = recommended(products, String(request.query.recipient_email), request.query);
		response.json({
			products: found.slice(0, suggestions).map((product) => ({ ...viewOfProduct(product), interests: product.interests })),
		});
	});

	router.post('/api/v3/smartsend/recommendations/send', (request, response) => {
		const body: CatalogueSendBody & Wishes = request.body;
		const [product] = recommended(products, body.recipient_email, body);
		const [variantId] = product?.variantIds ?? [];
		if (product === undefined || variantId === undefined) return refuse(response, 400, 'No gift fits the price and country');
		sendVariant(context, request, response, { product, variantId }, body);
	});

	return router;
}

/** What fits, starting at another place of the catalogue for each recipient. */
function recommended(products: readonly CatalogueProduct[], email: string, wishes: Wishes): CatalogueProduct[] {
	const start = [...email].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % products.length;
	const country = wishes.ship_to_country_code;
	return [...products.slice(start), ...products.slice(0, start)].filter(
		(product) =>
			product.price <= Number(wishes.price_lte_usd ?? Infinity) &&
			(typeof country !== 'string' || product.shipsTo.includes(country)),
	);
}
