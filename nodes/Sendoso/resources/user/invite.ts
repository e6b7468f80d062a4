import type { Operation } from '../../../shared/operations/operation';
import { email, filled, numericId, oneOf } from '../../../shared/operations/checks';
import { groupLocator } from '../../../shared/operations/locators';

/** Invites a person; Sendoso writes to them, and what a second invitation does is not documented (A26). */
export const invite: Operation = {
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
			routing: { send: { type: 'body', property: 'user.first_name', value: '={{ String($value).trim() }}' } },
		},
		{
			displayName: 'Last Name',
			name: 'lastName',
			type: 'string',
			default: '',
			required: true,
			routing: { send: { type: 'body', property: 'user.last_name', value: '={{ String($value).trim() }}' } },
		},
		{
			displayName: 'Email',
			name: 'email',
			type: 'string',
			placeholder: 'name@email.com',
			default: '',
			required: true,
			description: 'Address that the invitation goes to',
			routing: { send: { type: 'body', property: 'user.email', value: '={{ String($value).trim() }}' } },
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
			routing: { send: { type: 'body', property: 'user.role' } },
		},
		{
			...groupLocator,
			routing: { send: { type: 'body', property: 'user.team_group_id', value: '={{ Number($value) }}' } },
		},
	],
	safety: 'creates',
	answer: { kind: 'record' },
	checks: [
		filled('First Name', 'firstName'),
		filled('Last Name', 'lastName'),
		email('Email', 'email'),
		oneOf('Role', 'role', ['manager', 'regular']),
		numericId('Team Group', 'groupId'),
	],
};
