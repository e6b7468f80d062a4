import type { IDataObject } from 'n8n-workflow';
import { additionalFields, email, optionsOf, text } from '../../../shared/operations/fields';
import { maximumSends } from '../../../shared/operations/maximumSends';
import { dryRun, duplicateCheck, duplicateWindowDays, findSend } from '../../../shared/spending/fields';
import { textOf } from '../../../shared/values/json';
import { extraBody } from '../../operations/fields';
import { touchId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';
import { amount, HOW_TO_CHECK, viaFrom, withVia } from './sendBody';

const customMessage = text('Custom Message', 'customMessage', { typeOptions: { rows: 3 }, description: 'Text that goes with the gift' });

/** Sends a gift from a campaign to one person. */
export const create = connectorOperation({
	names: ['create', 'Create', 'Create send', 'Send a gift from a campaign to one person'],
	request: ['POST', '/gifts'],
	fields: [
		touchId,
		email('Recipient Email', 'recipientEmail', { required: true, description: 'Address of the person that the gift is for' }),
		duplicateCheck,
		findSend,
		additionalFields([amount, customMessage, text('Recipient Name', 'recipientName', { description: 'Full name of the person that the gift is for' }), viaFrom]),
		optionsOf([dryRun, duplicateWindowDays, extraBody, maximumSends]),
	],
	safety: 'spends',
	countSends: () => 1,
	answer: { kind: 'send' },
	body: (parameters) => {
		const { send: { recipient_name: name, ...members } } = withVia(parameters, { email: textOf(parameters.recipientEmail) }) as { send: IDataObject };
		return { send: { ...members, name } };
	},
	howToCheck: HOW_TO_CHECK,
});
