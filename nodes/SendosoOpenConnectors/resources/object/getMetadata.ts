import { objectOperation } from './objectOperation';

/** Reads what is known of the fields of an object. */
export const getMetadata = objectOperation({
	names: ['getMetadata', 'Get Metadata', 'Get metadata of object', 'Get the fields of an object, and which can be filtered on'],
	path: '/objects/{objectName}/metadata',
	fields: [],
	answer: { kind: 'connectorRecord' },
});
