import type { IDataObject } from 'n8n-workflow';
import type { LiteralType } from '../../../nodes/SendosoOpenConnectors/ocnql/literals';
import { mayMatch } from '../../../nodes/SendosoOpenConnectors/ocnql/matching';

const may = (row: unknown, operator: string, wanted: string | string[], type: LiteralType = 'text') =>
	mayMatch({ a: row } as IDataObject, { field: 'a', operator, literals: [wanted].flat().map((value) => ({ type, value })) });

/** Which of the six comparisons keep a row. */
const kept = (row: unknown, wanted: string, type?: LiteralType) => ['=', '!=', '<', '<=', '>', '>='].filter((operator) => may(row, operator, wanted, type)).join(' ');

const BELOW = '!= < <=';
const EQUAL = '= <= >=';
const ABOVE = '!= > >=';
const UNKNOWN = '= != < <= > >=';

test.each<[unknown, string, LiteralType, string]>([
	['apple', 'banana', 'text', BELOW],
	['banana', 'banana', 'text', EQUAL],
	['cherry', 'banana', 'text', ABOVE],
	// Case, accents and surrounding space: a provider may mind them or not.
	['BANANA', 'banana', 'text', '= != < <= >='],
	['Café', 'cafe', 'text', '= != < <= >='],
	['cafe\u0301', 'caf\u00e9', 'text', '= != < <= >='],
	['banana ', 'banana', 'text', '= != <= > >='],
	// B comes before a in one order, after it in the other.
	['Banana', 'apple', 'text', '!= < <= > >='],
	// Quoted numbers may be compared as numbers.
	[501, '00501', 'text', '= != <= > >='],
	['10', '9', 'text', '!= < <= > >='],
	[10, '10', 'text', EQUAL],
	['12345678901234567890', '12345678901234567890', 'text', EQUAL],
	['12345678901234567890', '12345678901234567891', 'text', UNKNOWN],
	[true, 'TRUE', 'text', '= != <= > >='],
	[10, '9', 'number', ABOVE],
	['10', '9', 'number', ABOVE],
	['1.50', '1.5', 'number', EQUAL],
	[-1, '0', 'number', BELOW],
	['9007199254740993', '9007199254740992', 'number', UNKNOWN],
	[true, '1', 'number', UNKNOWN],
	['abc', '5', 'number', UNKNOWN],
	['', '5', 'number', UNKNOWN],
	[true, 'true', 'boolean', EQUAL],
	['False', 'true', 'boolean', BELOW],
	[1, 'true', 'boolean', '= != < <= >='],
	['TRUE', 'true', 'boolean', '= != < <= >='],
	['maybe', 'true', 'boolean', UNKNOWN],
	['2026-03-04T10:00:00.000Z', '2026-03-04T10:00:00.000Z', 'date', EQUAL],
	['2026-03-04T12:00:00+02:00', '2026-03-04T10:00:00.000Z', 'date', EQUAL],
	['2026-03-04T10:00Z', '2026-03-04T10:00:00.001Z', 'date', BELOW],
	['2026-03-04T10:00:00.000900Z', '2026-03-04T10:00:00.000Z', 'date', UNKNOWN],
	// Whose day or clock this is remains unknown, but not without bounds.
	['2026-03-04', '2026-03-04T10:00:00.000Z', 'date', UNKNOWN],
	['2026-03-04T10:00:00', '2026-03-04T21:59:59.000Z', 'date', UNKNOWN],
	['2026-03-04T10:00:00', '2026-03-04T22:00:01.000Z', 'date', BELOW],
	['2026-03-04T10:00:00', '2026-03-03T20:00:01.000Z', 'date', UNKNOWN],
	['2026-03-04T10:00:00', '2026-03-03T19:59:59.000Z', 'date', ABOVE],
	['2026-03-04', '2026-03-05T11:59:59.000Z', 'date', UNKNOWN],
	['2026-03-04', '2026-03-06T00:00:00.000Z', 'date', BELOW],
	['2026-03-04', '2026-03-03T09:00:00.000Z', 'date', ABOVE],
	['04/03/2026', '2026-03-06T00:00:00.000Z', 'date', UNKNOWN],
	[1772618400000, '2026-03-06T00:00:00.000Z', 'date', UNKNOWN],
	['2026-03-04T05:00:00.000Z', '2026-03-04', 'text', UNKNOWN],
	['2026-03-09T05:00:00.000Z', '2026-03-04', 'text', ABOVE],
	[null, 'x', 'text', UNKNOWN],
	[undefined, 'x', 'text', UNKNOWN],
	[{ id: 5 }, '5', 'number', UNKNOWN],
	[['x'], 'x', 'text', UNKNOWN],
	['', 'x', 'text', BELOW],
])('%j against %j as %s keeps %s', (row, wanted, type, operators) => {
	expect(kept(row, wanted, type)).toBe(operators);
});

test.each<[unknown, string, boolean]>([
	['Welcome gift', '%gift', true],
	['Welcome gift', 'welcome%', true],
	['Welcome gift', 'gift%', false],
	['Welcome gift', '%come%ift%', true],
	['Welcome gift', 'welcome gift', true],
	['Welcome gift', 'welcome', false],
	['aba', 'ab%ba', false],
	['abba', 'ab%ba', true],
	['a.c', 'a.%', true],
	['abc', 'a.%', false],
	['a_c', 'a_c', true],
	['abc', 'a_c', true],
	['Straße', '%STRASSE%', true],
	['ΟΔΟΣ', 'οδοσ%', true],
	['İstanbul', 'istanbul', true],
	['Café', 'cafe', true],
	[12345, '%34%', true],
	['', '%', true],
	['', '_', true],
	['50%', '50\\%', true],
	['anything', 'a\\_b', true],
	['a'.repeat(50_000), '%a%a%a%a%a%a%a%a%b', false],
	[null, 'x', true],
])('%.40j like %s: %s', (row, pattern, expected) => {
	expect(may(row, 'like', pattern)).toBe(expected);
});

test('a list keeps what one of its values keeps', () => {
	expect(['a', 'B', 'c', null].map((row) => may(row, 'in', ['A', 'b']))).toEqual([true, true, false, true]);
	expect([1, '2', 3].map((row) => may(row, 'in', ['1', '2'], 'number'))).toEqual([true, true, false]);
});

test('no value matches Is Null', () => {
	expect([null, undefined, '', 0, false, 'x', {}].map((row) => may(row, 'isNull', []))).toEqual([true, true, true, false, false, false, false]);
	expect(mayMatch({}, { field: 'a', operator: 'isNull', literals: [] })).toBe(true);
});

test('dots lead into objects, but never into what every object has', () => {
	const keeps = (row: IDataObject, field: string) => mayMatch(row, { field, operator: '=', literals: [{ type: 'text', value: 'x' }] });
	expect(keeps({ a: { b: 'x' } }, 'a.b')).toBe(true);
	expect(keeps({ a: { b: 'y' } }, 'a.b')).toBe(false);
	expect(keeps({ 'a.b': 'y', a: { b: 'x' } }, 'a.b')).toBe(false);
	expect(keeps({ a: 'y' }, 'a.b')).toBe(true);
	expect(keeps({ a: [{ b: 'y' }] }, 'a.b')).toBe(true);
	expect(mayMatch({ a: 'text' }, { field: 'a.length', operator: 'isNull', literals: [] })).toBe(true);
	expect(mayMatch({}, { field: 'constructor.name', operator: 'isNull', literals: [] })).toBe(true);
});
