import type { Condition, Literal } from './parse';

type Row = Record<string, unknown>;

/** Whether a row meets a clause. A member that is missing or null meets `IS NULL` and nothing else. */
export function evaluate(condition: Condition, row: Row): boolean {
	if ('terms' in condition) {
		const meets = (term: Condition): boolean => evaluate(term, row);
		return condition.kind === 'and' ? condition.terms.every(meets) : condition.terms.some(meets);
	}
	const value = memberAt(row, condition.field);
	if (condition.kind === 'isNull') return value === undefined || value === null;
	if (value === undefined || value === null) return false;
	if (condition.kind === 'like') return likeness(condition.pattern).test(String(value));
	if (condition.kind === 'in') return condition.values.some((literal) => compare(value, literal) === 0);
	const order = compare(value, condition.value);
	if (order === undefined) return condition.operator === '!=';
	return verdicts[condition.operator]?.(order) ?? false;
}

const verdicts: Record<string, (order: number) => boolean> = {
	'=': (order) => order === 0,
	'!=': (order) => order !== 0,
	'<': (order) => order < 0,
	'<=': (order) => order <= 0,
	'>': (order) => order > 0,
	'>=': (order) => order >= 0,
};

/** The member at a dotted path. */
function memberAt(row: Row, field: string): unknown {
	return field.split('.').reduce<unknown>((value, name) => (typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined), row);
}

/** Below, at or above zero; undefined when the two can't be ordered. Dates are compared as moments. */
function compare(value: unknown, literal: Literal): number | undefined {
	if (literal.type === 'number') {
		const number = Number(value);
		return Number.isNaN(number) ? undefined : Math.sign(number - literal.value);
	}
	const [left, right] = [String(value), literal.value];
	const [leftTime, rightTime] = [left, right].map((text) => (/^\d{4}-\d{2}-\d{2}([T ]|$)/.test(text) ? Date.parse(text) : NaN));
	if (leftTime !== undefined && rightTime !== undefined && !Number.isNaN(leftTime) && !Number.isNaN(rightTime)) return Math.sign(leftTime - rightTime);
	return left === right ? 0 : left < right ? -1 : 1;
}

/** `%` stands for any text, everything else for itself. */
function likeness(pattern: string): RegExp {
	const parts = pattern.split('%').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`^${parts.join('[\\s\\S]*')}$`);
}
