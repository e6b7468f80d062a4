const MOMENT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d+)?)? ?(UTC|Z|[+-]\d\d:?\d\d)$/;
const ADDRESS = /^(https?:)?\/\/\S+$/i;
const DECIMAL = /^-?\d+\.\d+$/;

const ZERO = 0x30;
const NINE = 0x39;
const MINUS = 0x2d;
const PLUS = 0x2b;
const POINT = 0x2e;
const COLON = 0x3a;
const LETTER_T = 0x54;
const LETTER_Z = 0x5a;

/** A text in one spelling of several that mean the same. */
export function plain(text: string): string {
	const first = text.charCodeAt(0);
	// Most texts are none of these, so that their first letter is looked at before anything else.
	if ((first === 0x68 || first === 0x48 || first === 0x2f) && ADDRESS.test(text)) return text.split('?', 1)[0] ?? text;
	const isNumeric = (first >= ZERO && first <= NINE) || first === MINUS;
	if (!isNumeric) return text;
	if (text.charCodeAt(4) === MINUS) return plainMoment(text);
	return DECIMAL.test(text) ? withoutZeros(text) : text;
}

/** A decimal number without the zeros at its end. */
function withoutZeros(text: string): string {
	let end = text.length;
	while (text.charCodeAt(end - 1) === ZERO) end -= 1;
	if (text.charCodeAt(end - 1) === POINT) end -= 1;
	return text.slice(0, end) === '-0' ? '0' : text.slice(0, end);
}

/** A text that may be a date, by the second that it tells; as it stands when it tells none. */
function plainMoment(text: string): string {
	const time = usualMoment(text) ?? anyMoment(text);
	return Number.isNaN(time) ? text : `moment ${Math.floor(time / 1_000)}`;
}

function anyMoment(text: string): number {
	return MOMENT.test(text) ? Date.parse(text.replace(/ ?(UTC|Z)$/, 'Z').replace(/ (?=[+-])/, '').replace(' ', 'T').replace(',', '.')) : NaN;
}

/**
 * The second that a date in the usual spelling tells, such as `2026-01-05T10:00:00.000+00:00`, in milliseconds since the
 * epoch. Most records have several of them, and the parser of all spellings takes five times as long.
 *
 * @returns undefined for every other spelling, and for times that no clock shows
 */
function usualMoment(text: string): number | undefined {
	if (text.charCodeAt(7) !== MINUS || text.charCodeAt(10) !== LETTER_T || text.charCodeAt(13) !== COLON || text.charCodeAt(16) !== COLON) return undefined;
	const [year, month, day] = [pairAt(text, 0) * 100 + pairAt(text, 2), pairAt(text, 5), pairAt(text, 8)];
	const [hour, minute, second] = [pairAt(text, 11), pairAt(text, 14), pairAt(text, 17)];
	const offset = offsetAt(text, endOfFraction(text, 19));
	const isShown = year >= 1_000 && month >= 1 && month <= 12 && day >= 1 && day <= 28 && hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59;
	return isShown && offset !== undefined ? Date.UTC(year, month - 1, day, hour, minute - offset, second) : undefined;
}

/** Two digits as a number; far below 0 when they are none. */
function pairAt(text: string, at: number): number {
	const tens = text.charCodeAt(at) - ZERO;
	const ones = text.charCodeAt(at + 1) - ZERO;
	return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1_000_000;
}

/** Where the decimals of a second end, which begin at a place if there are any. */
function endOfFraction(text: string, start: number): number {
	if (text.charCodeAt(start) !== POINT) return start;
	let end = start + 1;
	while (text.charCodeAt(end) >= ZERO && text.charCodeAt(end) <= NINE) end += 1;
	return end === start + 1 ? start : end;
}

/** The minutes by which the end of a date, from a place on, is ahead of UTC; undefined when it is no offset. */
function offsetAt(text: string, at: number): number | undefined {
	const sign = text.charCodeAt(at);
	if (sign === LETTER_Z) return text.length === at + 1 ? 0 : undefined;
	if ((sign !== PLUS && sign !== MINUS) || text.length !== at + 6 || text.charCodeAt(at + 3) !== COLON) return undefined;
	const [hours, minutes] = [pairAt(text, at + 1), pairAt(text, at + 4)];
	const isShown = hours >= 0 && hours <= 23 && minutes >= 0 && minutes <= 59;
	return isShown ? (sign === PLUS ? 1 : -1) * (hours * 60 + minutes) : undefined;
}
