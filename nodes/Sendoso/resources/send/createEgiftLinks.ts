import { additionalFields, emails, optionsOf } from '../../../shared/operations/fields';
import { maximumSends } from '../../../shared/operations/maximumSends';
import { dryRun, duplicateCheck, duplicateWindowDays } from '../../../shared/spending/fields';
import { recipientsOf } from '../../../shared/spending/sendToAddresses';
import type { SendosoOperation } from '../../answerShapes';
import { campaign, viaFrom } from './fields';
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
		campaign,
		emails('Recipient Emails', 'recipientEmails', {
			required: true,
			placeholder: 'e.g. ana@example.com, ben@example.com',
			description: 'Addresses separated by commas, or an array from an expression. One link is made for each.',
		}),
		additionalFields([viaFrom]),
		duplicateCheck,
		optionsOf([dryRun, duplicateWindowDays, maximumSends]),
	],
	safety: 'spends',
	countSends: (parameters) => recipientsOf(parameters).length,
	delivers: 'email',
	answer: { kind: 'egiftLinks' },
	checks: [],
	body: (parameters) => {
		const recipients = recipientsOf(parameters).map((email) => ({ email }));
		return sendBody(parameters, { via: 'generate_egift_links' }, { recipient_users: recipients });
	},
};
