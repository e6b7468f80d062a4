import { connectorOperation } from '../../operations/operation';
import { bulkJobId } from './fields';

/** Gets the state of a bulk job. */
export const getStatus = connectorOperation({
	names: ['getStatus', 'Get Status', 'Get status of bulk job', 'Get the state of a bulk job'],
	request: ['GET', '/bulk/{bulkJobId}/status'],
	fields: [bulkJobId],
	safety: 'reads',
	answer: { kind: 'bulkState' },
});
