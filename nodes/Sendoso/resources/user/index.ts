import type { SendosoResource } from '../../answerShapes';
import { getAll } from './getAll';
import { getCurrent } from './getCurrent';
import { invite } from './invite';

/** People with a Sendoso account. */
export const user: SendosoResource = {
	option: { name: 'User', value: 'user', description: 'A person with a Sendoso account' },
	operations: [getCurrent, getAll, invite],
};
