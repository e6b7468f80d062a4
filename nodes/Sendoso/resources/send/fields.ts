import type { INodeProperties } from 'n8n-workflow';
import { email, numericId } from '../../../shared/operations/checks';
import { touchLocator } from '../../../shared/operations/locators';
import { maximumIsPositive } from '../../../shared/operations/maximumSends';
import type { Check } from '../../../shared/operations/operation';
import { VIA_FROM, windowIsPositive } from '../../../shared/spending/fields';

/** The campaign, as part of the body of a send. */
export const sendTouch: INodeProperties = {
	...touchLocator,
	routing: { send: { type: 'body', property: 'send.touch_id', value: '={{ Number($value) }}' } },
};

/** The recipient's name, as part of the body of a send. */
export const recipientName: INodeProperties = {
	displayName: 'Recipient Name',
	name: 'recipientName',
	type: 'string',
	default: '',
	required: true,
	routing: { send: { type: 'body', property: 'send.name', value: '={{ String($value).trim() }}' } },
};

/** The recipient's address for e-mail, as part of the body of a send. */
export const recipientEmail: INodeProperties = {
	displayName: 'Recipient Email',
	name: 'recipientEmail',
	type: 'string',
	placeholder: 'name@email.com',
	default: '',
	required: true,
	routing: { send: { type: 'body', property: 'send.email', value: '={{ String($value).trim() }}' } },
};

/** Text that goes with the gift. */
export const customMessage: INodeProperties = {
	displayName: 'Custom Message',
	name: 'customMessage',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	description: 'Text of the note card or of the e-mail',
	routing: { send: { type: 'body', property: 'send.custom_message', value: '={{ $value && String($value).trim() ? $value : undefined }}' } },
};

/** Name of the calling application. */
export const viaFrom: INodeProperties = {
	displayName: 'Via From',
	name: 'viaFrom',
	type: 'string',
	default: VIA_FROM,
	description: 'Name of the calling application that Sendoso stores with the send. Keep it the same in all workflows.',
	routing: { send: { type: 'body', property: 'send.via_from', value: `={{ $value && String($value).trim() || '${VIA_FROM}' }}` } },
};

/** Checks that every operation that spends shares. */
export const spendingChecks: Check[] = [numericId('Campaign (Touch)', 'touchId'), maximumIsPositive, windowIsPositive];

/** Checks of an operation that spends on one recipient. */
export const recipientChecks: Check[] = [...spendingChecks, email('Recipient Email', 'recipientEmail')];
