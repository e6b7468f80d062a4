import { textOf } from './json';
import { withoutInvisible } from './text';

/** Separators between the addresses of a text. */
export const EMAIL_SEPARATORS = /[,;\r\n]/;

/** What no part of an address may hold: blanks, control characters, quotes, brackets, and what begins something else. */
const FORBIDDEN = /[\p{Z}\p{Cc}\p{Co}\p{Cs}\p{Pi}\p{Pf}"„`´<>()[\]{},;:\\?\u2800\uFFFD]/u;

/** Labels of a domain: letters and digits of any script, with hyphens inside. */
const DOMAIN = /^[\p{L}\p{N}\p{M}](?:[\p{L}\p{N}\p{M}_-]*[\p{L}\p{N}\p{M}])?$/u;

/** Whether a text has the shape of an e-mail address. Whether the mailbox exists is Sendoso's business. */
export function isEmail(text: string): boolean {
	if (text.length > 254 || FORBIDDEN.test(text)) return false;
	const [local = '', domain = '', ...more] = text.split('@');
	if (more.length > 0 || /^$|^[.'=\p{M}]|[.']$/u.test(local) || local.includes('..')) return false;
	const labels = domain.split('.');
	return labels.length > 1 && labels.every((label) => DOMAIN.test(label));
}

/** An address as it goes out: without characters that nobody can see, without surrounding space and without `mailto:`. */
export function cleanEmail(text: string): string {
	return withoutInvisible(withoutInvisible(text).replace(/^mailto:/i, ''));
}

/**
 * An e-mail address for comparison: surrounding space, case, the two ways to write an accent and what nobody can see
 * don't count. A plus-address is an address of its own, because its owner chose it and Sendoso writes to it.
 */
export function emailKey(email: unknown): string {
	const text = withoutInvisible(textOf(email)).normalize('NFC').toLowerCase().normalize('NFC');
	const at = text.lastIndexOf('@');
	return `${text.slice(0, at + 1)}${domainKey(text.slice(at + 1))}`;
}

/** A domain as machines write it: `bücher.example` and `xn--bcher-kva.example` are one. */
function domainKey(domain: string): string {
	return !/[^ -~]/.test(domain) || !URL.canParse(`http://${domain}`) ? domain : new URL(`http://${domain}`).hostname;
}

/** Domains whose misspellings are worth a warning, and domains that look like one and are none. */
const COMMON_DOMAINS = ['gmail.com', 'googlemail.com', 'yahoo.com', 'hotmail.com', 'outlook.com', 'icloud.com', 'protonmail.com'];
const REAL_DOMAINS = new Set([...COMMON_DOMAINS, 'ymail.com', 'mail.com', 'email.com', 'cloud.com', 'hotmail.co', 'yahoo.co']);

/** Endings that are no country and no other domain, but slips of the hand for `.com`. */
const MISTYPED_ENDING = /\.(?:con|cmo|ocm|comm|vom|xom|coml)$/;

/** Whether the domain of an address looks like a slip of the hand. */
export function looksMistyped(email: string): boolean {
	const domain = emailKey(email).split('@')[1] ?? '';
	if (REAL_DOMAINS.has(domain)) return false;
	return MISTYPED_ENDING.test(domain) || COMMON_DOMAINS.some((common) => isOneSlipApart(domain, common));
}

/** Whether one letter more, less or else, or two neighbours the other way round, make one text of the other. */
function isOneSlipApart(left: string, right: string): boolean {
	if (left === right || Math.abs(left.length - right.length) > 1) return false;
	let start = 0;
	while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
	const [leftRest, rightRest] = [left.slice(start), right.slice(start)];
	if (left.length !== right.length) return left.length > right.length ? leftRest.slice(1) === rightRest : leftRest === rightRest.slice(1);
	const areSwapped = leftRest[0] === rightRest[1] && leftRest[1] === rightRest[0] && leftRest.slice(2) === rightRest.slice(2);
	return leftRest.slice(1) === rightRest.slice(1) || areSwapped;
}
