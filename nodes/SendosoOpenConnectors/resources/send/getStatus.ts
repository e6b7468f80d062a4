import { text } from '../../../shared/operations/fields';
import { connectorOperation } from '../../operations/operation';

/** Gets the status of a send by its tracking code. */
export const getStatus = connectorOperation({
	names: ['getStatus', 'Get Status', 'Get status of send', 'Get the status of a send by its tracking code'],
	request: ['GET', '/sent-gifts/{trackingCode}/status'],
	fields: [text('Tracking Code', 'trackingCode', { required: true, holds: 'code', description: 'The tracking_code that creating the send returned' })],
	safety: 'reads',
	answer: { kind: 'connectorRecord' },
});
