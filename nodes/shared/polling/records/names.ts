import { isRow } from '../../values/json';
import { compress, decompress, type PackedText, wholeLetters } from './lzw';

/** Letters of a name that a `removed` event shows at most (interface 4). */
export const NAME_LENGTH = 40;

/** Lengths that are tried until the names fit. */
const NAME_LENGTHS = [NAME_LENGTH, 30, 20, 12, 8];

/** Length that is tried last, as long as there is any room. */
const SHORTEST_NAME = 4;

/** Names as they stand in the state. */
export interface PackedNames {
	/** One a line, in the order of the records; absent when there was no room for any. */
	text?: PackedText;
	/** Letters kept of each name; fewer than 40 when there was no room. */
	length: number;
	/** Whether some of them are not known so far. */
	isPartial?: boolean;
}

/** Whether a stored value is what {@link packNames} gave. */
export function isPackedNames(value: unknown): value is PackedNames {
	if (!isRow(value) || typeof value.length !== 'number') return false;
	const { text } = value;
	return text === undefined || (isRow(text) && typeof text.letters === 'string' && typeof text.codes === 'string');
}

/**
 * Packs names, which have 40 letters at most, shortened where they don't fit.
 *
 * @param comfortable characters beyond which they are shortened
 * @param largest characters that they may take at all, however short
 * @param startLength letters to begin with, when longer ones did not fit the last time
 */
export function packNames(names: string[], comfortable: number, largest: number, startLength: number): PackedNames {
	for (const length of [...NAME_LENGTHS.filter((candidate) => candidate <= startLength), SHORTEST_NAME]) {
		const text = compress((length === NAME_LENGTH ? names : names.map((name) => cut(name, length))).join('\n'));
		if (sizeOf({ text, length }) <= (length === SHORTEST_NAME ? largest : comfortable)) return { text, length };
	}
	return { length: 0 };
}

/** Names in the order in which they were packed; undefined when there are none, or as many as there should be can't be read. */
export function unpackNames({ text }: PackedNames, count: number): string[] | undefined {
	const names = text === undefined ? undefined : decompress(text)?.split('\n');
	return names?.length === count ? names : undefined;
}

/** Characters that packed names take in JSON; their letters may be written as several. */
export function sizeOf({ text }: PackedNames): number {
	return text === undefined ? 0 : text.codes.length + JSON.stringify(text.letters).length * 3;
}

/** The first letters of a name on one line; what looks like one letter is never cut in two. */
export function cut(name: string, length: number): string {
	const line = wholeLetters(name.replace(/\s+/g, ' '));
	if (line.length <= length) return line;
	const letters = [...line.slice(0, length * 2)].slice(0, length).join('');
	const next = String.fromCodePoint(line.codePointAt(letters.length) ?? 0);
	if (letters.length === line.length || !(GOES_ON.test(next) || JOINS.test(letters))) return letters;
	// Signs of several letters end where the next one begins.
	let end = 0;
	for (const { index } of new Intl.Segmenter('en').segment(line.slice(0, letters.length + LONGEST_SIGN))) if (index <= letters.length) end = index;
	return end === 0 ? letters : letters.slice(0, end);
}

/** Letters that belong to the one before them. */
const GOES_ON = /^[\p{M}\p{Emoji_Modifier}\p{Regional_Indicator}\u200D\u1160-\u11FF]/u;

/** The end of a text that belongs to the letter behind it. */
const JOINS = /[\u200D\u0600-\u0605]$/u;

/** Code units of the longest sign that is kept together. */
const LONGEST_SIGN = 32;
