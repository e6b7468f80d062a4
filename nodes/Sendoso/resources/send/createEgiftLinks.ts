import type { IExecuteSingleFunctions, IHttpRequestOptions } from 'n8n-workflow';
import type { Operation } from '../../../shared/operations/operation';
import { recipientEmailsFit } from '../../../shared/operations/checks';
import { readEmails } from '../../../shared/values/emails';
import { maximumSends } from '../../../shared/operations/maximumSends';
import { dryRun, duplicateCheck, duplicateWindowHours, VIA_FROM } from '../../../shared/spending/fields';
import { sendTouch, spendingChecks, viaFrom } from './fields';
import { additionalFields, optionsOf } from '../../../shared/operations/fields';

/** Writes one entry per address into the body. */
async function addRecipients(this: IExecuteSingleFunctions, options: IHttpRequestOptions): Promise<IHttpRequestOptions> {
	const { send } = options.body as { send: { recipient_users?: Array<{ email: string }> } };
	send.recipient_users = readEmails(this.getNodeParameter('recipientEmails')).map((email) => ({ email }));
	return options;
}

/** Makes one link per address, for the workflow to hand out. */
export const createEgiftLinks: Operation = {
	option: {
		name: 'Create eGift Links',
		value: 'createEgiftLinks',
		action: 'Create e gift links',
		description: 'Make one redeemable link per recipient without mailing it. This spends money.',
		routing: {
			request: {
				method: 'POST',
				url: '/api/v3/send/generate_egift_links',
				body: { send: { via: 'generate_egift_links', via_from: VIA_FROM } },
			},
			send: { paginate: true },
		},
	},
	fields: [
		sendTouch,
		{
			displayName: 'Recipient Emails',
			name: 'recipientEmails',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. ana@example.com, ben@example.com',
			description: 'Addresses separated by commas, or an array from an expression. One link is made for each.',
			routing: { send: { preSend: [addRecipients] } },
		},
		additionalFields([viaFrom]),
		duplicateCheck,
		optionsOf([dryRun, duplicateWindowHours, maximumSends]),
	],
	safety: 'spends',
	answer: { kind: 'egiftLinks' },
	checks: [...spendingChecks, recipientEmailsFit],
};
