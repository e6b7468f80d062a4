import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { type FieldTypes, OPERATORS } from '../../../nodes/SendosoOpenConnectors/ocnql/conditions';
import { filterFields, listOptions } from '../../../nodes/SendosoOpenConnectors/ocnql/fields';
import { filterIsReadable, readFilter } from '../../../nodes/SendosoOpenConnectors/ocnql/filter';
import { optionsOf } from '../../../nodes/shared/operations/fields';
import { readParameters } from '../../../nodes/shared/parameters/readParameters';

const facts = { timezone: 'Europe/Berlin' };
const fields = [...filterFields, optionsOf(listOptions)];
const read = (values: IDataObject[], more: IDataObject = {}, types?: FieldTypes) => {
	const given = { filterBy: 'conditions', conditions: { values }, ...more };
	const { values: parameters, problems: [problem] } = readParameters(fields, given, given, facts.timezone);
	return problem ?? readFilter(parameters, facts, types);
};
const filterOf = (...given: Parameters<typeof read>) => {
	const filter = read(...given);
	if ('message' in filter) throw new Error(filter.message);
	return filter;
};
const whereOf = (...given: Parameters<typeof read>) => filterOf(...given).where;
const problemOf = (...given: Parameters<typeof read>) => {
	const filter = read(...given);
	return 'message' in filter ? filter.message : 'no problem';
};
const unchecked = { options: { recheckFilter: false } };

describe('what is sent', () => {
	test.each<[IDataObject, string]>([
		[{ field: 'name', operator: '=', value: 'Acme' }, "name = 'Acme'"],
		[{ field: 'name', operator: '!=', value: ' AND 1 = 1 ' }, "name != ' AND 1 = 1 '"],
		[{ field: 'zip', operator: '=', value: '00501' }, "zip = '00501'"],
		[{ field: 'zip', operator: 'in', value: '00501, 10001 ,,' }, "zip IN ('00501','10001')"],
		[{ field: 'zip', operator: 'in', value: ['00501', ' a, b'] }, "zip IN ('00501',' a, b')"],
		[{ field: 'zip', operator: 'in', value: '["00501","a, b"]' }, "zip IN ('00501','a, b')"],
		[{ field: 'id', operator: 'in', value: [1, '2'], valueType: 'number' }, 'id IN (1,2)'],
		[{ field: 'id', operator: 'in', value: 7, valueType: 'number' }, 'id IN (7)'],
		[{ field: 'amount', operator: '<', value: '-12.50', valueType: 'number' }, 'amount < -12.50'],
		[{ field: 'amount', operator: '>', value: 0.1, valueType: 'number' }, 'amount > 0.1'],
		[{ field: 'active', operator: '=', value: true, valueType: 'boolean' }, "active = 'true'"],
		[{ field: 'active', operator: '=', value: ' FALSE ', valueType: 'boolean' }, "active = 'false'"],
		[{ field: 'created_at', operator: '>=', value: '2026-07-01', valueType: 'date' }, "created_at >= '2026-06-30T22:00:00.000Z'"],
		[{ field: 'created_at', operator: '<=', value: '2026-01-01T10:00', valueType: 'date' }, "created_at <= '2026-01-01T09:00:00.000Z'"],
		[{ field: 'created_at', operator: '<=', value: '2026-01-01T10:00:00-05:00', valueType: 'date' }, "created_at <= '2026-01-01T15:00:00.000Z'"],
		[{ field: 'created_at', operator: '=', value: DateTime.fromISO('2026-01-01T10:00:00+02:00') as never }, "created_at = '2026-01-01T08:00:00.000Z'"],
		[{ field: 'created_at', operator: '=', value: '2026-01-01' }, "created_at = '2026-01-01'"],
		[{ field: 'touch.name', operator: 'like', value: '%gift%', valueType: 'number' }, "touch.name LIKE '%gift%'"],
		[{ field: '_a-b.c1', operator: 'isNull', value: "it's" }, '_a-b.c1 IS NULL'],
		[{ field: 'note', operator: '=', value: '', valueType: 'text' }, "note = ''"],
		[{ field: 'note', value: 'no operator means equal' }, "note = 'no operator means equal'"],
	])('%j', (condition, where) => {
		expect(whereOf([condition])).toBe(where);
		expect(whereOf([condition], unchecked)).toBe(where);
	});

	test('metadata types a value that is entered without a type, unless it does not fit', () => {
		const types: FieldTypes = { id: 'number', at: 'date', on: 'boolean', zip: 'number', name: 'text' };
		const auto = (field: string, value: unknown) => whereOf([{ field, value: value as string, valueType: 'auto' }], {}, types);
		expect(auto('id', '5')).toBe('id = 5');
		expect(auto('at', '2026-01-01')).toBe("at = '2025-12-31T23:00:00.000Z'");
		expect(auto('at', '03/04/2026')).toBe("at = '03/04/2026'");
		expect(auto('on', true)).toBe("on = 'true'");
		expect(auto('zip', '00501')).toBe("zip = '00501'");
		expect(auto('name', 5)).toBe("name = '5'");
		expect(auto('other', 5)).toBe("other = '5'");
		expect(auto('constructor', 5)).toBe("constructor = '5'");
		expect(whereOf([{ field: 'id', value: '5', valueType: 'text' }], {}, types)).toBe("id = '5'");
	});

	test('conditions are joined in their order', () => {
		const values = [{ field: 'a', value: '1' }, { field: 'b', operator: 'isNull' }, { field: 'a', value: '2' }];
		expect(filterOf(values)).toMatchObject({ where: "a = '1' AND b IS NULL AND a = '2'", fields: ['a', 'b'], leftOut: [] });
		expect(whereOf(values, { combineConditions: 'or' })).toBe("a = '1' OR b IS NULL OR a = '2'");
		expect(filterOf(values, unchecked)).toEqual({ where: "a = '1' AND b IS NULL AND a = '2'", fields: [], leftOut: [] });
	});

	test('OCNQL of the user goes out untouched', () => {
		const where = " (a = 'it''s' OR `b.c` > '2026-01-01') ";
		expect(readFilter({ filterBy: 'ocnql', where }, facts)).toEqual({ where, fields: [] });
	});

	test('no filter is no filter', () => {
		expect(readFilter({}, facts)).toEqual({ fields: [] });
		expect(readFilter({ filterBy: 'none', where: 'x', conditions: { values: [{}] } }, facts)).toEqual({ fields: [] });
	});
});

