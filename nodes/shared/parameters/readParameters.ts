import { isRow } from '../values/json';
import { isProblem, type Problem } from '../values/problem';
import { isEmpty } from '../values/text';
import { entriesOf, type Field, type FieldCollection, isShown, membersOf, type Neighbours } from './field';
import { isNothing, type Reading, readSingle } from './singleValues';

/** Converted parameters by name, and everything that is wrong with them. */
export interface ReadParameters {
	/** Absent where a field is not shown beside the others, or was left out. */
	values: Record<string, unknown>;
	problems: Problem[];
}

/**
 * Reads parameters by the definitions of their fields: the one place at which the text of a sheet, a form or a model
 * becomes what the field says it is (interface 3.4).
 *
 * @param raw resolved values by name; one that is missing was not stored, and its field's default counts
 * @param stored values as the workflow holds them, before their expressions ran
 * @param timezone IANA name of the workflow's time zone
 */
export function readParameters(fields: Field[], raw: Record<string, unknown>, stored: Record<string, unknown>, timezone: string): ReadParameters {
	const values: Record<string, unknown> = {};
	const problems: Problem[] = [];
	for (const field of fields) {
		if (!isShown(field, values)) continue;
		const value = raw[field.name] === undefined && !Object.hasOwn(raw, field.name) ? field.default : raw[field.name];
		const read = readField(field, value, values, timezone);
		if (read.problems.length === 0) values[field.name] = read.value;
		problems.push(...read.problems);
	}
	return { values, problems: [...problems, ...hiddenBySpelling(fields, stored, values)] };
}

/** A value, with everything that is wrong with it. */
interface ReadValue {
	value?: unknown;
	problems: Problem[];
}

const only = (reading: Reading): ReadValue => (isProblem(reading) ? { problems: [reading] } : { value: reading.value, problems: [] });

function readField(field: Field, value: unknown, neighbours: Neighbours, timezone: string): ReadValue {
	if (field.type === 'collection') return readCollection(field, value, neighbours, timezone);
	if (field.type === 'fixedCollection') return readEntries(field, value, timezone);
	const mayBeNothing = field.holds === 'anything' || field.holds === 'comparison';
	if (!isNothing(field, value) || mayBeNothing) return only(readSingle(field, value, timezone));
	if (field.type === 'string' && field.required !== true) return only({ value: '' });
	if (field.type === 'multiOptions' && field.required !== true) return only({ value: [] });
	return only(isEmptyProblem(field));
}

/** What an empty member of a collection means: not set, or an error, because something would silently not be done. */
function mayBeEmpty(collection: string, { type, holds }: Field): boolean {
	if (type === 'boolean' || holds === 'money') return false;
	if (collection === 'options') return type === 'string' || type === 'json';
	return collection !== 'filters';
}

function readCollection(field: Field, value: unknown, neighbours: Neighbours, timezone: string): ReadValue {
	const { name, displayName: label } = field;
	if (isEmpty(value) && name === 'additionalFields') return only({ value: {} });
	if (!isRow(value)) return only({ message: `'${label}' is not an object with fields`, description: `Add the fields one by one in '${label}', or give an object.` });
	const members = membersOf(field);
	const values: Record<string, unknown> = {};
	const problems: Problem[] = [];
	for (const [key, entry] of Object.entries(value)) {
		const member = members.find((candidate) => candidate.name === key);
		if (member === undefined) problems.push(unknownField(label, key, members));
		else if (!isShown(member, neighbours)) continue;
		else if (isNothing(member, entry)) {
			// A list that is not empty unless it is emptied means no entries then, not the usual ones.
			if (member.holds === 'list' && member.default !== '') values[key] = [];
			else if (!mayBeEmpty(name, member)) problems.push(isEmptyProblem(member, `remove it from '${label}'`));
		} else {
			const read = readField(member, entry, neighbours, timezone);
			problems.push(...read.problems);
			values[key] = read.value;
		}
	}
	return { value: values, problems };
}

function unknownField(label: string, name: string, known: Field[]): Problem {
	return { message: `'${label}' has the unknown field ${name.slice(0, 40)}`, description: `Remove it. '${label}' takes: ${known.map((field) => field.name).join(', ')}.` };
}

/** Reads entries that may be repeated, each by the fields of its kind. */
function readEntries(field: Field, value: unknown, timezone: string): ReadValue {
	const { displayName: label } = field;
	if (!isRow(value)) return only({ message: `'${label}' is not an object with entries`, description: `Add the entries one by one in '${label}'.` });
	const values: Record<string, unknown> = {};
	const problems: Problem[] = [];
	for (const [key, entries] of Object.entries(value)) {
		const kind = entriesOf(field).find(({ name }) => name === key);
		if (kind === undefined) return only(unknownField(label, key, []));
		const read = (Array.isArray(entries) ? entries : [entries]).map((entry: unknown, index) => readEntry(kind, entry, index, timezone));
		values[key] = read.map((one) => one.value);
		problems.push(...read.flatMap((one) => one.problems));
	}
	return { value: values, problems };
}

function readEntry({ displayName, values: fields }: FieldCollection, entry: unknown, index: number, timezone: string): ReadValue {
	const place = `${displayName.toLowerCase()} ${index + 1}`;
	if (!isRow(entry)) return only({ message: `${displayName} ${index + 1} is not an object with fields`, description: `Correct ${place}.` });
	const unknown = Object.keys(entry).find((name) => !fields.some((field) => field.name === name));
	if (unknown !== undefined) return only(unknownField(`${displayName} ${index + 1}`, unknown, fields));
	const { values, problems } = readParameters(fields, entry, entry, timezone);
	return { value: values, problems: problems.map((problem) => ({ ...problem, message: problem.message.replace(/^'[^']*'/, (name) => `${name} of ${place}`) })) };
}

function isEmptyProblem({ displayName: label, type }: Field, orElse = 'check that its expression gives a value'): Problem {
	const fill = type === 'resourceLocator' ? `Choose one from the list in '${label}', or enter its ID` : `Fill in '${label}'`;
	return { message: `'${label}' is empty`, description: `${fill}, or ${orElse}.` };
}

/**
 * n8n shows and keeps what depends on a field by its stored spelling alone: beside a label, or true as a text, it drops
 * the fields that belong to the meaning. Nothing may be dropped silently.
 */
function hiddenBySpelling(fields: Field[], stored: Record<string, unknown>, values: Record<string, unknown>): Problem[] {
	const dependents = fields.flatMap((field) => [field, ...(field.type === 'collection' ? membersOf(field) : [])]);
	return fields.flatMap((field) => {
		const spelled = stored[field.name];
		if (spelled === undefined || spelled === values[field.name] || isExpression(spelled)) return [];
		const asStored = { ...values, [field.name]: spelled };
		const hidden = dependents.find((dependent) => isShown(dependent, values) && !isShown(dependent, asStored));
		if (hidden === undefined) return [];
		const { displayName: label } = field;
		return [{ message: `'${label}' is spelled in a way that makes n8n drop '${hidden.displayName}'`, description: `Choose the value of '${label}' in the editor, or give it by an expression.` }];
	});
}

function isExpression(value: unknown): boolean {
	return typeof value === 'string' && value.startsWith('=');
}
