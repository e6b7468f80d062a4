/** How old Sendoso's list may be when a send goes out. Beside it a benchmark measures what an older one costs. */
export const freshness = {
	/** Milliseconds since the newest page was read (interface 3.3). */
	longestAgeMs: 5_000,
};
