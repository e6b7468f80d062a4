import type { INodeProperties, NodeHint } from 'n8n-workflow';
import { maximumIsPositive, maximumSends } from '../operations/maximumSends';
import type { Check } from '../operations/operation';
import { member } from '../values/json';

/** What Sendoso is told about where a send came from, unless the user says otherwise; it should stay constant (fact 42). */
export const VIA_FROM = 'n8n';

/** Hours that the duplicate check looks back, unless the user says otherwise. */
export const DEFAULT_WINDOW_HOURS = 72;

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

/** The window is a number of hours that a clock can count back. */
export const windowIsPositive: Check = ({ options }) => {
	const value = member(options, 'duplicateWindowHours');
	return value === undefined || (typeof value === 'number' && value > 0 && value <= 87_600)
		? undefined
		: {
				message: "'Duplicate Window (Hours)' must be a number above 0",
				description: "Change 'Duplicate Window (Hours)', or switch 'Duplicate Check' off.",
			};
};

/** Checks of the options that every operation that spends shares. */
export const spendingLimits: Check[] = [maximumIsPositive, windowIsPositive];

/** What the editor says beside every operation that creates sends. */
export const spendingHint: NodeHint = {
	message:
		"A send spends money, and Sendoso does not recognize a repeated one. 'Duplicate Check' does, within its window; try 'Dry Run' in the options first.",
	type: 'info',
	location: 'ndv',
	whenToDisplay: 'beforeExecution',
	displayCondition: '={{ $parameter["resource"] === "send" && $parameter["operation"].startsWith("create") }}',
};
