/** The order in which a list of sends comes. No page documents one (fact 26), so it is read off the rows. */
export type ListOrder = 'newestFirst' | 'oldestFirst' | 'none';

/** A list whose times run backwards by no more than this, in milliseconds, still counts as ordered. */
export const TOLERATED_DISORDER_MS = 60_000;

/**
 * The order that the times of a list tell; undefined when they speak no more for one direction than for the other.
 *
 * @returns the order, and how far times run against it, in milliseconds
 */
export function orderOf(times: number[]): { order: ListOrder | undefined; against: number } {
	const { rising, falling } = disorder(times);
	const against = Math.min(rising, falling);
	const order = rising === falling ? undefined : rising < falling ? 'newestFirst' : 'oldestFirst';
	return { order: against > TOLERATED_DISORDER_MS ? 'none' : order, against };
}

/**
 * How much older than the oldest row that was read a row may be and still come later, in milliseconds, by how far the rows
 * run against their order. Within a second the times may only be of different precision.
 */
export function slackOf(against: number): number {
	return against === 0 ? 0 : against <= 1_000 ? 1_000 : TOLERATED_DISORDER_MS;
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
