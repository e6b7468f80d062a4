import type { IDataObject } from 'n8n-workflow';
import { member } from '../../resources/shared/checks';
import type { Joint } from './clause';
import type { Condition, Operand } from './conditions';

/** Whether a row meets a condition, as far as that is certain. */
type Verdict = 'yes' | 'no' | 'unknown';

/** A date without a time or an offset can be meant in any zone. */
const ZONE_TOLERANCE_MS = 26 * 3_600_000;

/**
 * Compares rows with the conditions once more, because a filter that is not supported may be dropped silently (fact
 * 45). A row is refused only when a member is there and certainly does not match: how the server compares letters of
 * different case, texts by order and dates without a zone is not documented.
 */
export function acceptRow(conditions: Condition[], joint: Joint): (row: IDataObject) => boolean {
	return (row) => {
		const verdicts = conditions.map((condition) => verdictOf(condition, row));
		return joint === 'and' ? !verdicts.includes('no') : verdicts.some((verdict) => verdict !== 'no');
	};
}

function verdictOf({ field, operator, operands }: Condition, row: IDataObject): Verdict {
	const value = field.split('.').reduce<unknown>((current, name) => member(current, name), row);
	if (value === undefined || value === null) return operator === 'isNull' ? 'yes' : 'unknown';
	if (operator === 'isNull') return value === '' ? 'unknown' : 'no';
	if (typeof value === 'object') return 'unknown';
	const [operand] = operands;
	if (operand === undefined) return 'unknown';
	if (operator === 'like') return likeness(operand.value).test(normal(value)) ? 'yes' : 'no';
	if (operator === 'in' || operator === '=') return anyOf(operands.map((candidate) => isEqual(value, candidate)));
	if (operator === '!=') return inverse(isEqual(value, operand));
	const order = orderOf(value, operand);
	if (order === undefined) return 'unknown';
	const holds = { '<': order < 0, '<=': order <= 0, '>': order > 0, '>=': order >= 0 }[operator];
	return holds ? 'yes' : 'no';
}

function isEqual(value: unknown, operand: Operand): Verdict {
	if (operand.type === 'date' || operand.type === 'number') {
		const order = orderOf(value, operand);
		return order === undefined ? 'unknown' : order === 0 ? 'yes' : 'no';
	}
	if (String(value) === operand.value) return 'yes';
	const isNearly = normal(value) === normal(operand.value) || (typeof value === 'number' && operand.value.trim() !== '' && Number(operand.value) === value);
	return isNearly ? 'unknown' : 'no';
}

/** Below, at or above zero; undefined when it is not certain. */
function orderOf(value: unknown, { type, value: wanted }: Operand): number | undefined {
	if (type === 'number') {
		const number = typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
		return typeof value === 'boolean' || Number.isNaN(number) ? undefined : number - Number(wanted);
	}
	if (type !== 'date' || typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value)) return undefined;
	const difference = Date.parse(value) - Date.parse(wanted);
	if (Number.isNaN(difference)) return undefined;
	const hasZone = /T.*(Z|[+-]\d{2}:?\d{2})$/i.test(value);
	return hasZone || Math.abs(difference) > ZONE_TOLERANCE_MS ? difference : undefined;
}

function likeness(pattern: string): RegExp {
	const parts = normal(pattern).split('%').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	return new RegExp(`^${parts.join('[^]*')}$`);
}

function normal(value: unknown): string {
	return String(value).normalize('NFC').toLowerCase().trim();
}

function anyOf(verdicts: Verdict[]): Verdict {
	if (verdicts.includes('yes')) return 'yes';
	return verdicts.includes('unknown') ? 'unknown' : 'no';
}

function inverse(verdict: Verdict): Verdict {
	return verdict === 'yes' ? 'no' : verdict === 'no' ? 'yes' : 'unknown';
}
