import { email, filtersOf, returnAllAndLimit, simplify, text } from '../../../shared/operations/fields';
import type { Field } from '../../../shared/parameters/field';
import type { SendosoOperation } from '../../answerShapes';
import { SENDS } from '../../lists/listShapes';
import { STATUS_OPTIONS } from '../../sendList/statuses';
import { campaign } from './fields';

const date = (displayName: string, name: string, description: string): Field => ({ displayName, name, type: 'dateTime', default: '', description });

/** Lists sends, newest first whatever the server's order. */
export const getAll: SendosoOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many sends',
		description: 'Get many sends of the organization, newest first',
		routing: { request: { method: 'GET', url: SENDS.path }, send: { paginate: true } },
	},
	fields: [
		...returnAllAndLimit,
		simplify,
		filtersOf(
			[
				{ ...campaign, required: undefined, description: 'The campaign that the sends belong to' },
				date('Created After', 'createdAfter', 'Earliest moment of creation, inclusive. Without an offset it is in the time zone of the workflow.'),
				date('Created Before', 'createdBefore', 'Latest moment of creation, inclusive. A date without a time means the whole day.'),
				email('Recipient Email', 'recipientEmail', { description: 'Address of the recipient, in any case' }),
				email('Sender Email', 'senderEmail', { description: 'Address of the person who sent, in any case' }),
				{
					displayName: 'Status',
					name: 'status',
					type: 'multiOptions',
					options: STATUS_OPTIONS,
					default: [],
					description: 'Statuses to keep. Used means redeemed.',
				},
				text('Team Name', 'teamName', { description: 'Name of the team group of the person who sent, in any case' }),
			],
			{ description: 'Applied by the node, because Sendoso has no filters for sends. Created After is the one that saves requests.' },
		),
	],
	safety: 'reads',
	forModels: "'send_gid' is what Get of a send takes.",
	answer: { kind: 'sends' },
	checks: [],
};
