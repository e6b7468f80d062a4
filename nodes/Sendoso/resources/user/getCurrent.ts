import type { SendosoOperation } from '../../answerShapes';

/** Reads the person whose token the credential holds. */
export const getCurrent: SendosoOperation = {
	option: {
		name: 'Get Current',
		value: 'getCurrent',
		action: 'Get current user',
		description: 'Get the connected person with their balance',
		routing: { request: { method: 'GET', url: '/api/v3/me' }, send: { paginate: true } },
	},
	fields: [],
	safety: 'reads',
	answer: { kind: 'record' },
	checks: [],
};
