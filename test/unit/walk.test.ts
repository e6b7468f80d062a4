import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { rowKeys } from '../../nodes/Sendoso/lists/rowKeys';
import { Walk } from '../../nodes/Sendoso/lists/walk';
import { EndlessList } from '../../nodes/shared/transport/pages';
import { textOf } from '../../nodes/shared/values/json';

const nameOf = ({ id }: IDataObject) => textOf(id);

/** Takes pages of names into a walk, each with the counter that its answer tells. */
function walkThrough(pages: Array<[names: string[], total?: number]>, { pageSize = 2, isCounted }: { pageSize?: number; isCounted?: boolean } = {}) {
	const walk = new Walk();
	return { walk, ends: pages.map(([names, total]) => walk.take({ rows: names.map((id) => ({ id })), total, pageSize }, names, isCounted)) };
}

const repeats = /^repeats itself/;

describe('a list without a counter', () => {
	test('may give two pages in a row that hold nothing new', () => {
		expect(walkThrough([[['1', '2']], [['1', '2']], [['2', '1']], [['2', '3']], [['1', '2']], [['3', '2']], [['4', '5']]]).walk.size).toBe(5);
	});

	test('repeats itself with the third one in a row, however short', () => {
		const page: [string[]] = [['1']];
		expect(() => walkThrough([page, page, page, page])).toThrow(repeats);
		expect(() => walkThrough([page, page, page])).not.toThrow();
	});

	test('is not kept alive by empty pages', () => {
		expect(() => walkThrough([[['1']], [['1']], [['1']], [[]], [['1']], [['1']], [['1']]])).toThrow(repeats);
		expect(() => walkThrough([[['1']], [['1']], [['1']], [[]], [['1']], [['1']]])).not.toThrow();
	});

	test('is over with a page that repeats others, when a counter that was not believed tells as many rows', () => {
		expect(walkThrough([[['1', '2'], 2], [['1', '2'], 2]], { isCounted: false }).ends).toEqual([false, true]);
		expect(walkThrough([[['1', '2'], 3], [['1', '2'], 3]], { isCounted: false }).ends).toEqual([false, false]);
	});

	test('ends after 2,000 pages at the latest', () => {
		const walk = new Walk();
		const take = (page: number) => walk.take({ rows: [{}], total: undefined, pageSize: 1 }, [`${page}`]);
		for (let page = 1; page <= 2_000; page++) take(page);
		expect(() => take(2_001)).toThrow(/^has no end/);
	});
});

describe('a list with a counter', () => {
	test('repeats itself with the first whole page that holds nothing new', () => {
		expect(() => walkThrough([[['1', '2'], 6], [['2', '1'], 6]])).toThrow(repeats);
	});

	test('repeats itself with the third page that holds nothing new, however short', () => {
		expect(() => walkThrough([[['1', '2'], 6], [['1'], 6], [['2'], 6], [['1'], 6]])).toThrow(repeats);
		expect(() => walkThrough([[['1', '2'], 6], [['1'], 6], [['2'], 6]])).not.toThrow();
	});

	test.each([
		['came', 8, 6],
		['left', 6, 8],
	])('may repeat as many rows as %s', (_name, first, second) => {
		expect(() => walkThrough([[['1', '2'], first], [['1', '2'], second]])).not.toThrow();
		expect(() => walkThrough([[['1', '2'], first], [['1', '2'], second], [['1', '2'], second]])).toThrow(repeats);
		expect(() => walkThrough([[['1', '2', '3'], first], [['1', '2', '3'], second]], { pageSize: 3 })).toThrow(repeats);
	});

	test('may leave its counter out once', () => {
		expect(() => walkThrough([[['1', '2'], 6], [['3', '4']], [['4', '3'], 6]])).toThrow(repeats);
	});

	test('is over with a page that repeats others, when all rows are there', () => {
		expect(walkThrough([[['1', '2'], 2], [['1', '2'], 2]]).ends).toEqual([false, true]);
	});

	test('may go on 2,000 pages beyond its announced end', () => {
		const walk = new Walk();
		const take = (page: number) => walk.take({ rows: [{}], total: 11 + page, pageSize: 2 }, [`${page}`]);
		for (let page = 0; page < 2_006; page++) take(page);
		expect(() => take(2_006)).toThrow(/^has no end/);
	});
});

test('a walk that begins anew knows nothing, and does so five times at the most', () => {
	const walk = new Walk();
	for (let time = 0; time < 5; time++) {
		walk.take({ rows: [{}], total: 9, pageSize: 1 }, ['1']);
		walk.startAgain();
		expect(walk.size).toBe(0);
		expect(walk.take({ rows: [{}], total: 4, pageSize: 1 }, ['1'])).toBe(false);
	}
	expect(() => walk.startAgain()).toThrow(new EndlessList('keeps losing records while it is read'));
});

test('a counter that moved before a walk began anew excuses nothing after it', () => {
	const walk = new Walk();
	const take = (total: number) => walk.take({ rows: [{}], total, pageSize: 1 }, ['1']);
	take(9);
	take(4);
	walk.startAgain();
	take(4);
	expect(() => take(4)).toThrow(repeats);
});

describe('what tells rows apart', () => {
	test('is their name, whatever else they say', () => {
		expect(rowKeys([{ id: 1, a: 1 }, { id: '2' }, { id: 1, a: 2 }], nameOf)).toEqual(['1', '2', '1']);
	});

	test('is all they say where they have none, and their place among twins of their page', () => {
		const page = () => rowKeys([{ a: 1 }, { a: 2 }, { a: 1 }, { id: 'x' }, { a: 1 }], nameOf);
		expect(new Set(page()).size).toBe(5);
		expect(page()).toEqual(page());
		expect(page()[0]).toBe(rowKeys([{ a: 1 }], nameOf)[0]);
		expect(page()[2]).toBe(rowKeys([{ a: 1 }, { a: 1 }], nameOf)[1]);
	});

	test('is never the name of another one', () => {
		fc.assert(
			fc.property(fc.array(fc.oneof(fc.record({ id: fc.string() }), fc.record({ a: fc.nat(3) })), { maxLength: 20 }), (rows) => {
				const keys = rowKeys(rows, nameOf);
				for (const [place, row] of rows.entries()) {
					const name = nameOf(row as IDataObject);
					expect(keys[place]?.startsWith(' ')).toBe(name === '');
					if (name !== '') expect(keys[place]).toBe(name);
				}
				expect(new Set(keys.filter((key) => key.startsWith(' '))).size).toBe(keys.filter((key) => key.startsWith(' ')).length);
			}),
		);
	});
});
