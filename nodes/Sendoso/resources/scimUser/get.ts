import type { SendosoOperation } from '../../answerShapes';
import { SCIM_USERS } from '../../lists/listShapes';
import { userId } from './fields';

/** Reads one user; the address is deduced from the standard (A23). */
export const get: SendosoOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get SCIM user',
		description: 'Get a provisioned user by ID. Needs a credential with a SCIM client of its own.',
		routing: { request: { method: 'GET', url: `${SCIM_USERS.path}/{userId}` }, send: { paginate: true } },
	},
	fields: [userId],
	safety: 'reads',
	answer: { kind: 'record', id: 'userId' },
	checks: [],
};
