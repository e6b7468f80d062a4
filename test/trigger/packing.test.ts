import fc from 'fast-check';
import { compareHistory, historyOf, knownEntries } from '../../nodes/Sendoso/trigger/sends/statuses/history';
import { KnownSends, MOST_KNOWN } from '../../nodes/Sendoso/trigger/sends/knownSends';
import { packKnown, packTracked, type Tracked, unpackAllTracked, unpackKnown } from '../../nodes/Sendoso/trigger/sends/sendCodec';
import { packEntries, StatusCodes, unpackEntries } from '../../nodes/Sendoso/trigger/sends/statuses/statusCodes';
import { KnownRecords, LARGEST_PACK, type PackedRecords } from '../../nodes/shared/polling/records/knownRecords';
import { compress, decompress, wholeLetters } from '../../nodes/shared/polling/records/lzw';
import { cut } from '../../nodes/shared/polling/records/names';
import { canonical } from '../../nodes/shared/values/fingerprint';

const anyText = fc.string({ unit: 'binary', maxLength: 300 });

test('texts come back from the packed form', () => {
	fc.assert(
		fc.property(anyText.map(wholeLetters), (text) => {
			const packed = JSON.stringify(compress(text));
			expect(decompress(JSON.parse(packed) as ReturnType<typeof compress>)).toBe(text);
			expect(packed).not.toMatch(/\\ud[89a-f]/i);
		}),
	);
	const long = Array.from({ length: 5_000 }, (_, index) => `Größe – 東京支社 🎁 № ${index}`).join('\n');
	const packed = compress(long);
	expect(decompress(packed)).toBe(long);
	expect(packed.codes.length).toBeLessThan(long.length / 2);
	for (const codes of ['___', 'A', 'AA?', 'AAAzzz']) expect(decompress({ letters: 'ab', codes })).toBeUndefined();
});

/** A record of a list, or one that has left it. */
const record = fc.record({
	print: fc.option(fc.constantFrom('abcdef', '-_-_-_', 'AAAAAA'), { nil: undefined }),
	revision: fc.nat(100_000),
	isSeen: fc.boolean(),
	misses: fc.nat(9),
	// Names are cut when a record is seen, and then packed as they are.
	name: fc.option(fc.string({ unit: 'grapheme', maxLength: 60 }).map((name) => cut(name, 40)), { nil: undefined }),
});

const room = { largest: LARGEST_PACK, comfortable: LARGEST_PACK };

/** Known records of which some may have left. */
function knownOf(entries: Array<[string, { print?: string; revision: number; isSeen: boolean; misses: number; name?: string }]>): KnownRecords {
	const known = new KnownRecords();
	for (const [id, { print, ...more }] of entries) {
		known.list(id, { print: print ?? 'abcdef', ...more });
		if (print === undefined) known.lose(id, more.revision);
	}
	return known;
}

/** What is remembered of each record, in JSON and back. */
function repacked(known: KnownRecords): KnownRecords {
	return new KnownRecords(JSON.parse(JSON.stringify(known.pack(room, true)?.packed)) as PackedRecords);
}

test('records come back from the packed form, with their names', () => {
	fc.assert(
		fc.property(fc.array(fc.tuple(fc.string({ unit: 'grapheme', minLength: 1 }), record)), (entries) => {
			const distinct = [...new Map(entries)];
			const back = repacked(knownOf(distinct));
			for (const [id, { print, revision, isSeen, misses, name }] of distinct) {
				const known = back.get(id);
				expect(known).toMatchObject(print === undefined ? { print, revision } : { print, revision, isSeen, misses });
				if (print !== undefined && known) expect(back.nameOf(known)).toBe(name ?? '');
			}
			expect([back.all.size, back.count]).toEqual([distinct.length, distinct.filter(([, { print }]) => print !== undefined).length]);
			// Nothing changed, so that nothing is packed anew.
			expect(back.pack(room, true)?.packed).toEqual(repacked(back).pack(room, true)?.packed);
		}),
	);
});

