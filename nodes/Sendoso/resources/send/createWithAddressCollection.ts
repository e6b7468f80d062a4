import { number, text, yesNo } from '../../../shared/operations/fields';
import { member, textOf } from '../../../shared/values/json';
import type { SendosoOperation } from '../../answerShapes';
import { campaign, lastFields, recipientEmail, recipientName } from './fields';
import { customMessageOf, messageOf, sendBody } from './sendBody';

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
		campaign,
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
		number('Expire After Days', 'expireAfterDays', {
			typeOptions: { minValue: 2, maxValue: 7, numberPrecision: 0 },
			default: 7,
			description: 'Days that the recipient has to give the address, from 2 to 7',
		}),
		yesNo('Hide Product Info', 'hideProductInfo', 'Whether to hide the name and picture of the gift on the address form'),
		...lastFields([
			text('Address Confirmation Message', 'addressConfirmationMessage', {
				typeOptions: { rows: 3 },
				displayOptions: { show: { '/addressConfirmationVia': ['email'] } },
				description: 'Text of the e-mail that asks for the address',
			}),
		]),
	],
	safety: 'spends',
	countSends: () => 1,
	delivers: 'mail',
	answer: { kind: 'send' },
	checks: [],
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
