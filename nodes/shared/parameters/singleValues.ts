import type { INodePropertyOptions } from 'n8n-workflow';
import { cleanEmail, EMAIL_SEPARATORS, isEmail } from '../values/emails';
import { readInstant } from '../values/instants';
import { isRow, member } from '../values/json';
import type { Problem } from '../values/problem';
import { isEmpty, listEntries, parseJson, plainText, withoutInvisible } from '../values/text';
import { choicesOf, type Field } from './field';

/** A converted value, or what is wrong with it. */
export type Reading = { value: unknown } | Problem;

/** Reads a value that is there by the definition of its field. */
export type Reader = (field: Field, value: unknown, timezone: string) => Reading;

const YES = ['true', '1', 'yes'];
const NO = ['false', '0', 'no'];

const boolean: Reader = ({ displayName: label }, value) => {
	const text = spelling(value);
	if (YES.includes(text)) return { value: true };
	if (NO.includes(text)) return { value: false };
	return { message: `'${label}' is neither true nor false`, description: `Set '${label}' to true or false.` };
};

/** Digits without exponent, and without separators that mean something else in another country. */
const NUMBER = /^[+-]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})$/;

const number: Reader = (field, value) => {
	const { displayName: label, typeOptions: { minValue = -Infinity, maxValue = Infinity, numberPrecision } = {} } = field;
	const text = withoutInvisible(plainText(value) ?? '');
	const read = typeof value === 'number' ? value : NUMBER.test(text) ? Number(text) : NaN;
	const digits = Number.isFinite(read) ? (String(read).split('.')[1]?.length ?? 0) : 0;
	if (Number.isFinite(read) && read >= minValue && read <= maxValue && digits <= (numberPrecision ?? Infinity)) return { value: read };
	return { message: `'${label}' must be ${numberInWords(field)}`, description: `Change '${label}'${Number.isFinite(read) && digits > 0 ? ', such as by rounding it' : ''}.` };
};

function numberInWords({ typeOptions: { minValue, maxValue, numberPrecision } = {} }: Field): string {
	const kind = numberPrecision === 0 ? 'a whole number' : 'a number';
	const [from, to] = [minValue, maxValue].map((bound) => bound?.toLocaleString('en-US'));
	const range = from === undefined ? (to === undefined ? '' : ` of at most ${to}`) : to === undefined ? ` of at least ${from}` : ` from ${from} to ${to}`;
	return `${kind}${range}${numberPrecision ? ` with at most ${numberPrecision} decimals` : ''}`;
}

const choice: Reader = (field, value) => {
	const found = findChoice(choicesOf(field), value);
	return found === undefined ? unknownChoice(field) : { value: found };
};

const comparison: Reader = (field, value, timezone) => (value === '' || value === '=' ? { value: 'equal' } : choice(field, value, timezone));

const choices: Reader = (field, value) => {
	const all = choicesOf(field);
	const whole = Array.isArray(value) ? undefined : findChoice(all, value);
	if (whole !== undefined) return { value: [whole] };
	const entries = listEntries(value, /,/);
	if (entries === undefined) return unknownChoice(field);
	const found = entries.map((entry) => findChoice(all, entry));
	const unknown = found.indexOf(undefined);
	return unknown === -1 ? { value: [...new Set(found)] } : unknownChoice(field, entries.length > 1 ? ` at place ${unknown + 1}` : '');
};

/** A choice by its value or its label, in any case. */
function findChoice(all: INodePropertyOptions[], value: unknown): INodePropertyOptions['value'] | undefined {
	const wanted = spelling(value);
	const same = (spelled: unknown) => spelling(spelled) === wanted;
	return (all.find((option) => option.value === value) ?? all.find((option) => same(option.value)) ?? all.find(({ name }) => same(name)))?.value;
}

function unknownChoice(field: Field, place = ''): Problem {
	const { displayName: label } = field;
	const labels = choicesOf(field).map(({ name }) => name).join(', ');
	return { message: `'${label}' has an unknown value${place}`, description: `Set '${label}' to ${field.type === 'multiOptions' ? 'some' : 'one'} of: ${labels}.` };
}

/** How a choice or a yes or no is spelled, without what makes no difference. */
function spelling(value: unknown): string {
	return withoutInvisible(plainText(value) ?? '').toLowerCase();
}

/** What JavaScript writes for a value that has no text, where an expression joins it to others. */
const MISSPELLED_VALUE = /\[object \w{1,20}\]|\bInvalid Date(?:Time)?\b/;

