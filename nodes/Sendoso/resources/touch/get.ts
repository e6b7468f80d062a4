import type { Operation } from '../../../shared/operations/operation';
import { pathId } from '../../../shared/operations/checks';
import { touchLocator } from '../../../shared/operations/locators';

/** Reads one campaign. Unlike the rows of the list, it comes in a wrapper (fact 31). */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get campaign',
		description: 'Get one active campaign, called touch in the API',
		routing: { request: { method: 'GET' }, send: { paginate: true } },
	},
	fields: [
		{ ...touchLocator, routing: { request: { url: '=/api/v3/touches/{{ encodeURIComponent(String($value).trim()) }}' } } },
	],
	safety: 'reads',
	answer: { kind: 'record', unwrap: 'touch' },
	checks: [pathId('Campaign (Touch)', 'touchId')],
};
