import type { Check, Operation } from '../../../shared/operations/operation';
import { member } from '../../../shared/values/json';
import { duplicateCheck, sendOptions, VIA_FROM } from '../../../shared/spending/fields';
import { customMessage, recipientChecks, recipientEmail, recipientName, sendTouch, viaFrom } from './fields';
import { additionalFields, optionsOf } from '../../../shared/operations/fields';

const amountIsPositive: Check = ({ additionalFields: fields }) => {
	const amount = member(fields, 'amount');
	return amount === undefined || amount === null || (Number.isFinite(Number(amount)) && Number(amount) > 0)
		? undefined
		: { message: "'Amount' must be a number above 0", description: "Change 'Amount', or remove it." };
};

/** Sends an eGift that Sendoso mails to the recipient. */
export const createEgift: Operation = {
	option: {
		name: 'Create eGift',
		value: 'createEgift',
		action: 'Create e gift send',
		description: 'Send an eGift by e-mail. This spends money.',
		routing: {
			request: {
				method: 'POST',
				url: '/api/v3/send',
				body: { send: { via: 'single_email_address', via_from: VIA_FROM } },
			},
			send: { paginate: true },
		},
	},
	fields: [
		sendTouch,
		recipientEmail,
		additionalFields([
			{
				displayName: 'Amount',
				name: 'amount',
				type: 'number',
				typeOptions: { numberPrecision: 2 },
				default: 10,
				description: "Value of the eGift, inside the range of the campaign. Unverified: no page of Sendoso's reference names it.",
				routing: { send: { type: 'body', property: 'send.amount', value: '={{ $value ? Number($value) : undefined }}' } },
			},
			customMessage,
			{
				...recipientName,
				required: undefined,
				routing: { send: { type: 'body', property: 'send.name', value: '={{ $value && String($value).trim() || undefined }}' } },
			},
			viaFrom,
		]),
		duplicateCheck,
		optionsOf(sendOptions),
	],
	safety: 'spends',
	answer: { kind: 'send' },
	checks: [...recipientChecks, amountIsPositive],
};
