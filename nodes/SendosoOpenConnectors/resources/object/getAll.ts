import { listChecks, listFields } from '../../operations/fields';
import { objectOperation } from './objectOperation';

/** Lists the records of an object. */
export const getAll = objectOperation({
	names: ['getAll', 'Get Many', 'Get many records of object', 'Get many records of an object'],
	path: '/{objectName}',
	fields: listFields,
	answer: { kind: 'connectorList' },
	checks: listChecks,
});
