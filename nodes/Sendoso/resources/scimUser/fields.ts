import { text } from '../../../shared/operations/fields';
import { locator } from '../../../shared/operations/locators';
import type { Field } from '../../../shared/parameters/field';

/** A user of SCIM, chosen from the list or by ID (fact 28: digits). */
export const userId: Field = {
	...locator('SCIM User', 'userId', 'searchScimUsers', {
		description: 'The provisioned user, active or not',
		records: 'SCIM users',
		placeholder: 'Select a user...',
		example: 'e.g. 48502',
	}),
	holds: 'wholeNumber',
};

/** The given name. */
export const givenName = text('Given Name', 'givenName', { description: 'First name of the user' });

/** The family name. */
export const familyName = text('Family Name', 'familyName', { description: 'Last name of the user' });

/** What the user may do; the roles of invitations are others (fact 60). */
export const userType: Field = {
	displayName: 'User Type',
	name: 'userType',
	type: 'options',
	options: [
		{ name: 'Admin', value: 'admin' },
		{ name: 'Manager', value: 'manager' },
		{ name: 'Sender', value: 'sender' },
	],
	default: 'sender',
	description: 'What the user may do in Sendoso',
};

/** The team group, which SCIM knows by its name. */
export const division = text('Division (Team Group Name)', 'division', { description: 'Name of the team group, character for character' });
