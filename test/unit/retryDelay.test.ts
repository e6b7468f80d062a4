import fc from 'fast-check';
import { askedWait, backOff } from '../../nodes/shared/transport/retryDelay';

const now = Date.UTC(2026, 2, 4, 17);
const name = fc.constantFrom('retry-after', 'x-rate-limit-reset');

test('a small number is seconds', () => {
	fc.assert(fc.property(name, fc.integer({ min: 0, max: 999_999_999 }), (header, seconds) => expect(askedWait({ [header]: ` ${seconds} ` }, now)).toBe(seconds * 1000)));
	expect(askedWait({ 'retry-after': '1.5' }, now)).toBe(1500);
	expect(askedWait({ 'retry-after': '1.25' }, now)).toBe(1250);
});

test('a large number is a moment, in seconds or milliseconds', () => {
	fc.assert(
		fc.property(name, fc.integer({ min: -3600, max: 3600 }), fc.boolean(), (header, away, milliseconds) => {
			const moment = now / 1000 + away;
			expect(askedWait({ [header]: String(milliseconds ? moment * 1000 : moment) }, now)).toBe(Math.max(0, away * 1000));
		}),
	);
});

test('a number is a moment from a billion on, and in milliseconds above a hundred billion', () => {
	expect(askedWait({ 'retry-after': '1000000000' }, now)).toBe(0);
	expect(askedWait({ 'retry-after': '100000000000' }, now)).toBe(100_000_000_000_000 - now);
	expect(askedWait({ 'retry-after': '100000000001' }, now)).toBe(0);
});

test('a date is a moment', () => {
	fc.assert(
		fc.property(name, fc.integer({ min: -3600, max: 3600 }), fc.boolean(), (header, away, iso) => {
			const date = new Date(now + away * 1000);
			expect(askedWait({ [header]: iso ? date.toISOString() : date.toUTCString() }, now)).toBe(Math.max(0, away * 1000));
		}),
	);
});

test('no header, however odd, asks for a negative wait', () => {
	fc.assert(
		fc.property(name, fc.string(), (header, value) => {
			const wait = askedWait({ [header]: value }, now);
			expect(wait === undefined || (Number.isFinite(wait) && wait >= 0)).toBe(true);
		}),
	);
	expect(askedWait({}, now)).toBeUndefined();
	expect(askedWait({ 'retry-after': '', 'x-rate-limit-reset': 'soon' }, now)).toBeUndefined();
});

test('Retry-After goes before the other header', () => {
	expect(askedWait({ 'x-rate-limit-reset': '9', 'retry-after': '2' }, now)).toBe(2000);
	expect(askedWait({ 'x-rate-limit-reset': '9', 'retry-after': 'soon' }, now)).toBe(9000);
});

test('without a header the wait doubles, with up to a quarter more', () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 8 }), fc.double({ min: 0, max: 0.999_999, noNaN: true }), (attempt, random) => {
			const base = 1000 * 2 ** (attempt - 1);
			expect(backOff(attempt, random)).toBeGreaterThanOrEqual(base);
			expect(backOff(attempt, random)).toBeLessThan(base * 1.25 + 0.001);
		}),
	);
});
