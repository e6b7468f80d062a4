import { choicesOf, type Field } from '../../nodes/shared/parameters/field';
import type { Place } from './definitions';

/** Values that a field may get, and what each of them has to become; and values that have to be refused. */
export interface Spellings {
	right: Array<[given: unknown, expected: unknown]>;
	wrong: unknown[];
}

const NOTHING = ['', ' ', null, undefined, '\u200B'];

const boolean: Spellings = {
	right: [
		...[true, 'true', 'TRUE', ' True ', 1, '1', 'yes', 'YES'].map((given): [unknown, unknown] => [given, true]),
		...[false, 'false', 'FALSE', ' False ', 0, '0', 'no', 'No'].map((given): [unknown, unknown] => [given, false]),
	],
	wrong: ['maybe', 'on', 'truefalse', 2, -1, [true], {}, { value: true }, '{{ true }}', 'null'],
};

function number({ typeOptions: { minValue, maxValue, numberPrecision } = {} }: Field): Spellings {
	const fitting = minValue ?? maxValue ?? 3;
	const right = [fitting, String(fitting), ` ${fitting} `, `+${fitting}`].map((given): [unknown, unknown] => [given, fitting]);
	const wrong: unknown[] = ['abc', 'NaN', '1,5', '1e1', '0x10', '1 2', [fitting], {}, true, 'Infinity', '9'.repeat(16), `${fitting}%`];
	if (minValue !== undefined) wrong.push(minValue - 1, String(minValue - 1));
	if (maxValue !== undefined) wrong.push(maxValue + 1, String(maxValue + 1));
	if (numberPrecision !== undefined) wrong.push(fitting + 0.5 * 10 ** -numberPrecision, `${fitting + 0.5 * 10 ** -numberPrecision}`);
	return { right, wrong };
}

function choice(field: Field): Spellings {
	const right = choicesOf(field).flatMap(({ name, value }) =>
		[value, name, String(name).toUpperCase(), String(value).toLowerCase(), ` ${name} `].map((given): [unknown, unknown] => [given, value]),
	);
	return { right, wrong: ['no such choice', ['no such choice'], {}, true, 7, choicesOf(field).map(({ value }) => value).join()] };
}

function choices(field: Field): Spellings {
	const all = choicesOf(field).slice(0, 3);
	const [values, names] = [all.map(({ value }) => value), all.map(({ name }) => name)];
	const right = [values, names, names.map((name) => name.toLowerCase()), values.join(), names.join(' , '), JSON.stringify(values), JSON.stringify(names)].map((given): [unknown, unknown] => [given, values]);
	const single = choicesOf(field).flatMap(({ name, value }) => [value, name, String(value).toUpperCase(), [value], `["${name}"]`].map((given): [unknown, unknown] => [given, [value]]));
	return { right: [...right, ...single], wrong: ['no such choice', [...values, 'no such choice'], `${values.join()},no such choice`, {}, 7, true, '["no such choice"]', '[', [[values[0]]]] };
}

const email: Spellings = {
	right: [
		['ana@example.org', 'ana@example.org'],
		[' Ana@Example.org\n', 'Ana@Example.org'],
		['mailto:ana@example.org', 'ana@example.org'],
		['a\u200Bna@exa\u00ADmple.org\uFEFF', 'ana@example.org'],
		["o'brien@example.org", "o'brien@example.org"],
		['ana+gift@example.org', 'ana+gift@example.org'],
		['jörg@bücher.example', 'jörg@bücher.example'],
		['用户@例子.例子', '用户@例子.例子'],
		['x_y-z.1@sub-domain.example.co.uk', 'x_y-z.1@sub-domain.example.co.uk'],
	],
	wrong: [
		...['ana', 'ana@', '@example.org', 'ana@example', 'ana@@example.org', 'ana@a@example.org', 'ana @example.org', 'ana\u3164b@example.org.', 'ana\u00A0b@example.org'],
		...['"ana"@example.org', '<ana@example.org>', 'Ana <ana@example.org>', '(ana)@example.org', '[ana@example.org', '["ana@example.org"]', 'ana@[127.0.0.1]', '{ana@example.org}', '“ana”@example.org', "'ana@example.org", "'ana'@example.org", '=ana@example.org'],
		...['a..b@example.org', '.ana@example.org', 'ana.@example.org', 'ana@example..org', 'ana@.example.org', 'ana@example.org.', 'ana@-example.org'],
		...['ana@example.org?subject=x', 'mailto:ana@example.org?cc=b@example.org', 'ana@example.org,b@example.org', 'ana@example.org;b@example.org', 'ana\u0000b@example.org', 'a:b@example.org', 'a\\b@example.org', 'o’brien@example.org', '´ana@example.org', 'a\uFFFDb@example.org', '\u0301ana@example.org'],
		...[['ana@example.org'], { email: 'ana@example.org' }, 7, true, `${'a'.repeat(250)}@example.org`],
	],
};

