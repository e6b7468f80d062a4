import { email } from '../../../shared/operations/checks';
import { text } from '../../../shared/operations/fields';
import type { Parameters, Resource } from '../../../shared/operations/operation';
import { membersOf } from '../../operations/body';
import { create, getAll, type Kind, remove, update } from '../../operations/crud';
import { userId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';
import { addBalance } from './addBalance';

const kind: Kind = { words: ['user', 'users'], path: '/users', singular: 'user', id: userId };
const names = [text('First Name', 'firstName'), text('Last Name', 'lastName')];

/** The team group has the same parameter name everywhere, and another one in this body. */
function withTeamGroup(parameters: Parameters) {
	const { group_id: team_group_id, ...others } = membersOf(parameters, ['email']);
	return { ...others, team_group_id };
}

/** People of the organization. */
export const user: Resource = {
	option: { name: 'User', value: 'user', description: 'A person in your Sendoso organization' },
	operations: [
		addBalance,
		create(kind, {
			required: [text('Email', 'email', { placeholder: 'name@email.com', required: true })],
			optional: [...names, text('Team Group ID', 'groupId', { description: 'ID of the team group that the user joins' })],
			checks: [email('Email', 'email')],
			members: withTeamGroup,
		}),
		remove(kind),
		connectorOperation({
			names: ['getCurrent', 'Get Current', 'Get current user', 'Get the person behind the instance of the connector'],
			request: ['GET', '/me'],
			fields: [],
			safety: 'reads',
			answer: { kind: 'connectorRecord', singular: 'user' },
		}),
		getAll(kind),
		update(kind, 'PUT', { optional: names }),
	],
};
