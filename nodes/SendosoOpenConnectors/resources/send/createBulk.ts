import { additionalFields, email, emails, optionsOf, text } from '../../../shared/operations/fields';
import { maximumSends } from '../../../shared/operations/maximumSends';
import { dryRun, duplicateCheck, duplicateWindowDays } from '../../../shared/spending/fields';
import { recipientsOf } from '../../../shared/spending/sendToAddresses';
import { extraBody } from '../../operations/fields';
import { touchId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';
import { amount, HOW_TO_CHECK, sendOf } from './sendBody';

/** Sends a gift from a campaign to several people in one request. */
export const createBulk = connectorOperation({
	names: ['createBulk', 'Create Bulk', 'Create bulk sends', 'Send a gift from a campaign to several people in one request'],
	request: ['POST', '/bulk-gifts'],
	fields: [
		touchId,
		emails('Recipient Emails', 'recipientEmails', { required: true, placeholder: 'e.g. ana@example.com, ben@example.com', description: 'Addresses separated by commas, or an array from an expression' }),
		duplicateCheck,
		additionalFields([amount, text('Message From', 'messageFrom', { description: 'Who the message is from' }), email('Sender Email', 'email', { description: 'Address of the person in whose name the gifts go out' })]),
		optionsOf([dryRun, duplicateWindowDays, extraBody, maximumSends]),
	],
	safety: 'spends',
	countSends: (parameters) => recipientsOf(parameters).length,
	answer: { kind: 'bulkGifts' },
	body: (parameters) => {
		const recipients = recipientsOf(parameters).map((address) => ({ email: address }));
		return sendOf(parameters, { via: 'bulk_email_addresses', recipient_users: recipients });
	},
	howToCheck: HOW_TO_CHECK,
});
