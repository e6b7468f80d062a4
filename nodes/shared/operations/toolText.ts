import type { INodeProperties } from 'n8n-workflow';
import { membersOf } from '../parameters/field';
import type { Operation } from './operation';

/** How long a gift is not sent again, as a model is told. */
const WINDOW = '(14 days, unless set otherwise)';

/** Said of a gift of a campaign to one person. */
const ONE_GIFT = `one call, one gift to one person. The same recipient and campaign again is skipped ${WINDOW}; another campaign or address is another gift.`;

/** Said of gifts of a campaign to several people. */
const MANY_GIFTS = `each address is one gift. An address that got one from this campaign is skipped ${WINDOW}; another campaign or address is another gift.`;

/** How sentences begin that are left out: what they say of money is said better, or only the author of a workflow can see to it. */
const ASIDES = ['This spends money', 'Repeating it', 'Needs'];

/** Said of whatever may have been done although its answer was lost. */
const UNKNOWN = "After 'Outcome unknown' do not call again.";

/**
 * What a model is told of an operation that it holds as a tool. It is made of the data of the operation, so that it is
 * true of whatever the operation does.
 */
export function toolText(operation: Operation): string {
	const { option: { description = '' }, forModels = '' } = operation;
	const sentences = [`Sendoso: ${withoutAsides(sentence(description))}`, ...effectOf(operation), forModels, lengthOf(operation), idsOf(operation)];
	return sentences.filter((part) => part !== '').join(' ');
}

/** What a call does at Sendoso, and what calling again does. */
function effectOf(operation: Operation): string[] {
	switch (operation.safety) {
		case 'spends':
			return [`SPENDS MONEY: ${operation.repeats ?? giftsOf(operation)}`, askFirst(operation), UNKNOWN];
		case 'creates':
			return [`A call creates something, and calling again may create another one. ${UNKNOWN}`];
		case 'changes':
			return [`This changes data of the organization. ${UNKNOWN}`];
		default:
			return [];
	}
}

function giftsOf({ fields }: Operation): string {
	return fields.some(({ name }) => name === 'recipientEmails') ? MANY_GIFTS : ONE_GIFT;
}

function askFirst({ fields }: Operation): string {
	const hasDryRun = fields.flatMap(membersOf).some(({ name }) => name === 'dryRun');
	return hasDryRun ? 'Ask a person first; do a dry run if offered.' : 'Ask a person first.';
}

/** Where the IDs come from that it takes. */
function idsOf({ fields }: Operation): string {
	return fields.flatMap(({ displayName, idOf, holds }) => (idOf === undefined ? [] : [`'${displayName}': ${holds === 'wholeNumber' ? 'a number' : 'an ID'} from Get Many of ${idOf}.`])).join(' ');
}

/** How many records a list gives. */
function lengthOf({ fields }: Operation): string {
	const limit = fields.find(({ name }) => name === 'limit');
	return limit === undefined ? '' : `Gives up to ${Number(limit.default)}, unless set otherwise.`;
}

/** A description without what a model has no use for. */
function withoutAsides(description: string): string {
	const sentences = description.split(/(?<=\.) /);
	return sentences.filter((one) => !ASIDES.some((start) => one.startsWith(start))).join(' ');
}

function sentence(text: string): string {
	return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** The field that n8n looks for in a tool: what stands in it is what a model is told. */
export function toolTextField(operation: Operation): INodeProperties {
	return {
		displayName: 'Description',
		name: 'toolDescription',
		type: 'string',
		typeOptions: { rows: 5 },
		default: toolText(operation),
		required: true,
		displayOptions: { show: { '@tool': [true] } },
		description: 'What a model is told of this tool. Say what it is for in your workflow, and keep what it says about money and about calling again.',
	};
}
