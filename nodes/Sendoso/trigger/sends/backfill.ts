import type { PollContext } from '../../../shared/polling/pollContext';
import { locate, MOST_FOLLOWED_PAGES } from './openSends';
import type { SendPages } from './sendPages';
import type { StatusState } from './state';

/** How far the looking for open sends has come. */
export type Discovered = Pick<StatusState, 'found' | 'foundRank'>;

/**
 * Goes on looking for open sends behind the part that was looked at, down to the oldest that is followed, a hundred
 * pages a poll.
 *
 * @param edge nothing created before this server time is followed
 */
export async function backfill(pages: SendPages, state: Discovered, edge: number, poll: PollContext): Promise<Discovered> {
	const { found, foundRank } = state;
	if (found === null) return state;
	if (found < edge) return { found: null, foundRank: 0 };
	const start = await locate(pages, found, pages.stepOf(foundRank), { pages: MOST_FOLLOWED_PAGES }, poll);
	if (start === undefined) return state;
	let reached = state;
	const wasShrinking = pages.shrank;
	for (let step = start; step < Math.min(pages.pageCount, start + MOST_FOLLOWED_PAGES); step++) {
		if (!pages.has(step)) await pages.read(ahead(pages, step, start + MOST_FOLLOWED_PAGES));
		// Sends may have slid over a page boundary: the next poll goes on from what was sure.
		if (!pages.has(step) || !pages.isOrdered || (pages.shrank && !wasShrinking)) return reached;
		const horizon = pages.horizon(step, step) ?? -Infinity;
		if (step >= pages.pageCount - 1 || horizon < edge) return { found: null, foundRank: 0 };
		if (horizon < (reached.found ?? Infinity)) reached = { found: horizon, foundRank: pages.lowestRank(pages.rangeAt(step)?.oldest) };
	}
	return reached;
}

/** The next pages that were not read yet, a few at a time, because the edge may come soon. */
function ahead(pages: SendPages, step: number, end: number): number[] {
	const steps: number[] = [];
	for (let next = step; next < Math.min(end, pages.pageCount) && steps.length < 6; next++) if (!pages.has(next)) steps.push(next);
	return steps;
}
