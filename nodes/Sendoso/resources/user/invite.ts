import { email, text } from '../../../shared/operations/fields';
import { groupLocator } from '../../../shared/operations/locators';
import { textOf } from '../../../shared/values/json';
import type { SendosoOperation } from '../../answerShapes';

/** Invites a person; Sendoso writes to them, and what a second invitation does is not documented (A26). */
export const invite: SendosoOperation = {
	option: {
		name: 'Invite',
		value: 'invite',
		action: 'Invite user',
		description: 'Invite a person into a team group. Sendoso sends them an e-mail.',
		routing: { request: { method: 'POST', url: '/api/v3/users' }, send: { paginate: true } },
	},
	fields: [
		text('First Name', 'firstName', { required: true, description: 'Given name of the person to invite' }),
		text('Last Name', 'lastName', { required: true, description: 'Family name of the person to invite' }),
		email('Email', 'email', { required: true, description: 'Address that the invitation goes to' }),
		{
			displayName: 'Role',
			name: 'role',
			type: 'options',
			options: [
				{ name: 'Manager', value: 'manager' },
				{ name: 'Regular', value: 'regular' },
			],
			default: 'regular',
			description: 'What the person may do in Sendoso',
		},
		{ ...groupLocator, holds: 'wholeNumber' },
	],
	safety: 'creates',
	answer: { kind: 'createdRecord' },
	checks: [],
	body: ({ firstName, lastName, email: address, role, groupId }) => ({
		user: {
			first_name: textOf(firstName),
			last_name: textOf(lastName),
			email: textOf(address),
			role: role as string,
			team_group_id: Number(groupId),
		},
	}),
};
