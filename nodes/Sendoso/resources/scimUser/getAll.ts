import { returnAllAndLimit } from '../../../shared/operations/fields';
import type { SendosoOperation } from '../../answerShapes';
import { SCIM_USERS } from '../../lists/listShapes';

/** Lists the provisioned users, inactive ones included. */
export const getAll: SendosoOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many SCIM users',
		description: 'Get many provisioned users, active or not. Needs a credential with a SCIM client of its own.',
		routing: { request: { method: 'GET', url: SCIM_USERS.path }, send: { paginate: true } },
	},
	fields: [...returnAllAndLimit],
	safety: 'reads',
	answer: { kind: 'scimUsers' },
	checks: [],
};
