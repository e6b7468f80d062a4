import { isRow } from './json';

/** What can't be seen: format characters, and those that every font may leave out. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** A text without characters that nobody can see, and without surrounding space. */
export function withoutInvisible(text: string): string {
	return text.replace(INVISIBLE, '').trim();
}

/**
 * The text of a single value: of a text, a finite number, a boolean or a moment (as ISO text).
 *
 * @returns undefined for what has no text of its own: a list, an object, a date that is none
 */
export function plainText(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
	// A date of n8n's expressions; they may come from another copy of its library.
	if (isRow(value) && typeof value.toISO === 'function') return (value as unknown as { toISO(): string | null }).toISO() ?? undefined;
	return undefined;
}

/** Whether there is nothing in a value: no value, a text that nobody can see, or an empty list. */
export function isEmpty(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	if (typeof value === 'string') return withoutInvisible(value) === '';
	return Array.isArray(value) && value.length === 0;
}

/** What a text in JSON stands for; undefined when it is none. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/**
 * The entries of a list: of an array, of a text that holds a JSON array, or of a text with separators. Blanks are no
 * entries; undefined stands for an entry that has no text.
 *
 * @returns undefined when the value is no list
 */
export function listEntries(value: unknown, separators: RegExp): Array<string | undefined> | undefined {
	if (Array.isArray(value)) {
		const texts = value.map((entry: unknown) => (isEmpty(entry) ? '' : plainText(entry)?.trim()));
		return texts.filter((text) => text !== '');
	}
	const text = plainText(value)?.trim();
	if (text === undefined) return undefined;
	if (text.startsWith('[')) {
		const parsed = parseJson(text);
		return Array.isArray(parsed) ? listEntries(parsed, separators) : undefined;
	}
	return text.split(separators).map((entry) => entry.trim()).filter((entry) => withoutInvisible(entry) !== '');
}

/** Characters that move the cursor of a terminal, change its colours or begin a new line, those of Unicode included. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu;

/** A text for one line of a log: what a server wrote can begin no other one, and tell a terminal nothing. */
export function onOneLine(text: string): string {
	return text.replace(CONTROLS, ' ').trim();
}
