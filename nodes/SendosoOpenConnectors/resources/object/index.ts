import { text } from '../../../shared/operations/fields';
import type { Resource } from '../../../shared/operations/operation';
import { listChecks, listFields } from '../../operations/fields';
import { objectId, oneName, operation, SPENDING } from './objectOperation';

/** Any object of the instance by its name; also the four of SAP's page that Sendoso probably has not (fact 27). */
export const object: Resource = {
	option: { name: 'Object', value: 'object', description: 'Any object of the instance, by its name' },
	operations: [
		operation(['create', 'Create', 'Create record of object', 'Create a record of an object'], ['POST', '/{objectName}'], {
			fields: [],
			hasBody: true,
			refused: SPENDING,
			safety: 'creates',
			answer: { kind: 'connectorWrite' },
		}),
		operation(['delete', 'Delete', 'Delete record of object', 'Delete a record of an object for good'], ['DELETE', '/{objectName}/{objectId}'], {
			fields: [objectId],
			safety: 'changes',
			answer: { kind: 'connectorWrite' },
		}),
		operation(['get', 'Get', 'Get record of object', 'Get one record of an object'], ['GET', '/{objectName}/{objectId}'], {
			fields: [objectId],
			safety: 'reads',
			answer: { kind: 'connectorRecord' },
		}),
		operation(['getChildren', 'Get Children', 'Get children of object', 'Get what belongs to one record of an object'], ['GET', '/{objectName}/{objectId}/{childObjectName}'], {
			fields: [objectId, text('Child Object', 'childObjectName', { required: true, description: 'Name of what belongs to the record, such as members' }), ...listFields],
			safety: 'reads',
			answer: { kind: 'connectorList' },
			checks: [oneName('Child Object', 'childObjectName'), ...listChecks],
		}),
		operation(['getAll', 'Get Many', 'Get many records of object', 'Get many records of an object'], ['GET', '/{objectName}'], {
			fields: listFields,
			safety: 'reads',
			answer: { kind: 'connectorList' },
			checks: listChecks,
		}),
		operation(['getMetadata', 'Get Metadata', 'Get metadata of object', 'Get the fields of an object, and which can be filtered on'], ['GET', '/objects/{objectName}/metadata'], {
			fields: [],
			safety: 'reads',
			answer: { kind: 'connectorRecord' },
		}),
		operation(['update', 'Update', 'Update record of object', 'Change members of a record'], ['PATCH', '/{objectName}/{objectId}'], {
			fields: [objectId],
			hasBody: true,
			safety: 'changes',
			answer: { kind: 'connectorWrite', orElse: 'PUT' },
		}),
	],
};
