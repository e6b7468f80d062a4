import type { SendosoResource } from '../../answerShapes';
import { get } from './get';
import { getAll } from './getAll';

/** Campaigns, called touches in the API. */
export const touch: SendosoResource = {
	option: { name: 'Campaign (Touch)', value: 'touch', description: 'A campaign, called touch in the Sendoso API' },
	operations: [get, getAll],
};
