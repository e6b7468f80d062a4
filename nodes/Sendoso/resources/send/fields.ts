import type { INodeProperties } from 'n8n-workflow';
import { email, numericId } from '../../../shared/operations/checks';
import type { Check } from '../../../shared/operations/operation';
import { spendingLimits, VIA_FROM } from '../../../shared/spending/fields';

/** The recipient's name. */
export const recipientName: INodeProperties = {
	displayName: 'Recipient Name',
	name: 'recipientName',
	type: 'string',
	default: '',
	required: true,
};

/** The recipient's address for e-mail. */
export const recipientEmail: INodeProperties = {
	displayName: 'Recipient Email',
	name: 'recipientEmail',
	type: 'string',
	placeholder: 'name@email.com',
	default: '',
	required: true,
};

/** Text that goes with the gift. */
export const customMessage: INodeProperties = {
	displayName: 'Custom Message',
	name: 'customMessage',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	description: 'Text of the note card or of the e-mail',
};

/** Name of the calling application. */
export const viaFrom: INodeProperties = {
	displayName: 'Via From',
	name: 'viaFrom',
	type: 'string',
	default: VIA_FROM,
	description: 'Name of the calling application that Sendoso stores with the send. Keep it the same in all workflows.',
};

/** Checks that every operation that spends shares. */
export const spendingChecks: Check[] = [numericId('Campaign (Touch)', 'touchId'), ...spendingLimits];

/** Checks of an operation that spends on one recipient. */
export const recipientChecks: Check[] = [...spendingChecks, email('Recipient Email', 'recipientEmail')];
