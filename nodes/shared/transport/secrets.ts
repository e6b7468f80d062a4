import { replaceTexts } from './replaceTexts';

/** What takes the place of a secret. */
const HIDDEN = '(secret)';

/** Characters of the shortest secret: a shorter one would tear other words apart. */
const SHORTEST = 8;

/** Secrets that are remembered: those of a few tokens that were renewed meanwhile, too. */
const MOST = 24;

/**
 * The secrets of a credential. A server may repeat what it was asked with, so they are taken out of everything that goes
 * into an error, a log or an item; never out of what is compared. They can't be read from here.
 */
export class Secrets {
	#values: string[] = [];
	#forms: string[] = [];
	/** The forms as they stand in JSON. */
	#traces: string[] = [];

	/** Adds secrets, such as a renewed token. The longest unused ones are forgotten. */
	learn(values: string[]) {
		const fresh = values.filter((value) => value.length >= SHORTEST);
		if (fresh.every((value) => this.#values.includes(value))) return;
		this.#values = [...new Set([...fresh, ...this.#values])].slice(0, MOST);
		this.#forms = [...new Set(this.#values.flatMap(formsOf))].sort((left, right) => right.length - left.length);
		this.#traces = [...new Set(this.#forms.map(inJson))];
	}

	/** A text without the secrets, however they are encoded. */
	hide(text: string): string {
		return text.length < SHORTEST ? text : replaceTexts(text, this.#forms, () => HIDDEN);
	}

	/** A value without the secrets in its texts and in the names of its members; the value itself where there are none. */
	hideIn<T>(value: T): T {
		const whole = JSON.stringify(value) as string | undefined;
		return whole === undefined || !this.#traces.some((trace) => whole.includes(trace)) ? value : (this.hideInside(value) as T);
	}

	private hideInside(value: unknown): unknown {
		if (typeof value === 'string') return this.hide(value);
		if (Array.isArray(value)) return value.map((entry) => this.hideInside(entry));
		if (typeof value !== 'object' || value === null || value instanceof Date || Buffer.isBuffer(value)) return value;
		return Object.fromEntries(Object.entries(value).map(([name, entry]) => [this.hide(name), this.hideInside(entry)]));
	}
}

/** A secret as it is, in JSON, in addresses and forms, and in base64, alone or within something longer. */
function formsOf(secret: string): string[] {
	const bytes = Buffer.from(secret, 'utf8');
	const encoded = encodeURIComponent(bytes.toString('utf8'));
	const base64 = bytes.toString('base64');
	const plain = [secret, secret.replace(/\+/g, ' ')].flatMap((text) => [text, inJson(text)]);
	const inAddresses = [encoded, encoded.replace(/%20/g, '+'), encoded.replace(/%../g, (code) => code.toLowerCase()), encodeURIComponent(base64)];
	return [...plain, ...inAddresses, base64, bytes.toString('base64url'), ...[0, 1, 2].flatMap((before) => withinBase64(bytes, before))];
}

function inJson(text: string): string {
	return JSON.stringify(text).slice(1, -1);
}

/** What a secret always leaves in the base64 of something longer, by how many bytes stand before it: 0, 1 or 2 beyond whole groups. */
function withinBase64(bytes: Buffer, before: number): string[] {
	const padded = Buffer.concat([Buffer.alloc(before), bytes]);
	const [from, to] = [Math.ceil((before * 8) / 6), Math.floor((padded.length * 8) / 6)];
	return [padded.toString('base64').slice(from, to), padded.toString('base64url').slice(from, to)];
}

const known = new Map<string, Secrets>();

/** The secrets of a credential, shared by everything in this process that uses it: whoever learns of a new token tells all. */
export function secretsOf(credential: string): Secrets {
	let secrets = known.get(credential);
	if (secrets === undefined) {
		secrets = new Secrets();
		known.set(credential, secrets);
	}
	return secrets;
}
