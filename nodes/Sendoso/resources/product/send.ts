import { additionalFields, email, optionsOf, text } from '../../../shared/operations/fields';
import { locator } from '../../../shared/operations/locators';
import { findSend, sendOptions } from '../../../shared/spending/fields';
import { member, textOf } from '../../../shared/values/json';
import type { SendosoOperation } from '../../answerShapes';
import { catalogueBody, catalogueDuplicateCheck, checkMeetingUrl, giftExchangeEnabled, APPROVED, HOW_TO_CHECK, meetingUrl, message, recipientFields, requireApproval } from '../catalogueFields';
import { filledText } from '../send/sendBody';

const SENDER = { senderEmail: 'sender_email', senderFirstName: 'sender_first_name', senderLastName: 'sender_last_name', senderOrganizationName: 'sender_organization_name' };

/** A variant for comparison: whether Sendoso takes another spelling for the same one is not known, so that it counts as the same. */
function variantKey(id: string): string {
	return id.normalize('NFKC').toLowerCase().replace(/\p{Pd}/gu, '-');
}

/** Sends one variant of a product of the marketplace, which needs no campaign. */
export const send: SendosoOperation = {
	option: {
		name: 'Send',
		value: 'send',
		action: 'Send product',
		description: "Send a product of the marketplace, without a campaign. This spends money. Needs the scope 'marketplace'.",
		routing: { request: { method: 'POST', url: '/api/v3/marketplace/products/send' }, send: { paginate: true } },
	},
	fields: [
		{
			...locator('Product Variant', 'variantId', 'searchVariants', {
				description: 'The variant of the product that is sent; each has a price of its own',
				records: 'products',
				placeholder: 'Select a product...',
				example: 'e.g. var-7781-blue',
			}),
		},
		...recipientFields,
		additionalFields([
			giftExchangeEnabled,
			meetingUrl,
			message,
			requireApproval,
			email('Sender Email', 'senderEmail', { description: 'Address of the person in whose name the gift goes out' }),
			text('Sender First Name', 'senderFirstName', { description: 'Given name of the person in whose name the gift goes out' }),
			text('Sender Last Name', 'senderLastName', { description: 'Family name of the person in whose name the gift goes out' }),
			text('Sender Organization', 'senderOrganizationName', { description: 'Name of the company in whose name the gift goes out' }),
		]),
		catalogueDuplicateCheck('address and product variant'),
		findSend,
		optionsOf(sendOptions),
	],
	safety: 'spends',
	countSends: () => 1,
	productOf: ({ variantId }) => `variant ${variantKey(textOf(variantId))}`,
	repeats: 'one call, one gift to one person. The same product for the same recipient is skipped (14 days, unless set otherwise); another product, recommendation or address may be another gift.',
	forModels: APPROVED,
	howToCheck: HOW_TO_CHECK,
	answer: { kind: 'catalogueSend' },
	checks: [checkMeetingUrl],
	body: (parameters) => ({
		variant_ids: [textOf(parameters.variantId)],
		...catalogueBody(parameters),
		...Object.fromEntries(Object.entries(SENDER).map(([name, wire]) => [wire, filledText(member(parameters.additionalFields, name))])),
	}),
};
