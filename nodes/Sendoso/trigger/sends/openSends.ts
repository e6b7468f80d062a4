import type { PollContext } from '../../../shared/polling/pollContext';
import type { Tracked } from './sendCodec';
import type { SendPages } from './sendPages';

/** Pages read for open sends in one poll, and as many again for sends not looked at yet. */
export const MOST_FOLLOWED_PAGES = 100;

/** Pages read in one poll for sends that were not where they should be. */
const MOST_SEARCH_PAGES = 20;

/** What became of the open sends that were due. */
export interface Followed {
	/** Sends that the list certainly does not hold. */
	absent: Set<string>;
	/** Rank at which the next poll goes on; 0 when all were read. */
	nextRank: number;
}

/**
 * Reads the pages that hold open sends, by the place where each was last seen. When there are more than a poll may
 * read, the next poll goes on with the others.
 */
export async function readOpenSends(pages: SendPages, open: Tracked[], nextRank: number, poll: PollContext): Promise<Followed> {
	const byRank = open.filter(({ isClosed }) => !isClosed).sort((left, right) => right.rank - left.rank);
	const behind = nextRank > 0 ? byRank.findIndex(({ rank }) => rank <= nextRank) : 0;
	const ordered = [...byRank.slice(Math.max(0, behind)), ...byRank.slice(0, Math.max(0, behind))];
	const steps = new Set<number>();
	let next = 0;
	for (const { rank } of ordered) {
		const step = pages.stepOf(rank);
		if (pages.has(step) || steps.has(step)) continue;
		if (steps.size >= MOST_FOLLOWED_PAGES) {
			next = rank;
			break;
		}
		steps.add(step);
	}
	await pages.read([...steps]);
	const due = ordered.filter(({ key, rank }) => !pages.seenSends.has(key) && pages.has(pages.stepOf(rank)));
	return { absent: await search(pages, due, poll), nextRank: next };
}

/** Looks around the expected place for sends that were not there; answers which the list does not hold. */
async function search(pages: SendPages, missing: Tracked[], poll: PollContext): Promise<Set<string>> {
	const absent = new Set<string>();
	const budget = { pages: MOST_SEARCH_PAGES };
	for (const { key, at, rank } of missing) {
		if (!pages.isOrdered) break;
		if (pages.seenSends.has(key)) continue;
		const place = await locate(pages, at, pages.stepOf(rank), budget, poll);
		if (place !== undefined && !pages.seenSends.has(key) && pages.isOrdered) absent.add(key);
	}
	return absent;
}

/**
 * Finds the page on which a send of this creation time stands, in growing steps from where it was expected. All pages
 * that can hold the moment have been read afterwards.
 *
 * @returns the page nearest to the newest end that can hold it; undefined when it was not found within the budget
 */
export async function locate(pages: SendPages, at: number, expected: number, budget: { pages: number }, poll: PollContext): Promise<number | undefined> {
	let low = 0;
	let high = pages.pageCount - 1;
	let stride = 1;
	let step = Math.min(high, Math.max(low, expected));
	while (low <= high) {
		if (!(await visit(pages, step, budget, poll))) return undefined;
		const range = pages.rangeAt(step);
		if (range === undefined) return undefined;
		if (at > range.newest) high = step - 1;
		else if (at < range.oldest) low = step + 1;
		else return await readTies(pages, at, step, budget, poll);
		const towards = at > range.newest ? step - stride : step + stride;
		step = towards < low || towards > high ? (low + high) >> 1 : towards;
		stride *= 2;
	}
	return Math.min(low, pages.pageCount - 1);
}

/** Reads the neighbours that may hold sends of the same moment; answers the first page of them. */
async function readTies(pages: SendPages, at: number, step: number, budget: { pages: number }, poll: PollContext): Promise<number | undefined> {
	let first = step;
	while (first > 0 && pages.rangeAt(first)?.newest === at) {
		if (!(await visit(pages, first - 1, budget, poll))) return undefined;
		if ((pages.rangeAt(first - 1)?.oldest ?? Infinity) > at) break;
		first -= 1;
	}
	for (let last = step; last < pages.pageCount - 1 && pages.rangeAt(last)?.oldest === at; last++) {
		if (!(await visit(pages, last + 1, budget, poll))) return undefined;
	}
	return first;
}

async function visit(pages: SendPages, step: number, budget: { pages: number }, poll: PollContext): Promise<boolean> {
	if (pages.has(step)) return true;
	if (budget.pages <= 0 || !poll.mayGoOn()) return false;
	budget.pages -= 1;
	return await pages.read([step]);
}
