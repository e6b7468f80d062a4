import type { Request } from 'express';
import type { SandboxContext } from '../context';

const defaultPerPage = 25;
const largestPerPage = 100;

/** One page as asked for, after the server's own cap. */
export interface PageRequest {
	page: number;
	perPage: number;
	start: number;
}

/** Reads `page` and `per_page`; the page size that applies is the one the answer reports. */
export function pageRequest(context: SandboxContext, request: Request): PageRequest {
	const page = context.settings.ignoresPageNumbers ? 1 : Number(request.query.page ?? 1);
	const asked = Number(request.query.per_page ?? defaultPerPage);
	const perPage = Math.min(asked, largestPerPage, context.settings.maxPerPage ?? largestPerPage);
	return { page, perPage, start: (page - 1) * perPage };
}

/** Cuts a page out of a list. */
export function cutPage<T>(list: readonly T[], page: PageRequest): T[] {
	return list.slice(page.start, page.start + page.perPage);
}
