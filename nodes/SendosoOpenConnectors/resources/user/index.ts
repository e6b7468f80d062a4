import { email, text } from '../../../shared/operations/fields';
import type { Parameters } from '../../../shared/operations/operation';
import type { ConnectorResource } from '../../answerShapes';
import { membersOf } from '../../operations/body';
import { create, getAll, remove, update } from '../../operations/crud';
import { USER } from '../../operations/kinds';
import { addBalance } from './addBalance';
import { getCurrent } from './getCurrent';

const names = [text('First Name', 'firstName', { description: 'Given name of the user' }), text('Last Name', 'lastName', { description: 'Family name of the user' })];

/** The team group has the same parameter name everywhere, and another one in this body. */
function withTeamGroup(parameters: Parameters) {
	const { group_id: team_group_id, ...others } = membersOf(parameters, ['email']);
	return { ...others, team_group_id };
}

/** People of the organization. */
export const user: ConnectorResource = {
	option: { name: 'User', value: 'user', description: 'A person in your Sendoso organization' },
	operations: [
		addBalance,
		create(USER, {
			required: [email('Email', 'email', { required: true, description: 'Address of the new user' })],
			optional: [...names, text('Team Group ID', 'groupId', { description: 'ID of the team group that the user joins' })],
			members: withTeamGroup,
		}),
		remove(USER),
		getCurrent,
		getAll(USER),
		update(USER, 'PUT', { optional: names }),
	],
};
