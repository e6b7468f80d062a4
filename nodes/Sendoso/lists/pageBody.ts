import { isReadable } from '../../shared/transport/answer';
import type { Page } from '../../shared/transport/pages';
import { isRow } from '../../shared/values/json';

/** Where a list sits in an answer: the member with the rows, and the counter beside it (fact 22). */
export interface ListShape {
	rows: string;
	total: string;
}

/**
 * Reads one page out of an answer's body.
 *
 * @param asked rows per page that the request asked for
 * @param leavesOut whether rows that are no records are left out; otherwise nobody can read the page
 * @returns the page, with the number of rows that were left out if there are any, or undefined when the body is not such a list
 */
export function readPageBody(body: unknown, shape: ListShape, asked: number, leavesOut = false): (Page & { unreadable?: number }) | undefined {
	if (!isReadable(body)) return undefined;
	const fields = body as Record<string, unknown>;
	const rows = fields[shape.rows];
	if (!Array.isArray(rows)) return undefined;
	const records = rows.filter(isRow);
	const unreadable = rows.length - records.length;
	if (unreadable > 0 && !leavesOut) return undefined;
	const total = toCount(fields[shape.total]);
	// A server may use a smaller page than asked for (A4): what it reports counts.
	const reported = toCount(fields.per_page);
	const pageSize = reported !== undefined && reported >= 1 && reported <= asked ? reported : asked;
	return { rows: records, total, pageSize, ...(unreadable > 0 ? { unreadable } : {}) };
}

function toCount(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isInteger(number) && number >= 0 ? number : undefined;
}
