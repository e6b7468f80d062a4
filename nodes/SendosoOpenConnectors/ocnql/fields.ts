import type { Field } from '../../shared/parameters/field';

const show = (filterBy: string) => ({ show: { filterBy: [filterBy] } });

/** What a list is filtered by. */
export const filterFields: Field[] = [
	{
		displayName: 'Filter By',
		name: 'filterBy',
		type: 'options',
		options: [
			{ name: 'Conditions', value: 'conditions', description: 'Put the filter together from fields and values' },
			{ name: 'None', value: 'none', description: 'Filter by nothing' },
			{ name: 'OCNQL', value: 'ocnql', description: 'Write the condition in the query language of SAP Open Connectors' },
		],
		default: 'none',
		description: 'How the records to return are chosen',
	},
	{
		displayName: 'Conditions',
		name: 'conditions',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		displayOptions: show('conditions'),
		placeholder: 'Add Condition',
		default: {},
		description: 'What a record has to be like to be returned',
		options: [
			{
				displayName: 'Condition',
				name: 'values',
				values: [
					{
						displayName: 'Field',
						name: 'field',
						type: 'string',
						placeholder: 'e.g. name',
						default: '',
						description: 'Name of the field; a dot leads into an object',
					},
					{
						displayName: 'Operator',
						name: 'operator',
						type: 'options',
						holds: 'comparison',
						options: [
							{ name: 'Equal', value: 'equal', description: 'The field is the value' },
							{ name: 'Greater', value: '>', description: 'The field is above the value' },
							{ name: 'Greater or Equal', value: '>=', description: 'The field is the value or above it' },
							{ name: 'In', value: 'in', description: 'The field is one of several values' },
							{ name: 'Is Null', value: 'isNull', description: 'The field is empty or missing' },
							{ name: 'Less', value: '<', description: 'The field is below the value' },
							{ name: 'Less or Equal', value: '<=', description: 'The field is the value or below it' },
							{ name: 'Like', value: 'like', description: 'The field fits a text in which % stands for any text and _ for one character' },
							{ name: 'Not Equal', value: '!=', description: 'The field is not the value' },
						],
						default: 'equal',
						description: 'How the field is compared with the value',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						holds: 'anything',
						displayOptions: { hide: { operator: ['isNull'] } },
						default: '',
						description: 'For Like, % stands for any text and _ for one character. For In, separate values by commas or give an array. A date without a time is the start of that day.',
					},
					{
						displayName: 'Value Type',
						name: 'valueType',
						type: 'options',
						displayOptions: { hide: { operator: ['isNull', 'like'] } },
						options: [
							{ name: 'Automatic', value: 'auto', description: 'The type of the field where it is known, else text' },
							{ name: 'Boolean', value: 'boolean', description: 'True or false' },
							{ name: 'Date', value: 'date', description: 'Without an offset it is in the time zone of the workflow' },
							{ name: 'Number', value: 'number', description: 'Compared by size' },
							{ name: 'Text', value: 'text', description: 'Compared as it is written' },
						],
						default: 'auto',
						description: 'What the value is sent and compared as',
					},
				],
			},
		],
	},
	{
		displayName: 'Combine Conditions',
		name: 'combineConditions',
		type: 'options',
		displayOptions: show('conditions'),
		options: [
			{ name: 'And', value: 'and', description: 'All conditions must match' },
			{ name: 'Or', value: 'or', description: 'One matching condition is enough; not every connector knows it' },
		],
		default: 'and',
		description: 'Whether a record has to match all conditions or one of them',
	},
	{
		displayName: 'Where',
		name: 'where',
		type: 'string',
		displayOptions: show('ocnql'),
		placeholder: "e.g. name LIKE 'Welcome%' AND status = 'active'",
		default: '',
		description: 'Condition without the word WHERE. It is sent as it is, and its result is not rechecked.',
	},
];

/** Members of the options of a list, by name. */
export const listOptions: Field[] = [
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'string',
		holds: 'list',
		placeholder: 'e.g. id,name',
		default: '',
		description: 'Fields to return, separated by commas, where the connector can choose',
	},
	{
		displayName: 'Order By',
		name: 'orderBy',
		type: 'string',
		placeholder: 'e.g. name asc',
		default: '',
		description: 'Field and direction, where the connector can sort',
	},
	{
		displayName: 'Page Size',
		name: 'pageSize',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100, numberPrecision: 0 },
		default: 100,
		description: 'Records per request',
	},
	{
		displayName: 'Recheck Filter',
		name: 'recheckFilter',
		type: 'boolean',
		default: true,
		description: 'Whether to drop records that certainly do not match Conditions, because a connector may ignore a filter without saying so',
	},
];