test.each([
	['Latin', (index: number) => `Campagne de Noël à l’étranger n° ${index} pour les équipes du Nord`, 40],
	['mixed scripts', (index: number) => `年末ギフト – Отдел продаж – فريق ${index} – 🎁 Équipe Produit 2026`, 40],
	['random Chinese', (index: number) => Array.from({ length: 60 }, (_, at) => String.fromCharCode(0x4e00 + ((index * 7_919 + at * 104_729 + index * at * 31) % 20_000))).join(''), undefined],
])('20,000 long %s names fit', (_, nameOf, length) => {
	const known = knownOf(Array.from({ length: 20_000 }, (__, index) => [String(220_000 + index * 7), { print: 'abcdef', revision: index % 3, isSeen: true, misses: 1, name: cut(nameOf(index), 40) }]));
	const packed = known.pack(room, true)?.packed;
	expect(Buffer.byteLength(JSON.stringify(packed))).toBeLessThan(LARGEST_PACK);
	if (length !== undefined) expect(packed?.names?.length).toBe(length);
	expect(packed && new KnownRecords(packed).count).toBe(20_000);
});

test('more records than the state can hold are refused', () => {
	expect(knownOf(Array.from({ length: 70_000 }, (_, index) => [`long-identifier-${index}`, { print: 'abcdef', revision: 0, isSeen: false, misses: 0 }])).pack(room, false)).toBeUndefined();
});

test('of records that left, the latest two thousand are kept, and the highest revision of the others', () => {
	const gone = Array.from({ length: 2_005 }, (_, index): [string, { revision: number; isSeen: boolean; misses: number }] => [`gone-${index}`, { revision: index === 3 ? 9 : 1, isSeen: false, misses: 0 }]);
	const packed = knownOf(gone).pack(room, false);
	expect(packed?.forgotten).toBe(9);
	expect(packed && new KnownRecords(packed.packed).all.size).toBe(2_000);
	expect(packed && new KnownRecords(packed.packed).get('gone-4')).toBeUndefined();
});

test.each([
	['👨‍👩‍👧‍👦', 'a family of seven letters'],
	['🇩🇪', 'a flag of two letters'],
	['👍🏽', 'a hand with its colour'],
	['é', 'a letter and its accent'],
])('a name is not cut inside %s, %s', (sign) => {
	for (let before = 30; before < 41; before++) {
		const name = `${'x'.repeat(before)}${sign}${'y'.repeat(20)}`;
		const short = cut(name, 40);
		expect([...short].length).toBeLessThanOrEqual(40);
		expect([`${'x'.repeat(Math.min(40, before))}`, `${'x'.repeat(before)}${sign}${'y'.repeat(Math.max(0, 40 - before - [...sign].length))}`]).toContain(short);
	}
});

test('half a letter in a name or an id can be stored', () => {
	const name = `Gift \uD83C`;
	const known = knownOf([['1', { print: 'abcdef', revision: 0, isSeen: false, misses: 0, name: cut(name, 40) }]]);
	const text = JSON.stringify(known.pack(room, true)?.packed);
	expect(text).not.toMatch(/\\ud83c/i);
	expect(repacked(known).names).toEqual(['Gift \uFFFD']);
});

const key = fc.stringMatching(/^[A-Za-z0-9_-]{8}$/);
const at = fc.oneof(fc.nat(2 ** 41), fc.constant(NaN));

