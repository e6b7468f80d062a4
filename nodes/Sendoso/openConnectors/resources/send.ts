import type { IDataObject } from 'n8n-workflow';
import type { Check, Resource } from '../../resources/operation';
import { recipientEmailsFit, readEmails } from '../../resources/send/recipientEmails';
import { dryRun, duplicateCheck, duplicateWindowHours, findSend, maximumSends, spendingLimits, VIA_FROM } from '../../resources/send/spendingFields';
import { email, filled, pathId, textOf } from '../../resources/shared/checks';
import type { Parameters } from '../../run/parameters';
import { getAll } from './actions';
import { membersOf } from './body';
import { extraBody, number, text } from './fields';
import { touchId } from './locators';
import { connectorOperation } from './operation';
import { additionalFields, optionsOf } from '../../resources/shared/collections';

const HOW_TO_CHECK =
	"It may have been created. Before you send it again, look for it: 'Send' > 'Get Many' shows what was sent, and so does the send tracker in Sendoso.";

const amount = number('Amount', 'amount', { description: 'Value of the eGift, where the campaign leaves it open' });
const viaFrom = text('Via From', 'viaFrom', { default: VIA_FROM, description: 'Name of the calling application that Sendoso stores with the send. Keep it the same in all workflows.' });
const customMessage = text('Custom Message', 'customMessage', { typeOptions: { rows: 3 }, description: 'Text that goes with the gift' });
const checks: Check[] = [pathId('Campaign (Touch)', 'touchId'), ...spendingLimits];

/** The campaign's ID as the API takes it: a number where it is one (A21). */
function touchOf(parameters: Parameters): string | number {
	const id = textOf(parameters.touchId);
	return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : id;
}

function sendOf(parameters: Parameters, members: IDataObject): IDataObject {
	return { send: { ...membersOf(parameters, []), ...members, touch_id: touchOf(parameters) } };
}

/** `via_from` is told with every send, as over Sendoso's own API. */
function withVia(parameters: Parameters, members: IDataObject): IDataObject {
	return sendOf(parameters, { via_from: membersOf(parameters, []).via_from ?? VIA_FROM, ...members });
}

const numberOfGiftsFits: Check = ({ numberOfGifts }) =>
	Number.isInteger(Number(numberOfGifts)) && Number(numberOfGifts) >= 1
		? undefined
		: { message: "'Number of Gifts' must be a whole number of at least 1", description: "Change 'Number of Gifts'." };

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
