/** A packed text: the letters that occur in it, and the codes of its phrases. */
export interface PackedText {
	letters: string;
	codes: string;
}

/** Digits of a code; three of them count to 262,144. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const WIDTH = 3;
const MOST_PHRASES = DIGITS.length ** WIDTH;

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
	const codeOf = new Map<number, number>();
	for (const letter of text) codeOf.set(letter.codePointAt(0) ?? 0, 0);
	const letters = [...codeOf.keys()];
	for (const [code, letter] of letters.entries()) codeOf.set(letter, code);
	// A phrase is the code of a shorter one and one more letter, as one number: a small one, for which a map is quickest.
	const phrases = new Map<number, number>();
	let count = letters.length;
	let codes = '';
	let phrase = -1;
	for (let at = 0; at < text.length; at++) {
		const letter = text.codePointAt(at) ?? 0;
		if (letter > 0xffff) at += 1;
		const code = codeOf.get(letter) ?? 0;
		if (phrase < 0) {
			phrase = code;
			continue;
		}
		const key = phrase * letters.length + code;
		const longer = phrases.get(key);
		if (longer !== undefined) {
			phrase = longer;
			continue;
		}
		codes += printCode(phrase);
		if (count < MOST_PHRASES) phrases.set(key, count++);
		phrase = code;
	}
	if (phrase >= 0) codes += printCode(phrase);
	return { letters: letters.map((letter) => String.fromCodePoint(letter)).join(''), codes };
}

/** Gives back the text that {@link compress} packed; undefined when that is not what this is. */
export function decompress({ letters, codes }: PackedText): string | undefined {
	const phrases = [...letters];
	const text: string[] = [];
	let previous: string | undefined;
	for (let at = 0; at < codes.length; at += WIDTH) {
		const code = readCode(codes, at);
		const known = phrases[code];
		// A phrase may be used right after it was made: then it is the previous one and its own first letter again.
		const phrase = known ?? (previous !== undefined && code === phrases.length ? previous + firstLetter(previous) : undefined);
		if (phrase === undefined) return undefined;
		if (previous !== undefined && phrases.length < MOST_PHRASES) phrases.push(previous + firstLetter(phrase));
		text.push(phrase);
		previous = phrase;
	}
	return text.join('');
}

function firstLetter(text: string): string {
	return String.fromCodePoint(text.codePointAt(0) ?? 0);
}

function printCode(code: number): string {
	return DIGITS.charAt(code >> 12) + DIGITS.charAt((code >> 6) & 63) + DIGITS.charAt(code & 63);
}

const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));

/** The code at a place; none of any phrase when there is no such code. */
function readCode(codes: string, at: number): number {
	let code = 0;
	for (let place = at; place < at + WIDTH; place++) code = code * DIGITS.length + (VALUES.get(codes.charAt(place)) ?? NaN);
	return code;
}
