import { returnAllAndLimit } from '../../../shared/operations/fields';
import { connectorOperation } from '../../operations/operation';

/** Gets the instances of the Sendoso connector, without their secrets. */
export const getAll = connectorOperation({
	names: ['getAll', 'Get Many', 'Get many connector instances', 'Get the instances of the Sendoso connector, without their secrets'],
	request: ['GET', '/instances'],
	fields: [...returnAllAndLimit],
	safety: 'reads',
	answer: { kind: 'instanceList' },
});
