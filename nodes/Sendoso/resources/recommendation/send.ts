import { additionalFields, optionsOf } from '../../../shared/operations/fields';
import { findSend, sendOptions } from '../../../shared/spending/fields';
import { member } from '../../../shared/values/json';
import type { SendosoOperation } from '../../answerShapes';
import { catalogueBody, catalogueDuplicateCheck, checkMeetingUrl, countryCode, APPROVED, giftExchangeEnabled, HOW_TO_CHECK, maxPriceUsd, meetingUrl, message, recipientFields, requireApproval, shipToCountry } from '../catalogueFields';

/** Lets SmartSend choose a gift for a person, and send it: two calls may send two different gifts (fact 57). */
export const send: SendosoOperation = {
	option: {
		name: 'Send',
		value: 'send',
		action: 'Send recommendation',
		description: "Let SmartSend choose a gift for a person and send it. This spends money. Needs the scope 'smartsend'.",
		routing: { request: { method: 'POST', url: '/api/v3/smartsend/recommendations/send' }, send: { paginate: true } },
	},
	fields: [
		...recipientFields,
		additionalFields([
			giftExchangeEnabled,
			// Left empty it would spend without a limit.
			{ ...maxPriceUsd, holds: 'money', description: `${maxPriceUsd.description}. What Sendoso does when nothing costs less is not documented.` },
			meetingUrl,
			message,
			requireApproval,
			shipToCountry,
		]),
		catalogueDuplicateCheck('address'),
		findSend,
		optionsOf(sendOptions),
	],
	safety: 'spends',
	countSends: () => 1,
	productOf: () => 'recommendation',
	repeats: 'one call, one gift to one person. Another recommendation for the same recipient is skipped (14 days, unless set otherwise); a product or another address may be another gift.',
	forModels: APPROVED,
	howToCheck: HOW_TO_CHECK,
	answer: { kind: 'catalogueSend' },
	checks: [checkMeetingUrl],
	body: (parameters) => ({
		...catalogueBody(parameters),
		price_lte_usd: member(parameters.additionalFields, 'maxPriceUsd') as number | undefined,
		ship_to_country_code: countryCode(member(parameters.additionalFields, 'shipToCountry')),
	}),
};
