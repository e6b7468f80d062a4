import type { IDataObject } from 'n8n-workflow';
import type { Check } from '../../resources/operation';
import { readEmails } from '../../resources/send/recipientEmails';
import { isEmail, textOf } from '../../resources/shared/checks';
import type { Parameters } from '../../run/parameters';
import { isRow } from '../../transport/readList';
import { readExtraBody } from '../request';

/** The name that the API uses for a parameter: `touchId` is `touch_id` there. */
function apiName(parameter: string): string {
	return parameter.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Members of the body from parameters of these names, and from `additionalFields`. Empty text is left out. */
export function membersOf(parameters: Parameters, names: string[]): IDataObject {
	const { additionalFields } = parameters;
	const chosen = Object.entries({ ...pick(parameters, names), ...(isRow(additionalFields) ? additionalFields : {}) });
	return Object.fromEntries(chosen.filter(([, value]) => value !== '' && value !== undefined && value !== null).map(([name, value]) => [apiName(name), value])) as IDataObject;
}

function pick(parameters: Parameters, names: string[]): Record<string, unknown> {
	return Object.fromEntries(names.map((name) => [name, parameters[name]]));
}

/** The parameter is a list of e-mail addresses with at least one. */
export const emailList =
	(label: string, name: string): Check =>
	(parameters) => {
		const emails = readEmails(parameters[name]);
		if (emails.length === 0) return { message: `'${label}' is empty`, description: `Enter e-mail addresses, separated by commas, in '${label}'.` };
		const bad = emails.findIndex((email) => !isEmail(email));
		return bad === -1 ? undefined : { message: `'${label}' holds something that is not an e-mail address, at place ${bad + 1}`, description: `Correct '${label}'.` };
	};

/** At least one member is there to be written. */
export const somethingToWrite: Check = ({ additionalFields, options }) => {
	const isEmpty = (value: unknown) => !isRow(value) || Object.values(value).every((entry) => textOf(entry) === '');
	return isEmpty(additionalFields) && isEmpty(isRow(options) ? readExtraBody(options.extraBody) : undefined)
		? { message: "'Additional Fields' is empty", description: "Add at least one member in 'Additional Fields'." }
		: undefined;
};
