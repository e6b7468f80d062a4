import { LARGEST_PAGE } from '../../shared/transport/pages';
import { isRow, member, textOf } from '../../shared/values/json';
import type { LinkedPage } from './collectLinked';

/** What a page of SCIM is asked for by: the place of its first user, counted from 1 (fact 25). */
export function scimQuery(token: string | undefined, limit = LARGEST_PAGE) {
	return { startIndex: Number(token ?? 1), count: Math.min(LARGEST_PAGE, limit) };
}

/**
 * Reads one page of SCIM users out of an answer's body. A page may hold fewer users than were asked for, so that only the
 * counter or an empty page ends the list. The counter is believed beside a `startIndex` that is the one asked for: Sendoso's
 * page mixes up what the two mean (fact 25).
 *
 * @returns undefined when the body is no such page
 */
export function readScimPage(body: unknown, token: string | undefined): LinkedPage | undefined {
	const rows = member(body, 'Resources');
	if (!Array.isArray(rows) || !rows.every(isRow)) return undefined;
	const { startIndex: start } = scimQuery(token);
	const [told, total] = ['startIndex', 'totalResults'].map((name) => Number(textOf(member(body, name)) || NaN));
	const isBelievable = (Number.isNaN(told) || told === start) && Number.isInteger(total);
	return { rows, next: rows.length === 0 ? undefined : String(start + rows.length), total: isBelievable ? total : undefined };
}
