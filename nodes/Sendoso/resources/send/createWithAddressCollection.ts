import type { Check, Operation } from '../../../shared/operations/operation';
import { filled, oneOf } from '../../../shared/operations/checks';
import { duplicateCheck, sendOptions, VIA_FROM } from '../../../shared/spending/fields';
import { customMessage, recipientChecks, recipientEmail, recipientName, sendTouch, viaFrom } from './fields';
import { additionalFields, optionsOf } from '../../../shared/operations/fields';

const expiryInRange: Check = ({ expireAfterDays }) => {
	const days = Number(expireAfterDays);
	return Number.isInteger(days) && days >= 2 && days <= 7
		? undefined
		: { message: "'Expire After Days' must be a whole number from 2 to 7", description: "Change 'Expire After Days'." };
};

/** Sends an object to an address that Sendoso asks the recipient for. */
export const createWithAddressCollection: Operation = {
	option: {
		name: 'Create With Address Collection',
		value: 'createWithAddressCollection',
		action: 'Create send with address collection',
		description: 'Send a gift whose address Sendoso asks the recipient for. This spends money.',
		routing: {
			request: {
				method: 'POST',
				url: '/api/v3/send',
				body: {
					send: {
						no_address: true,
						confirm_address: true,
						resume_with_unconfirmed_address: false,
						via: 'single_person_or_company',
						via_from: VIA_FROM,
					},
				},
			},
			send: { paginate: true },
		},
	},
	fields: [
		sendTouch,
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
			routing: { send: { type: 'body', property: 'send.address_confirmation_via' } },
		},
		{
			displayName: 'Expire After Days',
			name: 'expireAfterDays',
			type: 'number',
			typeOptions: { minValue: 2, maxValue: 7 },
			default: 7,
			description: 'Days that the recipient has to give the address, from 2 to 7',
			routing: { send: { type: 'body', property: 'send.expire_after_days', value: '={{ Number($value) }}' } },
		},
		{
			displayName: 'Hide Product Info',
			name: 'hideProductInfo',
			type: 'boolean',
			default: false,
			description: 'Whether to hide the name and picture of the gift on the address form',
			routing: { send: { type: 'body', property: 'send.hide_product_info' } },
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
				routing: {
					send: { type: 'body', property: 'send.address_confirmation_custom_message', value: '={{ $value && String($value).trim() ? $value : undefined }}' },
				},
			},
			customMessage,
			viaFrom,
		]),
		duplicateCheck,
		optionsOf(sendOptions),
	],
	safety: 'spends',
	answer: { kind: 'send' },
	checks: [...recipientChecks, filled('Recipient Name', 'recipientName'), oneOf('Address Confirmation Via', 'addressConfirmationVia', ['email', 'link']), expiryInRange],
};
