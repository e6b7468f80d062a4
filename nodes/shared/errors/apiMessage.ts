import { isReadable } from '../transport/answer';

/** Most characters of a message. */
const LONGEST = 500;

/** Most characters of a text that are looked at. */
const LOOKED_AT = 4_000;

/** Characters of the longest address. */
const LONGEST_ADDRESS = 320;

/**
 * Sendoso's own words out of an error body, in either documented form (fact 36).
 * Never the whole body: it may be a page, and may hold personal data. Addresses are left out, because n8n writes the
 * messages of errors into its log.
 */
export function apiMessage(body: unknown): string | undefined {
	if (!isReadable(body)) return undefined;
	const fields = body as Record<string, unknown>;
	for (const name of ['providerMessage', 'ProviderMessage', 'message', 'description', 'error_description', 'error', 'detail']) {
		const value = fields[name];
		if (typeof value === 'string' && value.trim() !== '') return shortened(value.trim()) || undefined;
	}
	return undefined;
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
