import { additionalFields, optionsOf } from '../../../shared/operations/fields';
import { touchLocator } from '../../../shared/operations/locators';
import type { Check } from '../../../shared/operations/operation';
import { duplicateCheck, sendOptions } from '../../../shared/spending/fields';
import { member, textOf } from '../../../shared/values/json';
import type { SendosoOperation } from '../../answerShapes';
import { customMessage, recipientChecks, recipientEmail, recipientName, viaFrom } from './fields';
import { customMessageOf, filledText, sendBody } from './sendBody';

const amountIsPositive: Check = ({ additionalFields: fields }) => {
	const amount = member(fields, 'amount');
	return amount === undefined || amount === null || (Number.isFinite(Number(amount)) && Number(amount) > 0)
		? undefined
		: { message: "'Amount' must be a number above 0", description: "Change 'Amount', or remove it." };
};

/** Sends an eGift that Sendoso mails to the recipient. */
export const createEgift: SendosoOperation = {
	option: {
		name: 'Create eGift',
		value: 'createEgift',
		action: 'Create egift send',
		description: 'Send an eGift by e-mail. This spends money.',
		routing: { request: { method: 'POST', url: '/api/v3/send' }, send: { paginate: true } },
	},
	fields: [
		touchLocator,
		recipientEmail,
		additionalFields([
			{
				displayName: 'Amount',
				name: 'amount',
				type: 'number',
				typeOptions: { numberPrecision: 2 },
				default: 10,
				description: "Value of the eGift, inside the range of the campaign. Unverified: no page of Sendoso's reference names it.",
			},
			customMessage,
			{ ...recipientName, required: undefined },
			viaFrom,
		]),
		duplicateCheck,
		optionsOf(sendOptions),
	],
	safety: 'spends',
	countSends: () => 1,
	delivers: 'email',
	answer: { kind: 'send' },
	checks: [...recipientChecks, amountIsPositive],
	body: (parameters) => {
		const { additionalFields: fields, recipientEmail: email } = parameters;
		const amount = member(fields, 'amount');
		return sendBody(parameters, { via: 'single_email_address' }, {
			email: textOf(email),
			amount: amount ? Number(amount) : undefined,
			custom_message: customMessageOf(parameters),
			name: filledText(member(fields, 'recipientName')),
		});
	},
};
