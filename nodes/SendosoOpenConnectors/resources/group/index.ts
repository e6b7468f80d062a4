import { number, text } from '../../../shared/operations/fields';
import type { ConnectorResource } from '../../answerShapes';
import { create, getAll, getOne, remove, update } from '../../operations/crud';
import { GROUP } from '../../operations/kinds';
import { addMembers } from './addMembers';
import { getMemberAccess } from './getMemberAccess';
import { getMembers } from './getMembers';
import { getTouches } from './getTouches';
import { removeMember } from './removeMember';
import { setLimits } from './setLimits';
import { setTouches } from './setTouches';

const optional = [
	number('Budget', 'budget', { description: 'Amount that the team group may spend' }),
	text('Name', 'name', { description: 'What the team group is called in Sendoso' }),
];

/** Team groups, called groups in the API. */
export const group: ConnectorResource = {
	option: { name: 'Team Group', value: 'group', description: 'A team group with its budget, members and campaigns' },
	operations: [
		addMembers,
		create(GROUP, { optional }),
		remove(GROUP),
		getOne(GROUP, true),
		getAll(GROUP),
		getMemberAccess,
		getMembers,
		getTouches,
		removeMember,
		setLimits,
		setTouches,
		update(GROUP, 'PUT', { optional }),
	],
};
