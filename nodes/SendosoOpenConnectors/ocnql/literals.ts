import { readInstant } from '../../shared/values/instants';

/** How a value is written and compared. */
export type LiteralType = 'text' | 'number' | 'date' | 'boolean';

/** A value of a condition, as it stands in OCNQL but without quotes. */
export interface Literal {
	type: LiteralType;
	value: string;
}

/** Plain digits. Leading zeros mark a code, such as a ZIP, and an exponent is not known to be understood. */
const PLAIN_NUMBER = /^(?!.{40})-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/**
 * What may end a quoted text early or never arrive. No page says how to write a quote in a value (fact 42). Some parsers
 * take a backslash as an escape, so that one before the closing quote would open the clause. Control characters and line
 * ends may be stripped or end the text, and half a surrogate pair can't be encoded for an address at all.
 */
const UNSAFE = /['\\\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Readers of the types that are not text; what they give back goes into OCNQL. */
const READERS: Record<Exclude<LiteralType, 'text'>, (value: unknown, timezone: string) => string | undefined> = {
	number: (value) => {
		const text = plainText(value)?.trim() ?? '';
		// Digits that a number can't hold would be compared as another number, here or on the way.
		return PLAIN_NUMBER.test(text) && (text.includes('.') ? text.replace(/\.?(?<!0)0+$/, '') : text) === String(Number(text)) ? text : undefined;
	},
	date: (value, timezone) => isoText(readInstant(value, timezone)),
	boolean: (value) => /^(?:true|false)$/.exec(plainText(value)?.trim().toLowerCase() ?? '')?.[0],
};

/**
 * Reads a value that a user entered or an expression gave.
 *
 * @param valueType type that the user chose, or `auto`
 * @param knownType the field's type by the object's metadata, where known
 * @returns the literal, or what is wrong with the value
 */
export function readLiteral(value: unknown, valueType: string, knownType: LiteralType | undefined, timezone: string): Literal | string {
	if (value === undefined || value === null) return 'is empty';
	if (valueType === 'number' || valueType === 'date' || valueType === 'boolean') {
		const read = READERS[valueType](value, timezone);
		if (read !== undefined) return { type: valueType, value: read };
		return { number: 'is not a number of plain digits', date: 'is not a readable date', boolean: 'is neither true nor false' }[valueType];
	}
	if (valueType === 'auto') {
		// Dates need no metadata when an expression gives them as such.
		const type = typeof value === 'object' ? 'date' : (knownType ?? 'text');
		const read = type === 'text' ? undefined : READERS[type](value, timezone);
		// Metadata may be wrong, and some connectors have dates of their own: what doesn't fit is quoted as it is (fact 39).
		if (read !== undefined) return { type, value: read };
	}
	const text = plainText(value);
	if (text === undefined) return 'is not a single value';
	return text === '' && valueType === 'auto' ? 'is empty' : { type: 'text', value: text };
}

/** Whether a literal can stand in OCNQL without a chance of changing the clause. */
export function isSafe({ value }: Literal): boolean {
	return !UNSAFE.test(value);
}

/** A literal as it stands in OCNQL (facts 39 and 40). */
export function print({ type, value }: Literal): string {
	return type === 'number' ? value : `'${value}'`;
}

/** A single value as text; undefined for everything that has no text of its own. */
function plainText(value: unknown): string | undefined {
	if (typeof value === 'object') return isoText(readInstant(value, 'UTC'));
	const hasText = typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
	return hasText ? String(value) : undefined;
}

/** A moment in UTC with milliseconds; only years of four digits can be written so. */
function isoText(time: number): string | undefined {
	const text: string | null = new Date(time).toJSON();
	return text?.length === 24 ? text : undefined;
}
