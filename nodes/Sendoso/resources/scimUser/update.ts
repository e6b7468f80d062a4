import { yesNo } from '../../../shared/operations/fields';
import type { Field } from '../../../shared/parameters/field';
import { isRow } from '../../../shared/values/json';
import type { SendosoOperation } from '../../answerShapes';
import { SCIM_USERS } from '../../lists/listShapes';
import { division, familyName, givenName, userId, userType } from './fields';

const updateFields: Field = {
	displayName: 'Update Fields',
	name: 'updateFields',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description: 'What is to change. What is not added stays: the node reads the user first and sends everything, because Sendoso does not say what becomes of members that are left out.',
	options: [
		{ ...yesNo('Active', 'active', 'Whether the user may use Sendoso. Switching it off is the only way to deprovision somebody.'), default: true },
		division,
		familyName,
		givenName,
		userType,
	],
};

/** Changes or deactivates a user. */
export const update: SendosoOperation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update SCIM user',
		description: 'Change or deactivate a provisioned user. Needs a credential with a SCIM client of its own.',
		routing: { request: { method: 'PUT', url: `${SCIM_USERS.path}/{userId}` }, send: { paginate: true } },
	},
	fields: [userId, updateFields],
	safety: 'changes',
	refusals: [409],
	answer: { kind: 'scimUpdate' },
	// What changes; the request carries what stays as well, once it was read.
	body: ({ updateFields: changes }) => (isRow(changes) ? changes : {}),
	checks: [
		({ updateFields: changes }) =>
			isRow(changes) && Object.keys(changes).length > 0 ? undefined : { message: "'Update Fields' is empty", description: "Add what is to change in 'Update Fields', such as 'Active'." },
	],
};
