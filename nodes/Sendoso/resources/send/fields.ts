import { additionalFields, email, optionsOf, text } from '../../../shared/operations/fields';
import { touchLocator } from '../../../shared/operations/locators';
import type { Field } from '../../../shared/parameters/field';
import { duplicateCheck, findSend, sendOptions, VIA_FROM } from '../../../shared/spending/fields';

/** The campaign that a gift is sent from; Sendoso's own API knows it by a whole number. */
export const campaign: Field = { ...touchLocator, holds: 'wholeNumber' };

/** The recipient's name. */
export const recipientName = text('Recipient Name', 'recipientName', { required: true, description: 'Full name of the person that the gift is for' });

/** The recipient's address for e-mail. */
export const recipientEmail = email('Recipient Email', 'recipientEmail', { required: true, description: 'Address of the person that the gift is for' });

/** Text that goes with the gift. */
export const customMessage = text('Custom Message', 'customMessage', { typeOptions: { rows: 3 }, description: 'Text of the note card or of the e-mail' });

/** Name of the calling application. */
export const viaFrom = text('Via From', 'viaFrom', {
	default: VIA_FROM,
	description: 'Name of the calling application that Sendoso stores with the send. Keep it the same in all workflows.',
});

/** What every single send ends with in the editor; `more` are the members that only one operation has. */
export const lastFields = (more: Field[], others: Field[] = []): Field[] => [additionalFields([...more, customMessage, ...others, viaFrom]), duplicateCheck, findSend, optionsOf(sendOptions)];
