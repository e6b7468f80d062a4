import type { Connection } from '../shared/transport/connection';
import { replaceTexts } from '../shared/transport/replaceTexts';

/** Replaces secrets inside a text. Short ones are left: they would tear other words apart. */
export function redacting(secrets: string[]): NonNullable<Connection['redact']> {
	const long = [...new Set(secrets)].filter((secret) => secret.length >= 6).sort((left, right) => right.length - left.length);
	const forms = long.flatMap(formsOf);
	return (text, shown = '') => replaceTexts(text, forms, (found) => (formsOf(shown).includes(found) ? found : '(secret)'));
}

/** A secret as it stands in a header, in an address of either spelling, and in one that was decoded as a form. */
function formsOf(secret: string): string[] {
	const encoded = encodeURIComponent(secret);
	return [secret, encoded, encoded.replace(/%../g, (code) => code.toLowerCase()), secret.replace(/\+/g, ' ')];
}
