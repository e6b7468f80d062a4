import { text } from '../../../shared/operations/fields';
import type { Check } from '../../../shared/operations/operation';
import type { Field } from '../../../shared/parameters/field';
import { textOf } from '../../../shared/values/json';
import type { ConnectorAnswer, ConnectorOperation } from '../../answerShapes';
import { objectName } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';

/** One record of the object. */
export const objectId = text('Object ID', 'objectId', { required: true, holds: 'code', description: 'ID of one record of the object' });

/** Names that belong to the platform, and never to an object of Sendoso (fact 98). */
const PLATFORM = [
	...['accounts', 'bulk', 'common-resources', 'customers', 'elements', 'formulas', 'hubs', 'instances'],
	...['notifications', 'objects', 'organizations', 'ping', 'usage', 'vdrs'],
];

/** A name is one part of the address, whatever a server makes of encoded signs. */
export const oneName =
	(label: string, name: string): Check =>
	(parameters) =>
		/^[A-Za-z0-9][A-Za-z0-9_.-]*$/.test(textOf(parameters[name]))
			? undefined
			: { message: `'${label}' is not the name of an object`, description: `Enter a name such as touches in '${label}': letters, digits, - and _ only.` };

const nameIsNoPlatformName: Check = ({ objectName: name }) =>
	// A server may take what stands behind a dot for a format: instances.json is instances.
	PLATFORM.includes(textOf(name).toLowerCase().split('.', 1).join())
		? { message: `'Object' can't be ${textOf(name)} here`, description: "Choose another name in 'Object', or the resource of that name in 'Resource'." }
		: undefined;

/** What one operation of an object says. */
interface ObjectOperation {
	/** Value and label of the operation, its words in a list of actions, and its description. */
	names: [value: string, name: string, action: string, description: string];
	path: string;
	fields: Field[];
	answer: ConnectorAnswer;
	checks?: Check[];
}

/** Makes an operation that reads an object by its name. None of them writes: a list of forbidden names is too weak a guard for money. */
export const objectOperation = ({ path, fields, checks = [], ...rest }: ObjectOperation): ConnectorOperation =>
	connectorOperation({
		...rest,
		request: ['GET', path],
		fields: [objectName, ...fields],
		safety: 'reads',
		checks: [oneName('Object', 'objectName'), nameIsNoPlatformName, ...checks],
	});
