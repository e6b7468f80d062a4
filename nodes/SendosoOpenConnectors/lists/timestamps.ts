import { textOf } from '../../shared/values/json';

/**
 * Reads a time that tells one moment, with its offset. Anything else, such as a date of two, two and four digits in an
 * order that is not published (A13), is not guessed at.
 *
 * @returns milliseconds since the epoch; NaN when it tells no moment
 */
export function timestampOf(value: unknown): number {
	const text = textOf(value);
	return /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? Date.parse(text) : NaN;
}
