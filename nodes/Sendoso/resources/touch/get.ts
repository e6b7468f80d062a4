import { touchLocator } from '../../../shared/operations/locators';
import type { SendosoOperation } from '../../answerShapes';
import { TOUCHES } from '../../lists/listShapes';

/** Reads one campaign. Unlike the rows of the list, it comes in a wrapper (fact 31). */
export const get: SendosoOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get campaign',
		description: 'Get one active campaign, called touch in the API',
		routing: { request: { method: 'GET', url: `${TOUCHES.path}/{touchId}` }, send: { paginate: true } },
	},
	fields: [touchLocator],
	safety: 'reads',
	answer: { kind: 'record', unwrap: 'touch' },
	checks: [],
};
