import type { Field } from '../parameters/field';

/** How a locator differs from others. */
interface LocatorWords {
	description: string;
	/** The records, in the plural, as the operation is called that lists them; absent where none does. */
	records?: string;
	/** What the list says while nothing is chosen. */
	placeholder?: string;
	/** An example of an ID. */
	example?: string;
}

/** A record, chosen from a searchable list or by ID. */
export const locator = (displayName: string, name: string, searchListMethod: string, { description, records, placeholder, example }: LocatorWords): Field => ({
	displayName,
	name,
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description,
	...(records ? { idOf: records } : {}),
	modes: [
		{ displayName: 'From List', name: 'list', type: 'list', ...(placeholder ? { placeholder } : {}), typeOptions: { searchListMethod, searchable: true } },
		{ displayName: 'By ID', name: 'id', type: 'string', ...(example ? { placeholder: example } : {}) },
	],
});

/** Campaign, chosen from the list or by ID. */
export const touchLocator = locator('Campaign (Touch)', 'touchId', 'searchTouches', {
	description: 'The campaign, called touch in the Sendoso API',
	records: 'campaigns',
	placeholder: 'Select a campaign...',
	example: 'e.g. 220145',
});

/** Team group, chosen from the list or by ID. */
export const groupLocator = locator('Team Group', 'groupId', 'searchGroups', {
	description: 'The team group, called group in the Sendoso API',
	records: 'team groups',
	placeholder: 'Select a team group...',
	example: 'e.g. 907',
});