test('sends come back from the packed form', () => {
	fc.assert(
		fc.property(fc.array(fc.tuple(key, at)), (entries) => {
			const met = new Map(entries);
			expect(unpackKnown(packKnown(met))).toEqual(met);
		}),
	);
	const tracked: fc.Arbitrary<Tracked> = fc.record({
		key,
		at,
		rank: fc.nat(16_000_000),
		misses: fc.nat(3),
		isResting: fc.boolean(),
		isBare: fc.boolean(),
		known: fc.stringMatching(/^[A-Za-z0-9_.-]{0,40}$/),
		markLength: fc.integer({ min: 1, max: 4 }),
	});
	fc.assert(
		fc.property(fc.uniqueArray(tracked, { selector: (send) => send.key }), (sends) => {
			expect([...unpackAllTracked(sends.map(packTracked).join(' ')).values()]).toEqual(sends);
		}),
	);
});

test('what is known of a history comes back, with shorter marks where it is long', () => {
	const status = fc.oneof(fc.constantFrom('Sent', 'Opened', 'Used'), fc.string({ minLength: 1, unit: 'grapheme' }));
	fc.assert(
		fc.property(fc.array(status, { maxLength: 90 }), fc.array(fc.nat(), { maxLength: 12 }), (names, picks) => {
			const codes = new StatusCodes(names.filter((name, place) => names.indexOf(name) === place).slice(0, 80));
			const updates = picks.map((pick, place) => ({ status: names[pick % Math.max(1, names.length)] ?? 'Sent', occurred_at: new Date(place * 60_000).toISOString() }));
			const history = historyOf({ status_updates: updates });
			const entries = knownEntries(history, codes);
			const packed = packEntries(entries);
			expect(unpackEntries(packed)).toEqual(entries.map(({ code, mark }) => ({ code, mark: mark.slice(0, packed.markLength) })));
			if (entries.length <= 10) expect(packed.known.length).toBeLessThanOrEqual(20 + 2 * entries.length);
			expect(compareHistory(history, unpackEntries(packed), new StatusCodes(codes.names)).fresh).toEqual([]);
		}),
	);
});

/** Sends that were met, one a millisecond. */
const met = (count: number) => new KnownSends(packKnown(new Map(Array.from({ length: count }, (_, index) => [String(index).padStart(8, '0'), index]))), { complete: 0, gaps: [] });

test('old sends are forgotten, the newest thousand and everything needed stay', () => {
	const some = met(3_000);
	expect(some.forget(2_900, [])).toBe(1_999);
	expect(some.size).toBe(1_000);
	expect(met(3_000).forget(500, [])).toBe(499);
	expect(met(900).forget(0, [])).toBeUndefined();
	const many = met(12_000);
	expect(many.forget(0, [])).toBe(1_999);
	expect(many.size).toBe(MOST_KNOWN);
	// What may come again at the edge of a gap is kept.
	const edge = met(3_000);
	edge.forget(2_900, [{ lower: 0, upper: 7 }]);
	expect(edge.has('00000007')).toBe(true);
});

test('a record is the same however it is printed', () => {
	expect(canonical({ b: '5', a: [2, 1], c: null })).toBe(canonical({ a: [1, 2], b: 5 }));
	expect(canonical({ a: 1 })).not.toBe(canonical({ a: 2 }));
	expect(canonical({ a: [{ b: 1 }, { b: 2 }] })).not.toBe(canonical({ a: [{ b: 2 }, { b: 1 }] }));
});

test('a history is told oldest first whichever way it is listed', () => {
	const entry = (status: string, second: number, offset = 'Z') => ({ status, occurred_at: `2026-03-04T10:00:0${second}${offset}` });
	const rising = historyOf({ status_updates: [entry('Sent', 1), entry('Opened', 1), entry('Used', 2)] });
	const falling = historyOf({ status_updates: [entry('Used', 2), entry('Opened', 1), entry('Sent', 1), entry('Sent', 1, '+00:00')] });
	expect(rising.map(({ status }) => status)).toEqual(['Sent', 'Opened', 'Used']);
	expect(falling.map(({ status }) => status)).toEqual(['Sent', 'Opened', 'Used']);
	expect(falling.map(({ previousStatus }) => previousStatus)).toEqual([undefined, 'Sent', 'Opened']);
});
