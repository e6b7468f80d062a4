import type { Request } from 'express';
import type { SandboxContext } from '../context';

const defaultPerPage = 25;
const largestPerPage = 100;

/** One page as asked for, after the server's own cap. */
export interface PageRequest {
	page: number;
	perPage: number;
	start: number;
	/** Rows that the page really holds at the most. */
	rows: number;
}

/**
 * Reads `page` and `per_page`; the page size that applies is the one the answer reports, unless pages are shortened.
 *
 * @param total rows in the whole list
 */
export function pageRequest(context: SandboxContext, request: Request, total = Infinity): PageRequest {
	const { lists } = context.settings;
	const wanted = context.settings.ignoresPageNumbers ? 1 : Number(request.query.page ?? 1);
	const asked = Number(request.query.per_page ?? defaultPerPage);
	const perPage = Math.min(asked, largestPerPage, context.settings.maxPerPage ?? largestPerPage);
	const rows = Math.min(perPage, lists.shortenedTo ?? perPage);
	const last = Number.isFinite(total) ? Math.max(1, Math.ceil(total / rows)) : Infinity;
	const page = lists.behindTheEnd === 'repeat' ? Math.min(wanted, last) : wanted;
	return { page, perPage, start: (page - 1) * rows, rows };
}

/** Cuts a page out of a list. */
export function cutPage<T>(list: readonly T[], page: PageRequest): T[] {
	return list.slice(page.start, page.start + page.rows);
}
