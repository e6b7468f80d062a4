import { recipientEmailsFit } from '../../../shared/operations/checks';
import { additionalFields, optionsOf } from '../../../shared/operations/fields';
import { touchLocator } from '../../../shared/operations/locators';
import { maximumSends } from '../../../shared/operations/maximumSends';
import { dryRun, duplicateCheck, duplicateWindowHours } from '../../../shared/spending/fields';
import { readEmails } from '../../../shared/values/emails';
import type { SendosoOperation } from '../../answerShapes';
import { spendingChecks, viaFrom } from './fields';
import { sendBody } from './sendBody';

/** Makes one link per address, for the workflow to hand out. */
export const createEgiftLinks: SendosoOperation = {
	option: {
		name: 'Create eGift Links',
		value: 'createEgiftLinks',
		action: 'Create egift links',
		description: 'Make one redeemable link per recipient without mailing it. This spends money.',
		routing: { request: { method: 'POST', url: '/api/v3/send/generate_egift_links' }, send: { paginate: true } },
	},
	fields: [
		touchLocator,
		{
			displayName: 'Recipient Emails',
			name: 'recipientEmails',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. ana@example.com, ben@example.com',
			description: 'Addresses separated by commas, or an array from an expression. One link is made for each.',
		},
		additionalFields([viaFrom]),
		duplicateCheck,
		optionsOf([dryRun, duplicateWindowHours, maximumSends]),
	],
	safety: 'spends',
	countSends: ({ recipientEmails }) => readEmails(recipientEmails).length,
	delivers: 'email',
	answer: { kind: 'egiftLinks' },
	checks: [...spendingChecks, recipientEmailsFit],
	body: (parameters) => {
		const recipients = readEmails(parameters.recipientEmails).map((email) => ({ email }));
		return sendBody(parameters, { via: 'generate_egift_links' }, { recipient_users: recipients });
	},
};
