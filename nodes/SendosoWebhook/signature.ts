import { createHmac, timingSafeEqual } from 'crypto';

/** Furthest that a timestamp may be from now, in seconds, in either direction (fact 69 e). */
export const TOLERANCE_SECONDS = 300;

/** Beginnings of the three headers: Svix can be set to send either (fact 68). */
const PREFIXES = ['svix-', 'webhook-'];

/** Version of the signatures that are made with a shared secret. */
const VERSION = 'v1,';

/** What the headers of one prefix say. */
interface SignedHeaders {
	id: string;
	timestamp: string;
	/** Signatures of the known version, in base64. */
	signatures: string[];
}

/** Why a delivery is not taken. */
export type Refusal = 'unsigned' | 'stale' | 'forged';

/** A delivery that Sendoso signed, or why it can't be taken for one. */
export type Verdict = { id: string } | { refusal: Refusal };

/**
 * Verifies a delivery as fact 69 says.
 *
 * @param headers of the request, with names in small letters
 * @param body the bytes of the body as they came
 * @param keys that are valid now
 * @param now milliseconds since the epoch
 */
export function verify(headers: object, body: Buffer, keys: Buffer[], now: number): Verdict {
	const signed = signedIn(headers);
	if (signed.length === 0) return { refusal: 'unsigned' };
	const genuine = signed.find((one) => keys.some((key) => isSignedWith(one, body, key)));
	if (genuine === undefined) return { refusal: 'forged' };
	return isFresh(genuine, now) ? { id: genuine.id } : { refusal: 'stale' };
}

/**
 * Why a request can't be a delivery, by its headers alone; undefined when it may be one.
 *
 * @param headers of the request, with names in small letters
 * @param now milliseconds since the epoch
 */
export function refusalOf(headers: object, now: number): Refusal | undefined {
	const signed = signedIn(headers);
	if (signed.length === 0) return 'unsigned';
	return signed.some((one) => isFresh(one, now)) ? undefined : 'stale';
}

function isFresh({ timestamp }: SignedHeaders, now: number): boolean {
	return Math.abs(now / 1_000 - Number(timestamp)) <= TOLERANCE_SECONDS;
}

function signedIn(headers: object): SignedHeaders[] {
	return PREFIXES.flatMap((prefix) => signedHeaders(headers, prefix) ?? []);
}

/** The three headers of one prefix; undefined unless all are there and mean something. */
function signedHeaders(headers: object, prefix: string): SignedHeaders | undefined {
	const [id, timestamp, signature] = ['id', 'timestamp', 'signature'].map((name) => headerOf(headers, `${prefix}${name}`)) as [string, string, string];
	// With a dot in the ID, the bytes that are signed could be split in another place, into another ID and body.
	if (id === '' || id.includes('.') || !/^\d{1,12}$/.test(timestamp)) return undefined;
	const signatures = signature.split(' ').flatMap((entry) => (entry.startsWith(VERSION) ? [entry.slice(VERSION.length)] : []));
	return signatures.length === 0 ? undefined : { id, timestamp, signatures };
}

function headerOf(headers: object, name: string): string {
	const value = (headers as Record<string, unknown>)[name];
	return typeof value === 'string' ? value : '';
}

function isSignedWith({ id, timestamp, signatures }: SignedHeaders, body: Buffer, key: Buffer): boolean {
	const wanted = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
	return signatures.some((signature) => isSame(signature, wanted));
}

/** Compares texts, not what they decode to: several texts in base64 stand for the same bytes. */
function isSame(given: string, wanted: string): boolean {
	const [left, right] = [Buffer.from(given, 'utf8'), Buffer.from(wanted, 'utf8')];
	return left.length === right.length && timingSafeEqual(left, right);
}
