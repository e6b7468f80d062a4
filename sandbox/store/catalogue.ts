import { createRandom } from '../random';

/** A product of the marketplace, as kept. */
export interface CatalogueProduct {
	id: string;
	name: string;
	description: string;
	categoryId: string;
	price: number;
	shipsTo: string[];
	interests: string[];
	variantIds: string[];
}

/** The categories, by group. */
export const categories = [
	{ group: 'Desk', id: 'cat-041', name: 'Stationery' },
	{ group: 'Desk', id: 'cat-042', name: 'Gadgets' },
	{ group: 'Kitchen', id: 'cat-051', name: 'Coffee and tea' },
	{ group: 'Kitchen', id: 'cat-052', name: 'Sweets' },
	{ group: 'Outdoors', id: 'cat-061', name: 'Hiking' },
];

const things: Record<string, string[]> = {
	'cat-041': ['Linen notebook', 'Brass pen', 'Füllfederhalter', '和紙レターセット', 'Desk planner', 'Marque-pages en cuir'],
	'cat-042': ['Desk lamp', 'Wireless charger', 'Cable organiser', 'Travel adapter', 'Mini speaker', 'Reading light'],
	'cat-051': ['Trail mug', 'Single origin beans', '抹茶セット', 'Moka pot', 'شاي بالنعناع', 'Pour-over set'],
	'cat-052': ['Sea salt caramels', 'Macarons assortis', 'Stollen', 'Пастила', 'Dark chocolate', 'Turrón de Alicante'],
	'cat-061': ['Enamel flask', 'Wool blanket', 'Head torch', 'Trail map set', 'Picnic rug', 'Folding knife'],
};
const colours = ['green', 'blue', 'sand'];

const editions = ['', ', large', ', gift box'];
const made = new Map<number, CatalogueProduct[]>();

/** Some products, ninety unless it is told, always the same ones. */
export function makeCatalogue(size = 90): CatalogueProduct[] {
	const known = made.get(size) ?? produce(size);
	made.set(size, known);
	return known;
}

function produce(size: number): CatalogueProduct[] {
	const random = createRandom(7);
	const products: CatalogueProduct[] = [];
	for (let round = 0; products.length < size; round++) {
		const edition = editions[round] ?? `, edition ${round + 1}`;
		for (const category of categories) {
			for (const thing of things[category.id] ?? []) {
				const number = 5000 + products.length * 31;
				products.push({
					id: `prd-${number}`,
					name: `${thing}${edition}`,
					description: `${thing} for the ${category.group.toLowerCase()}, packed to give away`,
					categoryId: category.id,
					price: random.integer(800, 12_000) / 100,
					shipsTo: random.chance(0.3) ? ['US'] : ['US', 'CA', 'GB', 'DE', 'FR'],
					interests: [category.name.toLowerCase(), category.group.toLowerCase()],
					variantIds: colours.slice(0, random.integer(1, 3)).map((colour) => `var-${number}-${colour}`),
				});
			}
		}
	}
	return products.slice(0, size);
}

/** A product the way the API prints it. */
export function viewOfProduct(product: CatalogueProduct): Record<string, unknown> {
	const { id, name, description } = product;
	const pictures = `https://images.example.net/${id}`;
	return {
		id,
		name,
		description,
		variants: product.variantIds.map((variantId) => ({
			id: variantId,
			estimated_total_price: { currency: 'USD', price_per_unit: product.price.toFixed(2) },
			images: [
				{
					url: `${pictures}/original.jpg`,
					cdn_main: { url: `${pictures}/main.webp` },
					cdn_thumbnail: { url: `${pictures}/thumb.webp` },
				},
			],
		})),
	};
}
