import { returnAllAndLimit } from '../../../shared/operations/fields';
import type { SendosoOperation } from '../../answerShapes';
import { GROUPS } from '../../lists/listShapes';

/** Lists the active team groups. */
export const getAll: SendosoOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many team groups',
		description: 'Get many active team groups with their budgets',
		routing: { request: { method: 'GET', url: GROUPS.path }, send: { paginate: true } },
	},
	fields: [...returnAllAndLimit],
	safety: 'reads',
	answer: { kind: 'list', list: GROUPS, idField: 'id' },
	checks: [],
};
