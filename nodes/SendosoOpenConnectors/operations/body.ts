import type { IDataObject } from 'n8n-workflow';
import type { Check, Parameters } from '../../shared/operations/operation';
import { isRow, member, textOf } from '../../shared/values/json';

/** The name that the API uses for a parameter: `touchId` is `touch_id` there. */
export function apiName(parameter: string): string {
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

/** At least one member is there to be written. */
export const somethingToWrite: Check = ({ additionalFields, options }) => {
	const isEmpty = (value: unknown) => !isRow(value) || Object.values(value).every((entry) => textOf(entry) === '');
	return isEmpty(additionalFields) && isEmpty(member(options, 'extraBody'))
		? { message: "'Additional Fields' is empty", description: "Add at least one member in 'Additional Fields'." }
		: undefined;
};

/** An ID as the API takes it: a number where it is one (A21). One with zeros in front of it is a text. */
export function idAsWritten(id: string): string | number {
	return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : id;
}
