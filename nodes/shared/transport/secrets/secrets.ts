import { replaceTexts } from './replaceTexts';

/** What takes the place of a secret. */
const HIDDEN = '(secret)';

/** Characters of the shortest secret: a shorter one would tear other words apart. */
const SHORTEST = 8;

/** Secrets that are remembered: those of a few tokens that were renewed meanwhile, too. */
const MOST = 24;

/** What is known of some secrets beside their values. */
export interface SecretUses {
	/** The one that an output may hold, where it is said so: the key of an application is part of the address of its consent page. */
	visible?: string;
	/**
	 * The one that a person chose. A key such as `birthday` is a word of many records as well, so that one of letters alone
	 * is hidden in errors and logs only.
	 */
	chosen?: string;
}

/** Texts that are looked for, and how they stand in JSON. */
interface Sought {
	forms: string[];
	/** What shows that one of them is there: none of these holds another one. */
	traces: string[];
	/** Those that can stand in JSON without a backslash, by the sign that each of them holds. */
	unescaped: Array<{ sign: string; traces: string[] }>;
	/** Whether one of them may be a number, which can be written in several ways. */
	hasNumber: boolean;
}

/** Secrets of letters alone that are taken for words, in characters at the most. */
const LONGEST_WORD = 20;

/**
 * The secrets of a credential. A server may repeat what it was asked with, so they are taken out of everything that goes
 * into an error, a log or an item; never out of what is compared. They can't be read from here.
 */
export class Secrets {
	#values: string[] = [];
	#uses: SecretUses = {};
	/** Chosen ones that are words, former ones included. */
	readonly #words = new Set<string>();
	#inTexts: Sought = soughtOf([]);
	#inRecords: Sought = soughtOf([]);
	#inAddresses: Sought = soughtOf([]);
	#version = 0;

	/** Changes whenever another secret becomes known. */
	get version(): number {
		return this.#version;
	}

	/** Adds secrets, such as a renewed token. The longest unused ones are forgotten. */
	learn(values: string[], uses: SecretUses = {}) {
		const fresh = values.filter((value) => value.length >= SHORTEST);
		if (fresh.every((value) => this.#values.includes(value)) && uses.visible === this.#uses.visible && uses.chosen === this.#uses.chosen) return;
		this.#values = [...new Set([...fresh, ...this.#values])].slice(0, MOST);
		this.#uses = uses;
		this.#version += 1;
		const { visible, chosen = '' } = uses;
		if (chosen.length <= LONGEST_WORD && /^\p{L}+$/u.test(chosen)) this.#words.add(chosen);
		const inRecords = this.#values.filter((value) => !this.#words.has(value));
		this.#inTexts = soughtOf(this.#values);
		this.#inRecords = soughtOf(inRecords);
		this.#inAddresses = soughtOf(inRecords.filter((value) => value !== visible));
	}

	/** A text for people, such as an error or a line of a log, without the secrets, however they are encoded. */
	hide(text: string): string {
		return hidden(text, this.#inTexts);
	}

	/**
	 * Whether the JSON of an answer certainly holds none of the secrets, so that nothing that it says needs to be looked
	 * through again. False where that can't be told at a glance.
	 */
	isAbsentFrom(json: string): boolean {
		const { unescaped, hasNumber } = this.#inRecords;
		if (hasNumber || json.includes('\\')) return false;
		return !unescaped.some(({ sign, traces }) => json.includes(sign) && traces.some((trace) => json.includes(trace)));
	}

	/**
	 * A value that leaves the node, without the secrets in its texts and in the names of its members; the value itself where
	 * there are none.
	 *
	 * @param showsVisible whether the visible secret stays
	 */
	hideIn<T>(value: T, showsVisible = false): T {
		const sought = showsVisible ? this.#inAddresses : this.#inRecords;
		const whole = JSON.stringify(value) as string | undefined;
		return whole === undefined || !sought.traces.some((trace) => whole.includes(trace)) ? value : (hiddenInside(value, sought) as T);
	}
}

function soughtOf(secrets: string[]): Sought {
	const forms = [...new Set(secrets.flatMap(formsOf))].sort((left, right) => right.length - left.length);
	const all = [...new Set(forms.map(inJson))];
	const traces = all.filter((trace) => !all.some((other) => other !== trace && trace.includes(other)));
	const unescaped = SIGNS.map((sign) => ({ sign, traces: traces.filter((trace) => !trace.includes('\\') && SIGNS.find((mark) => trace.includes(mark)) === sign) }));
	return { forms, traces, unescaped, hasNumber: forms.some((form) => !Number.isNaN(Number(form))) };
}

/** Signs that are rare in records and stand in many forms of a secret; the last one is in every text. */
const SIGNS = ['%', '&', ''];

function hidden(text: string, { forms }: Sought): string {
	return text.length < SHORTEST ? text : replaceTexts(text, forms, () => HIDDEN);
}

function hiddenInside(value: unknown, sought: Sought): unknown {
	if (typeof value === 'string') return hidden(value, sought);
	// A secret of digits may come as a number.
	if (typeof value === 'number') return sought.forms.includes(String(value)) ? HIDDEN : value;
	if (Array.isArray(value)) return value.map((entry) => hiddenInside(entry, sought));
	if (typeof value !== 'object' || value === null || value instanceof Date || Buffer.isBuffer(value)) return value;
	const shown: Record<string, unknown> = {};
	for (const [name, entry] of Object.entries(value)) put(shown, hidden(name, sought), hiddenInside(entry, sought));
	return shown;
}

/** Adds a member; names that are the same once a secret is hidden are told apart by a number. */
function put(record: Record<string, unknown>, name: string, value: unknown) {
	let own = name;
	for (let count = 2; Object.hasOwn(record, own); count++) own = `${name} ${count}`;
	Object.defineProperty(record, own, { value, enumerable: true, configurable: true, writable: true });
}

/** A secret as it is, in JSON, in addresses and forms, in pages, and in base64, alone or within something longer. */
function formsOf(secret: string): string[] {
	const bytes = Buffer.from(secret, 'utf8');
	const encoded = encodeURIComponent(bytes.toString('utf8'));
	const base64 = bytes.toString('base64');
	const plain = [secret, secret.replace(/\+/g, ' ')].flatMap((text) => [text, inJson(text)]);
	const inAddresses = [encoded, encoded.replace(/%20/g, '+'), encoded.replace(/%../g, (code) => code.toLowerCase()), encodeURIComponent(base64)];
	const inPages = [escapedAs(secret, (sign) => `&#${sign.charCodeAt(0)};`), secret.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)];
	const inScripts = [secret.replace(/\//g, '\\/'), escapedAs(secret, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)];
	return [...plain, ...inAddresses, encodeURIComponent(encoded), ...inPages, ...inScripts, base64, bytes.toString('base64url'), ...[0, 1, 2].flatMap((before) => withinBase64(bytes, before))];
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** A text with every sign that is no letter and no digit escaped. */
function escapedAs(text: string, escape: (sign: string) => string): string {
	return text.replace(/[^A-Za-z0-9]/g, escape);
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
