const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));

/** Eight characters of six bits: two of 20,000 sends share a key once in a million accounts. */
export const KEY_LENGTH = 8;

/** Digits of a time: enough for milliseconds until the year 2109. */
const TIME_LENGTH = 7;
const NO_TIME = '-'.repeat(TIME_LENGTH);

/** Digits of a rank. */
const RANK_LENGTH = 4;
const LARGEST_RANK = 64 ** RANK_LENGTH - 1;

/** Misses that are counted, and the marks beside them. */
const MOST_MISSES = 3;
const RESTING = 4;
const BARE = 8;
const MARK_LENGTH = 16;

/** Open sends that can be followed at once: with all the rest they stay under a megabyte. */
export const MOST_OPEN = 20_000;

/** A send whose statuses are followed. */
export interface Tracked {
	key: string;
	/** Creation time, milliseconds since the epoch; NaN when the send does not say. */
	at: number;
	/** Place in the list, counted so that it stays the same while new sends come in. */
	rank: number;
	/** Polls in succession in which the list did not hold it where it should be. */
	misses: number;
	/** Left to the background scan, because its status is final or because the list did not hold it. */
	isResting: boolean;
	/** The send lists no history: `known` is its status, and how often it changed. */
	isBare: boolean;
	/** What is known of its history, packed. */
	known: string;
	/** Characters of the marks in it, from 1 to 4. */
	markLength: number;
}

/** Packs a whole number that is not negative. */
export function packNumber(value: number, length: number): string {
	let text = '';
	for (let rest = Math.max(0, Math.floor(value)), place = 0; place < length; place++) {
		text = (DIGITS[rest % 64] ?? 'A') + text;
		rest = Math.floor(rest / 64);
	}
	return text;
}

/** Reads what {@link packNumber} wrote. */
export function unpackNumber(text: string): number {
	let value = 0;
	for (const digit of text) value = value * 64 + (VALUES.get(digit) ?? 0);
	return value;
}

/** Packs keys with their creation times. */
export function packKnown(known: Map<string, number>): string {
	return [...known].map(([key, at]) => key + packTime(at)).join('');
}

/** Reads what {@link packKnown} wrote. */
export function unpackKnown(packed: string): Map<string, number> {
	const known = new Map<string, number>();
	const width = KEY_LENGTH + TIME_LENGTH;
	for (let start = 0; start + width <= packed.length; start += width) {
		known.set(packed.slice(start, start + KEY_LENGTH), unpackTime(packed.slice(start + KEY_LENGTH, start + width)));
	}
	return known;
}

/** Packs a followed send. */
export function packTracked({ key, at, rank, misses, isResting, isBare, known, markLength }: Tracked): string {
	const marks = Math.min(misses, MOST_MISSES) + (isResting ? RESTING : 0) + (isBare ? BARE : 0) + (markLength - 1) * MARK_LENGTH;
	return key + packTime(at) + packNumber(Math.min(rank, LARGEST_RANK), RANK_LENGTH) + packNumber(marks, 1) + known;
}

/** Reads all that {@link packTracked} wrote, joined by spaces. */
export function unpackAllTracked(packed: string): Map<string, Tracked> {
	const entries = packed === '' ? [] : packed.split(' ').map(unpackTracked);
	return new Map(entries.map((tracked) => [tracked.key, tracked]));
}

function unpackTracked(text: string): Tracked {
	const rankAt = KEY_LENGTH + TIME_LENGTH;
	const marksAt = rankAt + RANK_LENGTH;
	const marks = unpackNumber(text.slice(marksAt, marksAt + 1));
	return {
		key: text.slice(0, KEY_LENGTH),
		at: unpackTime(text.slice(KEY_LENGTH, rankAt)),
		rank: unpackNumber(text.slice(rankAt, marksAt)),
		misses: marks % (MOST_MISSES + 1),
		isResting: (marks & RESTING) > 0,
		isBare: (marks & BARE) > 0,
		known: text.slice(marksAt + 1),
		markLength: Math.floor(marks / MARK_LENGTH) + 1,
	};
}

function packTime(at: number): string {
	return Number.isNaN(at) ? NO_TIME : packNumber(at, TIME_LENGTH);
}

function unpackTime(text: string): number {
	return text === NO_TIME ? NaN : unpackNumber(text);
}
