import { text } from '../../../shared/operations/fields';
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
		text('Send GID', 'sendGid', {
			required: true,
			holds: 'code',
			placeholder: 'e.g. Z2lkOi8vc2VuZG9zby9TZW5kLzcwNDMx',
			description: 'The send_gid of the send, as listed by Get Many or delivered by a webhook',
		}),
	],
	safety: 'reads',
	answer: { kind: 'sendByGid' },
	checks: [],
};
