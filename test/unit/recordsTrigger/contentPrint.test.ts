import fc from 'fast-check';
import { contentPrint, setPrint } from '../../../nodes/shared/polling/records/contentPrint';

const NONE = new Set<string>();
const print = (value: unknown, ignored = NONE) => contentPrint(value, ignored);

test('a print has six letters, a set of texts eight', () => {
	expect(print({ id: 1, name: 'Ada' })).toMatch(/^[\w-]{6}$/);
	expect(setPrint(['a', 'b'])).toMatch(/^[\w-]{8}$/);
	expect(setPrint(['a', 'b'])).toBe(setPrint(['b', 'a']));
	expect(setPrint(['a', 'b'])).not.toBe(setPrint(['a', 'c']));
	expect(setPrint([])).not.toBe(setPrint(['']));
});

test.each<[unknown, unknown]>([
	['2026-01-05T10:00:00.000Z', '2026-01-05T10:00:00Z'],
	['2026-01-05T10:00:00Z', '2026-01-05T11:00:00+01:00'],
	['2026-01-05T10:00:00Z', '2026-01-05T11:00:00+0100'],
	['2026-01-05T10:00:00Z', '2026-01-05 10:00:00 UTC'],
	['2026-01-05T10:00:00Z', '2026-01-05T10:00Z'],
	['2026-01-05T10:00:00.123Z', '2026-01-05T10:00:00,123456Z'],
	['2026-01-05T10:00:00Z', '2026-01-05 05:00:00-05:00'],
	['2026-01-05T10:00:00Z', '2026-01-05 10:00:00UTC'],
	['2026-01-05T10:00:00.5Z', '2026-01-05T11:00:00.5+0100'],
	['0.50', '0.5'],
	['9.50', '9.5'],
	['75.0', '75.00'],
	['75.0', 75],
	['75.5', '75.50'],
	['100.00', 100],
	['-1.50', -1.5],
	[1000, '1000'],
	[true, 'true'],
	['http://a.example/x?y=1', 'http://a.example/x?y=2'],
	['https://a.example/x?y=1#z', 'https://a.example/x'],
	['HTTPS://a.example/x?y=1', 'HTTPS://a.example/x'],
	['//a.example/x?y=1', '//a.example/x?y=2'],
	['2026-01-05T10:00:00Z', '2026-01-05 02:00:00 -0800'],
	['-0.00', 0],
	['', null],
	['', undefined],
	[false, undefined],
	[[], null],
	[{}, ''],
	[{ a: null, b: [] }, undefined],
	[[{ id: 1 }, { id: 2 }], [{ id: 2 }, { id: 1 }]],
	[{ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2, e: '' }, a: 1 }],
])('%p and %p are the same', (left, right) => {
	expect(print({ id: 1, value: left })).toBe(print({ value: right, id: 1 }));
	expect(print({ id: 1, deep: { list: [left, 'x'] } })).toBe(print({ id: 1, deep: { list: [right, 'x'] } }));
});

test.each<[unknown, unknown]>([
	['2026-01-05T10:00:00Z', '2026-01-05T10:00:01Z'],
	['2026-01-05T10:00:00Z', '2026-01-05T10:00:00'],
	['2026-01-05', '2026-01-05T00:00:00Z'],
	['2026-01-05T10:00:00Z (x)', '2026-01-05T10:00:00Z (y)'],
	['7 x1.50', '7 x1.5'],
	['1.5x0', '1.5x'],
	['http a //x?1', 'http a //x?2'],
	['.50', '.5'],
	['75.0', '75.01'],
	['75.01', '75.010.0'],
	['007', '7'],
	['007', 7],
	['70', '7'],
	['700', '7'],
	['1.5', '15'],
	['x1.50', 'x1.5'],
	['1.50x', '1.5x'],
	['-7', '7'],
	['0', ''],
	[0, null],
	['true', null],
	['a.example/x?y=1', 'a.example/x?y=2'],
	['see http://a.example/x?y=1', 'see http://a.example/x?y=2'],
	['https:/a.example/x?y=1', 'https:/a.example/x?y=2'],
	['http://a.example/x', 'https://a.example/x'],
	['hello?a', 'hello?b'],
	['https://a.example is it? Yes', 'https://a.example is it? No'],
	['/x?a', '/x?b'],
	[[{ id: 1, role: 'a' }, { id: 2, role: 'b' }], [{ id: 1, role: 'b' }, { id: 2, role: 'a' }]],
	[[{ id: 1, note: 'x' }, { id: 2 }], [{ id: 1 }, { id: 2, note: 'x' }]],
	[[{ id: 1, list: [{ id: 3 }] }, { id: 2 }], [{ id: 1 }, { id: 2, list: [{ id: 3 }] }]],
	['a b', 'ab'],
	['ab', 'ba'],
	['a', 'A'],
	[['a', 'b'], ['b', 'a']],
	[['a'], ['a', 'a']],
	[['a'], 'a'],
	[['a', ''], ['a']],
	[[{ id: 1 }], { id: 1 }],
	[[{ id: 1 }, { id: 1 }], [{ id: 1 }]],
	[[{ name: 'a' }, { name: 'b' }], [{ name: 'b' }, { name: 'a' }]],
	[[{ id: 1 }, { name: 'b' }], [{ name: 'b' }, { id: 1 }]],
	[[{ id: '' }, { id: 2 }], [{ id: 2 }, { id: '' }]],
	[[['a'], ['b']], [['b'], ['a']]],
	[[['a', 'b']], [['a'], ['b']]],
	[{ a: 1, b: 2 }, { a: 2, b: 1 }],
	[{ a: { b: 1 } }, { b: { a: 1 } }],
	[{ a: { b: 1, c: 2 } }, { a: { b: 1 }, c: 2 }],
	[{ a: 1 }, { b: 1 }],
	['2026-13-45T99:00:00Z', '2026-13-45T99:00:01Z'],
	['moment 1767607200', '2026-01-05T10:00:00Z'],
])('%p and %p are not', (left, right) => {
	if (left !== 'moment 1767607200') expect(print({ id: 1, value: left })).not.toBe(print({ id: 1, value: right }));
	expect(print({ id: 1, deep: { list: [left, 'x'] } }) === print({ id: 1, deep: { list: [right, 'x'] } })).toBe(left === 'moment 1767607200');
});

