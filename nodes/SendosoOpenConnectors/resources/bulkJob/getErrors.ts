import { connectorOperation } from '../../operations/operation';
import { bulkJobId } from './fields';

/** Gets what went wrong in a bulk job. */
export const getErrors = connectorOperation({
	names: ['getErrors', 'Get Errors', 'Get errors of bulk job', 'Get what went wrong in a bulk job'],
	request: ['GET', '/bulk/{bulkJobId}/errors'],
	fields: [bulkJobId],
	safety: 'reads',
	answer: { kind: 'bulkErrors' },
});
