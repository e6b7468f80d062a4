import type { INodeProperties } from 'n8n-workflow';
import type { Check } from '../operation';
import { email, member, numericId, textOf } from '../shared/checks';
import { touchLocator } from '../shared/locators';

/** What Sendoso is told about where a send came from, unless the user says otherwise; it should stay constant (fact 42). */
export const VIA_FROM = 'n8n';

/** Hours that the duplicate check looks back, unless the user says otherwise. */
export const DEFAULT_WINDOW_HOURS = 72;

/** Most sends of one run, unless the user says otherwise. */
export const DEFAULT_MAXIMUM_SENDS = 500;

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

/** How many sends one run may start at the most. */
export const maximumSends: INodeProperties = {
	displayName: 'Maximum Sends',
	name: 'maximumSends',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: DEFAULT_MAXIMUM_SENDS,
	description: 'Most sends that one run may start. With more input items than that, nothing is sent.',
};

/** What happens to a gift that went out before. Agents are not asked: for them it is always skipped. */
export const duplicateCheck: INodeProperties = {
	displayName: 'Duplicate Check',
	name: 'duplicateCheck',
	type: 'options',
	displayOptions: { hide: { '@tool': [true] } },
	options: [
		{ name: 'Fail', value: 'fail', description: 'Fail the item if the same gift went out before' },
		{ name: 'Off', value: 'off', description: 'Send without looking' },
		{ name: 'Skip', value: 'skip', description: 'Leave the item unsent if the same gift went out before, and say so in its output' },
	],
	default: 'skip',
	description:
		'What to do if this campaign already sent something to the same address. Sendoso itself never recognizes a repeated send.',
};

/** How far back a gift counts as sent before. */
export const duplicateWindowHours: INodeProperties = {
	displayName: 'Duplicate Window (Hours)',
	name: 'duplicateWindowHours',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: DEFAULT_WINDOW_HOURS,
	description: 'How many hours back the duplicate check looks. When an earlier execution is retried it looks back at least 336 hours.',
};

/** Carries out every check and no send. */
export const dryRun: INodeProperties = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: false,
	description: 'Whether to check everything (input, campaign and its dates, country, duplicates) without sending',
};

/** Looks up the send after it was made. */
export const findSend: INodeProperties = {
	displayName: 'Find Send',
	name: 'findSend',
	type: 'boolean',
	default: false,
	description: "Whether to look for the new send in Sendoso's list afterwards, so that its send_gid can be stored and followed",
};

/** Options that every single send shares, sorted by name. */
export const sendOptions: INodeProperties[] = [dryRun, duplicateWindowHours, findSend, maximumSends];

const maximumIsPositive: Check = ({ options }) => {
	const value = member(options, 'maximumSends');
	return value === undefined || (Number.isInteger(value) && Number(value) >= 1)
		? undefined
		: { message: "'Maximum Sends' must be a whole number of at least 1", description: "Change 'Maximum Sends'." };
};

const windowIsPositive: Check = ({ options }) => {
	const value = member(options, 'duplicateWindowHours');
	return value === undefined || (typeof value === 'number' && value > 0 && value <= 87_600)
		? undefined
		: {
				message: "'Duplicate Window (Hours)' must be a number above 0",
				description: "Change 'Duplicate Window (Hours)', or switch 'Duplicate Check' off.",
			};
};

/** Checks that every operation that spends shares. */
export const spendingChecks: Check[] = [numericId('Campaign (Touch)', 'touchId'), maximumIsPositive, windowIsPositive];

/** Those of them that concern the options alone. */
export const spendingLimits: Check[] = [maximumIsPositive, windowIsPositive];

/** Checks of an operation that spends on one recipient. */
export const recipientChecks: Check[] = [...spendingChecks, email('Recipient Email', 'recipientEmail')];

/** Most sends that one run may start, from the resolved parameters of an item. */
export function maximumSendsOf(options: unknown): number {
	const value = Number(textOf(member(options, 'maximumSends')));
	return value >= 1 ? value : DEFAULT_MAXIMUM_SENDS;
}
