import { limitInRange, optionalEmail, readableDate } from '../../../shared/operations/checks';
import { returnAllAndLimit, simplify } from '../../../shared/operations/fields';
import { touchLocator } from '../../../shared/operations/locators';
import type { SendosoOperation } from '../../answerShapes';
import { SENDS } from '../../lists/listShapes';
import { STATUS_OPTIONS } from '../../sendList/statuses';

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
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			description: 'Applied by the node, because Sendoso has no filters for sends. Created After is the one that saves requests.',
			options: [
				{ ...touchLocator, required: undefined, description: 'The campaign that the sends belong to' },
				{
					displayName: 'Created After',
					name: 'createdAfter',
					type: 'dateTime',
					default: '',
					description: 'Earliest moment of creation, inclusive. Without an offset it is in the time zone of the workflow.',
				},
				{
					displayName: 'Created Before',
					name: 'createdBefore',
					type: 'dateTime',
					default: '',
					description: 'Latest moment of creation, inclusive. A date without a time means the whole day.',
				},
				{
					displayName: 'Recipient Email',
					name: 'recipientEmail',
					type: 'string',
					placeholder: 'name@email.com',
					default: '',
					description: 'Address of the recipient, in any case',
				},
				{
					displayName: 'Sender Email',
					name: 'senderEmail',
					type: 'string',
					placeholder: 'name@email.com',
					default: '',
					description: 'Address of the person who sent, in any case',
				},
				{
					displayName: 'Status',
					name: 'status',
					type: 'multiOptions',
					options: STATUS_OPTIONS,
					default: [],
					description: 'Statuses to keep. Used means redeemed.',
				},
			],
		},
	],
	safety: 'reads',
	answer: { kind: 'sends' },
	checks: [
		limitInRange,
		readableDate('Created After', 'filters', 'createdAfter'),
		readableDate('Created Before', 'filters', 'createdBefore'),
		optionalEmail('Recipient Email', 'filters', 'recipientEmail'),
		optionalEmail('Sender Email', 'filters', 'senderEmail'),
	],
};
