import { isEnough, type ListOrder, withoutStrays } from './rowsInPlace';

/** A list whose times run backwards by no more than this, in milliseconds, still counts as ordered. */
export const TOLERATED_DISORDER_MS = 60_000;

/**
 * The order that the times of a list tell; undefined when they speak no more for one direction than for the other. A row or
 * two that are out of their place among many make no list without order.
 *
 * @param pages creation times on some pages, in the order of the list; few rows on one of them are no strays
 * @returns the order, and how far times run against it, in milliseconds
 */
export function orderOf(...pages: number[][]): { order: ListOrder | undefined; against: number } {
	const times = pages.flat();
	const { rising, falling } = disorder(times);
	const against = Math.min(rising, falling);
	const order = rising === falling ? undefined : rising < falling ? 'newestFirst' : 'oldestFirst';
	if (against <= TOLERATED_DISORDER_MS) return { order, against };
	if (pages.some((page) => !isEnough(page))) return { order: 'none', against };
	if (withoutStrays(times)) return { order: 'newestFirst', against: TOLERATED_DISORDER_MS };
	return withoutStrays([...times].reverse()) ? { order: 'oldestFirst', against: TOLERATED_DISORDER_MS } : { order: 'none', against };
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
