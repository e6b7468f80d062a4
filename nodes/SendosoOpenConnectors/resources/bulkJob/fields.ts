import { text } from '../../../shared/operations/fields';
import type { Field } from '../../../shared/parameters/field';

/** One job. */
export const bulkJobId = text('Bulk Job ID', 'bulkJobId', { required: true, holds: 'code', description: "ID of the job, from 'Bulk Job' > 'Get Many'" });

/** What the job reads. */
export const objectName = text('Object', 'objectName', { required: true, holds: 'code', placeholder: 'e.g. touches', description: 'Name of the object that the job reads' });

/** Form of the result. */
export const format: Field = {
	displayName: 'Format',
	name: 'format',
	type: 'options',
	options: [
		{ name: 'CSV', value: 'txt/csv', description: 'One row per record, as a file only' },
		{ name: 'JSON', value: 'application/json', description: 'One list with all records' },
		{ name: 'JSON Lines', value: 'application/jsonl', description: 'One record in each line' },
	],
	default: 'application/json',
	description: 'Form in which the result is asked for',
};
