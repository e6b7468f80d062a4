import { connectorOperation } from '../../operations/operation';

/** Gets the person behind the instance of the connector. */
export const getCurrent = connectorOperation({
	names: ['getCurrent', 'Get Current', 'Get current user', 'Get the person behind the instance of the connector'],
	request: ['GET', '/me'],
	fields: [],
	safety: 'reads',
	answer: { kind: 'connectorRecord', singular: 'user' },
});
