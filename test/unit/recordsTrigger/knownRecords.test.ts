import { isPackedRecords, type Known, KnownRecords, type PackedRecords, UNKNOWN } from '../../../nodes/shared/polling/records/knownRecords';
import { compress, decompress, wholeLetters } from '../../../nodes/shared/polling/records/lzw';
import { cut, isPackedNames, packNames, sizeOf, unpackNames } from '../../../nodes/shared/polling/records/names';

const BIG = 900_000;
const room = { largest: BIG, comfortable: BIG };
const known = (more: Partial<Known> = {}): Known => ({ print: 'ABCDEF', revision: 0, isSeen: false, misses: 0, ...more });
const packedOf = (records: KnownRecords, withNames = true, within = room): PackedRecords => records.pack(within, withNames)?.packed ?? { entries: 'none' };
const named = (...names: string[]) => {
	const records = new KnownRecords();
	for (const [index, name] of names.entries()) records.list(String(index + 1), known({ name }));
	return records;
};

describe('a stored value', () => {
	test.each(['', '1:ABCDEF', 'ab:ABCDEF', '1:ABCDEF12z', '1:ABCDEF 2:~~~~~~3', '1:-_-_-_ 2:ABCDEF0 a.b-c%20:~~~~~-'])('is taken: %s', (entries) => {
		expect(isPackedRecords({ entries })).toBe(true);
	});

	test.each<[unknown]>([['!!'], ['junk 1:ABCDEF'], ['1:ABCDEF 2:bad'], ['1:ABCDEF '], [' 1:ABCDEF'], ['1:ABCDEF  2:ABCDEF'], ['1:ABCDE'], ['1:ABC!EF'], ['1:ABCDEFZ'], [':ABCDEF'], ['1:ABCDEF!'], ['1:ABCDEF2:ABCDEF'], [7], [undefined], [null]])('is not taken: %s', (entries) => {
		expect(isPackedRecords({ entries })).toBe(false);
	});

	test('is taken with marks and names of their kind only', () => {
		expect([null, 'x', [], { entries: '', marks: 7 }, { entries: '', names: 'x' }, { entries: '', names: { length: '40' } }, { entries: '', names: { length: 40, text: 'x' } }, { entries: '', names: { length: 40, text: { letters: 'a', codes: 1 } } }].map(isPackedRecords)).toEqual(Array(8).fill(false));
		expect(isPackedRecords({ entries: '', marks: '1', names: { length: 0 } })).toBe(true);
		expect(isPackedNames({ length: 40, text: { letters: 'a', codes: 'AAA' } })).toBe(true);
	});
});

describe('marks', () => {
	const read = (entries: string, marks: string) => [...new KnownRecords({ entries, marks }).all.values()].map(({ isSeen, misses }) => [isSeen, misses]);
	const none = [false, 0];
	test('say who was met, and how often not', () => {
		expect(read('1:ABCDEF 2:ABCDEF 3:~~~~~~1', '3b')).toEqual([[true, 1], [true, 5], none]);
		expect(read('1:ABCDEF 2:ABCDEF', '4!')).toEqual([[false, 2], none]);
	});

	test.each([
		['1:ABCDEF 2:ABCDEF 3:~~~~~~1', '3'],
		['1:ABCDEF 2:ABCDEF 3:~~~~~~1', '3b5'],
		['1:ABCDEF 2:ABCDEF', '3b1'],
		['1:ABCDEF 2:ABCDEF', '3'],
	])('of other records than %s (%s) say nothing', (entries, marks) => {
		for (const record of read(entries, marks)) expect(record).toEqual(none);
	});
});

