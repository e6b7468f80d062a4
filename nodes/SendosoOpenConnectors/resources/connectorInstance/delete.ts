import { connectorInstanceId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';

/** Deletes an instance for good; its token stops working. */
export const deleteInstance = connectorOperation({
	names: ['delete', 'Delete', 'Delete connector instance', 'Delete an instance for good; its token stops working'],
	request: ['DELETE', '/instances/{connectorInstanceId}'],
	fields: [connectorInstanceId],
	safety: 'changes',
	answer: { kind: 'instanceWrite' },
});
