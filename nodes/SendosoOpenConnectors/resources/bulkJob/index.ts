import type { IDataObject } from 'n8n-workflow';
import { additionalFields, number, optionsOf, text } from '../../../shared/operations/fields';
import type { Resource } from '../../../shared/operations/operation';
import { textOf } from '../../../shared/values/json';
import { connectorOperation } from '../../operations/operation';
import { camel, queryOrObject } from './create';
import { bulkJobId, format, objectName } from './fields';
import { conditionsAreQueryable, getJobs } from './getAll';
import { formatFits } from './getResult';

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
