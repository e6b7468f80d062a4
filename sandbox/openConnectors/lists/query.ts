/* eslint-disable @n8n/community-nodes/require-node-api-error -- the stand-in server runs on a desk, never inside n8n */
import { Refusal } from '../errors';
import { type Condition, evaluate, parseOcnql } from '../ocnql';
import type { Row } from '../row';
import type { Tenant } from '../tenant';

/** The rows that meet a clause; what can't be read, and fields that can't be filtered on, are refused (fact 45). */
export function filterRows({ behaviour }: Tenant, rows: Row[], name: string, where: string): Row[] {
	if (where === '') return rows;
	const condition = parse(where);
	if (behaviour.ignoresFilters) return rows;
	const filterable = name === 'bulk/jobs' ? jobFields : behaviour.filterable.get(name);
	const foreign = fieldsOf(condition).find((field) => filterable !== undefined && !filterable.includes(field));
	if (foreign !== undefined) throw new Refusal(400, `Invalid field name '${foreign}' in where clause`);
	return rows.filter((row) => evaluate(condition, row));
}

/** All that jobs can be filtered on (fact 48). */
const jobFields = ['object_name', 'job_status', 'job_direction', 'record_count'];

function parse(where: string): Condition {
	try {
		return parseOcnql(where);
	} catch (error) {
		throw new Refusal(400, `Invalid where clause: ${error instanceof Error ? error.message : 'unreadable'}`);
	}
}

function fieldsOf(condition: Condition): string[] {
	return 'terms' in condition ? condition.terms.flatMap(fieldsOf) : [condition.field];
}

/** Rows in the order of `field asc` or `field desc`; numbers by their size, rows without the field last. */
export function orderRows(rows: Row[], orderBy: string): Row[] {
	const [field = '', direction = 'asc', ...others] = orderBy.trim().split(/\s+/);
	if (field === '') return rows;
	if (!/^(asc|desc)$/i.test(direction) || others.length > 0) throw new Refusal(400, `Invalid orderBy '${orderBy}'`);
	const sign = direction.toLowerCase() === 'desc' ? -1 : 1;
	return [...rows].sort(({ [field]: left }, { [field]: right }) => {
		if (isAbsent(left) || isAbsent(right)) return Number(isAbsent(left)) - Number(isAbsent(right));
		return sign * compare(left, right);
	});
}

function isAbsent(value: unknown): boolean {
	return value === undefined || value === null;
}

function compare(left: unknown, right: unknown): number {
	if (typeof left === 'number' && typeof right === 'number') return left - right;
	return String(left) < String(right) ? -1 : String(left) > String(right) ? 1 : 0;
}

/** The row cut to a comma list of fields; of a dotted one, the whole member stays. */
export function pickFields(row: Row, fields: string): Row {
	if (fields.trim() === '') return row;
	const wanted = fields.split(',').map((field) => field.trim().split('.')[0]);
	return Object.fromEntries(Object.entries(row).filter(([name]) => wanted.includes(name)));
}