const text: Reader = ({ displayName: label }, value) => {
	const read = plainText(value);
	if (read !== undefined && !MISSPELLED_VALUE.test(read)) return { value: read };
	return { message: `'${label}' is not a text`, description: `Give a single text in '${label}', no list, no object and no date that can't be read.` };
};

const code: Reader = (field, value, timezone) => {
	const read = text(field, value, timezone);
	return 'value' in read ? { value: withoutInvisible(String(read.value)) } : read;
};

const email: Reader = ({ displayName: label }, value) => {
	const address = cleanEmail(typeof value === 'string' ? value : '');
	return isEmail(address)
		? { value: address }
		: { message: `'${label}' is not an e-mail address`, description: `Enter one address, such as name@example.com, in '${label}'.` };
};

const emails: Reader = ({ displayName: label }, value) => {
	const addresses = listEntries(value, EMAIL_SEPARATORS)?.map((entry) => cleanEmail(entry ?? ''));
	// Addresses go by their place in the list: n8n writes the texts of errors into its log.
	const wrong = addresses?.findIndex((entry) => !isEmail(entry)) ?? 0;
	if (addresses?.length === 0) return nothingIn(label);
	if (addresses !== undefined && wrong === -1) return { value: addresses };
	return {
		message: addresses === undefined ? `'${label}' is not a list of e-mail addresses` : `'${label}' holds something that is not an e-mail address, at place ${wrong + 1}`,
		description: `Separate the addresses in '${label}' by commas, or give an array of texts.`,
	};
};

const list: Reader = ({ displayName: label }, value) => {
	const entries = listEntries(value, EMAIL_SEPARATORS);
	if (entries?.length === 0) return nothingIn(label);
	return entries === undefined || entries.includes(undefined)
		? { message: `'${label}' is not a list of texts`, description: `Separate the entries of '${label}' by commas, or give an array of texts.` }
		: { value: entries };
};

function nothingIn(label: string): Problem {
	return { message: `'${label}' is empty`, description: `Fill in '${label}', or check that its expression gives a value.` };
}

const json: Reader = ({ displayName: label }, value) => {
	const read = typeof value === 'string' ? parseJson(value) : value;
	return isRow(read) ? { value: read } : { message: `'${label}' is not a JSON object`, description: `Enter an object such as {"name": "value"} in '${label}', or remove it.` };
};

const dateTime: Reader = ({ displayName: label }, value, timezone) => {
	const read = plainText(value) ?? '';
	return Number.isNaN(readInstant(read, timezone))
		? { message: `'${label}' is not a readable date`, description: `Enter a date such as 2026-03-04 or 2026-03-04T10:00:00Z in '${label}'.` }
		: { value: read };
};

/** Takes a locator by its value, with or without a mode. */
const locator: Reader = (field, value) => {
	const { displayName: label } = field;
	const id = isRow(value) && 'value' in value ? value.value : value;
	if (isEmpty(id)) return { message: `'${label}' is empty`, description: `Choose one from the list in '${label}', or enter its ID.` };
	const read = typeof id === 'boolean' ? '' : withoutInvisible(plainText(id) ?? '');
	const isId = field.holds === 'wholeNumber' ? /^[1-9]\d{0,14}$/.test(read) : read !== '' && !/^\.+$/.test(read) && !/\p{Cs}/u.test(read) && !MISSPELLED_VALUE.test(read);
	if (isId) return { value: read };
	return field.holds === 'wholeNumber'
		? { message: `'${label}' is not a valid ID`, description: `Choose one from the list in '${label}', or enter its number.` }
		: { message: `'${label}' is not an ID`, description: `Enter the ID of a record in '${label}'.` };
};

const BY_MEANING: Partial<Record<NonNullable<Field['holds']>, Reader>> = { email, emails, list, code, comparison, anything: (_, value) => ({ value }) };

const BY_TYPE: Partial<Record<Field['type'], Reader>> = {
	boolean,
	dateTime,
	json,
	multiOptions: choices,
	number,
	options: choice,
	resourceLocator: locator,
	string: text,
};

/** Whether a value is none: for a locator that is one without a value, too. */
export function isNothing({ type }: Field, value: unknown): boolean {
	return isEmpty(type === 'resourceLocator' && isRow(value) ? member(value, 'value') : value);
}

/** Converts a value that is there by the definition of its field. A type that nobody reads is a fault of the field. */
export const readSingle: Reader = (field, value, timezone) => {
	const reader = (field.holds && BY_MEANING[field.holds]) ?? BY_TYPE[field.type];
	if (reader === undefined) throw new TypeError(`no reader for fields of type ${field.type}`);
	return reader(field, value, timezone);
};
