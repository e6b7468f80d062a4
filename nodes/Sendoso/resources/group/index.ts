import type { SendosoResource } from '../../answerShapes';
import { getAll } from './getAll';
import { getMembers } from './getMembers';

/** Team groups, called groups in the API. */
export const group: SendosoResource = {
	option: { name: 'Team Group', value: 'group', description: 'A team group with its budget and members' },
	operations: [getAll, getMembers],
};
