import { text } from '../../../shared/operations/fields';
import { listChecks, listFields } from '../../operations/fields';
import { objectId, objectOperation, oneName } from './objectOperation';

/** Lists what belongs to one record of an object. */
export const getChildren = objectOperation({
	names: ['getChildren', 'Get Children', 'Get children of object', 'Get what belongs to one record of an object'],
	path: '/{objectName}/{objectId}/{childObjectName}',
	fields: [objectId, text('Child Object', 'childObjectName', { required: true, holds: 'code', description: 'Name of what belongs to the record, such as members' }), ...listFields],
	answer: { kind: 'connectorList' },
	checks: [oneName('Child Object', 'childObjectName'), ...listChecks],
});
