import type { INodeProperties } from 'n8n-workflow';

/** Campaign, chosen from the list or by ID. */
export const touchLocator: INodeProperties = {
	displayName: 'Campaign (Touch)',
	name: 'touchId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The campaign, called touch in the Sendoso API',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a campaign...',
			typeOptions: { searchListMethod: 'searchTouches', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 220145' },
	],
};

/** Team group, chosen from the list or by ID. */
export const groupLocator: INodeProperties = {
	displayName: 'Team Group',
	name: 'groupId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The team group, called group in the Sendoso API',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a team group...',
			typeOptions: { searchListMethod: 'searchGroups', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 907' },
	],
};