describe('entries', () => {
	test.each([
		['1:ABCDEF 2:ABCDEF0 3:~~~~~~1', '1:ABCDEF 2:ABCDEF0 3:~~~~~~1'],
		['3:~~~~~~1 1:ABCDEF', '1:ABCDEF 3:~~~~~~1'],
		['1:ABCDEF 1:ABCDEG', '1:ABCDEG'],
	])('that nothing was learnt of are packed as they were, where that was in order: %s', (entries, expected) => {
		expect(packedOf(new KnownRecords({ entries }), false).entries).toBe(expected);
	});

	test('are packed anew after each change', () => {
		const read = () => new KnownRecords({ entries: '1:ABCDEF 2:ABCDEF' });
		const [listed, lost, forgotten] = [read(), read(), read()];
		listed.list('1', known({ print: 'GHIJKL' }));
		lost.lose('1', 4);
		forgotten.forgetContents();
		expect([listed, lost, forgotten].map((records) => packedOf(records, false).entries)).toEqual(['1:GHIJKL 2:ABCDEF', '2:ABCDEF 1:~~~~~~4', `1:${UNKNOWN} 2:${UNKNOWN}`]);
	});
});

describe('known records', () => {
	test('are counted while they are listed, and stand in the order in which they came', () => {
		const records = new KnownRecords();
		expect([records.isEmpty, records.count]).toEqual([true, 0]);
		records.list('1', known());
		records.list('2', known());
		records.list('1', known({ revision: 1 }));
		expect([records.isEmpty, records.count, [...records.all.keys()]]).toEqual([false, 2, ['1', '2']]);
		records.lose('1', 2);
		expect([records.count, [...records.all.keys()], records.get('1')]).toEqual([1, ['2', '1'], { print: undefined, revision: 2, isSeen: false, misses: 0 }]);
		records.list('2', known());
		records.list('1', known({ revision: 3 }));
		expect([records.count, [...records.all.keys()]]).toEqual([2, ['2', '1']]);
		const back = new KnownRecords({ entries: '1:ABCDEF 2:~~~~~~1 3:ABCDEF' });
		expect([back.count, back.get('2')?.print, back.get('3')?.print]).toEqual([2, undefined, 'ABCDEF']);
	});

	test('whose content is forgotten stay what they are', () => {
		const records = new KnownRecords({ entries: '1:ABCDEF 2:~~~~~~1' });
		records.forgetContents();
		expect([records.get('1')?.print, records.get('2')?.print]).toEqual([UNKNOWN, undefined]);
		expect(packedOf(records, false)).toEqual({ entries: '1:~~~~~- 2:~~~~~~1' });
	});

	test('are packed as short as can be, the listed ones first', () => {
		const records = new KnownRecords({ entries: '1:ABCDEF 2:~~~~~~1 3:ABCDEFz' });
		expect(records.pack(room, false)).toEqual({ packed: { entries: '1:ABCDEF 3:ABCDEFz 2:~~~~~~1' } });
		records.list('1', known({ misses: 2, isSeen: true }));
		expect(packedOf(records, false)).toEqual({ entries: '1:ABCDEF 3:ABCDEFz 2:~~~~~~1', marks: '50' });
		expect(Object.keys(packedOf(new KnownRecords({ entries: '1:ABCDEF' }), false))).toEqual(['entries']);
	});

	test('take the room that they need, marks included', () => {
		const records = new KnownRecords({ entries: '1:ABCDEF 2:ABCDEF', marks: '11' });
		expect(records.pack({ largest: 19, comfortable: 19 }, false)).toBeDefined();
		expect(records.pack({ largest: 18, comfortable: 18 }, false)).toBeUndefined();
	});

	test('that left are forgotten, the oldest first, beyond 2,000', () => {
		const records = new KnownRecords();
		for (let id = 1; id <= 2_002; id++) {
			records.list(String(id), known());
			records.lose(String(id), id === 1 ? 9 : 3);
		}
		expect(records.pack(room, false)?.forgotten).toBe(9);
		expect(Object.keys(records.pack(room, false)?.packed ?? {})).toEqual(['entries']);
		expect(packedOf(records, false).entries.startsWith('3:~~~~~~3 4:')).toBe(true);
		expect(Object.keys(new KnownRecords({ entries: '1:~~~~~~1' }).pack(room, false) ?? {})).toEqual(['packed']);
	});

	test.each(['a b', 'a:b', ' a', 'a ', 'é', '%41', 'a%', '50%25', '東京', '1/2', 'x'])('come back under their id: %s', (id) => {
		const records = new KnownRecords();
		records.list(id, known());
		expect([...new KnownRecords(packedOf(records)).all.keys()]).toEqual([id]);
	});

	test('keep an id that was spoilt as it stands', () => {
		expect([...new KnownRecords({ entries: '%zz:ABCDEF' }).all.keys()]).toEqual(['%zz']);
	});
});