describe('values that could change the clause', () => {
	const unsafe = ["O'Brien", 'ends in \\', 'a\nb', 'a\u0000b', 'a\u0085b', 'a\u2028b', 'half \ud800 pair'];
	const plain = { field: 'city', value: 'Berlin' };

	test.each(unsafe)('%j is never sent', (value) => {
		for (const [operator, given] of [['=', value], ['like', `%${value}%`], ['in', ['x', value]], ['<', value]] as const) {
			const values = [plain, { field: 'name', operator, value: given as string }];
			expect(filterOf(values)).toMatchObject({ where: "city = 'Berlin'", fields: ['city', 'name'], leftOut: ['name'] });
			const either = filterOf(values, { combineConditions: 'or' });
			expect([either.where, either.leftOut]).toEqual([undefined, ['city', 'name']]);
			for (const combineConditions of ['and', 'or']) {
				expect(problemOf(values, { combineConditions, ...unchecked })).toContain("'Value' of condition 2 holds a quote");
			}
		}
	});

	test('the node applies what was left out', () => {
		const { where, accept } = filterOf([{ field: 'name', value: "O'Brien" }]);
		expect(where).toBeUndefined();
		expect([{ name: "O'Brien" }, { name: 'OBrien' }, { name: "D'Arcy" }].map((row) => accept?.(row))).toEqual([true, false, false]);
		const either = filterOf([{ field: 'name', value: "O'Brien" }, plain], { combineConditions: 'or' });
		expect([{ name: 'x', city: 'Berlin' }, { name: "O'Brien", city: 'x' }, { name: 'x', city: 'x' }].map((row) => either.accept?.(row))).toEqual([true, true, false]);
	});
});

