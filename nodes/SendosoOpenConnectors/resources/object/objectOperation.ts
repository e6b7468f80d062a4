import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { text } from '../../../shared/operations/fields';
import type { Check, Operation } from '../../../shared/operations/operation';
import { textOf } from '../../../shared/values/json';
import { readExtraBody } from '../../operations/extraBody';
import { objectName } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';

export const objectId = text('Object ID', 'objectId', { required: true, description: 'ID of one record of the object' });

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
export const SPENDING = ['gifts', 'bulk-gifts', 'egift-links'];

/** A name is one part of the address, whatever a server makes of encoded signs. */
export const oneName =
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

export const operation = (
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
