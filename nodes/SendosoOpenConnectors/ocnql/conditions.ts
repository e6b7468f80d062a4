import type { Problem } from '../../shared/errors/nodeErrors';
import type { Parameters, RunFacts } from '../../shared/operations/operation';
import { member, textOf } from '../../shared/values/json';
import { parseJson } from '../../shared/values/text';
import { type Literal, type LiteralType, readLiteral } from './literals';

/** A condition of the editor, read and checked. */
export interface Condition {
	field: string;
	/** As in the editor. */
	operator: string;
	/** One, more for `in`, none for `isNull`. */
	literals: Literal[];
}

/** Types of fields by name, from metadata. */
export type FieldTypes = Record<string, LiteralType>;

/** Operators of the editor, as they stand in OCNQL. */
export const OPERATORS: Record<string, string> = {
	equal: '=',
	'=': '=',
	'!=': '!=',
	'<': '<',
	'<=': '<=',
	'>': '>',
	'>=': '>=',
	in: 'IN',
	isNull: 'IS NULL',
	like: 'LIKE',
};

const FIELD = /^[A-Z_][\w-]*(?:\.[A-Z_][\w-]*)*$/i;

/** A field with such a name, or part of a name, would be read as a part of the language. */
const KEYWORD = /(?:^|\.)(?:and|or|not|like|in|is|null)(?:\.|$)/i;

/**
 * Reads the conditions of the editor.
 *
 * @param types what metadata say of the fields
 */
export function readConditions(parameters: Parameters, { timezone }: RunFacts, types: FieldTypes): Condition[] | Problem {
	const entries = member(parameters.conditions, 'values');
	if (!Array.isArray(entries) || entries.length === 0) {
		return { message: "'Conditions' is empty", description: "Add a condition to 'Conditions', or set 'Filter By' to 'None'." };
	}
	const conditions: Condition[] = [];
	for (const [index, entry] of entries.entries()) {
		const condition = readCondition(entry, ` of condition ${index + 1}`, timezone, types);
		if ('message' in condition) return condition;
		conditions.push(condition);
	}
	return conditions;
}

function readCondition(entry: unknown, place: string, timezone: string, types: FieldTypes): Condition | Problem {
	const field = textOf(member(entry, 'field'));
	const chosen = textOf(member(entry, 'operator'));
	const operator = chosen === 'equal' ? '=' : chosen;
	const valueType = textOf(member(entry, 'valueType') ?? 'auto');
	const value = member(entry, 'value');
	if (!FIELD.test(field) || KEYWORD.test(field)) {
		return {
			message: `'Field'${place} is not the name of a field`,
			description: "Enter a name such as status or touch.name in 'Field': letters, digits, _ and - after a letter or _, with dots between names.",
		};
	}
	const literals: Literal[] = [];
	for (const single of singleValues(value, operator)) {
		// A pattern is text, whatever the field is.
		const literal =
			operator === 'like'
				? readLiteral(single, 'auto', undefined, timezone)
				: readLiteral(single, valueType, Object.hasOwn(types, field) ? types[field] : undefined, timezone);
		if (typeof literal === 'string') return valueProblem(`${place} ${literal}`);
		literals.push(literal);
	}
	return literals.length > 0 || operator === 'isNull' ? { field, operator, literals } : valueProblem(`${place} is an empty list`);
}

/** The values of a condition: as entered, and for a list without the blanks around its commas. */
function singleValues(value: unknown, operator: string): unknown[] {
	if (operator === 'isNull') return [];
	if (operator === 'in' && Array.isArray(value)) return value;
	if (operator !== 'in' || typeof value !== 'string') return [value];
	const list = value.trim().startsWith('[') ? parseJson(value) : undefined;
	return Array.isArray(list) ? list : value.split(',').map(textOf).filter((text) => text !== '');
}

function valueProblem(what: string): Problem {
	return {
		message: `'Value'${what}`,
		description: "Change 'Value', or choose the 'Value Type' that fits it. For rows without a value, use the operator 'Is Null'.",
	};
}
