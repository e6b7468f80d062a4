import fc from 'fast-check';
import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { filterFields, listOptions } from '../../../nodes/SendosoOpenConnectors/ocnql/fields';
import { readFilter } from '../../../nodes/SendosoOpenConnectors/ocnql/filter';
import { optionsOf } from '../../../nodes/shared/operations/fields';
import { readParameters } from '../../../nodes/shared/parameters/readParameters';
import { type Condition, evaluate, type Literal, parseOcnql } from '../../../sandbox/openConnectors/ocnql';

/** A condition as a user enters it, and what a clause has to say for it; undefined when it can't be read. */
interface Case {
	entry: IDataObject;
	meaning: Condition | undefined;
}

const ZONES = ['UTC', 'America/Los_Angeles', 'America/St_Johns', 'Europe/Berlin', 'Africa/Casablanca', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Chatham', 'Pacific/Kiritimati'];
const COMPARISONS = ['=', '!=', '<', '<=', '>', '>='] as const;

/** What might break out of a value, or be taken for something else. */
const snippet = fc.oneof(
	fc.constantFrom(
		"'", "''", "' OR '1'='1", "') OR (a = '", "\\'", '\\', '\\\\', '%', '_', '"', '`', '--', '/*', ';', ')', '(', ',', '=', '!=', '>=', ' ', '\n', '\r', '\t', '\0', '\u007f', '\u0085', '\u2028', '\ud800', '\udc00',
		' AND ', ' or ', 'NULL', 'IS NULL', 'LIKE', 'IN (', 'NOT', '00501', '02134', '1e3', '5', 'true', '2026-03-04', 'ʼ', '’', '＇', '％', '‮', '👨‍👩‍👧', 'é', 'e\u0301', 'İ', 'ß', '%27', '&apos;', '\\u0027', '{{', '${x}', '?', '&where=',
	),
	fc.string({ unit: 'binary', maxLength: 6 }),
	fc.string({ unit: 'grapheme', maxLength: 6 }),
	fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
);
/** Most values are a few pieces; half of them have none of the signs that are never sent. */
const anyText = fc.array(snippet, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
const text = fc.oneof(anyText, anyText.map((value) => value.replace(/[^\P{C}\p{Cf}\p{Co}\p{Cn}]|['\\\u2028\u2029]/gu, 'x'))).filter((value) => value !== '');

const name = fc.tuple(fc.constantFrom('_', 'a', 'Z', 'and', 'or', 'in', 'is', 'like', 'null', 'status'), fc.stringMatching(/^[\w-]{1,8}$/)).map((parts) => parts.join(''));
const field = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('.')).filter((path) => !/(^|\.)(and|or|not|in|is|like|null)(\.|$)/i.test(path));

const asText = (value: string): Literal => ({ type: 'text', value });

/** A value, how it was typed, and what it has to become. */
interface Typed {
	value: unknown;
	valueType: string;
	literal: Literal | undefined;
}

const texts: fc.Arbitrary<Typed> = fc.record({ value: text, valueType: fc.constantFrom('auto', 'text') }).map((typed) => ({ ...typed, literal: asText(typed.value) }));

const numbers: fc.Arbitrary<Typed> = fc
	.oneof(
		fc.integer(),
		fc.maxSafeInteger(),
		fc.double({ noNaN: true }).map(String),
		fc.tuple(fc.integer(), fc.nat(99)).map(([whole, part]) => `${whole}.${part}`),
		fc.tuple(fc.integer({ min: 1, max: 9 }), fc.stringMatching(/^\d{15,24}$/)).map((digits) => digits.join('')),
		fc.nat(99_999).map((digits) => String(digits).padStart(5, '0')),
		text,
	)
	.map((value) => {
		const typed = String(value).trim();
		// Said another way than in the node: exact decimals, compared digit by digit.
		const isExact = /^-?\d+(\.\d+)?$/.test(typed) && !/^-?0\d/.test(typed) && !/^-0(\.0*)?$/.test(typed) && sameDecimal(typed, Number(typed));
		return { value, valueType: 'number', literal: isExact ? { type: 'number', value: Number(typed), raw: typed } : undefined };
	});

/** Whether a number prints as the same digits, after zeros at the end of the fraction. */
function sameDecimal(digits: string, number: number): boolean {
	const [whole, fraction = ''] = digits.split('.');
	const [printedWhole, printedFraction = ''] = String(number).split('.');
	return whole === printedWhole && fraction.padEnd(40, '0') === printedFraction.padEnd(40, '0');
}

const booleans: fc.Arbitrary<Typed> = fc
	.constantFrom(true, false, 'true', ' False ', 'TRUE', 'yes', 0, "true' OR 'a' = 'a")
	.map((value) => {
		const word = String(value).trim().toLowerCase();
		return { value, valueType: 'boolean', literal: ['true', 'false'].includes(word) ? asText(word) : undefined };
	});

const moments = fc.integer({ min: Date.UTC(1995, 0), max: Date.UTC(2037, 0) });

/** Dates as people and expressions write them: with the offset of any zone, without one, as a day, as an object. */
const dates = (workflowZone: string): fc.Arbitrary<Typed> =>
	fc.tuple(moments, fc.constantFrom(...ZONES), fc.constantFrom('offset', 'utc', 'local', 'seconds', 'day', 'date', 'luxon', 'wrong')).map(([time, zone, style]) => {
		const there = DateTime.fromMillis(time, { zone });
		const here = DateTime.fromMillis(time, { zone: workflowZone });
		const typed: Record<string, [unknown, number]> = {
			offset: [there.toISO(), time],
			utc: [new Date(time).toISOString(), time],
			local: [here.toFormat("yyyy-MM-dd'T'HH:mm:ss.SSS"), time],
			seconds: [here.toFormat('yyyy-MM-dd HH:mm:ss'), time - here.millisecond],
			day: [here.toFormat('yyyy-MM-dd'), here.startOf('day').toMillis()],
			date: [new Date(time), time],
			luxon: [there, time],
			wrong: [`${here.toFormat('yyyy-MM-dd')}' OR 'a' = 'a`, NaN],
		};
		const isClear = here.getPossibleOffsets().length === 1 && here.startOf('day').getPossibleOffsets().length === 1 && here.startOf('day').hour === 0;
		// An hour that clocks show twice, or a midnight that they skip, has more than one reading.
		const [value, moment] = typed[isClear ? style : 'utc'] ?? [undefined, NaN];
		return { value, valueType: 'date', literal: Number.isNaN(moment) ? undefined : asText(new Date(moment).toISOString()) };
	});

const typed = (zone: string) => fc.oneof({ weight: 4, arbitrary: texts }, { weight: 2, arbitrary: numbers }, { weight: 2, arbitrary: dates(zone) }, booleans);

const compare = (zone: string): fc.Arbitrary<Case> =>
	fc.tuple(field, fc.constantFrom(...COMPARISONS), typed(zone)).map(([path, operator, { literal, ...entered }]) => ({
		entry: { field: path, operator, ...entered } as IDataObject,
		meaning: literal && { kind: 'compare', field: path, operator, value: literal },
	}));

const like = fc.tuple(field, fc.oneof(text, text.map((value) => `%${value}%`)), fc.constantFrom('auto', 'number', 'date')).map(
	([path, pattern, valueType]): Case => ({ entry: { field: path, operator: 'like', value: pattern, valueType }, meaning: { kind: 'like', field: path, pattern } }),
);

const inArray = (zone: string) =>
	fc.tuple(field, fc.oneof(texts, numbers, booleans, dates(zone)).chain(({ valueType }) => fc.tuple(fc.constant(valueType), fc.array(typed(zone).filter((value) => value.valueType === valueType), { maxLength: 4 })))).map(
		([path, [valueType, members]]): Case => {
			const literals = members.flatMap(({ literal }) => literal ?? []);
			return {
				entry: { field: path, operator: 'in', value: members.map(({ value }) => value), valueType } as IDataObject,
				meaning: literals.length === members.length && literals.length > 0 ? { kind: 'in', field: path, values: literals } : undefined,
			};
		},
	);

const inText = fc.tuple(field, fc.array(fc.tuple(fc.constantFrom('', ' '), text, fc.constantFrom('', '  ')), { minLength: 1, maxLength: 5 })).map(([path, parts]): Case => {
	const value = parts.map((part) => part.join('')).join(',');
	const values = value.split(',').map((part) => part.trim()).filter((part) => part !== '').map(asText);
	return { entry: { field: path, operator: 'in', value }, meaning: values.length === 0 ? undefined : { kind: 'in', field: path, values } };
});

const isNull = fc.tuple(field, fc.oneof(fc.constant(undefined), text)).map(([path, value]): Case => ({ entry: { field: path, operator: 'isNull', value, valueType: 'number' }, meaning: { kind: 'isNull', field: path } }));

const someCase = (zone: string) => fc.oneof({ weight: 5, arbitrary: compare(zone) }, { weight: 2, arbitrary: like }, { weight: 2, arbitrary: inArray(zone) }, { weight: 2, arbitrary: inText }, isNull);

/** Several conditions together, because one could swallow the next. */
const filter = fc.constantFrom(...ZONES).chain((zone) =>
	fc.record({
		zone: fc.constant(zone),
		cases: fc.array(someCase(zone), { minLength: 1, maxLength: 4 }),
		joint: fc.constantFrom('and', 'or'),
		recheck: fc.boolean(),
	}),
);

function readCases(cases: Case[], joint: string, recheckFilter: boolean, zone: string) {
	const parameters = { filterBy: 'conditions', conditions: { values: cases.map(({ entry }) => entry) }, combineConditions: joint, options: { recheckFilter } };
	const { values, problems: [problem] } = readParameters([...filterFields, optionsOf(listOptions)], parameters, parameters, zone);
	return problem ?? readFilter(values, { timezone: zone });
}

const join = (kind: 'and' | 'or', terms: Condition[]): Condition | undefined => (terms.length > 1 ? { kind, terms } : terms[0]);

/** The values of a condition that are quoted in a clause. */
function quoted(condition: Condition): string[] {
	if (condition.kind === 'like') return [condition.pattern];
	const literals = condition.kind === 'compare' ? [condition.value] : condition.kind === 'in' ? condition.values : [];
	return literals.flatMap((literal) => (literal.type === 'text' ? [literal.value] : []));
}

/** Whether a value must not be in a clause: nothing documents how to write it there, or it can't be encoded. */
const isForbidden = (value: string) => [...value].some((sign) => sign === "'" || sign === '\\' || /^[\p{Cc}\u2028\u2029\ud800-\udfff]$/u.test(sign));

/** A row that has a value at every field of the conditions. */
function rowOf(values: Array<[string, unknown]>): IDataObject {
	return Object.fromEntries(values) as IDataObject;
}

/** The row as the stand-in's evaluation wants it: dotted names lead into objects. */
function nested(row: IDataObject): IDataObject {
	const result: IDataObject = {};
	for (const [path, value] of Object.entries(row)) {
		const names = path.split('.');
		const last = names.pop() ?? '';
		let target = result;
		for (const step of names) {
			const inner = target[step];
			target = target[step] = typeof inner === 'object' && inner !== null ? (inner as IDataObject) : {};
		}
		target[last] = value;
	}
	return result;
}

let conditions = 0;

test('20,000 conditions come back from a parser as they were entered, or are left to the node, or are refused', () => {
	const seen = { sent: 0, leftOut: 0, refused: 0 };
	fc.assert(
		fc.property(filter, ({ zone, cases, joint, recheck }) => {
			conditions += cases.length;
			const result = readCases(cases, joint, recheck, zone);
			const meanings = cases.flatMap(({ meaning }) => meaning ?? []);
			const safe = meanings.filter((meaning) => !quoted(meaning).some(isForbidden));
			const mustRefuse = meanings.length < cases.length || (safe.length < meanings.length && !recheck);
			if ('message' in result) {
				seen.refused += 1;
				expect(mustRefuse).toBe(true);
				expect(result.message).toMatch(/'(Value|Field|Conditions)'/);
				expect(result.description).toMatch(/'.+'/);
				return;
			}
			expect(mustRefuse).toBe(false);
			const sent = joint === 'or' && safe.length < meanings.length ? [] : safe;
			seen.sent += sent.length;
			seen.leftOut += meanings.length - sent.length;
			expect(result.where === undefined ? undefined : parseOcnql(result.where)).toEqual(join(joint === 'or' ? 'or' : 'and', sent));
			if (result.where !== undefined) expect(decodeURIComponent(encodeURIComponent(result.where))).toBe(result.where);
			expect(result.accept !== undefined).toBe(recheck);
			expect(result.leftOut).toHaveLength(meanings.length - sent.length);
		}),
		{ numRuns: 9_000 },
	);
	expect(conditions).toBeGreaterThan(20_000);
	for (const count of Object.values(seen)) expect(count).toBeGreaterThan(500);
});

test('the node never drops a row that the conditions match, and judges what was left out as if it had been sent', () => {
	const judged = { kept: 0, dropped: 0, leftOut: 0 };
	const plain = filter.map((given) => ({ ...given, cases: given.cases.filter(({ meaning }) => meaning !== undefined) })).filter(({ cases }) => cases.length > 0);
	fc.assert(
		fc.property(plain, fc.infiniteStream(fc.nat(99)), fc.infiniteStream(text), ({ zone, cases, joint }, choices, others) => {
			const choice = () => Number(choices.next().value);
			const meanings = cases.flatMap(({ meaning }) => meaning ?? []);
			// Values of the conditions themselves, in other case, near them, or anything else.
			const values = meanings.flatMap((meaning): Array<[string, unknown]> => {
				if (!('field' in meaning)) return [];
				const wanted: unknown = meaning.kind === 'compare' ? meaning.value.value : meaning.kind === 'in' ? meaning.values[0]?.value : meaning.kind === 'like' ? meaning.pattern.replaceAll('%', 'any') : null;
				const variants = [wanted, String(wanted).toUpperCase(), `${String(wanted)}x`, String(others.next().value), null];
				return [[meaning.field, variants[choice() % variants.length]]];
			});
			const flat = rowOf(values);
			const row = nested(flat);
			const result = readCases(cases, joint, true, zone);
			if ('message' in result) throw new Error(result.message);
			const whole = join(joint === 'or' ? 'or' : 'and', meanings);
			const accepted = result.accept?.(row);
			if (whole && evaluate(whole, row)) {
				judged.kept += 1;
				expect(accepted).toBe(true);
			}
			if (accepted === false) judged.dropped += 1;
			// What the node applies alone is judged like what is sent too: the same value without the sign that keeps it back.
			if (meanings.length === 1 && result.leftOut?.length === 1) {
				judged.leftOut += 1;
				const [only] = meanings;
				const isClear = only?.kind === 'compare' && only.value.type === 'text' && ['=', 'in'].includes(only.operator);
				const value = values[0]?.[1];
				if (isClear && typeof value === 'string' && isFarFrom(value, String(only.value.value))) expect(accepted).toBe(false);
			}
		}),
		{ numRuns: 6_000 },
	);
	for (const count of Object.values(judged)) expect(count).toBeGreaterThan(50);
});

/** Whether two texts differ however case, blanks, and numbers or dates in them are seen; beyond ASCII that is hard to say. */
function isFarFrom(value: string, wanted: string): boolean {
	const letters = (raw: string) => raw.replace(/[^a-z]/gi, '').toLowerCase();
	const isPlain = [value, wanted].every((raw) => !/[^\p{ASCII}]/u.test(raw) && Number.isNaN(Date.parse(raw)));
	return isPlain && letters(value) !== letters(wanted);
}
