import { isEmail, readEmails } from '../values/emails';
import { readInstant } from '../values/instants';
import { member, textOf } from '../values/json';
import type { Check } from './operation';

/** The parameter is filled in. */
export const filled =
	(label: string, name: string): Check =>
	(parameters) =>
		textOf(parameters[name]) === ''
			? { message: `'${label}' is empty`, description: `Fill in '${label}', or check that its expression gives a value.` }
			: undefined;

/** The parameter is an e-mail address. */
export const email =
	(label: string, name: string): Check =>
	(parameters) =>
		isEmail(textOf(parameters[name]))
			? undefined
			: {
					message: `'${label}' is not an e-mail address`,
					description: `Enter one address, such as name@example.com, in '${label}'.`,
				};

/** The parameter has one of the values that the editor offers; an expression may give anything. */
export const oneOf =
	(label: string, name: string, values: string[]): Check =>
	(parameters) =>
		values.includes(String(parameters[name]))
			? undefined
			: { message: `'${label}' has an unknown value`, description: `Set '${label}' to one of: ${values.join(', ')}.` };

/** The parameter is the ID of a record, usable as part of an address. */
export const pathId =
	(label: string, name: string): Check =>
	(parameters) => {
		const value = textOf(parameters[name]);
		if (value === '') return { message: `'${label}' is empty`, description: `Choose one from the list in '${label}', or enter its ID.` };
		if (/^\.+$/.test(value)) return { message: `'${label}' is not an ID`, description: `Enter the ID of a record in '${label}'.` };
		return undefined;
	};

/** The parameter is an ID that Sendoso takes as a whole number. */
export const numericId =
	(label: string, name: string): Check =>
	(parameters) =>
		/^[1-9]\d{0,14}$/.test(textOf(parameters[name]))
			? undefined
			: {
					message: `'${label}' is not a valid ID`,
					description: `Choose one from the list in '${label}', or enter its number.`,
				};

/** `limit` is a whole number that one item can return, unless all records are asked for. */
export const limitInRange: Check = ({ returnAll, limit }) => {
	if (returnAll === true) return undefined;
	const value = Number(limit);
	return Number.isInteger(value) && value >= 1 && value <= 50_000
		? undefined
		: { message: "'Limit' must be a whole number from 1 to 50,000", description: "Change 'Limit'." };
};

/** A member of a collection is a date, when it is there. */
export const readableDate =
	(label: string, collection: string, name: string): Check =>
	(parameters, facts) => {
		const value = member(parameters[collection], name);
		if (value === undefined || value === null || value === '') return undefined;
		return Number.isNaN(readInstant(value, facts.timezone))
			? {
					message: `'${label}' is not a readable date`,
					description: `Enter a date such as 2026-03-04 or 2026-03-04T10:00:00Z in '${label}'.`,
				}
			: undefined;
	};

/** A member of a collection is an e-mail address, when it is there. */
export const optionalEmail =
	(label: string, collection: string, name: string): Check =>
	(parameters) => {
		const value = textOf(member(parameters[collection], name));
		return value === '' || isEmail(value)
			? undefined
			: { message: `'${label}' is not an e-mail address`, description: `Enter one address in '${label}', or remove it.` };
	};

/** Every entry is an e-mail address, and there is at least one. */
export const recipientEmailsFit: Check = ({ recipientEmails }) => {
	const emails = readEmails(recipientEmails);
	if (emails.length === 0) {
		return { message: "'Recipient Emails' is empty", description: "Enter at least one address in 'Recipient Emails'." };
	}
	const wrong = emails.findIndex((entry) => !isEmail(entry));
	return wrong === -1
		? undefined
		: {
				message: `'Recipient Emails' holds something that is not an e-mail address, at place ${wrong + 1}`,
				description: "Separate the addresses in 'Recipient Emails' by commas, or give an array of texts.",
			};
};

/** The parameter is a list of e-mail addresses with at least one. */
export const emailList =
	(label: string, name: string): Check =>
	(parameters) => {
		const emails = readEmails(parameters[name]);
		if (emails.length === 0) return { message: `'${label}' is empty`, description: `Enter e-mail addresses, separated by commas, in '${label}'.` };
		const bad = emails.findIndex((email) => !isEmail(email));
		return bad === -1 ? undefined : { message: `'${label}' holds something that is not an e-mail address, at place ${bad + 1}`, description: `Correct '${label}'.` };
	};
