import { sleep } from 'n8n-workflow';

/** Time source of the transport, so that tests can move it by hand. */
export interface Clock {
	/** Milliseconds since the epoch. Somebody may set it: no duration is measured by it. */
	now(): number;
	/** Milliseconds since a moment that stays the same as long as the process lives: it never steps. */
	elapsed(): number;
	/** Resolves after `milliseconds`. */
	sleep(milliseconds: number): Promise<void>;
}

/** The machine's own clock. */
export const systemClock: Clock = {
	now: () => Date.now(),
	elapsed: () => performance.now(),
	sleep: async (milliseconds) => await sleep(milliseconds),
};

/** Longest single sleep: a cancelled execution is noticed within this many milliseconds. */
export const SLICE_MS = 250;

/**
 * Waits in slices, so that a cancelled execution does not go on waiting.
 *
 * @param milliseconds how long to wait
 * @param cancelled asked between slices; the wait ends early when it answers true
 */
export async function pause(clock: Clock, milliseconds: number, cancelled: () => boolean = () => false) {
	const end = clock.elapsed() + milliseconds;
	for (let left = milliseconds; left > 0 && !cancelled(); left = end - clock.elapsed()) {
		await clock.sleep(Math.min(left, SLICE_MS));
	}
}

/** What {@link withDeadline} resolves to when time ran out first. */
export const DEADLINE_PASSED: unique symbol = Symbol('deadline passed');

/**
 * Puts a total limit on a promise; the HTTP helper's own timeout only counts inactivity
 * (a reply that drips is never too slow for it).
 *
 * @param milliseconds total time allowed
 * @param givesUp asked between slices; the wait ends early when it answers true
 * @returns the promise's value, or {@link DEADLINE_PASSED}
 */
export async function withDeadline<T>(
	clock: Clock,
	promise: Promise<T>,
	milliseconds: number,
	givesUp: () => boolean = () => false,
): Promise<T | typeof DEADLINE_PASSED> {
	let settled = false;
	const finished = promise.finally(() => {
		settled = true;
	});
	// Nobody may be listening any more when the promise fails after the deadline.
	finished.catch(() => undefined);
	const deadline = async (): Promise<T | typeof DEADLINE_PASSED> => {
		await pause(clock, milliseconds, () => settled || givesUp());
		return settled ? await finished : DEADLINE_PASSED;
	};
	return await Promise.race([finished, deadline()]);
}
