import type { Connection } from '../shared/transport/connection';

/** Replaces secrets inside a text. Short ones are left: they would tear other words apart. */
export function redacting(secrets: string[]): NonNullable<Connection['redact']> {
	const long = [...new Set(secrets)].filter((secret) => secret.length >= 6).sort((left, right) => right.length - left.length);
	if (long.length === 0) return (text) => text;
	const forms = long.flatMap(formsOf).map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
	const pattern = new RegExp(forms.join('|'), 'g');
	return (text, shown = '') => text.replace(pattern, (found) => (formsOf(shown).includes(found) ? found : '(secret)'));
}

/** A secret as it stands in a header, in an address of either spelling, and in one that was decoded as a form. */
function formsOf(secret: string): string[] {
	const encoded = encodeURIComponent(secret);
	return [secret, encoded, encoded.replace(/%../g, (code) => code.toLowerCase()), secret.replace(/\+/g, ' ')];
}
