import type { Resource } from '../../../shared/operations/operation';
import { get } from './get';
import { getAll } from './getAll';

/** Campaigns, called touches in the API. */
export const touch: Resource = {
	option: { name: 'Campaign (Touch)', value: 'touch', description: 'A campaign, called touch in the Sendoso API' },
	operations: [get, getAll],
};
