import type { IDataObject } from 'n8n-workflow';
import { email, filled, recipientEmailsFit } from '../../../shared/operations/checks';
import { additionalFields, number, optionsOf, text } from '../../../shared/operations/fields';
import { maximumSends } from '../../../shared/operations/maximumSends';
import type { Resource } from '../../../shared/operations/operation';
import { dryRun, duplicateCheck, duplicateWindowHours, findSend } from '../../../shared/spending/fields';
import { readEmails } from '../../../shared/values/emails';
import { textOf } from '../../../shared/values/json';
import { getAll } from '../../operations/crud';
import { extraBody } from '../../operations/fields';
import { touchId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';
import { customMessage } from './create';
import { numberOfGiftsFits } from './createEgiftLinks';
import { amount, checks, sendOf, viaFrom, withVia } from './sendBody';

const HOW_TO_CHECK =
	"It may have been created. Before you send it again, look for it: 'Send' > 'Get Many' shows what was sent, and so does the send tracker in Sendoso.";

/** Gifts on their way, and those that are to go. */
export const send: Resource = {
	option: { name: 'Send', value: 'send', description: 'A gift on its way to a recipient. Creating one costs money.' },
	operations: [
		connectorOperation({
			names: ['create', 'Create', 'Create send', 'Send a gift from a campaign to one person'],
			request: ['POST', '/gifts'],
			fields: [
				touchId,
				text('Recipient Email', 'recipientEmail', { placeholder: 'name@email.com', required: true }),
				duplicateCheck,
				additionalFields([amount, customMessage, text('Recipient Name', 'recipientName'), viaFrom]),
				optionsOf([dryRun, duplicateWindowHours, extraBody, findSend, maximumSends]),
			],
			safety: 'spends',
			answer: { kind: 'send' },
			checks: [...checks, email('Recipient Email', 'recipientEmail')],
			body: (parameters) => {
				const { send: { recipient_name: name, ...members } } = withVia(parameters, { email: textOf(parameters.recipientEmail) }) as { send: IDataObject };
				return { send: { ...members, name } };
			},
			howToCheck: HOW_TO_CHECK,
		}),
		connectorOperation({
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
			answer: { kind: 'bulkGifts' },
			checks: [...checks, recipientEmailsFit],
			body: (parameters) => {
				const recipients = readEmails(parameters.recipientEmails).map((address) => ({ email: address }));
				return sendOf(parameters, { via: 'bulk_email_addresses', recipient_users: recipients });
			},
			howToCheck: HOW_TO_CHECK,
		}),
		connectorOperation({
			names: ['createEgiftLinks', 'Create eGift Links', 'Create eGift links', 'Create links that anybody can redeem once'],
			request: ['POST', '/egift-links'],
			fields: [
				touchId,
				number('Number of Gifts', 'numberOfGifts', { default: 1, required: true, typeOptions: { minValue: 1 } }),
				additionalFields([amount, viaFrom]),
				optionsOf([dryRun, extraBody, maximumSends]),
			],
			safety: 'spends',
			answer: { kind: 'spendOnce' },
			checks: [...checks, numberOfGiftsFits],
			body: (parameters) => withVia(parameters, { via: 'generate_egift_links', number_of_gifts: Number(parameters.numberOfGifts) }),
			howToCheck: 'The links may have been made. Compare the balance and the send tracker in Sendoso before you run this again.',
		}),
		getAll({ words: ['send', 'sends'], path: '/sent-gifts', singular: 'send' }),
		connectorOperation({
			names: ['getPreview', 'Get Preview', 'Get preview of gift', 'Get the preview of a gift, where the instance has it'],
			request: ['GET', '/gift-preview'],
			fields: [],
			safety: 'reads',
			answer: { kind: 'connectorRecord' },
		}),
		connectorOperation({
			names: ['getStatus', 'Get Status', 'Get status of send', 'Get the status of a send by its tracking code'],
			request: ['GET', '/sent-gifts/{trackingCode}/status'],
			fields: [text('Tracking Code', 'trackingCode', { required: true })],
			safety: 'reads',
			answer: { kind: 'connectorRecord' },
			checks: [filled('Tracking Code', 'trackingCode')],
		}),
	],
};
