/** A packed text: the letters that occur in it, and the codes of its phrases. */
export interface PackedText {
	letters: string;
	codes: string;
}

/** Digits of a code; three of them count to 262,144. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const WIDTH = 3;
const MOST_PHRASES = DIGITS.length ** WIDTH;

/**
 * Packs a text by the LZW method. Names within one organization repeat words, and in most scripts a letter alone takes
 * two or three bytes: 20,000 names would not fit into the state as they are.
 */
export function compress(text: string): PackedText {
	const letters = [...new Set(text.split(''))];
	const phrases = new Map(letters.map((letter, code) => [letter, code]));
	const codes: string[] = [];
	let phrase = '';
	for (const letter of text.split('')) {
		const longer = phrase + letter;
		if (phrases.has(longer)) {
			phrase = longer;
			continue;
		}
		codes.push(printCode(phrases.get(phrase) ?? 0));
		if (phrases.size < MOST_PHRASES) phrases.set(longer, phrases.size);
		phrase = letter;
	}
	if (phrase !== '') codes.push(printCode(phrases.get(phrase) ?? 0));
	return { letters: letters.join(''), codes: codes.join('') };
}

/** Gives back the text that {@link compress} packed. */
export function decompress({ letters, codes }: PackedText): string {
	const phrases = letters.split('');
	const text: string[] = [];
	let previous: string | undefined;
	for (let at = 0; at < codes.length; at += WIDTH) {
		const known = phrases[readCode(codes, at)];
		// A phrase may be used right after it was made: then it is the previous one and its own first letter again.
		const phrase: string = known ?? (previous === undefined ? '' : previous + previous.charAt(0));
		if (previous !== undefined && phrases.length < MOST_PHRASES) phrases.push(previous + phrase.charAt(0));
		text.push(phrase);
		previous = phrase;
	}
	return text.join('');
}

function printCode(code: number): string {
	return DIGITS.charAt(code >> 12) + DIGITS.charAt((code >> 6) & 63) + DIGITS.charAt(code & 63);
}

function readCode(codes: string, at: number): number {
	const [first = 0, second = 0, third = 0] = codes.slice(at, at + WIDTH).split('').map((digit) => DIGITS.indexOf(digit));
	return (first << 12) + (second << 6) + third;
}
