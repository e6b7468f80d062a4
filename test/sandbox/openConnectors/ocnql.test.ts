import { evaluate, parseOcnql } from '../../../sandbox/openConnectors/ocnql';

const text = (value: string) => ({ type: 'text', value });
const compare = (field: string, operator: string, value: object) => ({ kind: 'compare', field, operator, value });

describe('a clause', () => {
	test.each<[string, object]>([
		["a = 'x'", compare('a', '=', text('x'))],
		["a='x'", compare('a', '=', text('x'))],
		["  a\n!=\t'' ", compare('a', '!=', text(''))],
		['a.b-c._d >= -12.50', compare('a.b-c._d', '>=', { type: 'number', value: -12.5, raw: '-12.50' })],
		["a < 'AND OR ( %\"'", compare('a', '<', text('AND OR ( %"'))],
		["`a.b` > '2025-03-04T00:00:00.000Z'", compare('a.b', '>', text('2025-03-04T00:00:00.000Z'))],
		["a lIkE '%x%'", { kind: 'like', field: 'a', pattern: '%x%' }],
		["a IN ('x' , 2)", { kind: 'in', field: 'a', values: [text('x'), { type: 'number', value: 2, raw: '2' }] }],
		['a in(1)', { kind: 'in', field: 'a', values: [{ type: 'number', value: 1, raw: '1' }] }],
		['a is null', { kind: 'isNull', field: 'a' }],
		['android = 1', compare('android', '=', { type: 'number', value: 1, raw: '1' })],
		['a = 1 AND b = 2 and c IS NULL', { kind: 'and', terms: [expect.anything(), expect.anything(), { kind: 'isNull', field: 'c' }] }],
		['(a = 1 OR b = 2) AND ((c IS NULL))', { kind: 'and', terms: [{ kind: 'or', terms: [expect.anything(), expect.anything()] }, { kind: 'isNull', field: 'c' }] }],
		['(a IS NULL AND b IS NULL) OR c IS NULL', { kind: 'or', terms: [{ kind: 'and', terms: expect.any(Array) }, expect.anything()] }],
	])('%j is read', (clause, condition) => {
		expect(parseOcnql(clause)).toEqual(condition);
	});

	test.each([
		'',
		'a',
		'a = x',
		'a = "x"',
		"a = 'it's'",
		"a = 'it''s'",
		"a = 'x",
		"a == 'x'",
		"a <> 'x'",
		'a = 1e3',
		'a = .5',
		'a = 1 2',
		'a = true',
		'a = null',
		'a = ',
		"= 'x'",
		"1a = 'x'",
		"a..b = 'x'",
		"a b = 'x'",
		'a IN ()',
		"a IN 'x'",
		"a IN ('x',)",
		'a LIKE 5',
		'a IS NOT NULL',
		"NOT a = 'x'",
		"a NOT IN ('x')",
		'a BETWEEN 1 AND 2',
		"upper(a) = 'X'",
		'a = 1 AND',
		'AND = 1',
		'a = 1AND b = 2',
		'a = 1 b = 2',
		'a = 1 AND b = 2 OR c = 3',
		'a = 1 OR b = 2 AND c = 3',
		'(a = 1',
		'a = 1)',
		'WHERE a = 1',
		"a = 'x'; b = 'y'",
	])('%j is refused', (clause) => {
		expect(() => parseOcnql(clause)).toThrow();
	});
});

describe('a row', () => {
	const row = {
		id: 5,
		zip: '00501',
		amount: '9.5',
		big: 10,
		name: "Trail mug (50%) a.b",
		on: true,
		gone: null,
		empty: '',
		touch: { id: 7, name: 'Box' },
		list: ['x'],
		day: '2025-03-04',
		at: '2025-03-04T02:00:00+02:00',
		naive: '2025-03-04T00:00:00',
	};
	const matching = [
		'id = 5',
		"id = '5'",
		"id != '05'",
		'big > 9',
		"big > '9'",
		'zip = 501',
		"zip = '00501'",
		"zip != '501'",
		'amount < 10',
		"amount > '10'",
		"on = 'true'",
		"name LIKE 'Trail%'",
		"name LIKE '%(50%) a.b'",
		"name LIKE '%'",
		"id LIKE '5'",
		'touch.id = 7',
		"touch.name IN ('Bag', 'Box')",
		'gone IS NULL',
		'missing IS NULL',
		'touch.missing.deep IS NULL',
		'touch.constructor IS NULL',
		"empty = ''",
		"at = '2025-03-04T00:00:00.000Z'",
		"at >= '2025-03-04'",
		"day <= '2025-03-04T00:00:00Z'",
		"naive = '2025-03-04T00:00:00.000Z'",
		"day < '2025-03-04T00:00:00.001Z'",
		'(id = 1 OR id = 5) AND big = 10',
	];
	const others = [
		'id = 6',
		"id = '05'",
		"id = 'x'",
		"id > 'x'",
		"id != '5'",
		"gone = ''",
		"gone != 'x'",
		"missing != 'x'",
		"missing LIKE '%'",
		"missing IN ('')",
		'empty IS NULL',
		'empty = 0',
		'on = 1',
		"on = 'TRUE'",
		"name LIKE 'trail%'",
		"name LIKE 'Trail'",
		"name LIKE '.*'",
		"touch LIKE '%'",
		"list = 'x'",
		"touch.name = 'box'",
		"at > '2025-03-04T00:00:00.000Z'",
		'id = 5 AND big = 11',
		'id = 4 OR big = 11',
	];
	test.each([...matching.map((clause) => [clause, true] as const), ...others.map((clause) => [clause, false] as const)])('%s: %s', (clause, expected) => {
		expect(evaluate(parseOcnql(clause), row)).toBe(expected);
	});
});
