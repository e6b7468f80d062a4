import { isRecord } from '../../demo/json';

/** A record of an answer. */
export type Row = Record<string, unknown>;

/** The records of a list; what is no record is left out. */
export function rowsOf(value: unknown): Row[] {
	return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** A single value as text; a record or a list has none. */
export function textOf(value: unknown): string {
	return typeof value === 'object' || value === undefined ? '' : String(value);
}

/** The first id that can stand in an address. */
export function firstId(rows: readonly Row[]): string | undefined {
	return rows.map(({ id }) => textOf(id)).find((id) => id !== '');
}

/** Whether two lists of rows hold the same records in the same order. */
export function isSameRows(left: readonly Row[], right: readonly Row[]): boolean {
	return left.length > 0 && left.length === right.length && identityOf(left) === identityOf(right);
}

/** How many of the records stand in the other list, too. */
export function sharedRows(left: readonly Row[], right: readonly Row[]): number {
	const known = new Set(left.map((row) => identityOf([row])));
	return right.filter((row) => known.has(identityOf([row]))).length;
}

/** What tells records apart, by the id where there is one; a record without, or one in a wrapper, is compared as a whole. */
export function identityOf(rows: readonly Row[]): string {
	return JSON.stringify(rows.map((row) => row.id ?? row));
}

/** The order of a member that holds times: equal times prove nothing. */
export function orderOf(rows: readonly Row[], name: string): 'newest first' | 'oldest first' | 'in no order' | undefined {
	const times = rows.map((row) => Date.parse(textOf(row[name]))).filter((time) => !Number.isNaN(time));
	if (new Set(times).size < 3) return undefined;
	const pairs = times.slice(1).map((time, index) => Math.sign(time - (times[index] ?? time)));
	if (pairs.every((sign) => sign <= 0)) return 'newest first';
	return pairs.every((sign) => sign >= 0) ? 'oldest first' : 'in no order';
}
