import type { NodeHint } from 'n8n-workflow';
import { number, yesNo } from '../operations/fields';
import { maximumSends } from '../operations/maximumSends';
import type { Field } from '../parameters/field';
import { DEFAULT_WINDOW_DAYS } from './times';

/** What Sendoso is told about where a send came from, unless the user says otherwise; it should stay constant (fact 42). */
export const VIA_FROM = 'n8n';

/** What happens to a gift that went out before. Agents are not asked: for them it is always skipped. */
export const duplicateCheck: Field = {
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
export const duplicateWindowDays = number('Duplicate Window (Days)', 'duplicateWindowDays', {
	holds: 'money',
	isGuard: true,
	typeOptions: { minValue: 1, maxValue: 3650 },
	default: DEFAULT_WINDOW_DAYS,
	description: `How many days back the duplicate check looks: longer than a person can stay in the list that you send to. When an earlier execution is retried it looks back at least ${DEFAULT_WINDOW_DAYS} days.`,
});

/** Carries out every check and no send. */
export const dryRun = yesNo('Dry Run', 'dryRun', 'Whether to check everything (input, campaign and its dates, country, duplicates) without sending. A balance is no limit of spending: Sendoso may charge your card when funds run short.');

/** Looks up the send after it was made. */
export const findSend = yesNo(
	'Return Send GID',
	'findSend',
	"Whether to look for the new send in Sendoso's list afterwards and return it. Its send_gid is the only way to look this gift up later; the tracking code can't be used for that.",
);

/** What an eGift is worth. */
export const amount = number('Amount', 'amount', {
	holds: 'money',
	typeOptions: { minValue: 0.01, numberPrecision: 2 },
	default: 10,
	description: "Value of the eGift, inside the range of the campaign, which is read for that. Unverified: no page of Sendoso's reference names it.",
});

/** Options that every single send shares, sorted by name. */
export const sendOptions: Field[] = [dryRun, duplicateWindowDays, maximumSends];

/** What the editor says beside every operation that creates sends. */
export const spendingHint: NodeHint = {
	message:
		"A send spends money, and Sendoso does not recognize a repeated one. 'Duplicate Check' does, within its window; try 'Dry Run' in the options first. With 'Retry On Fail' n8n runs all items again: those that were refused or not sent go out, no other.",
	type: 'info',
	location: 'ndv',
	whenToDisplay: 'beforeExecution',
	displayCondition: '={{ ($parameter["resource"] === "send" && $parameter["operation"].startsWith("create")) || $parameter["operation"] === "send" }}',
};
