import { isReadable } from '../transport/answer';
import { onOneLine } from '../values/text';

/** Most characters of a message. */
const LONGEST = 500;

/** Most characters that are looked at. */
const LOOKED_AT = 4_000;

/** Most characters in which secrets are looked for: one that is hidden makes room for what stands behind it. */
const SEARCHED = 100_000;

/** Characters of the longest address. */
const LONGEST_ADDRESS = 320;

/** Members with the server's own words (fact 36, and fact 55 of SAP Open Connectors); the first one that has any counts. */
const WORDS = ['providerMessage', 'ProviderMessage', 'message', 'description', 'error_description', 'error', 'detail', 'title'];

/** Members that say in addition what is wrong, one by one. */
const DETAILS = ['errors', 'error_messages', 'details'];

/** Members that name the field that is meant. */
const FIELDS = ['field', 'attribute', 'param', 'property', 'path'];

/** How deep words may lie. */
const DEEPEST = 5;

/**
 * Sendoso's own words out of an error body: a text, a list, or texts by the name of a field.
 * Never the whole body: it may be a page, and may hold personal data. Addresses are left out, because n8n writes the
 * messages of errors into its log.
 *
 * @param hide takes secrets out of a text
 */
export function apiMessage(body: unknown, hide: (text: string) => string = (text) => text): string | undefined {
	return isReadable(body) ? serverWords(wordsOf(body), hide) || undefined : undefined;
}

/**
 * A text that a server wrote, as it may stand in an error or a log: on one line, without addresses, tokens and secrets, and
 * of its length no more than can be read.
 *
 * @param hide takes secrets out of a text
 */
export function serverWords(text: string, hide: (text: string) => string): string {
	return shortened(withoutTokens(onOneLine(hide(text.slice(0, SEARCHED)))));
}

/**
 * What a value says: a text itself, a list one by one, and a record in its known members.
 *
 * @param isDetail whether a record without any of them has the names of fields for its own
 */
function wordsOf(value: unknown, isDetail = false, depth = 0): string {
	if (typeof value === 'string') return value.trim();
	if (!isReadable(value) || depth > DEEPEST) return '';
	if (Array.isArray(value)) return joined(value, (entry) => wordsOf(entry, isDetail, depth + 1));
	const record = value as Record<string, unknown>;
	const known = sentence(firstOf(record, WORDS, false, depth), firstOf(record, DETAILS, true, depth));
	if (known !== '') return labelled(firstOf(record, FIELDS, false, depth), known);
	return isDetail ? joined(Object.entries(record), ([name, entry]) => labelled(name, wordsOf(entry, true, depth + 1))) : '';
}

function firstOf(record: Record<string, unknown>, names: string[], isDetail: boolean, depth: number): string {
	for (const name of names) {
		const words = wordsOf(record[name], isDetail, depth + 1);
		if (words !== '') return words;
	}
	return '';
}

function sentence(words: string, details: string): string {
	return words === '' || details === '' || words.includes(details) ? words || details : `${words}: ${details}`;
}

function labelled(name: string, words: string): string {
	return words === '' || name === '' ? words : `${name.trim()}: ${words}`;
}

/** The words of some values, each once, as far as they will be looked at. */
function joined<T>(values: T[], read: (value: T) => string): string {
	const parts = new Set<string>();
	let length = 0;
	for (const value of values) {
		if (length > LOOKED_AT) break;
		const part = read(value);
		length += part.length;
		if (part !== '') parts.add(part);
	}
	return [...parts].join('; ');
}

/** Takes out what looks like a token, whoever it belongs to: behind the name of a scheme or of a parameter, and signed ones. */
function withoutTokens(text: string): string {
	return text
		.replace(/\b(bearer|basic) +[\w.~+/=-]{20,}/gi, '$1 (secret)')
		.replace(/\b((?:access|refresh|id)_token|client_secret)(["']?\s*[=:]\s*["']?)[^\s"'&,;]+/gi, '$1$2(secret)')
		.replace(/(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?/g, '(secret)');
}

/** The beginning of a text without e-mail addresses, and without half an address at its end. */
function shortened(text: string): string {
	const known = withoutAddresses(text.slice(0, LOOKED_AT));
	return known.slice(0, text.length > LOOKED_AT ? Math.min(LONGEST, Math.max(0, known.length - LONGEST_ADDRESS)) : LONGEST);
}

/** Takes out anything that looks like an e-mail address, also one that stands in a link. */
function withoutAddresses(text: string): string {
	return text.replace(/[^\s<>()"',;:]+/g, (part) => (/.(?:@|%40)./.test(part) ? '(address)' : part));
}
