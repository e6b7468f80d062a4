import { MOST_FOLLOWED_PAGES } from './openSends';
import type { SendPages } from './sendPages';
import type { SendState } from './state';

/** A reading of the whole list, which may take several polls. */
export interface FullScan {
	/** Where the next poll goes on; undefined when the list was read to its end. */
	next: SendState['scan'];
	/** Server time when it began. */
	startedAt: number;
	/** Whether it missed nothing: the end was reached, and no send left the list meanwhile. */
	isClean: boolean;
}

/** Reads a list without order, a hundred pages a poll. */
export async function scan(pages: SendPages, previous: SendState['scan']): Promise<FullScan> {
	const { nextPage, startedAt, moved } = previous ?? { nextPage: 1, startedAt: pages.serverTime, moved: false };
	let next = nextPage;
	while (next <= pages.pageCount && next < nextPage + MOST_FOLLOWED_PAGES) {
		const end = Math.min(pages.pageCount, next + 5, nextPage + MOST_FOLLOWED_PAGES - 1);
		const numbers = Array.from({ length: end - next + 1 }, (_, index) => next + index);
		if (!(await pages.readNumbers(numbers))) break;
		next = end + 1;
	}
	const hasMoved = moved || pages.shrank;
	const isAtEnd = next > pages.pageCount;
	return { next: isAtEnd ? undefined : { nextPage: next, startedAt, moved: hasMoved }, startedAt, isClean: isAtEnd && !hasMoved };
}