test('prints stay what they are, for saved states hold them', () => {
	const record = { id: 300_007, name: '年末ギフト – Größe 🎁', start_date: '2024-05-01T10:00:00.000+02:00', end_date: '1969-12-31T23:59:59.5Z', price: '75.0', active: true, none: null, countries: ['US', 'DE'], people: [{ id: 1, name: 'Ada' }, { id: 2, name: 'Bo' }], url: 'https://a.example/x?y=1' };
	expect([print(record), setPrint(['1', '2', 'ü'])]).toEqual(['QD4GIa', 'rZHUaVsC']);
});

const number = (max: number, digits: number) => fc.nat(max).map((value) => String(value).padStart(digits, '0'));

test('a date in the usual spelling is the same as with a space, whatever it tells', () => {
	const day = fc.tuple(number(9_999, 4), number(13, 2), number(32, 2)).map((parts) => parts.join('-'));
	const time = fc.tuple(number(24, 2), number(60, 2), number(60, 2)).map((parts) => parts.join(':'));
	const fraction = fc.constantFrom('', '', '.0', '.5', '.999', '.1234567');
	const zone = fc.oneof(fc.constantFrom('Z', '+00:00', '-00:00', '+0530'), fc.tuple(fc.constantFrom('+', '-'), number(25, 2), number(61, 2)).map(([sign, hours, minutes]) => `${sign}${hours}:${minutes}`));
	fc.assert(
		fc.property(day, time, fraction, zone, (date, clock, decimals, offset) => {
			const usual = `${date}T${clock}${decimals}${offset}`;
			const spaced = `${date} ${clock}${decimals}${offset}`;
			const tells = !Number.isNaN(Date.parse(usual));
			expect(print({ v: usual }) === print({ v: spaced })).toBe(tells);
			if (tells) expect(print({ v: usual })).toBe(print({ v: `moment ${Math.floor(Date.parse(usual) / 1_000)}` }));
		}),
		{ numRuns: 5_000 },
	);
});

test.each(['2026-01-05T10:00:00', '2026-01-05T10:00:00.Z', '2026-01-05T10:00:00.5', '2026-01-05T10:00:00Zx', '2026-01-05T10:00:00+01:00x', '2026-01-05T10:00:00*01:00', '2026-01-05T10:00:00+01 00', '2026-01-05T1x:00:00Z', '2x26-01-05T10:00:00Z', '2026-01-05T10:00:0:Z', '2026-01-05x10:00:00Z', '2026-01-0510:00:00Z'])('%s is no date', (text) => {
	expect(print({ v: text })).not.toBe(print({ v: '2026-01-05T10:00:00Z' }));
	expect(print({ v: text })).not.toBe(print({ v: '2026-01-05T10:00:00+01:00' }));
});

test('ignored members make no difference, wherever they stand', () => {
	const ignored = new Set(['updated_at', 'count']);
	expect(print({ id: 1, updated_at: 1, deep: { count: 1, list: [{ id: 2, count: 3 }] } }, ignored)).toBe(print({ id: 1, deep: { list: [{ id: 2 }] } }, ignored));
	expect(print({ id: 1, count_of: 1 }, ignored)).not.toBe(print({ id: 1 }, ignored));
});

/** Values whose spelling is the only one. */
const value: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
	value: fc.oneof({ depthSize: 'small' }, fc.stringMatching(/^[a-z]{1,6}$/), fc.integer({ min: 1, max: 9_999 }), fc.array(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 4 }), fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), tie('value'), { minKeys: 1, maxKeys: 4, noNullPrototype: true })),
})).value;

/** A text that is the same for the same content. */
function exact(content: unknown): string {
	if (Array.isArray(content)) return `[${content.map(exact).join()}]`;
	if (typeof content !== 'object' || content === null) return JSON.stringify(String(content));
	return `{${Object.entries(content).sort(([left], [right]) => (left < right ? -1 : 1)).map(([name, member]) => `${name}:${exact(member)}`).join()}}`;
}

test('prints differ exactly where contents do', () => {
	const met = new Map<string, string>();
	fc.assert(
		fc.property(value, value, (left, right) => {
			expect(print({ v: left }) === print({ v: right })).toBe(exact(left) === exact(right));
			const before = met.get(print(left));
			if (before !== undefined) expect(exact(left)).toBe(before);
			met.set(print(left), exact(left));
		}),
		{ numRuns: 3_000 },
	);
});

test('numbers that count up share no print, nor letters of prints', () => {
	const prints = Array.from({ length: 50_000 }, (_, index) => print({ id: index }));
	expect(new Set(prints).size).toBe(50_000);
	for (let place = 0; place < 6; place++) {
		const counts = new Map<string, number>();
		for (const one of prints) counts.set(one.charAt(place), (counts.get(one.charAt(place)) ?? 0) + 1);
		expect(counts.size).toBe(64);
		expect(Math.max(...counts.values())).toBeLessThan(1_000);
	}
});
