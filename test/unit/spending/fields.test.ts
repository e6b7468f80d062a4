import { amount, duplicateCheck, duplicateWindowDays, sendOptions } from '../../../nodes/shared/spending/fields';
import type { Field } from '../../../nodes/shared/parameters/field';
import { readParameters } from '../../../nodes/shared/parameters/readParameters';

/** What a field makes of a value: the value that counts, or the words of what is wrong with it. */
function read(field: Field, raw: Record<string, unknown>) {
	const { values, problems } = readParameters([field], raw, {}, 'UTC');
	return problems[0]?.message ?? values[field.name];
}

test('a gift that went out before is skipped, unless the user says otherwise', () => {
	expect(read(duplicateCheck, {})).toBe('skip');
	expect(['fail', 'off', 'skip'].map((choice) => read(duplicateCheck, { duplicateCheck: choice }))).toEqual(['fail', 'off', 'skip']);
	expect(read(duplicateCheck, { duplicateCheck: 'never' })).toContain("'Duplicate Check'");
});

test('agents are not asked whether a gift may go out twice', () => {
	expect(duplicateCheck.displayOptions).toEqual({ hide: { '@tool': [true] } });
});

test.each([
	[1, true],
	[3650, true],
	[0, false],
	[3651, false],
	['', false],
])('the duplicate check looks %j days back: %j', (days, fits) => expect(typeof read(duplicateWindowDays, { duplicateWindowDays: days }) === 'number').toBe(fits));

test('it looks back two weeks, unless the user says otherwise', () => expect(read(duplicateWindowDays, {})).toBe(14));

test.each([
	[0.01, true],
	[10.25, true],
	[0, false],
	[0.001, false],
	[10.255, false],
	['', false],
])('a gift can be worth %j: %j', (value, fits) => expect(typeof read(amount, { amount: value }) === 'number').toBe(fits));

test('every single send can be tried, checked further back, and limited', () => {
	const options: Field = { displayName: 'Options', name: 'options', type: 'collection', default: {}, options: sendOptions };
	const chosen = { dryRun: true, duplicateWindowDays: 30, maximumSends: 5 };
	expect(read(options, { options: chosen })).toEqual(chosen);
});
