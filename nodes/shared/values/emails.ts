import { textOf } from './json';

const EMAIL = /^[^\s@,;<>()]+@[^\s@,;<>()]+\.[^\s@,;<>()]+$/;

/** Whether a text has the shape of an e-mail address. Whether the mailbox exists is Sendoso's business. */
export function isEmail(value: string): boolean {
	return value.length <= 254 && EMAIL.test(value);
}

/** The addresses of a comma separated text, or of an array that an expression gave; without surrounding space. */
export function readEmails(value: unknown): string[] {
	const entries: unknown[] = Array.isArray(value) ? value : textOf(value).split(/[,;\n]/);
	return entries.map(textOf).filter((entry) => entry !== '');
}

/**
 * An e-mail address for comparison: surrounding space, case and the two ways to write an accent don't count.
 * A plus-address is an address of its own, because its owner chose it and Sendoso writes to it.
 */
export function emailKey(email: unknown): string {
	return textOf(email).normalize('NFC').toLowerCase();
}
