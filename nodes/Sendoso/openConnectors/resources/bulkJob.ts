import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Check, Resource } from '../../resources/operation';
import { filled, member, oneOf, textOf } from '../../resources/shared/checks';
import { getAll } from './actions';
import { membersOf } from './body';
import { number, text } from './fields';
import { connectorOperation } from './operation';
import { additionalFields, optionsOf } from '../../resources/shared/collections';

const bulkJobId = text('Bulk Job ID', 'bulkJobId', { required: true });
const objectName = (more: Partial<INodeProperties> = {}) => text('Object', 'objectName', { required: true, placeholder: 'e.g. touches', description: 'Name of the object that the job reads', ...more });
const format: INodeProperties = {
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

const queryOrObject: Check = (parameters, facts) =>
	oneOf('Mode', 'mode', ['download', 'query'])(parameters, facts) ??
	(parameters.mode === 'query' ? filled('Query', 'query') : filled('Object', 'objectName'))(parameters, facts);

/** Only JSON becomes items (fact 70). */
const formatFits: Check = ({ outputAs, options }) => {
	const asked = textOf(member(options, 'format'));
	return outputAs === 'file' || asked === '' || asked.startsWith('application/json')
		? undefined
		: { message: `A result in the format ${asked} can't be read as items`, description: "Set 'Output As' to 'File', or change 'Format'." };
};

/** The only fields that the list of jobs can be filtered by (fact 48). */
const QUERYABLE = ['job_direction', 'job_status', 'object_name', 'record_count'];

const conditionsAreQueryable: Check = ({ filterBy, conditions }) => {
	const values = filterBy === 'conditions' ? member(conditions, 'values') : undefined;
	const place = (Array.isArray(values) ? values : []).findIndex((entry) => !QUERYABLE.includes(textOf(member(entry, 'field'))));
	return place === -1
		? undefined
		: { message: `'Field' of condition ${place + 1} is not one that jobs can be filtered by`, description: `Set 'Field' to one of: ${QUERYABLE.join(', ')}.` };
};

const getJobs = getAll({ words: ['bulk job', 'bulk jobs'], path: '/bulk/jobs', singular: 'job' });

/** Jobs of the bulk service. SAP's page calls it not supported, and names its list all the same (fact 64). */
export const bulkJob: Resource = {
	option: { name: 'Bulk Job', value: 'bulkJob', description: 'A job that reads an object as a whole, where the connector supports it' },
	operations: [
		connectorOperation({
			names: ['cancel', 'Cancel', 'Cancel bulk job', 'Cancel a bulk job'],
			request: ['PUT', '/bulk/{bulkJobId}/cancel'],
			fields: [bulkJobId],
			safety: 'changes',
			answer: { kind: 'connectorWrite' },
		}),
		connectorOperation({
			names: ['create', 'Create', 'Create bulk job', 'Start a bulk job that reads an object'],
			request: ['POST', '/bulk/download'],
			fields: [
				{
					displayName: 'Mode',
					name: 'mode',
					type: 'options',
					options: [
						{ name: 'Download', value: 'download', description: 'Read an object' },
						{ name: 'Query', value: 'query', description: 'Read what a select statement names' },
					],
					default: 'download',
				},
				objectName({ displayOptions: { show: { mode: ['download'] } } }),
				{ ...format, displayOptions: { show: { mode: ['download'] } } },
				text('Query', 'query', { required: true, placeholder: 'e.g. select * from touches', displayOptions: { show: { mode: ['query'] } } }),
				{
					...additionalFields([
						text('Filter Date Field', 'filterDateField'),
						text('From', 'from', { description: 'Earliest date, as 2026-03-04T00:00:00.000Z' }),
						number('Limit', 'limit', { default: 50, typeOptions: { minValue: 1 }, description: 'Max number of results to return' }),
						text('Select Fields', 'selectFields', { description: 'Members separated by commas' }),
						text('To', 'to', { description: 'Latest date, as 2026-03-04T00:00:00.000Z' }),
						text('Where', 'where', { description: 'Condition in OCNQL' }),
					]),
					displayOptions: { show: { mode: ['download'] } },
				},
			],
			safety: 'creates',
			answer: { kind: 'bulkCreate' },
			checks: [queryOrObject],
			query: ({ mode, query }) => (mode === 'query' ? { q: textOf(query) } : {}),
			body: (parameters): IDataObject => ({ objectName: textOf(parameters.objectName), format: textOf(parameters.format) || 'application/json', ...camel(parameters) }),
		}),
		connectorOperation({
			names: ['getErrors', 'Get Errors', 'Get errors of bulk job', 'Get what went wrong in a bulk job'],
			request: ['GET', '/bulk/{bulkJobId}/errors'],
			fields: [bulkJobId],
			safety: 'reads',
			answer: { kind: 'connectorRecord' },
		}),
		{ ...getJobs, checks: [...getJobs.checks, conditionsAreQueryable] },
		connectorOperation({
			names: ['getResult', 'Get Result', 'Get result of bulk job', 'Get the records that a completed bulk job read'],
			request: ['GET', '/bulk/{bulkJobId}/{objectName}'],
			fields: [
				bulkJobId,
				objectName(),
				{
					displayName: 'Output As',
					name: 'outputAs',
					type: 'options',
					options: [
						{ name: 'File', value: 'file', description: 'One item with the result as a file' },
						{ name: 'Items', value: 'items', description: 'One item per record' },
					],
					default: 'items',
				},
				optionsOf([format]),
			],
			safety: 'reads',
			answer: { kind: 'bulkResult' },
			checks: [formatFits],
		}),
		connectorOperation({
			names: ['getStatus', 'Get Status', 'Get status of bulk job', 'Get the state of a bulk job'],
			request: ['GET', '/bulk/{bulkJobId}/status'],
			fields: [bulkJobId],
			safety: 'reads',
			answer: { kind: 'bulkState' },
		}),
	],
};

/** The bulk service takes its members in camelCase, unlike Sendoso's resources. */
function camel(parameters: Parameters<typeof membersOf>[0]): IDataObject {
	return Object.fromEntries(Object.entries(membersOf(parameters, [])).map(([name, value]) => [name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()), value])) as IDataObject;
}
