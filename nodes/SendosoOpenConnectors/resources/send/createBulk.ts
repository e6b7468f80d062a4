import { recipientEmailsFit } from '../../../shared/operations/checks';
import { additionalFields, optionsOf, text } from '../../../shared/operations/fields';
import { maximumSends } from '../../../shared/operations/maximumSends';
import { dryRun, duplicateCheck, duplicateWindowHours } from '../../../shared/spending/fields';
import { readEmails } from '../../../shared/values/emails';
import { extraBody } from '../../operations/fields';
import { touchId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';
import { amount, checks, HOW_TO_CHECK, sendOf } from './sendBody';

/** Sends a gift from a campaign to several people in one request. */
export const createBulk = connectorOperation({
	names: ['createBulk', 'Create Bulk', 'Create bulk sends', 'Send a gift from a campaign to several people in one request'],
	request: ['POST', '/bulk-gifts'],
	fields: [
		touchId,
		text('Recipient Emails', 'recipientEmails', { required: true, description: 'Addresses separated by commas, or an array from an expression' }),
		duplicateCheck,
		additionalFields([amount, text('Message From', 'messageFrom'), text('Sender Email', 'email', { placeholder: 'name@email.com' })]),
		optionsOf([dryRun, duplicateWindowHours, extraBody, maximumSends]),
	],
	safety: 'spends',
	countSends: ({ recipientEmails }) => readEmails(recipientEmails).length,
	answer: { kind: 'bulkGifts' },
	checks: [...checks, recipientEmailsFit],
	body: (parameters) => {
		const recipients = readEmails(parameters.recipientEmails).map((address) => ({ email: address }));
		return sendOf(parameters, { via: 'bulk_email_addresses', recipient_users: recipients });
	},
	howToCheck: HOW_TO_CHECK,
});
