import type { SendosoResource } from '../../answerShapes';
import { getAll } from './getAll';
import { send } from './send';

/** What SmartSend would give a person. */
export const recommendation: SendosoResource = {
	option: { name: 'Recommendation', value: 'recommendation', description: 'A gift that SmartSend chooses for a person' },
	operations: [getAll, send],
};
