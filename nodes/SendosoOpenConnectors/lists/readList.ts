import type { IDataObject } from 'n8n-workflow';
import { EndlessList } from '../../shared/transport/pages';
import type { ConnectorPage, ReadConnectorPage } from './cursorPages';
import { PageWalk } from './pageWalk';

/** Most requests for one list. At the usual size of pages they bring twice as many rows as an item may return. */
const MOST_REQUESTS = 1_000;

/** How often a list is read anew with smaller pages. */
const MOST_RESTARTS = 3;

/** Pages never get smaller than this part of what they were, at a time: one that was nearly empty tells little of what fits. */
const SMALLEST_PART = 10;

/** Pages after which it can be foreseen how many a list will take. */
const ENOUGH_TO_FORESEE = 3;

/** What becomes of the rows of one reading. */
export interface Collector {
	readonly isEnough: boolean;
	/** @param rows of one page; none when it brought nothing new */
	take(rows: IDataObject[], walk: PageWalk): void;
}

/** How a list is read. */
export interface Wish {
	pageSize: number;
	/** Rows that are wanted at the most. */
	most?: number;
}

/** How a reading ended. */
export interface Reading<C> {
	collector: C;
	/** Whether nothing proves that the last page was the end. */
	isDoubtful: boolean;
	/** Rows that the server announced, when it announced more than stood before an empty page. */
	announced?: number;
}

/**
 * Reads a list to its end, or as far as it is wanted. Where only smaller pages can bring what is missing, it is read anew.
 *
 * @throws {@link EndlessList} when rows are missing, or nobody can tell; what `readPage` throws
 */
export async function readList<C extends Collector>(readPage: ReadConnectorPage, { pageSize, most = Infinity }: Wish, collect: () => C): Promise<Reading<C>> {
	let requests = 0;
	let size = pageSize;
	let sharesIds = false;
	let before = -1;
	for (let restarts = 0; ; restarts++) {
		const walk: PageWalk = new PageWalk({ cursor: { page: 1 }, pageSize: size }, sharesIds);
		const collector = collect();
		let smaller: number | undefined;
		while (walk.cursor !== undefined && smaller === undefined && !collector.isEnough) {
			if (requests >= MOST_REQUESTS || isTooLong(walk, most)) throw tooManyRequests(walk);
			requests += 1;
			const page = await readPage(walk.cursor, walk.pageSize);
			if (page === 'tooLarge') {
				// The places of pages move with their size (A12).
				if (!walk.shrink()) smaller = Math.floor(walk.pageSize / 2);
			} else if ('failure' in page) {
				if (!walk.refuse(page.isGone)) throw page.failure;
			} else if (walk.pagesRead === 0 && restarts < MOST_RESTARTS && isCutByPointers(page, walk.pageSize)) {
				smaller = page.rows.length;
			} else {
				collector.take(walk.take(page), walk);
			}
		}
		if (smaller === undefined) {
			const isDoubtful = walk.doubtLeft !== 'none' && walk.total !== walk.count;
			if (collector.isEnough || walk.ending === 'whole') return { collector, isDoubtful };
			if (walk.ending === 'overstated') return { collector, isDoubtful, announced: walk.total };
			// Another reading is worth its requests as long as it brings more.
			smaller = walk.count > before && restarts < MOST_RESTARTS ? walk.sizeForMore : undefined;
			if (smaller === undefined || smaller >= size) throw incomplete(walk);
			before = walk.count;
		}
		size = Math.max(smaller, Math.ceil(size / SMALLEST_PART));
		sharesIds = walk.sharesIds;
	}
}

/** Whether a page was cut short, and a pointer goes on: behind it, or where it should have ended (fact 53). Smaller pages leave no doubt. */
function isCutByPointers({ rows, warning, nextPage }: ConnectorPage, pageSize: number): boolean {
	return warning !== undefined && nextPage !== undefined && rows.length > 0 && rows.length < pageSize;
}

/** Whether it can be foreseen that a list takes more requests than it may. */
function isTooLong({ pagesRead, count, total, pageSize }: PageWalk, most: number): boolean {
	if (total === undefined || pagesRead < ENOUGH_TO_FORESEE) return false;
	const perPage = Math.min(pageSize, count / pagesRead);
	return perPage > 0 && (Math.min(total, most) - count) / perPage > MOST_REQUESTS;
}

function incomplete({ ending, count, total }: PageWalk): EndlessList {
	if (ending === 'stuck') {
		return new EndlessList(
			`begins again after ${count} records, whatever page is asked for`,
			"There may be more, which can't be read. Narrow the list with conditions until it fits on one page, or set a 'Limit' of that many records at most.",
		);
	}
	const found = total === undefined ? `was cut short after ${count} records, and the rest was not given` : `ended after ${count} of ${total} records`;
	return new EndlessList(found, "Run the node again, set a smaller 'Page Size' in the options, or narrow the list with conditions.");
}

function tooManyRequests({ count, pagesRead, total }: PageWalk): EndlessList {
	const perPage = Math.max(1, Math.round(count / Math.max(1, pagesRead)));
	const known = total === undefined || total <= count ? `${count}` : `${count} of ${total}`;
	return new EndlessList(
		`comes in pages of ${perPage} record${perPage === 1 ? '' : 's'}, and takes more than ${MOST_REQUESTS.toLocaleString('en-US')} requests; ${known} records were read`,
		"Set a larger 'Page Size' in the options, narrow the list with conditions, or set a lower 'Limit'.",
	);
}
