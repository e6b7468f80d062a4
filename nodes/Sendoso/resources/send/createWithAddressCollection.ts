import { filled, oneOf } from '../../../shared/operations/checks';
import { additionalFields, optionsOf } from '../../../shared/operations/fields';
import { touchLocator } from '../../../shared/operations/locators';
import type { Check } from '../../../shared/operations/operation';
import { duplicateCheck, sendOptions } from '../../../shared/spending/fields';
import { member, textOf } from '../../../shared/values/json';
import type { SendosoOperation } from '../../answerShapes';
import { customMessage, recipientChecks, recipientEmail, recipientName, viaFrom } from './fields';
import { customMessageOf, messageOf, sendBody } from './sendBody';

const expiryInRange: Check = ({ expireAfterDays }) => {
	const days = Number(expireAfterDays);
	return Number.isInteger(days) && days >= 2 && days <= 7
		? undefined
		: { message: "'Expire After Days' must be a whole number from 2 to 7", description: "Change 'Expire After Days'." };
};

/** Sends an object to an address that Sendoso asks the recipient for. */
export const createWithAddressCollection: SendosoOperation = {
	option: {
		name: 'Create With Address Collection',
		value: 'createWithAddressCollection',
		action: 'Create send with address collection',
		description: 'Send a gift whose address Sendoso asks the recipient for. This spends money.',
		routing: { request: { method: 'POST', url: '/api/v3/send' }, send: { paginate: true } },
	},
	fields: [
		touchLocator,
		recipientName,
		recipientEmail,
		{
			displayName: 'Address Confirmation Via',
			name: 'addressConfirmationVia',
			type: 'options',
			options: [
				{ name: 'Email', value: 'email', description: 'Sendoso writes to the recipient' },
				{ name: 'Link', value: 'link', description: 'Sendoso returns a link and mails it to the sender' },
			],
			default: 'email',
			description: 'How the recipient is asked for the address',
		},
		{
			displayName: 'Expire After Days',
			name: 'expireAfterDays',
			type: 'number',
			typeOptions: { minValue: 2, maxValue: 7 },
			default: 7,
			description: 'Days that the recipient has to give the address, from 2 to 7',
		},
		{
			displayName: 'Hide Product Info',
			name: 'hideProductInfo',
			type: 'boolean',
			default: false,
			description: 'Whether to hide the name and picture of the gift on the address form',
		},
		additionalFields([
			{
				displayName: 'Address Confirmation Message',
				name: 'addressConfirmationMessage',
				type: 'string',
				typeOptions: { rows: 3 },
				default: '',
				displayOptions: { show: { '/addressConfirmationVia': ['email'] } },
				description: 'Text of the e-mail that asks for the address',
			},
			customMessage,
			viaFrom,
		]),
		duplicateCheck,
		optionsOf(sendOptions),
	],
	safety: 'spends',
	countSends: () => 1,
	delivers: 'mail',
	answer: { kind: 'send' },
	checks: [...recipientChecks, filled('Recipient Name', 'recipientName'), oneOf('Address Confirmation Via', 'addressConfirmationVia', ['email', 'link']), expiryInRange],
	body: (parameters) => {
		const { additionalFields: fields, recipientName: name, recipientEmail: email, expireAfterDays, hideProductInfo } = parameters;
		const via = textOf(parameters.addressConfirmationVia);
		const kind = { no_address: true, confirm_address: true, resume_with_unconfirmed_address: false, via: 'single_person_or_company' };
		return sendBody(parameters, kind, {
			name: textOf(name),
			email: textOf(email),
			address_confirmation_via: via,
			expire_after_days: Number(expireAfterDays),
			hide_product_info: hideProductInfo as boolean,
			// Over a link nobody would read the text: it is that of an e-mail.
			address_confirmation_custom_message: via === 'email' ? messageOf(member(fields, 'addressConfirmationMessage')) : undefined,
			custom_message: customMessageOf(parameters),
		});
	},
};