describe('what is refused', () => {
	test.each<[IDataObject, string]>([
		[{ field: '' }, "'Field' of condition 1 is not the name of a field"],
		[{ value: 'x' }, "'Field' of condition 1 is not the name of a field"],
		...['1a', 'a b', 'a..b', 'a.', '.a', "a'", 'a = b', '`a`', 'a,b', 'ä', 'a)', 'and', 'Or', 'a.is', 'NULL'].map(
			(field): [IDataObject, string] => [{ field, value: 'x' }, "'Field' of condition 1 is not the name of a field"],
		),
		[{ field: 'a', operator: 'between', value: 'x' }, "'Operator' of condition 1 has an unknown value"],
		[{ field: 'a', operator: 'toString', value: 'x' }, "'Operator' of condition 1 has an unknown value"],
		[{ field: 'a', value: 'x', valueType: 'money' }, "'Value Type' of condition 1 has an unknown value"],
		[{ field: 'a', value: '' }, "'Value' of condition 1 is empty"],
		[{ field: 'a' }, "'Value' of condition 1 is empty"],
		[{ field: 'a', value: null, valueType: 'text' }, "'Value' of condition 1 is empty"],
		[{ field: 'a', operator: 'like', value: '', valueType: 'text' }, "'Value' of condition 1 is empty"],
		[{ field: 'a', value: { b: 1 } }, "'Value' of condition 1 is not a single value"],
		[{ field: 'a', value: ['b'] }, "'Value' of condition 1 is not a single value"],
		[{ field: 'a', value: NaN }, "'Value' of condition 1 is not a single value"],
		...[[], '', ' , '].map((value): [IDataObject, string] => [{ field: 'a', operator: 'in', value }, "'Value' of condition 1 is an empty list"]),
		[{ field: 'a', operator: 'in', value: [['b']] }, "'Value' of condition 1 is not a single value"],
		[{ field: 'a', operator: 'in', value: '1,x', valueType: 'number' }, "'Value' of condition 1 is not a number"],
		...['', 'x', '1,5', '00501', '1e3', '0x10', '.5', '5.', '+5', '٣', '9007199254740993', '0.12345678901234567890', `1${'0'.repeat(21)}`, `1.${'0'.repeat(1e5)}1`, Infinity, 1e21, 1e-7, true].map(
			(value): [IDataObject, string] => [{ field: 'a', value, valueType: 'number' }, "'Value' of condition 1 is not a number"],
		),
		...['', 'x', '2026-02-30', '03/04/2026', '2026', 5, new Date(NaN), new Date(8e15)].map((value): [IDataObject, string] => [
			{ field: 'a', value: value as string, valueType: 'date' },
			"'Value' of condition 1 is not a readable date",
		]),
		...['', 'yes', 1].map((value): [IDataObject, string] => [{ field: 'a', value, valueType: 'boolean' }, "'Value' of condition 1 is neither true nor false"]),
	])('%#: %j', (condition, message) => {
		expect(problemOf([condition])).toContain(message);
		expect(problemOf([{ field: 'b', value: 'x' }, condition])).toContain(message.replace('1', '2'));
	});

	test('a filter that is not there or not known', () => {
		const problem = (given: IDataObject) => {
			const { values, problems: [first] } = readParameters(fields, given, given, facts.timezone);
			return (first ?? filterIsReadable(values, facts))?.message;
		};
		expect(problem({ filterBy: 'conditions' })).toBe("'Conditions' is empty");
		expect(problem({ filterBy: 'conditions', conditions: { values: [] } })).toBe("'Conditions' is empty");
		expect(problem({ filterBy: 'conditions', conditions: { values: ['x'] } })).toBe('Condition 1 is not an object with fields');
		expect(problem({ filterBy: 'ocnql' })).toBe("'Where' is empty");
		expect(problem({ filterBy: 'ocnql', where: ' \n' })).toBe("'Where' is empty");
		expect(problem({ filterBy: 'ocnql', where: { a: 1 } })).toBe("'Where' is not a text");
		expect(problem({ filterBy: 'sql' })).toBe("'Filter By' has an unknown value");
		expect(problem({ filterBy: 'conditions', combineConditions: 'xor', conditions: { values: [{ field: 'a', value: 'x' }] } })).toBe("'Combine Conditions' has an unknown value");
	});
});

test('the editor offers exactly what can be read, and labels are those of the errors', () => {
	const conditions = filterFields.find(({ name }) => name === 'conditions')?.options?.[0];
	const members = conditions && 'values' in conditions ? conditions.values : [];
	const valuesOf = (name: string) => members.find((member) => member.name === name)?.options?.map((option) => 'value' in option && option.value);
	expect(valuesOf('operator')?.sort()).toEqual(Object.keys(OPERATORS).filter((operator) => operator !== '=').sort());
	expect(whereOf([{ field: 'a', operator: 'equal', value: 'x' }])).toBe(whereOf([{ field: 'a', operator: '=', value: 'x' }]));
	for (const valueType of valuesOf('valueType') ?? []) expect(problemOf([{ field: 'a', operator: 'isNull', valueType: String(valueType) }])).toBe('no problem');
	expect([...filterFields, ...members, ...listOptions].map(({ displayName }) => displayName)).toEqual(
		expect.arrayContaining(['Filter By', 'Conditions', 'Combine Conditions', 'Where', 'Field', 'Operator', 'Value', 'Value Type', 'Page Size', 'Recheck Filter']),
	);
});
