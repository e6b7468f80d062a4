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
	// Only single values can be compared.
	if (value === undefined || value === null || typeof value === 'object') return false;
	if (condition.kind === 'like') return likeness(condition.pattern).test(String(value));
	if (condition.kind === 'in') return condition.values.some((literal) => isSame(value, literal));
	if (condition.operator === '=') return isSame(value, condition.value);
	if (condition.operator === '!=') return !isSame(value, condition.value);
	const order = orderOf(value, condition.value);
	return order !== undefined && verdicts[condition.operator](order);
}

const verdicts = {
	'<': (order: number) => order < 0,
	'<=': (order: number) => order <= 0,
	'>': (order: number) => order > 0,
	'>=': (order: number) => order >= 0,
};

/** The member at a dotted path. */
function memberAt(row: Row, field: string): unknown {
	return field
		.split('.')
		.reduce<unknown>((value, name) => (typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined), row);
}

/** Quoted numbers are text to a number member: `'05'` is not 5. */
function isSame(value: unknown, literal: Literal): boolean {
	if (literal.type === 'text' && typeof value === 'number') return String(value) === literal.value;
	return orderOf(value, literal) === 0;
}

/** Below, at or above zero; undefined when the two can't be ordered. Dates are compared as moments. */
function orderOf(value: unknown, literal: Literal): number | undefined {
	if (literal.type === 'number' || typeof value === 'number') {
		const [left, right] = [numberOf(value), numberOf(literal.value)];
		return left === undefined || right === undefined ? undefined : Math.sign(left - right);
	}
	const [leftTime, rightTime] = [momentOf(String(value)), momentOf(literal.value)];
	if (leftTime !== undefined && rightTime !== undefined) return Math.sign(leftTime - rightTime);
	return String(value) === literal.value ? 0 : String(value) < literal.value ? -1 : 1;
}

function numberOf(value: unknown): number | undefined {
	if (typeof value === 'number') return value;
	return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

const isoDate = /^\d{4}-\d{2}-\d{2}(?<time>[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(?<zone>Z|[+-]\d{2}:?\d{2})?)?$/;

/** Milliseconds of an ISO date; one without offset is taken for UTC, whatever the zone of this machine. */
function momentOf(text: string): number | undefined {
	const parts = isoDate.exec(text)?.groups;
	if (parts === undefined) return undefined;
	const moment = Date.parse(parts.time === undefined || parts.zone !== undefined ? text : `${text}Z`);
	return Number.isNaN(moment) ? undefined : moment;
}

/** `%` stands for any text, everything else for itself. */
function likeness(pattern: string): RegExp {
	const parts = pattern.split('%').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`^${parts.join('[\\s\\S]*')}$`);
}
