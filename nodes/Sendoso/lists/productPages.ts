import { isRow, member, textOf } from '../../shared/values/json';
import type { LinkedPage } from './collectLinked';

/**
 * Reads one page of the marketplace out of an answer's body. Only the cursor is taken from it: an address in the answer may
 * be of another host (A20).
 *
 * @returns undefined when the body is no such page
 */
export function readProductPage(body: unknown): LinkedPage | undefined {
	const rows = member(body, 'products');
	if (!Array.isArray(rows) || !rows.every(isRow)) return undefined;
	const pagination = member(body, 'pagination');
	const next = cursorOf(member(pagination, 'after')) || cursorIn(cursorOf(member(member(pagination, 'next_page'), 'url')));
	return { rows, next: next === '' ? undefined : next };
}

/** A cursor is a text; a number may stand for one, but 0 and false for none. */
function cursorOf(value: unknown): string {
	return typeof value === 'string' || (typeof value === 'number' && value > 0) ? textOf(value) : '';
}

/** The cursor in the address of the next page, where the answer names it nowhere else. */
function cursorIn(url: string): string {
	const query = url.slice(url.indexOf('?') + 1);
	return url.includes('?') ? (new URLSearchParams(query).get('after')?.trim() ?? '') : '';
}
