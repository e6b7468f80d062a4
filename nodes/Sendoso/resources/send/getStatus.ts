import { pathId } from '../../../shared/operations/checks';
import { text } from '../../../shared/operations/fields';
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
	fields: [text('Tracking Code', 'trackingCode', { required: true, holds: 'code', description: 'The tracking_code that the create operations return' })],
	safety: 'reads',
	forModels: 'The tracking code is the one that creating the send returned.',
	answer: { kind: 'record' },
	checks: [pathId('Tracking Code', 'trackingCode')],
};
