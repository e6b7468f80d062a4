import type { Operation } from '../../../shared/operations/operation';
import { limitInRange } from '../../../shared/operations/checks';
import { returnAllAndLimit } from '../../../shared/operations/fields';

/** Lists the active team groups. */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many team groups',
		description: 'Get many active team groups with their budgets',
		routing: { request: { method: 'GET', url: '/api/v3/groups' }, send: { paginate: true } },
	},
	fields: [...returnAllAndLimit],
	safety: 'reads',
	answer: { kind: 'list', list: { rows: 'groups', total: 'total_groups' }, idField: 'id' },
	checks: [limitInRange],
};
