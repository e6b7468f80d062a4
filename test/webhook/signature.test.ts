import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { readKeys } from '../../nodes/SendosoWebhook/secrets';
import { TOLERANCE_SECONDS, verify } from '../../nodes/SendosoWebhook/signature';

/** The test vector of the contract (fact 70). */
const VECTOR = {
	secret: `whsec_${Buffer.from('contract-sample-key-32-bytes-xx!').toString('base64')}`,
	id: 'msg_contractSample0001',
	timestamp: '1772673729',
	body: '{"send_gid":"Z2lkOi8vc2VuZG9zby9TZW5kLzcwNDMx","status_changed_at":"2026-03-04T17:22:09-08:00"}',
	signature: 'v1,MFuyxI5y4x/voNZqFIOisUOD8KTbYCx/7zJQkDcvVRU=',
};
const NOW = Number(VECTOR.timestamp) * 1_000;

interface Delivery {
	id: string;
	timestamp: string;
	body: Buffer;
	key: Buffer;
	signature: string;
	prefix: string;
	now: number;
}

const keysOf = (signingSecret: string, previousSigningSecret = ''): Buffer[] => {
	const keys = readKeys({ signingSecret, previousSigningSecret });
	if (!Array.isArray(keys)) throw new Error(keys.message);
	return keys;
};
const headersOf = ({ id, timestamp, signature, prefix }: Omit<Delivery, 'key' | 'body' | 'now'>) => ({ [`${prefix}id`]: id, [`${prefix}timestamp`]: timestamp, [`${prefix}signature`]: signature });
const sign = (key: Buffer, id: string, timestamp: string, body: Buffer) => createHmac('sha256', key).update(Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body])).digest('base64');
const check = (delivery: Delivery) => verify(headersOf(delivery), delivery.body, [delivery.key], delivery.now);

const vector: Delivery = { ...VECTOR, body: Buffer.from(VECTOR.body), key: keysOf(VECTOR.secret)[0] ?? Buffer.alloc(0), prefix: 'svix-', now: NOW };

test.each(['svix-', 'webhook-'])("the contract's test vector is taken, with headers that begin with %s", (prefix) => {
	expect(check({ ...vector, prefix })).toEqual({ id: VECTOR.id });
});

test('a secret is read with and without its prefix, and with blanks around it', () => {
	const bare = VECTOR.secret.slice('whsec_'.length);
	for (const secret of [bare, ` ${VECTOR.secret}\n`, `${bare}\t`]) expect(verify(headersOf(vector), vector.body, keysOf(secret), NOW)).toEqual({ id: VECTOR.id });
});

test.each([
	['at the time itself', 0, true],
	['at the last moment', TOLERANCE_SECONDS, true],
	['a millisecond later', TOLERANCE_SECONDS + 0.001, false],
	['from the nearest future', -TOLERANCE_SECONDS, true],
	['from further ahead', -TOLERANCE_SECONDS - 0.001, false],
	['an hour later', 3_600, false],
	['an hour earlier', -3_600, false],
])('%s', (_name, seconds, isFresh) => {
	expect(check({ ...vector, now: NOW + seconds * 1_000 })).toEqual(isFresh ? { id: VECTOR.id } : { refusal: 'stale' });
});

test('either secret is taken while one takes the place of the other, and no third one', () => {
	const other = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
	expect(verify(headersOf(vector), vector.body, keysOf(other, VECTOR.secret), NOW)).toEqual({ id: VECTOR.id });
	expect(verify(headersOf(vector), vector.body, keysOf(VECTOR.secret, other), NOW)).toEqual({ id: VECTOR.id });
	expect(verify(headersOf(vector), vector.body, keysOf(other), NOW)).toEqual({ refusal: 'forged' });
});

test.each([
	['no headers', {}],
	['no signature', { 'svix-id': VECTOR.id, 'svix-timestamp': VECTOR.timestamp }],
	['no ID', { 'svix-timestamp': VECTOR.timestamp, 'svix-signature': VECTOR.signature }],
	['no timestamp', { 'svix-id': VECTOR.id, 'svix-signature': VECTOR.signature }],
	['headers of both kinds, none of them whole', { 'svix-id': VECTOR.id, 'webhook-timestamp': VECTOR.timestamp, 'svix-signature': VECTOR.signature }],
	['a signature without a version', headersOf({ ...vector, signature: VECTOR.signature.slice(3) })],
	['a signature of another version', headersOf({ ...vector, signature: `v2,${VECTOR.signature.slice(3)}` })],
	['a signature of public keys', headersOf({ ...vector, signature: `v1a,${VECTOR.signature.slice(3)}` })],
	['a timestamp that is no number', headersOf({ ...vector, timestamp: `${VECTOR.timestamp}.0` })],
	['an endless timestamp', headersOf({ ...vector, timestamp: '9'.repeat(400) })],
	['an ID with a dot', headersOf({ ...vector, id: 'msg.1' })],
])('%s: there is nothing to verify', (_name, headers) => {
	expect(verify(headers, vector.body, [vector.key], NOW)).toEqual({ refusal: 'unsigned' });
});

