import { objectId, objectOperation } from './objectOperation';

/** Reads one record of an object. */
export const get = objectOperation({
	names: ['get', 'Get', 'Get record of object', 'Get one record of an object'],
	path: '/{objectName}/{objectId}',
	fields: [objectId],
	answer: { kind: 'connectorRecord' },
});
