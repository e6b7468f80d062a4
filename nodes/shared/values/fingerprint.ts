import { createHash } from 'crypto';
import { isRow } from './json';

/**
 * A short stand-in for a text. It can be compared, but the text can't be read from it.
 *
 * @param length characters of six bits each
 */
export function fingerprint(text: string, length: number): string {
	return createHash('sha256').update(text).digest('base64url').slice(0, length);
}

/**
 * A record as a text that changes only when the record does: the order of its members, numbers printed as text
 * (fact 28), members that are null instead of absent, and the order of plain lists make no difference.
 */
export function canonical(value: unknown): string {
	if (Array.isArray(value)) {
		const parts = value.map(canonical);
		return `[${(value.some((part) => typeof part === 'object') ? parts : parts.sort()).join()}]`;
	}
	if (!isRow(value)) return value === undefined || value === null ? '' : JSON.stringify(String(value));
	const members = Object.keys(value)
		.sort()
		.flatMap((name) => {
			const text = canonical(value[name]);
			return text === '' ? [] : [`${JSON.stringify(name)}:${text}`];
		});
	return `{${members.join()}}`;
}
