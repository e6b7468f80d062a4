/** The order in which a list of sends comes. No page documents one (fact 26), so it is read off the rows. */
export type ListOrder = 'newestFirst' | 'oldestFirst' | 'none';

/** Rows that are out of order by less than this, in milliseconds, are in their place all the same. */
const JITTER_MS = 60_000;

/** Share of the rows that may be out of their place in a list that has an order. */
const LARGEST_SHARE = 0.3;

/** Rows that are enough to tell a row that is out of its place from a list without order, and how many such rows may be. */
const ENOUGH_ROWS = 20;
const FEW_ROWS = 2;

/** Creation times that a part of a list reaches, in milliseconds since the epoch. */
export interface Range {
	/** The part certainly holds sends as new as this. */
	newest: number;
	/** Everything created after this that stands in its place is in the part, or before it. */
	oldest: number;
}

/**
 * The rows that stand in their place: the longest run of them that never goes against the order, but for a minute. What is
 * left is out of its place, and says nothing of where others stand.
 *
 * @param times creation times in the order of the list; those that can't be read are never in place
 * @param jitterMs rows that are out of order by less than this are in their place all the same, in milliseconds
 * @returns their places in the list
 */
export function rowsInPlace(times: number[], order: Exclude<ListOrder, 'none'>, jitterMs = JITTER_MS): number[] {
	const sign = order === 'newestFirst' ? -1 : 1;
	/** For each length of a run, the row at which one can end that leaves most room for others. */
	const ends: number[] = [];
	const keys = times.map((time) => sign * Math.floor(time / jitterMs));
	const before: number[] = [];
	for (const [place, key] of keys.entries()) {
		if (Number.isNaN(key)) continue;
		let low = 0;
		let high = ends.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((keys[ends[middle] ?? 0] ?? 0) <= key) low = middle + 1;
			else high = middle;
		}
		before[place] = low > 0 ? (ends[low - 1] ?? -1) : -1;
		ends[low] = place;
	}
	const run: number[] = [];
	for (let place = ends[ends.length - 1] ?? -1; place >= 0; place = before[place] ?? -1) run.push(place);
	return run.reverse();
}

/**
 * The rows of a list that comes newest first, without the few that are out of their place. Where sends cost money, more of
 * them, or too few rows to tell, make it a list without order.
 *
 * @param times creation times in the order of the list
 * @returns their places in the list; undefined when it has no order
 */
export function withoutStrays(times: number[]): number[] | undefined {
	const run = rowsInPlace(times, 'newestFirst');
	const dated = times.filter((time) => !Number.isNaN(time)).length;
	return isEnough(times) && dated - run.length <= FEW_ROWS ? run : undefined;
}

/** Whether there are enough rows to tell one that is out of its place from a list without order. */
export function isEnough(times: number[]): boolean {
	return times.filter((time) => !Number.isNaN(time)).length >= ENOUGH_ROWS;
}

/**
 * The order that the times of a list tell, or of a part of it; undefined when they speak no more for one direction than
 * for the other.
 */
export function orderTold(times: number[]): ListOrder | undefined {
	const dated = times.filter((time) => !Number.isNaN(time));
	const most = Math.max(1, dated.length * LARGEST_SHARE);
	// Where all is within a minute, the milliseconds may tell it.
	for (const jitterMs of [JITTER_MS, 1]) {
		const newestFirst = rowsInPlace(dated, 'newestFirst', jitterMs).length;
		const oldestFirst = rowsInPlace(dated, 'oldestFirst', jitterMs).length;
		const outOfPlace = dated.length - Math.max(newestFirst, oldestFirst);
		if (outOfPlace > most) return jitterMs === 1 ? undefined : 'none';
		// A few rows out of their place tell no order where all others came at the same time.
		if (Math.abs(newestFirst - oldestFirst) > most) return newestFirst > oldestFirst ? 'newestFirst' : 'oldestFirst';
	}
	return undefined;
}

/**
 * The creation times that a part of a list reaches. The rows at its edges may be out of their place without anything that
 * shows it, so that they count only with another one beyond.
 *
 * @returns undefined when no row is dated
 */
export function rangeOf(times: number[], order: Exclude<ListOrder, 'none'>): Range | undefined {
	const run = rowsInPlace(times, order).map((place) => times[place] ?? NaN);
	if (run.length === 0) return undefined;
	const newestFirst = order === 'newestFirst' ? run : run.reverse();
	const oldest = newestFirst[Math.max(0, newestFirst.length - 2)] ?? NaN;
	const newest = newestFirst[Math.min(newestFirst.length - 1, 1)] ?? NaN;
	return { newest, oldest: isEven(newestFirst) ? oldest : oldest + JITTER_MS };
}

/** Whether times never go against their order, not even by less than what is tolerated. */
function isEven(newestFirst: number[]): boolean {
	return newestFirst.every((time, place) => place === 0 || time <= (newestFirst[place - 1] ?? Infinity));
}
