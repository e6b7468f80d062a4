/**
 * Days that the duplicate check looks back, unless the user says otherwise: longer than the time during which one person
 * can stay in a list, such as that of the birthdays of the next seven days.
 */
export const DEFAULT_WINDOW_DAYS = 14;

/** Milliseconds of a day. */
export const DAY_MS = 86_400_000;

/** The same in milliseconds. */
export const DEFAULT_WINDOW_MS = DEFAULT_WINDOW_DAYS * DAY_MS;

/** Tolerance between the `Date` header, which has whole seconds, and `created_at`, in milliseconds. */
export const CLOCK_TOLERANCE_MS = 2_000;

/** Longest time that a send may take to be created after it was asked for, in milliseconds. */
export const LONGEST_FLIGHT_MS = 600_000;