const pair = ['ana@example.org', 'ben@example.org'];
const emails: Spellings = {
	right: [pair, JSON.stringify(pair), pair.join(), pair.join(' ; '), pair.join('\r\n'), ` ${pair.join(',,')}, `, [` ${pair[0]}`, `mailto:${pair[1]}`], [...pair, ' ']].map((given): [unknown, unknown] => [given, pair]),
	wrong: [' , ', [], '[]', '["ana@example.org"', `${pair.join()},nobody`, [...pair, 7], [pair], { 0: 'ana@example.org' }, [{ email: 'ana@example.org' }], 7, true, 'ana@example.org ben@example.org'],
};

const list: Spellings = {
	right: [['a1', 'b2'], ' a1 , b2,', '["a1","b2"]', 'a1;b2', 'a1\nb2'].map((given): [unknown, unknown] => [given, ['a1', 'b2']]),
	wrong: [{}, [['a1']], [{ id: 'a1' }], '["a1"'],
};

const text: Spellings = { right: [['x y', 'x y'], [7, '7'], [true, 'true'], [' z ', ' z ']], wrong: [['x'], { a: 1 }, 'Dear [object Object]', 'on Invalid DateTime'] };
const code: Spellings = { right: [['x y', 'x y'], [7, '7'], [' 0\u200B21 ', '021']], wrong: [['x'], { a: 1 }] };
const json: Spellings = { right: [[{ a: 1 }, { a: 1 }], ['{"a":[1]}', { a: [1] }]], wrong: ['x', '[1]', [1], 7, true, '{', 'null'] };
const date: Spellings = { right: ['2026-03-04', '2026-03-04T10:00:00Z', '2026-03-04 10:00'].map((given) => [given, given]), wrong: ['yesterday', '2026-02-30', '03/04/2026', 5, true, [], {}, ['2026-03-04']] };

function locator({ holds }: Field): Spellings {
	const ways = (id: string) => [id, ` ${id}\u200B`, { __rl: true, mode: 'id', value: id }, { __rl: true, value: id }, { value: id }, { mode: 'list', value: id, cachedResultName: 'A' }];
	const numbers = [220145, { __rl: true, mode: 'id', value: 220145 }, { value: 220145 }];
	const right = [...ways('220145'), ...numbers].map((given): [unknown, unknown] => [given, '220145']);
	const empty = [{ __rl: true, mode: 'list', value: '' }, { __rl: true, mode: 'id' }, { mode: 'id', value: null }, { value: ' ' }];
	const wrong = [...empty, true, false, [], ['220145'], { id: 220145 }, { value: { id: 1 } }, { value: true }, '..', '.'];
	if (holds === 'wholeNumber') return { right, wrong: [...wrong, '0', '-3', '1.5', '220145.0', '0220145', '+5', '５', '5 5', '1e3', 'a'] };
	return { right: [...right, ...ways('a/b c').map((given): [unknown, unknown] => [given, 'a/b c'])], wrong };
}

const BY_MEANING: Partial<Record<string, (field: Field) => Spellings>> = { email: () => email, emails: () => emails, list: () => list, code: () => code };
const BY_TYPE: Partial<Record<string, (field: Field) => Spellings>> = {
	boolean: () => boolean,
	number,
	options: choice,
	multiOptions: choices,
	string: () => text,
	json: () => json,
	dateTime: () => date,
	resourceLocator: locator,
};

/** Spellings of a field, by its definition; undefined for what is read where it is used. */
export function spellingsOf({ field, collection }: Place): Spellings | undefined {
	if (field.holds === 'anything') return undefined;
	const made = (BY_MEANING[field.holds ?? ''] ?? BY_TYPE[field.type])?.(field);
	if (made === undefined) throw new Error(`There are no spellings for fields of type ${field.type}`);
	const nothing = emptyValues(field, collection);
	return { right: [...made.right, ...nothing.right], wrong: [...made.wrong, ...nothing.wrong] };
}

/** What nothing means in a place: not set, or an error (interface 3.4). */
function emptyValues({ type, required, holds, default: preset }: Field, collection: string | undefined): Spellings {
	const isRefused: Spellings = { right: [], wrong: NOTHING };
	const isUnset: Spellings = { right: NOTHING.map((given) => [given, undefined]), wrong: [] };
	if (holds === 'comparison') return { right: [['', 'equal'], ['=', 'equal']], wrong: NOTHING.filter((given) => given !== '') };
	if (collection === undefined) {
		if (type === 'string' && required !== true) return { right: NOTHING.map((given) => [given, '']), wrong: [] };
		return isRefused;
	}
	if (type === 'boolean' || holds === 'money' || collection === 'filters') return isRefused;
	// A list with usual entries that was emptied has none.
	if (holds === 'list' && preset !== '') return { right: NOTHING.map((given) => [given, []]), wrong: [] };
	if (collection === 'options') return type === 'string' || type === 'json' ? isUnset : isRefused;
	// Entries of a condition are read by the rules of a filter; a name that is missing is told by the filter itself.
	if (collection === 'conditions') return type === 'string' ? { right: [], wrong: [] } : isRefused;
	return isUnset;
}
