import { MOST_PHRASES, NONE, Phrases } from './phrases';

/** A packed text: the letters that occur in it, and the codes of its phrases. */
export interface PackedText {
	letters: string;
	codes: string;
}

/** Digits of a code; three of them count to 262,144. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const WIDTH = 3;

/** Letters of a phrase among names that are much alike. */
const USUAL_PHRASE = 16;

/** Half of a letter that two code units make: it can't be stored. */
const HALF_LETTER = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

const HALVES = /[\uD800-\uDFFF]/;

/** A text with the sign for what can't be read in place of letters that were cut in two. */
export function wholeLetters(text: string): string {
	return HALVES.test(text) ? text.replace(HALF_LETTER, '\uFFFD') : text;
}

/**
 * Packs a text by the LZW method. Names within one organization repeat words, and in most scripts a letter alone takes
 * two or three bytes: 20,000 names would not fit into the state as they are. The text must consist of whole letters.
 */
export function compress(text: string): PackedText {
	const { letters, codes } = lettersOf(text);
	const phrases = new Phrases(letters.length, codes.length / USUAL_PHRASE);
	const printed = new Uint8Array(codes.length * WIDTH);
	let end = 0;
	let phrase = codes[0];
	for (let at = 1; at < codes.length; at++) {
		const letter = codes[at] ?? 0;
		const longer = phrases.take(phrase ?? 0, letter);
		if (longer === NONE) {
			end = printCode(phrase ?? 0, printed, end);
			phrase = letter;
		} else phrase = longer;
	}
	if (phrase !== undefined) end = printCode(phrase, printed, end);
	return { letters: letters.map((letter) => String.fromCodePoint(letter)).join(''), codes: Buffer.from(printed.buffer, 0, end).toString('latin1') };
}

/** The letters of a text in the order in which they first occur, and the text as places in that order. */
function lettersOf(text: string): { letters: number[]; codes: Int32Array } {
	const letters: number[] = [];
	// By code point, counted from 1; the few letters of two code units have a map, which would be slow for all.
	const places = new Int32Array(0x10000);
	const largePlaces = new Map<number, number>();
	const codes = new Int32Array(text.length);
	let count = 0;
	for (let at = 0; at < text.length; at++) {
		const letter = text.codePointAt(at) ?? 0;
		const isLarge = letter > 0xffff;
		let place = isLarge ? (largePlaces.get(letter) ?? 0) : (places[letter] ?? 0);
		if (isLarge) at += 1;
		if (place === 0) {
			place = letters.push(letter);
			if (isLarge) largePlaces.set(letter, place);
			else places[letter] = place;
		}
		codes[count++] = place - 1;
	}
	return { letters, codes: codes.subarray(0, count) };
}

/** Code units beyond which a text is none of names; what was spoilt could claim any length. */
const LONGEST_TEXT = 2 ** 24;

/** Gives back the text that {@link compress} packed; undefined when that is not what this is. */
export function decompress({ letters, codes }: PackedText): string | undefined {
	const alphabet = [...letters];
	if (codes.length % WIDTH !== 0) return undefined;
	// A phrase is a piece of the text itself, where it came first: the one before it and a letter more.
	const starts = new Int32Array(codes.length / WIDTH);
	const lengths = new Int32Array(codes.length / WIDTH);
	let count = 0;
	let text = new Uint16Array(codes.length);
	let end = 0;
	let previous = 0;
	for (let at = 0; at < codes.length; at += WIDTH) {
		const code = readCode(codes, at);
		const letter = alphabet[code];
		const phrase = code - alphabet.length;
		const isNew = at > 0 && alphabet.length + count < MOST_PHRASES;
		let [start, length] = [starts[phrase] ?? 0, lengths[phrase] ?? 0];
		if (letter !== undefined) [start, length] = [end, letter.length];
		// A phrase may be used right after it was made: then it is the previous one and its own first letter again.
		else if (isNew && phrase === count) [start, length] = [previous, end - previous + firstLength(text, previous)];
		else if (!(phrase >= 0 && phrase < count)) return undefined;
		if (end + length > LONGEST_TEXT) return undefined;
		if (end + length > text.length) text = enlarged(text, end + length);
		for (let unit = 0; unit < length; unit++) text[end + unit] = letter === undefined ? (text[start + unit] ?? 0) : letter.charCodeAt(unit);
		if (isNew) {
			starts[count] = previous;
			lengths[count] = end - previous + firstLength(text, end);
			count += 1;
		}
		previous = end;
		end += length;
	}
	return Buffer.from(text.buffer, 0, end * 2).toString('utf16le');
}

/** Code units of the letter at a place. */
function firstLength(text: Uint16Array, at: number): number {
	return ((text[at] ?? 0) & 0xfc00) === 0xd800 ? 2 : 1;
}

/** A copy with room for more. */
function enlarged(text: Uint16Array, least: number): Uint16Array<ArrayBuffer> {
	const larger = new Uint16Array(Math.max(least, text.length * 2));
	larger.set(text);
	return larger;
}

const DIGIT_CODES = [...DIGITS].map((digit) => digit.charCodeAt(0));

/** Writes a code; answers where the next one goes. */
function printCode(code: number, printed: Uint8Array, at: number): number {
	printed[at] = DIGIT_CODES[code >> 12] ?? 0;
	printed[at + 1] = DIGIT_CODES[(code >> 6) & 63] ?? 0;
	printed[at + 2] = DIGIT_CODES[code & 63] ?? 0;
	return at + WIDTH;
}

/** Values of the digits by their code units; below 0 for what is none. */
const VALUES = new Int32Array(128).fill(-1);
for (const [value, unit] of DIGIT_CODES.entries()) VALUES[unit] = value;

/** The code at a place; below 0 when there is none. */
function readCode(codes: string, at: number): number {
	const [first, second, third] = [VALUES[codes.charCodeAt(at)] ?? -1, VALUES[codes.charCodeAt(at + 1)] ?? -1, VALUES[codes.charCodeAt(at + 2)] ?? -1];
	return (first << 12) | (second << 6) | third;
}
