/** Longest wait that an answer may ask for and still be waited for, in milliseconds. */
export const LONGEST_WAIT_MS = 60_000;

/** First wait after a refusal that names no time (A7: a second, doubled, with jitter), in milliseconds. */
const FIRST_WAIT_MS = 1_000;

/** Headers of an answer, names in lower case. */
export type Headers = Record<string, string | undefined>;

/**
 * Reads how long an answer asks to wait, from `Retry-After` or `X-Rate-Limit-Reset` (A7: an epoch when large,
 * seconds when small, else a date).
 *
 * @param now milliseconds since the epoch
 * @returns milliseconds, or undefined when the answer does not say
 */
export function askedWait(headers: Headers, now: number): number | undefined {
	for (const name of ['retry-after', 'x-rate-limit-reset']) {
		const value = headers[name]?.trim();
		if (!value) continue;
		if (/^\d+(\.\d+)?$/.test(value)) {
			const seconds = Number(value);
			if (seconds < 1_000_000_000) return seconds * 1000;
			const epoch = seconds > 100_000_000_000 ? seconds : seconds * 1000;
			return Math.max(0, epoch - now);
		}
		const date = Date.parse(value);
		if (!Number.isNaN(date)) return Math.max(0, date - now);
	}
	return undefined;
}

/** Whether an answer tells when a limit opens again that is not the one of the whole account (fact 18). */
export function tellsReset(headers: Headers): boolean {
	return (headers['x-rate-limit-reset'] ?? '').trim() !== '';
}

/**
 * The wait before a repeat when the answer names none: doubled each time, with up to a quarter of jitter.
 *
 * @param attempt 1 for the wait after the first try
 * @param random a number in [0, 1)
 * @returns milliseconds
 */
export function backOff(attempt: number, random: number): number {
	return FIRST_WAIT_MS * 2 ** (attempt - 1) * (1 + random / 4);
}
