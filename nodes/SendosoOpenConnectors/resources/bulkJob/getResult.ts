import { optionsOf } from '../../../shared/operations/fields';
import type { Check } from '../../../shared/operations/operation';
import { member, textOf } from '../../../shared/values/json';
import { connectorOperation } from '../../operations/operation';
import { bulkJobId, format, objectName } from './fields';

/** Only JSON becomes items (fact 70). */
const formatFits: Check = ({ outputAs, options }) => {
	const asked = textOf(member(options, 'format'));
	return outputAs === 'file' || asked === '' || asked.startsWith('application/json')
		? undefined
		: { message: `A result in the format ${asked} can't be read as items`, description: "Set 'Output As' to 'File', or change 'Format'." };
};

/** Gets the records that a completed bulk job read. */
export const getResult = connectorOperation({
	names: ['getResult', 'Get Result', 'Get result of bulk job', 'Get the records that a completed bulk job read'],
	request: ['GET', '/bulk/{bulkJobId}/{objectName}'],
	fields: [
		bulkJobId,
		objectName,
		{
			displayName: 'Output As',
			name: 'outputAs',
			type: 'options',
			options: [
				{ name: 'File', value: 'file', description: 'One item with the result as a file' },
				{ name: 'Items', value: 'items', description: 'One item per record' },
			],
			default: 'items',
			description: 'How the records come out',
		},
		optionsOf([format]),
	],
	safety: 'reads',
	answer: { kind: 'bulkResult' },
	checks: [formatFits],
});
