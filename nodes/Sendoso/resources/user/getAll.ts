import { returnAllAndLimit } from '../../../shared/operations/fields';
import type { SendosoOperation } from '../../answerShapes';
import { USERS } from '../../lists/listShapes';

/** Lists the active users. */
export const getAll: SendosoOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many users',
		description: 'Get many active users of the organization',
		routing: { request: { method: 'GET', url: USERS.path }, send: { paginate: true } },
	},
	fields: [...returnAllAndLimit],
	safety: 'reads',
	answer: { kind: 'list', list: USERS, idField: 'id' },
	checks: [],
};
