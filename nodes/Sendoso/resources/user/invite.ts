import { email, filled, numericId, oneOf } from '../../../shared/operations/checks';
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
		{
			displayName: 'First Name',
			name: 'firstName',
			type: 'string',
			default: '',
			required: true,
		},
		{
			displayName: 'Last Name',
			name: 'lastName',
			type: 'string',
			default: '',
			required: true,
		},
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			placeholder: 'name@email.com',
			default: '',
			required: true,
			description: 'Address that the invitation goes to',
		},
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
		groupLocator,
	],
	safety: 'creates',
	answer: { kind: 'createdRecord' },
	checks: [
		filled('First Name', 'firstName'),
		filled('Last Name', 'lastName'),
		email('Email', 'email'),
		oneOf('Role', 'role', ['manager', 'regular']),
		numericId('Team Group', 'groupId'),
	],
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
