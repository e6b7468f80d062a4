import type { Operation } from '../../../shared/operations/operation';
import { limitInRange } from '../../../shared/operations/checks';
import { returnAllAndLimit } from '../../../shared/operations/fields';

/** Lists the active users. */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many users',
		description: 'Get many active users of the organization',
		routing: { request: { method: 'GET', url: '/api/v3/users' }, send: { paginate: true } },
	},
	fields: [...returnAllAndLimit],
	safety: 'reads',
	answer: { kind: 'list', list: { rows: 'users', total: 'total_users' }, idField: 'id' },
	checks: [limitInRange],
};
