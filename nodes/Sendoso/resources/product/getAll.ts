import { filtersOf, number, returnAllAndLimit, text } from '../../../shared/operations/fields';
import { member } from '../../../shared/values/json';
import type { SendosoOperation } from '../../answerShapes';
import { PRODUCTS } from '../../lists/listShapes';
import { countryCode, maxPriceUsd } from '../catalogueFields';
import { filledText } from '../send/sendBody';

/** Lists what the marketplace offers. */
export const getAll: SendosoOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many products',
		description: "Get many products of the marketplace with their variants and prices. Needs the scope 'marketplace'.",
		routing: { request: { method: 'GET', url: PRODUCTS.path }, send: { paginate: true } },
	},
	fields: [
		...returnAllAndLimit,
		filtersOf([
			text('Category IDs', 'categoryIds', { holds: 'list', placeholder: 'e.g. cat-041, cat-044', description: "IDs of categories, separated by commas. Sendoso's answers name them beside the products." }),
			maxPriceUsd,
			number('Min Price (USD)', 'minPriceUsd', { typeOptions: { minValue: 0, numberPrecision: 0 }, default: 0, description: 'Lowest price in whole US dollars, before shipping and fees' }),
			text('Search', 'search', { description: 'Text that the product contains' }),
			text('Ship to Countries', 'shipToCountries', { holds: 'list', placeholder: 'e.g. US, DE', description: 'Countries that the product has to be available in, as codes of two letters separated by commas' }),
		], { description: 'Applied by Sendoso' }),
	],
	safety: 'reads',
	forModels: 'A send takes the ID of one of its variants.',
	answer: { kind: 'products' },
	checks: [
		({ filters }) => {
			const [from, to] = ['minPriceUsd', 'maxPriceUsd'].map((name) => member(filters, name));
			if (typeof from !== 'number' || typeof to !== 'number' || from <= to) return undefined;
			return { message: "'Min Price (USD)' is above 'Max Price (USD)'", description: "Swap the two in 'Filters', or change one of them." };
		},
	],
	query: ({ filters }) => ({
		text_search: filledText(member(filters, 'search')),
		price_gte_usd: member(filters, 'minPriceUsd') as number | undefined,
		price_lte_usd: member(filters, 'maxPriceUsd') as number | undefined,
		'ship_to_country_codes[]': (member(filters, 'shipToCountries') as string[] | undefined)?.map((country) => countryCode(country) ?? ''),
		'category_ids[]': member(filters, 'categoryIds') as string[] | undefined,
	}),
};
