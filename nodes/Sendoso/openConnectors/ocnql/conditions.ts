import type { Problem, RunFacts } from '../../resources/operation';
import { readInstant } from '../../resources/shared/instants';
import { member, textOf } from '../../resources/shared/checks';
import type { Parameters } from '../../run/parameters';

/** A value of a condition; `written` is how it stands in a clause, undefined when it can't stand there. */
export interface Operand {
	type: 'text' | 'number' | 'boolean' | 'date';
	/** The value as text; a date in UTC, with milliseconds (fact 40). */
	value: string;
	written: string | undefined;
}

/** One condition of the builder. */
export interface Condition {
	field: string;
	operator: '=' | '!=' | '<' | '<=' | '>' | '>=' | 'like' | 'in' | 'isNull';
	operands: Operand[];
}

/** Types of fields by name, from metadata. */
export type FieldTypes = Record<string, Operand['type']>;

export const OPERATORS: Array<Condition['operator']> = ['!=', '<', '<=', '=', '>', '>=', 'in', 'isNull', 'like'];
const ORDERS = ['<', '<=', '>', '>='];

/** Fact 38: names, joined by dots. */
const FIELD = /^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*$/;
/** Words of the language can't be names in it. */
const KEYWORD = /^(and|or|in|is|like|null)$/i;

/**
 * Signs that no page says how to write inside a text (A1). A quote ends it; a backslash might keep the closing quote
 * from ending it; control characters may be cut off or end the line.
 */
// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const UNWRITABLE = /['\\\u0000-\u001f\u007f]/;

/**
 * Reads the conditions of the builder.
 *
 * @param types what metadata say of the fields; a field that is not named there is text
 */
export function readConditions({ conditions }: Parameters, { timezone }: RunFacts, types: FieldTypes = {}): Condition[] | Problem {
	const entries = member(conditions, 'values');
	if (!Array.isArray(entries) || entries.length === 0) return problem("'Conditions' is empty", "Add a condition, or set 'Filter By' to 'None'.");
	const result: Condition[] = [];
	for (const [index, entry] of entries.entries()) {
		const condition = readCondition(entry, timezone, types);
		if ('message' in condition) return { ...condition, message: `Condition ${index + 1}: ${condition.message}` };
		result.push(condition);
	}
	return result;
}

function readCondition(entry: unknown, timezone: string, types: FieldTypes): Condition | Problem {
	const field = textOf(member(entry, 'field'));
	const operator = textOf(member(entry, 'operator') ?? '=') as Condition['operator'];
	if (!FIELD.test(field) || field.split('.').some((name) => KEYWORD.test(name))) {
		return problem("'Field' is not the name of a field", "Enter a name such as email or address.city in 'Field'.");
	}
	if (!OPERATORS.includes(operator)) return problem("'Operator' has an unknown value", `Set 'Operator' to one of: ${OPERATORS.join(', ')}.`);
	if (operator === 'isNull') return { field, operator, operands: [] };
	const value = member(entry, 'value');
	const chosen = textOf(member(entry, 'valueType') ?? 'auto');
	const type = chosen === 'auto' ? (types[field] ?? 'text') : chosen;
	if (operator === 'like') return finish(field, operator, [textOperand(String(value ?? ''))]);
	const values: unknown[] = operator !== 'in' ? [value] : Array.isArray(value) ? value : String(value ?? '').split(',').map((part) => part.trim());
	if (values.length === 0 || (operator === 'in' && values.every((part) => textOf(part) === ''))) {
		return problem("'Value' holds no value for 'in'", "Enter values separated by commas, or an array, in 'Value'.");
	}
	const operands: Operand[] = [];
	for (const part of values) {
		const operand = operandOf(part, type, timezone);
		if ('message' in operand) return operand;
		operands.push(operand);
	}
	return finish(field, operator, operands);
}

function finish(field: string, operator: Condition['operator'], operands: Operand[]): Condition | Problem {
	if (ORDERS.includes(operator) && operands.some(({ written }) => written === undefined)) {
		return problem(`'Value' can't be compared with ${operator}: OCNQL has no way to write its quotes, backslashes or control characters`, "Change 'Value', or use = or like.");
	}
	return { field, operator, operands };
}

function operandOf(value: unknown, type: string, timezone: string): Operand | Problem {
	const text = textOf(value);
	if (type === 'text') return textOperand(typeof value === 'string' ? value : text);
	if (type === 'number') {
		return /^-?\d{1,15}(\.\d{1,15})?$/.test(text) ? { type, value: text, written: text } : problem(`'Value' is not a number`, "Enter digits in 'Value', or set 'Value Type' to 'Text'.");
	}
	if (type === 'boolean') {
		const truth = text.toLowerCase();
		return truth === 'true' || truth === 'false' ? { type, value: truth, written: `'${truth}'` } : problem("'Value' is neither true nor false", "Enter true or false in 'Value'.");
	}
	if (type !== 'date') return problem("'Value Type' has an unknown value", "Set 'Value Type' to auto, boolean, date, number or text.");
	const moment = readInstant(value, timezone);
	if (Number.isNaN(moment)) return problem("'Value' is not a readable date", "Enter a date such as 2026-03-04 or 2026-03-04T10:00:00Z in 'Value'.");
	const date = new Date(moment).toISOString();
	return { type, value: date, written: `'${date}'` };
}

function textOperand(value: string): Operand {
	return { type: 'text', value, written: UNWRITABLE.test(value) ? undefined : `'${value}'` };
}

function problem(message: string, description: string): Problem {
	return { message, description };
}
