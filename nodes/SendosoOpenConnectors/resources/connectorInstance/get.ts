import { connectorInstanceId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';

/** Gets one instance, without its secrets. */
export const get = connectorOperation({
	names: ['get', 'Get', 'Get connector instance', 'Get one instance, without its secrets'],
	request: ['GET', '/instances/{connectorInstanceId}'],
	fields: [connectorInstanceId],
	safety: 'reads',
	answer: { kind: 'instanceRecord' },
});
