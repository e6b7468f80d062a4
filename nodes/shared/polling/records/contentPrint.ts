import { isRow, textOf } from '../../values/json';

/** Characters of a print, of six bits each: a change goes unnoticed once in 69 billion. */
export const PRINT_LENGTH = 6;

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Hashes have 48 bits, so that sums of them are exact. */
const LOW_BITS = 2 ** 32;
const HASHES = 2 ** 48;

/** Stands for whatever is empty: a member that is missing, null, false, a text without letters, a list or an object without content. */
const NOTHING = 0;

/**
 * A short stand-in for what a record says, which changes when a value does and not when its spelling does (interface 4):
 * the same moment in another offset or precision, zeros behind a decimal point, another order of members or of records
 * with ids, members that are empty instead of missing, and the query of an address make no difference.
 *
 * It protects nothing: it is there to be compared, and made without building texts, for 20,000 records a poll.
 *
 * @param ignored names of members that make no difference, wherever they stand
 */
export function contentPrint(record: unknown, ignored: ReadonlySet<string>): string {
	return printHash(hashOf(record, ignored));
}

/** A short stand-in for a set of texts, in whatever order they come. */
export function setPrint(texts: Iterable<string>): string {
	let sum = 0;
	for (const text of texts) sum = add(sum, hashText(text));
	return printHash(sum, 8);
}

function printHash(hash: number, length = PRINT_LENGTH): string {
	let print = '';
	for (let left = hash, digit = 0; digit < length; digit++) {
		print += DIGITS.charAt(left % 64);
		left = Math.floor(left / 64);
	}
	return print;
}

function hashOf(value: unknown, ignored: ReadonlySet<string>): number {
	if (value === undefined || value === null || value === false || value === '') return NOTHING;
	if (typeof value === 'string') return hashText(plain(value));
	if (Array.isArray(value)) return hashList(value, ignored);
	if (!isRow(value)) return hashText(String(value));
	let sum = NOTHING;
	for (const name of Object.keys(value)) {
		if (ignored.has(name)) continue;
		const hash = hashOf(value[name], ignored);
		if (hash !== NOTHING) sum = add(sum, blend(hashName(name), hash));
	}
	return sum;
}

/** Keeps the values of one record in a list from those of the others. */
const RECORD = 0x5eed;

/** Records with ids are a set; the order of anything else counts. */
function hashList(entries: unknown[], ignored: ReadonlySet<string>): number {
	if (entries.length === 0) return NOTHING;
	const areRecords = entries.every((entry) => isRow(entry) && textOf(entry.id) !== '');
	return entries.reduce<number>((sum, entry) => (areRecords ? add(sum, blend(RECORD, hashOf(entry, ignored))) : blend(sum, hashOf(entry, ignored) + 1)), 1);
}

const MOMENT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d+)?)? ?(UTC|Z|[+-]\d\d:?\d\d)$/;
const ADDRESS = /^(https?:)?\/\/\S+$/i;
const DECIMAL = /^-?\d+\.\d+$/;

/** A text in one spelling of several that mean the same. */
function plain(text: string): string {
	const first = text.charCodeAt(0);
	// Most texts are none of these, so that their first letter is looked at before anything else.
	if ((first === 0x68 || first === 0x48 || first === 0x2f) && ADDRESS.test(text)) return text.split('?', 1)[0] ?? text;
	const isNumeric = (first >= 0x30 && first <= 0x39) || first === 0x2d;
	if (!isNumeric) return text;
	if (DECIMAL.test(text)) return withoutZeros(text);
	if (text.charCodeAt(4) !== 0x2d || !MOMENT.test(text)) return text;
	const time = Date.parse(text.replace(/ ?(UTC|Z)$/, 'Z').replace(/ (?=[+-])/, '').replace(' ', 'T').replace(',', '.'));
	return Number.isNaN(time) ? text : `moment ${Math.floor(time / 1_000)}`;
}

/** A decimal number without the zeros at its end. */
function withoutZeros(text: string): string {
	let end = text.length;
	while (text.charCodeAt(end - 1) === 0x30) end -= 1;
	if (text.charCodeAt(end - 1) === 0x2e) end -= 1;
	return text.slice(0, end) === '-0' ? '0' : text.slice(0, end);
}

const MOST_NAMES = 5_000;
const names = new Map<string, number>();

/** The same few names come in every record. */
function hashName(name: string): number {
	const known = names.get(name);
	if (known !== undefined) return known;
	const hash = hashText(name);
	if (names.size < MOST_NAMES) names.set(name, hash);
	return hash;
}

function hashText(text: string): number {
	let low = 0x2f0b4c47 ^ text.length;
	let high = 0x6a09e667;
	for (let at = 0; at < text.length; at++) {
		const unit = text.charCodeAt(at);
		low = Math.imul(low ^ unit, 0x01000193);
		high = Math.imul(high ^ unit, 0x5bd1e995) + 0x3c6ef372;
	}
	return finish(low, high);
}

/** One hash of two, whose order counts. */
function blend(left: number, right: number): number {
	const low = Math.imul(left >>> 0, 0x01000193) ^ Math.imul(Math.floor(right / LOW_BITS) + 0x51ed, 0x85ebca6b) ^ (right >>> 0);
	const high = Math.imul(right >>> 0, 0x5bd1e995) ^ Math.imul(Math.floor(left / LOW_BITS) + 0x7f4a, 0xc2b2ae35) ^ (left >>> 0);
	return finish(low, high);
}

function add(left: number, right: number): number {
	return (left + right) % HASHES;
}

/** Lets each bit change half of the others, and leaves out the number that stands for nothing. */
function finish(low: number, high: number): number {
	let first = low ^ (high >>> 15);
	let second = high ^ (low >>> 13);
	first = Math.imul(first ^ (first >>> 16), 0x85ebca6b);
	second = Math.imul(second ^ (second >>> 13), 0xc2b2ae35);
	first ^= second >>> 16;
	second ^= first >>> 15;
	first = Math.imul(first ^ (first >>> 13), 0xc2b2ae35);
	second = Math.imul(second ^ (second >>> 16), 0x85ebca6b);
	const hash = ((second ^ (first >>> 16)) & 0xffff) * LOW_BITS + ((first ^ (second >>> 13)) >>> 0);
	return hash === NOTHING ? 1 : hash;
}
