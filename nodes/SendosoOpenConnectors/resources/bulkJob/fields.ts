import { text } from '../../../shared/operations/fields';
import type { Field } from '../../../shared/parameters/field';

/** One job. */
export const bulkJobId = text('Bulk Job ID', 'bulkJobId', { required: true, holds: 'code' });

/** What the job reads. */
export const objectName = text('Object', 'objectName', { required: true, holds: 'code', placeholder: 'e.g. touches', description: 'Name of the object that the job reads' });

/** Form of the result. */
export const format: Field = {
	displayName: 'Format',
	name: 'format',
	type: 'options',
	options: [
		{ name: 'CSV', value: 'txt/csv' },
		{ name: 'JSON', value: 'application/json' },
		{ name: 'JSON Lines', value: 'application/jsonl' },
	],
	default: 'application/json',
};
