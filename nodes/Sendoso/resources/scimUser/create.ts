import { email } from '../../../shared/operations/fields';
import { textOf } from '../../../shared/values/json';
import type { SendosoOperation } from '../../answerShapes';
import { SCIM_USERS } from '../../lists/listShapes';
import { division, familyName, givenName, userType } from './fields';

/** Provisions a user. */
export const create: SendosoOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create SCIM user',
		description: 'Provision a user in a team group. Needs a credential with a SCIM client of its own.',
		routing: { request: { method: 'POST', url: SCIM_USERS.path }, send: { paginate: true } },
	},
	fields: [
		email('User Name (Email)', 'userName', { required: true, description: 'Address of the user, which is the name at sign-in, too' }),
		{ ...givenName, required: true },
		{ ...familyName, required: true },
		userType,
		{ ...division, required: true },
	],
	safety: 'creates',
	// There is such a user already, so none was made.
	refusals: [409],
	answer: { kind: 'createdRecord' },
	checks: [],
	body: (parameters) => ({
		userName: textOf(parameters.userName),
		name: { givenName: textOf(parameters.givenName), familyName: textOf(parameters.familyName) },
		userType: textOf(parameters.userType),
		division: textOf(parameters.division),
	}),
};
