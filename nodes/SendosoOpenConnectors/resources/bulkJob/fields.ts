import type { INodeProperties } from 'n8n-workflow';
import { text } from '../../../shared/operations/fields';

export const bulkJobId = text('Bulk Job ID', 'bulkJobId', { required: true });
export const objectName = (more: Partial<INodeProperties> = {}) => text('Object', 'objectName', { required: true, placeholder: 'e.g. touches', description: 'Name of the object that the job reads', ...more });

export const format: INodeProperties = {
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
