import type { INodeProperties } from 'n8n-workflow';
import { OPERATORS } from './conditions';

const forConditions = { show: { filterBy: ['conditions'] } };

/** What a list is narrowed by. */
export const filterFields: INodeProperties[] = [
	{
		displayName: 'Filter By',
		name: 'filterBy',
		type: 'options',
		options: [
			{ name: 'Conditions', value: 'conditions', description: 'Conditions that the node writes as OCNQL' },
			{ name: 'None', value: 'none' },
			{ name: 'OCNQL', value: 'ocnql', description: 'A condition in the query language of SAP Open Connectors' },
		],
		default: 'none',
		description: 'Which records to return',
	},
	{
		displayName: 'Conditions',
		name: 'conditions',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Condition',
		default: {},
		displayOptions: forConditions,
		options: [
			{
				displayName: 'Values',
				name: 'values',
				values: [
					{ displayName: 'Field', name: 'field', type: 'string', default: '', placeholder: 'e.g. email', description: 'Name of the field, as in the records' },
					{
						displayName: 'Operator',
						name: 'operator',
						type: 'options',
						options: OPERATORS.map((value) => ({ name: value, value })),
						default: '=',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						displayOptions: { hide: { operator: ['isNull'] } },
						description: 'For like, % stands for any text. For in, values separated by commas.',
					},
					{
						displayName: 'Value Type',
						name: 'valueType',
						type: 'options',
						options: [
							{ name: 'Auto', value: 'auto', description: 'By the metadata of the object where they are known, else text' },
							{ name: 'Boolean', value: 'boolean' },
							{ name: 'Date', value: 'date' },
							{ name: 'Number', value: 'number' },
							{ name: 'Text', value: 'text' },
						],
						default: 'auto',
						displayOptions: { hide: { operator: ['isNull', 'like'] } },
					},
				],
			},
		],
	},
	{
		displayName: 'Combine Conditions',
		name: 'combineConditions',
		type: 'options',
		options: [
			{ name: 'All Must Match', value: 'and' },
			{ name: 'One Must Match', value: 'or' },
		],
		default: 'and',
		displayOptions: forConditions,
	},
	{
		displayName: 'Where',
		name: 'where',
		type: 'string',
		default: '',
		placeholder: "e.g. name LIKE 'Spring%'",
		displayOptions: { show: { filterBy: ['ocnql'] } },
		description: 'Condition in OCNQL, sent as it is',
	},
];

/** Options of a list, sorted by name. */
export const listOptions: INodeProperties[] = [
	{ displayName: 'Fields', name: 'fields', type: 'string', default: '', placeholder: 'e.g. ID,name', description: 'Members to return, separated by commas' },
	{ displayName: 'Order By', name: 'orderBy', type: 'string', default: '', placeholder: 'e.g. name asc', description: 'Order, where the resource supports one' },
	{
		displayName: 'Page Size',
		name: 'pageSize',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100 },
		default: 100,
		description: 'Records that one request asks for',
	},
	{
		displayName: 'Recheck Filter',
		name: 'recheckFilter',
		type: 'boolean',
		default: true,
		description: 'Whether the node compares the records with the conditions once more, because a filter that is not supported may be ignored silently',
	},
];
