import { member, textOf } from '../../../shared/values/json';
import { amount } from '../../../shared/spending/fields';
import type { SendosoOperation } from '../../answerShapes';
import { campaign, lastFields, recipientEmail, recipientName } from './fields';
import { customMessageOf, filledText, sendBody } from './sendBody';

/** Sends an eGift that Sendoso mails to the recipient. */
export const createEgift: SendosoOperation = {
	option: {
		name: 'Create eGift',
		value: 'createEgift',
		action: 'Create egift send',
		description: 'Send an eGift by e-mail. This spends money.',
		routing: { request: { method: 'POST', url: '/api/v3/send' }, send: { paginate: true } },
	},
	fields: [campaign, recipientEmail, ...lastFields([amount], [{ ...recipientName, required: undefined }])],
	safety: 'spends',
	countSends: () => 1,
	delivers: 'email',
	answer: { kind: 'send' },
	checks: [],
	body: (parameters) => {
		const { additionalFields: fields, recipientEmail: email } = parameters;
		return sendBody(parameters, { via: 'single_email_address' }, {
			email: textOf(email),
			amount: member(fields, 'amount') as number | undefined,
			custom_message: customMessageOf(parameters),
			name: filledText(member(fields, 'recipientName')),
		});
	},
};
