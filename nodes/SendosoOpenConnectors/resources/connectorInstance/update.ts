import type { IDataObject } from 'n8n-workflow';
import type { Check } from '../../../shared/operations/operation';
import type { Field } from '../../../shared/parameters/field';
import { isRow } from '../../../shared/values/json';
import { connectorInstanceId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';
import { isMasked, SECRET_KEY } from './secrets';

const configuration: Field = {
	displayName: 'Configuration',
	name: 'configuration',
	type: 'json',
	default: '{}',
	required: true,
	description: 'Keys of the configuration to change, with their new values, as a JSON object. Secrets do not belong here: they come from the credential.',
};

/** What a reading masks would be lost if it were written back (fact 21). */
const configurationIsUsable: Check = ({ configuration: value }) => {
	const given = isRow(value) ? value : {};
	if (Object.keys(given).length === 0) {
		return { message: "'Configuration' is not a JSON object with members", description: 'Enter an object such as {"filter.response.nulls": "false"} in \'Configuration\'.' };
	}
	const masked = Object.entries(given).find(([key, entry]) => isMasked(entry) || SECRET_KEY.test(key));
	return masked === undefined
		? undefined
		: { message: `'Configuration' must not hold ${masked[0]}`, description: 'Masked and secret values are never written back. Remove the key; a new secret is given by creating a new instance.' };
};

/** Changes the configuration of an instance. */
export const update = connectorOperation({
	names: ['update', 'Update', 'Update connector instance', 'Change the configuration of an instance'],
	request: ['PATCH', '/instances/{connectorInstanceId}'],
	fields: [connectorInstanceId, configuration],
	safety: 'changes',
	answer: { kind: 'instanceWrite' },
	checks: [configurationIsUsable],
	body: ({ configuration: value }) => ({ configuration: value as IDataObject }),
});
