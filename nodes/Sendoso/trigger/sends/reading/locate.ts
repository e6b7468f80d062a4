import type { Range } from '../../../sendList/rowsInPlace';
import type { SendPages } from './sendPages';

/** Where a page stands to what is looked for: before it, seen from the newest end, behind it, or there. */
export type Standing = 'tooNew' | 'tooOld' | 'here';

/** What is known of the place of something in the list: its step, the step to read next, or that there is none. */
export type Place = { found: number } | { read: number } | 'nowhere';

/**
 * Finds the page that holds something, in growing steps from where it is expected and then by halves, on pages that were
 * read. Nothing is kept from one call to the next: the pages are.
 *
 * @param start step at which it is expected
 * @param low it is on no step before this one
 */
export function locate(pages: SendPages, start: number, low: number, standingOf: (range: Range) => Standing): Place {
	let high = pages.isReversed ? pages.end - 1 : Infinity;
	let stride = 1;
	let step = Math.min(high, Math.max(low, start));
	while (low <= high) {
		const number = pages.pageAt(step);
		if (pages.isBehindEnd(number)) {
			high = Math.min(high, step - 1);
			step -= stride;
		} else if (!pages.has(number)) return { read: step };
		else {
			const range = pages.get(number)?.range;
			// A page that tells no times may hold anything.
			const standing = range === undefined ? 'here' : standingOf(range);
			if (standing === 'here') return { found: step };
			if (standing === 'tooNew') low = step + 1;
			else high = step - 1;
			step += standing === 'tooNew' ? stride : -stride;
		}
		if (step < low || step > high) step = Number.isFinite(high) ? (low + high) >> 1 : low;
		stride *= 2;
	}
	return 'nowhere';
}
