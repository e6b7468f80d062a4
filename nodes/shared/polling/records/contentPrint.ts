import { isRow, textOf } from '../../values/json';
import { add, blend, hashText, NOTHING } from './hash';
import { plain } from './spelling';

/** Characters of a print, of six bits each: a change goes unnoticed once in 69 billion. */
export const PRINT_LENGTH = 6;

/** Half of the bits of a hash: four digits. */
const HALF = 2 ** 24;

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

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
	return printHash(hashOf(record, ignored), PRINT_LENGTH);
}

/** A short stand-in for a set of texts, in whatever order they come. */
export function setPrint(texts: Iterable<string>): string {
	let sum = 0;
	for (const text of texts) sum = add(sum, hashText(text));
	return printHash(sum, 8);
}

function printHash(hash: number, length: number): string {
	let print = '';
	let bits = hash % HALF;
	for (let digit = 0; digit < length; digit++) {
		if (digit === 4) bits = Math.floor(hash / HALF);
		print += DIGITS.charAt(bits & 63);
		bits >>= 6;
	}
	return print;
}

/** A member that is missing, null, false, a text without letters, a list or an object without content says nothing. */
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
	let sum = 1;
	for (const entry of entries) {
		const hash = hashOf(entry, ignored);
		sum = areRecords ? add(sum, blend(RECORD, hash)) : blend(sum, hash + 1);
	}
	return sum;
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
