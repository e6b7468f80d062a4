import type { IDataObject } from 'n8n-workflow';
import type { Check } from '../../../shared/operations/operation';
import type { Field } from '../../../shared/parameters/field';
import { isRow, textOf } from '../../../shared/values/json';
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

/** The first key whose value is a secret or was masked, however deep it lies. */
function maskedIn(value: unknown, key = ''): string | undefined {
	if (isMasked(value) || SECRET_KEY.test(key)) return key;
	if (typeof value !== 'object' || value === null) return undefined;
	// A configuration may be a list of entries that name their key.
	const own = isRow(value) ? textOf(value.key) : '';
	if (SECRET_KEY.test(own)) return own;
	for (const [name, entry] of Object.entries(value)) {
		const found = maskedIn(entry, Array.isArray(value) ? key : name);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** What a reading masks would be lost if it were written back (fact 21). */
const configurationIsUsable: Check = ({ configuration: value }) => {
	const given = isRow(value) ? value : {};
	if (Object.keys(given).length === 0) {
		return { message: "'Configuration' is not a JSON object with members", description: 'Enter an object such as {"filter.response.nulls": "false"} in \'Configuration\'.' };
	}
	const masked = maskedIn(given);
	return masked === undefined
		? undefined
		: { message: `'Configuration' must not hold ${masked}`, description: 'Masked and secret values are never written back. Remove the key; a new secret is given by creating a new instance.' };
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