test('the place at which the signed bytes are split can not be moved into the ID or the body', () => {
	const [id, timestamp] = ['msg_a', VECTOR.timestamp];
	const body = Buffer.from(`${timestamp}.{"send_gid":"forged"}`);
	const signature = `v1,${sign(vector.key, id, timestamp, body)}`;
	expect(check({ ...vector, id, body, signature })).toEqual({ id });
	const moved = { ...vector, id: `${id}.${timestamp}`, body: Buffer.from('{"send_gid":"forged"}'), signature };
	expect(check(moved)).toEqual({ refusal: 'unsigned' });
});

describe('property', () => {
	const text = fc.stringMatching(/^[\w-]{1,40}$/);
	const delivery = fc
		.record({
			id: text.map((name) => `msg_${name}`),
			timestamp: fc.integer({ min: 1_500_000_000, max: 2_500_000_000 }),
			late: fc.integer({ min: -TOLERANCE_SECONDS + 1, max: TOLERANCE_SECONDS - 1 }),
			body: fc.oneof(fc.uint8Array({ minLength: 1, maxLength: 200 }), fc.json().map((json) => Buffer.from(json))).map((bytes) => Buffer.from(bytes)),
			key: fc.uint8Array({ minLength: 24, maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
			prefix: fc.constantFrom('svix-', 'webhook-'),
			others: fc.array(fc.oneof(fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => `v1,${Buffer.from(bytes).toString('base64')}`), fc.constantFrom('v1a,abc', 'v2,abc', 'v1', ''))),
			place: fc.nat(),
		})
		.map(({ id, timestamp, late, body, key, prefix, others, place }) => {
			const own = `v1,${sign(key, id, String(timestamp), body)}`;
			const at = place % (others.length + 1);
			const signature = [...others.slice(0, at), own, ...others.slice(at)].join(' ');
			return { id, timestamp: String(timestamp), body, key, prefix, signature, own, now: (timestamp + late) * 1_000 };
		});

	test('10,000 deliveries as they came are taken, with either prefix and signatures beside the right one', () => {
		fc.assert(
			fc.property(delivery, (one) => {
				expect(check(one)).toEqual({ id: one.id });
			}),
			{ numRuns: 10_000 },
		);
	});

	test('10,000 deliveries with one thing changed are refused: body, ID, timestamp, key, or signature', () => {
		const flip = (bytes: Buffer, place: number, bit: number) => {
			const changed = Buffer.from(bytes);
			changed[place % changed.length] = (changed[place % changed.length] ?? 0) ^ (1 << bit % 8);
			return changed;
		};
		const mutate = (one: Delivery & { own: string }, what: string, place: number, bit: number): Delivery => {
			const spot = place % (one.own.length - 3);
			const base64 = one.own.slice(3);
			switch (what) {
				case 'body':
					return { ...one, body: flip(one.body, place, bit) };
				case 'cut body':
					return { ...one, body: one.body.subarray(0, place % one.body.length) };
				case 'longer body':
					return { ...one, body: Buffer.concat([one.body, Buffer.from([bit % 256])]) };
				case 'ID':
					return { ...one, id: `${one.id}${'x'.repeat(1 + (place % 3))}` };
				case 'timestamp':
					return { ...one, timestamp: String(Number(one.timestamp) + 1 + (place % 3)) };
				case 'key':
					return { ...one, key: flip(one.key, place, bit) };
				case 'signature letter':
					return { ...one, signature: `v1,${base64.slice(0, spot)}${base64[spot] === 'A' ? 'B' : 'A'}${base64.slice(spot + 1)}` };
				case 'cut signature':
					return { ...one, signature: `v1,${base64.slice(0, spot)}` };
				default:
					return { ...one, signature: `v1,${base64}${'=x'[bit % 2]}` };
			}
		};
		const changes = ['body', 'cut body', 'longer body', 'ID', 'timestamp', 'key', 'signature letter', 'cut signature', 'longer signature'];
		fc.assert(
			fc.property(delivery, fc.constantFrom(...changes), fc.nat(), fc.nat(), (one, what, place, bit) => {
				expect(Object.keys(check(mutate(one, what, place, bit)))).toEqual(['refusal']);
			}),
			{ numRuns: 10_000 },
		);
	});
});