describe('names', () => {
	const packed = packedOf(named('One', 'Two', 'Three'));
	const long = Array.from({ length: 50 }, (_, index) => `${index}${'東京支社の年末ギフト企画部長様'.repeat(3)}`.slice(0, 40));
	const nameOf = (records: KnownRecords, id: string) => records.nameOf(records.get(id) ?? known());

	test('are packed again only when one is another, or has left', () => {
		const records = new KnownRecords(packed);
		expect([records.hasNames, records.nameLength, records.names]).toEqual([true, 40, ['One', 'Two', 'Three']]);
		records.list('1', known({ place: 0, revision: 1 }));
		expect(packedOf(records).names).toBe(packed.names);
		records.list('2', known({ place: 1, name: 'Second' }));
		records.list('1', known({ place: 0, revision: 2 }));
		const again = packedOf(records);
		expect(new KnownRecords(again).names).toEqual(['One', 'Second', 'Three']);
		const lost = new KnownRecords(packed);
		lost.lose('1', 1);
		expect(new KnownRecords(packedOf(lost)).names).toEqual(['Two', 'Three']);
		expect('names' in packedOf(lost, false)).toBe(false);
	});

	test('that are missing or unreadable are none', () => {
		const without = new KnownRecords({ entries: '1:ABCDEF' });
		expect([without.hasNames, without.nameLength, nameOf(without, '1')]).toEqual([false, 0, undefined]);
		for (const text of [{ letters: 'a', codes: '???' }, { letters: 'a', codes: '' }, { letters: 'a\n', codes: 'AAAAABAAA' }]) {
			const broken = new KnownRecords({ entries: '1:ABCDEF', names: { length: 40, text } });
			expect([broken.hasNames, nameOf(broken, '1')]).toEqual([true, text.codes === '' ? '' : undefined]);
		}
		without.list('2', known({ name: 'Two' }));
		const partial = packedOf(without);
		expect(partial.names?.isPartial).toBe(true);
		expect(new KnownRecords(partial).hasNames).toBe(false);
	});

	test('are shortened until they fit, and left out where nothing does', () => {
		const sizes = [40, 30, 20, 12, 8, 4].map((length) => sizeOf(packNames(long, BIG, BIG, length)));
		expect(sizes).toEqual([...sizes].sort((one, other) => other - one));
		for (const [index, length] of [40, 30, 20, 12, 8].entries()) {
			const fitting = packNames(long, sizes[index] ?? 0, BIG, 40);
			expect(fitting.length).toBe(length);
			expect(unpackNames(fitting, 50)).toEqual(long.map((name) => cut(name, length)));
		}
		expect(packNames(long, 0, sizes[5] ?? 0, 40).length).toBe(4);
		expect(packNames(long, 0, (sizes[5] ?? 0) - 1, 40)).toEqual({ length: 0 });
		// Room is counted with what the records take.
		const records = named(...long);
		const { entries } = packedOf(records);
		expect(packedOf(records, true, { comfortable: 0, largest: entries.length + (sizes[5] ?? 0) }).names?.length).toBe(4);
		expect(packedOf(records, true, { comfortable: 0, largest: entries.length + (sizes[5] ?? 0) - 1 }).names).toEqual({ length: 0 });
	});

	test('that were shortened stay so while nothing changes, and are tried whole again only when there was room for none', () => {
		const { entries } = packedOf(named(...long));
		const short = packedOf(named(...long), true, { largest: BIG, comfortable: entries.length + sizeOf(packNames(long, BIG, BIG, 20)) });
		expect(short.names?.length).toBe(20);
		expect(packedOf(new KnownRecords(short)).names).toBe(short.names);
		const changed = new KnownRecords(short);
		changed.list('1', known({ place: 0, name: 'A' }));
		expect(packedOf(changed).names?.length).toBe(20);
		const size = short.names === undefined ? 0 : sizeOf(short.names);
		expect(packedOf(new KnownRecords(short), true, { largest: BIG, comfortable: entries.length + size }).names).toBe(short.names);
		expect(packedOf(new KnownRecords(short), true, { largest: BIG, comfortable: entries.length + size - 1 }).names?.length).toBe(12);
		const none = { entries: '1:ABCDEF 2:ABCDEF', names: { length: 0 } };
		expect(packedOf(new KnownRecords(none), true, { largest: BIG, comfortable: 0 }).names).toBe(none.names);
		const filled = new KnownRecords(none);
		filled.list('1', known({ name: 'One' }));
		filled.list('2', known({ name: 'Two' }));
		expect(packedOf(filled).names?.length).toBe(40);
	});

	test('take what their text takes', () => {
		expect(sizeOf({ text: { letters: 'é"', codes: 'AAABBB' }, length: 40 })).toBe(6 + 5 * 3);
		expect(sizeOf({ length: 0 })).toBe(0);
		expect([unpackNames({ length: 0 }, 0), unpackNames({ length: 40, text: { letters: 'a', codes: '!!!' } }, 1), unpackNames({ length: 40, text: compress('a\nb') }, 3)]).toEqual([undefined, undefined, undefined]);
	});

	test.each([
		['a \n b', 40, 'a b'],
		[`${'🎁'.repeat(26)}\u200D`, 40, `${'🎁'.repeat(26)}\u200D`],
		['👨‍👩‍👧‍👦x', 4, '👨‍👩‍'],
		['abc👨‍👩‍👧‍👦x', 5, 'abc'],
		['cafe\u0301 au lait', 4, 'caf'],
		['abcdef', 3, 'abc'],
	])('%j is cut to %d letters', (name, length, expected) => {
		expect(cut(name, length)).toBe(expected);
	});
});

