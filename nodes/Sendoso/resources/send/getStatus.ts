import { pathId } from '../../../shared/operations/checks';
import type { SendosoOperation } from '../../answerShapes';

/** Reads the activity of a send over an endpoint that Sendoso does not publish (A28). */
export const getStatus: SendosoOperation = {
	option: {
		name: 'Get Status (Unverified)',
		value: 'getStatus',
		action: 'Get status of send',
		description: 'Get the activity of a send by its tracking code. Sendoso does not publish this endpoint, so it may be missing.',
		routing: { request: { method: 'GET', url: '/api/v3/gifts/status/{trackingCode}' }, send: { paginate: true } },
	},
	fields: [
		{
			displayName: 'Tracking Code',
			name: 'trackingCode',
			type: 'string',
			default: '',
			required: true,
			description: 'The tracking_code that the create operations return',
		},
	],
	safety: 'reads',
	answer: { kind: 'record' },
	checks: [pathId('Tracking Code', 'trackingCode')],
};
