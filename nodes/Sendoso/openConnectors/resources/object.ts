import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Check, Operation, Resource } from '../../resources/operation';
import { textOf } from '../../resources/shared/checks';
import { readExtraBody } from '../request';
import { listChecks, listFields, text } from './fields';
import { objectName } from './locators';
import { connectorOperation } from './operation';

const objectId = text('Object ID', 'objectId', { required: true, description: 'ID of one record of the object' });
const body: INodeProperties = {
	displayName: 'Body',
	name: 'body',
	type: 'json',
	default: '{}',
	required: true,
	description: 'The record as a JSON object, in the wrapper that the object wants, if any',
};

/** Names that belong to the platform, and never to an object of Sendoso. */
const PLATFORM = ['instances', 'elements', 'accounts', 'bulk', 'ping', 'objects', 'hubs'];
/** Names under which a create spends money: those have operations of their own, with their checks. */
const SPENDING = ['gifts', 'bulk-gifts', 'egift-links'];

/** A name is one part of the address, whatever a server makes of encoded signs. */
const oneName =
	(label: string, name: string): Check =>
	(parameters) =>
		/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(textOf(parameters[name]))
			? undefined
			: { message: `'${label}' is not the name of an object`, description: `Enter a name such as touches in '${label}': letters, digits, - and _ only.` };

const nameIsUsable =
	(refused: string[]): Check =>
	({ objectName: name }) =>
		// A server may take what stands behind a dot for a format: gifts.json is gifts.
		refused.includes(textOf(name).toLowerCase().replace(/\..*$/, ''))
			? { message: `'Object' can't be ${textOf(name)} here`, description: "Choose another name in 'Object', or the resource of that name in 'Resource'." }
			: undefined;

const bodyIsObject: Check = ({ body: value }) =>
	readExtraBody(value) === undefined || Object.keys(readExtraBody(value) ?? {}).length === 0
		? { message: "'Body' is not a JSON object with members", description: 'Enter an object such as {"name": "value"} in \'Body\'.' }
		: undefined;

interface ObjectOperation extends Pick<Operation, 'fields' | 'safety' | 'answer'> {
	checks?: Check[];
	refused?: string[];
	hasBody?: boolean;
}

const operation = (
	names: [string, string, string, string],
	request: Parameters<typeof connectorOperation>[0]['request'],
	{ fields, checks = [], refused = [], hasBody = false, ...rest }: ObjectOperation,
) =>
	connectorOperation({
		...rest,
		names,
		request,
		fields: [objectName, ...fields, ...(hasBody ? [body] : [])],
		checks: [oneName('Object', 'objectName'), nameIsUsable([...PLATFORM, ...refused]), ...(hasBody ? [bodyIsObject] : []), ...checks],
		...(hasBody ? { body: ({ body: value }) => (readExtraBody(value) ?? {}) as IDataObject } : {}),
	});

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