describe('a packed text', () => {
	test.each(['a\uFFFFb', '\uFFFF\uFFFF\u{10000}', '', 'a', 'aaaaaaaa'])('comes back: %j', (text) => {
		expect(decompress(compress(text))).toBe(text);
	});

	test('comes back when it has more phrases than a code can count', () => {
		let seed = 1;
		const letters = Array.from({ length: 900_000 }, () => {
			seed = (seed * 48_271) % 2_147_483_647;
			return String.fromCharCode(0x4e00 + (seed % 3_000));
		});
		const text = letters.join('');
		expect(decompress(compress(text)) === text).toBe(true);
	});

	test('stays what it is, for saved states hold it', () => {
		expect(compress('Größe 🎁 1\nGröße 🎁 2\nGröße 🎁 2\naaaaaaa')).toEqual({ letters: 'Größe 🎁1\n2a', codes: 'AAAAABAACAADAAEAAFAAGAAFAAHAAIAALAANAAPAARAAJAAUAAMAAOAAQAAFAAZAAKAAgAAhAAK' });
	});

	test('that would never end is none', () => {
		// Each phrase is the one before it and a letter more.
		const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
		const codes = Array.from({ length: 7_000 }, (_, code) => `${digits.charAt(code >> 12)}${digits.charAt((code >> 6) & 63)}${digits.charAt(code & 63)}`);
		expect(decompress({ letters: 'a', codes: codes.slice(0, 5_000).join('') })).toBe('a'.repeat(12_502_500));
		expect(decompress({ letters: 'a', codes: codes.join('') })).toBeUndefined();
	});

	test('that is none is told', () => {
		for (const codes of ['AAC', 'AAAAAD', 'AA', 'ÄÄÄ']) expect(decompress({ letters: 'ab', codes })).toBeUndefined();
		expect(decompress({ letters: 'ab', codes: 'AAAAAC' })).toBe('aaa');
	});

	test('has whole letters', () => {
		expect(['\uD800', 'a\uDC00b', '🎁', '\uD800\uD800'].map(wholeLetters)).toEqual(['\uFFFD', 'a\uFFFDb', '🎁', '\uFFFD\uFFFD']);
	});
});
