import type { IDataObject } from 'n8n-workflow';
import { readInstant } from '../../shared/values/instants';
import { isRow } from '../../shared/values/json';
import type { Condition } from './conditions';
import type { Literal } from './literals';

/** The least and the most that a value can be when read as a number, a moment or a boolean. */
type Span = [number, number];

/** Whether an operator holds for the order of a row's value and the wanted one. */
const HOLDS: Record<string, (order: number) => boolean> = {
	'=': (order) => order === 0,
	'!=': (order) => order !== 0,
	'<': (order) => order < 0,
	'<=': (order) => order <= 0,
	'>': (order) => order > 0,
	'>=': (order) => order >= 0,
};

const HOUR = 3_600_000;
const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i;
/** Made for the first comparison: it reads the rules of a language, for which every start of n8n would wait. */
let collator: Intl.Collator | undefined;

/**
 * Whether a row may match a condition: false only when it certainly doesn't. A field that is not there can't tell,
 * because null members are removed from answers (fact 35).
 */
export function mayMatch(row: IDataObject, { field, operator, literals }: Condition): boolean {
	const value = valueAt(row, field);
	// An empty text is no value to some providers.
	if (operator === 'isNull') return value === undefined || value === null || value === '';
	if (value === undefined || value === null || typeof value === 'object') return true;
	const text = String(value);
	if (operator === 'like') return literals.some((literal) => isLike(text, literal.value));
	const holds = HOLDS[operator === 'in' ? '=' : operator];
	return literals.some((literal) => {
		const orders = possibleOrders(text, literal);
		return holds === undefined || orders.length === 0 || orders.some(holds);
	});
}

/** The value of a field; a dotted name leads into objects unless the row has it as it is. */
function valueAt(row: IDataObject, field: string): unknown {
	if (Object.hasOwn(row, field)) return row[field];
	return field.split('.').reduce<unknown>((value, name) => (isRow(value) && Object.hasOwn(value, name) ? value[name] : undefined), row);
}

/**
 * Every order (below, equal, above) that a provider may see between a row's value and the wanted one. Nothing says
 * whether it minds case, accents or surrounding space, and a quoted number or date may be compared as what it looks like:
 * all of these count. No order at all means that it can't be told.
 */
function possibleOrders(text: string, { type, value }: Literal): number[] {
	if (text === value) return [0];
	const orders = (type === 'text' ? Object.values(SPANS) : [SPANS[type]]).flatMap((read) => {
		const [row, wanted] = [read(text), read(value)];
		return row && wanted ? compareSpans(row, wanted) : [];
	});
	// A boolean goes out quoted, so that it may be compared as text too.
	if (type === 'text' || (type === 'boolean' && orders.length > 0)) {
		collator ??= new Intl.Collator('en', { sensitivity: 'base' });
		orders.push(text < value ? -1 : 1, collator.compare(text.trim(), value.trim()));
	}
	return orders;
}

function compareSpans([low, high]: Span, [wantedLow, wantedHigh]: Span): number[] {
	if (high < wantedLow) return [-1];
	if (low > wantedHigh) return [1];
	return low === high && wantedLow === wantedHigh ? [0] : [-1, 0, 1];
}

/** What a text can be read as besides text. */
const SPANS: Record<Exclude<Literal['type'], 'text'>, (text: string) => Span | undefined> = {
	number: (text) => {
		const number = text.trim() === '' ? NaN : Number(text);
		if (Number.isNaN(number)) return undefined;
		// More digits than a number holds: nearly this one.
		const slack = text.replace(/\D/g, '').length > 15 ? Math.abs(number) * Number.EPSILON : 0;
		return [number - slack, number + slack];
	},
	date: (text) => {
		const [, day, time = '00:00', offset] = MOMENT.exec(text.trim()) ?? [];
		if (day === undefined) return undefined;
		const at = readInstant(`${day}T${time}${offset ?? 'Z'}`, 'UTC');
		if (Number.isNaN(at)) return undefined;
		if (offset !== undefined) return [at, at + (time.length > 12 ? 1 : 0)];
		// Whose clock this is remains unknown: zones reach from 14 hours ahead of UTC to 12 behind it.
		return [at - 14 * HOUR, at + (text.includes(':') ? 12 : 36) * HOUR];
	},
	boolean: (text) => {
		const at = ['0', '1', 'false', 'true'].indexOf(text.trim().toLowerCase());
		return at === -1 ? undefined : [at % 2, at % 2];
	},
};

/** LIKE without regard to case and accents. Many parsers know `_` as a wildcard too, so that it fits anything here. */
function isLike(text: string, pattern: string): boolean {
	// Some take a backslash for an escape: then the sign behind it is none of these, and nobody knows which pattern is meant.
	if (pattern.includes('\\')) return true;
	const subject = fold(text);
	const [first = '', ...parts] = fold(pattern).split(/[%_]/);
	const last = parts.pop();
	if (last === undefined) return subject === first;
	if (!subject.startsWith(first)) return false;
	let at = first.length;
	for (const part of parts) {
		const found = subject.indexOf(part, at);
		if (found === -1) return false;
		at = found + part.length;
	}
	return subject.length - last.length >= at && subject.endsWith(last);
}

/** Both cases in turn, because some letters meet only in one of them. */
function fold(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().toUpperCase();
}
