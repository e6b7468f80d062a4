import type { INodeProperties } from 'n8n-workflow';
import { touchLocator } from '../../shared/operations/locators';
import { authentication, deliveryType } from '../resources/touch/deliveryType';
import { STATUS_OPTIONS } from '../sendList/statuses';

const direct = { authentication: ['oAuth2'] };
const forSends = { show: { resource: ['send'] } };
const forRecords = { hide: { resource: ['send'] } };

/** What can be seen of groups, touches and users. */
const recordEvents: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	options: [
		{ name: 'Created', value: 'created', description: 'A record appeared in the list: it is new, or active again' },
		{
			name: 'Removed',
			value: 'removed',
			description: 'A record has left the list. Sendoso lists active records only, so an archived or ended one is removed, too.',
		},
		{ name: 'Updated', value: 'updated', description: 'Any member of a listed record changed' },
	],
	default: ['created'],
	required: true,
	displayOptions: forRecords,
	description: 'What starts the workflow',
};

/** What can be seen of sends. */
const sendEvents: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	options: [
		{ name: 'Created', value: 'created', description: 'A new send appeared in the list, whoever made it' },
		{
			name: 'Status Changed',
			value: 'statusChanged',
			description: 'A send got a status, its first one included: one event for each new entry of its history',
		},
	],
	default: ['created'],
	required: true,
	displayOptions: forSends,
	description: 'What starts the workflow',
};

const touchFilters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	displayOptions: { show: { ...direct, resource: ['touch'] } },
	description: 'Which records to watch. A changed filter starts again from what is there at that moment.',
	options: [deliveryType],
};

const sendFilters: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	displayOptions: forSends,
	description: 'Which sends to watch. A changed filter starts again from what is there at that moment.',
	options: [
		{ ...touchLocator, required: undefined, description: 'The campaign that the sends belong to' },
		{
			displayName: 'New Status',
			name: 'status',
			type: 'multiOptions',
			options: STATUS_OPTIONS,
			default: [],
			description: 'Statuses whose arrival starts the workflow; it has no bearing on Created. Used means redeemed.',
		},
	],
};

const startWithExisting: INodeProperties = {
	displayName: 'Start With Existing',
	name: 'startWithExisting',
	type: 'boolean',
	default: false,
	description: 'Whether the first poll gives all records that exist already, of sends the newest 10,000',
};

const simplify: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: false,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

const trackStatusForDays: INodeProperties = {
	displayName: 'Track Status for Days',
	name: 'trackStatusForDays',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 3650 },
	default: 90,
	description: 'How long after its creation an open send is followed',
};

const recordOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	displayOptions: forRecords,
	options: [simplify, startWithExisting],
};

const sendOptions: INodeProperties = { ...recordOptions, displayOptions: forSends, options: [simplify, startWithExisting, trackStatusForDays] };

/** Everything that can be set on the trigger. */
export const triggerFields: INodeProperties[] = [
	authentication,
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: direct },
		options: [
			{ name: 'Campaign (Touch)', value: 'touch', description: 'An active campaign, called touch in the Sendoso API' },
			{ name: 'Send', value: 'send', description: 'A gift on its way to a recipient' },
			{ name: 'Team Group', value: 'group', description: 'An active team group, called group in the Sendoso API' },
			{ name: 'User', value: 'user', description: 'An active user of the organization' },
		],
		default: 'send',
	},
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { authentication: ['openConnectors'] } },
		options: [
			{ name: 'Campaign (Touch)', value: 'touch', description: 'A listed campaign, called touch in the Sendoso API' },
			{ name: 'Return Address', value: 'returnAddress', description: 'An address that undeliverable gifts go back to' },
			{ name: 'Team Group', value: 'group', description: 'A listed team group, called group in the Sendoso API' },
		],
		default: 'touch',
	},
	recordEvents,
	sendEvents,
	touchFilters,
	sendFilters,
	recordOptions,
	sendOptions,
];
