import { email, filtersOf, returnAllAndLimit } from '../../../shared/operations/fields';
import { member, textOf } from '../../../shared/values/json';
import type { SendosoOperation } from '../../answerShapes';
import { countryCode, maxPriceUsd, shipToCountry } from '../catalogueFields';

/** Asks SmartSend for gifts that suit a person. */
export const getAll: SendosoOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many recommendations',
		description: "Get many products that SmartSend recommends for a person. Needs the scope 'smartsend'.",
		routing: { request: { method: 'GET', url: '/api/v3/smartsend/recommendations' }, send: { paginate: true } },
	},
	fields: [
		email('Recipient Email', 'recipientEmail', { required: true, description: 'Address of the person that the gift is for' }),
		...returnAllAndLimit,
		filtersOf([maxPriceUsd, shipToCountry], { description: 'Applied by Sendoso' }),
	],
	safety: 'reads',
	answer: { kind: 'rows', member: 'products' },
	checks: [],
	query: ({ filters, recipientEmail }) => ({
		recipient_email: textOf(recipientEmail),
		price_lte_usd: member(filters, 'maxPriceUsd') as number | undefined,
		ship_to_country_code: countryCode(member(filters, 'shipToCountry')),
	}),
};
