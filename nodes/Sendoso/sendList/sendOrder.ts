/** The order in which a list of sends comes. No page documents one (fact 26), so it is read off the rows. */
export type ListOrder = 'newestFirst' | 'oldestFirst' | 'none';

/** A list whose times run backwards by no more than this, in milliseconds, still counts as ordered. */
export const TOLERATED_DISORDER_MS = 60_000;

/**
 * The order that the times of a list tell; undefined when they speak no more for one direction than for the other.
 *
 * @returns the order, and whether no time runs against it
 */
export function orderOf(times: number[]): { order: ListOrder | undefined; isExact: boolean } {
	const { rising, falling } = disorder(times);
	const against = Math.min(rising, falling);
	const order = rising === falling ? undefined : rising < falling ? 'newestFirst' : 'oldestFirst';
	return { order: against > TOLERATED_DISORDER_MS ? 'none' : order, isExact: against === 0 };
}

/** How far a sequence of times runs against each direction, in milliseconds; times that can't be read don't count. */
export function disorder(times: number[]): { rising: number; falling: number } {
	let rising = 0;
	let falling = 0;
	let previous = NaN;
	for (const time of times) {
		if (Number.isNaN(time)) continue;
		if (time > previous) rising = Math.max(rising, time - previous);
		if (time < previous) falling = Math.max(falling, previous - time);
		previous = time;
	}
	return { rising, falling };
}
