import { filled } from '../../../shared/operations/checks';
import type { SendosoOperation } from '../../answerShapes';
import { SENDS } from '../../lists/listShapes';

/** Finds one send in Sendoso's list: the API has no read of a single send (fact 76). */
export const get: SendosoOperation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get send',
		description: 'Find one send by its send_gid. The list is read from the newest send on until it is found.',
		routing: { request: { method: 'GET', url: SENDS.path }, send: { paginate: true } },
	},
	fields: [
		{
			displayName: 'Send GID',
			name: 'sendGid',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Z2lkOi8vc2VuZG9zby9TZW5kLzcwNDMx',
			description: 'The send_gid of the send, as listed by Get Many or delivered by a webhook',
		},
	],
	safety: 'reads',
	answer: { kind: 'sendByGid' },
	checks: [filled('Send GID', 'sendGid')],
};
