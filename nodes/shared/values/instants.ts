import type { IDataObject } from 'n8n-workflow';
import { textOf } from './json';

const DAY_ONLY = /^\d{4}-\d{2}-\d{2}$/;
const LOCAL = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?))?$/;

/**
 * Reads a date as a moment. A date with an offset stands for itself; one without is in the workflow's time zone.
 *
 * @param value ISO text, or a date object that an expression gave
 * @param timezone IANA name of the workflow's time zone
 * @param edge whether a date without a time means the beginning or the end of that day
 * @returns milliseconds since the epoch; NaN when the value is not a date
 */
export function readInstant(value: unknown, timezone: string, edge: 'start' | 'end' = 'start'): number {
	if (value instanceof Date) return value.getTime();
	if (typeof value === 'object' && value !== null && 'toMillis' in value && typeof value.toMillis === 'function') {
		return Number(value.toMillis());
	}
	if (typeof value !== 'string') return NaN;
	const text = value.trim();
	if (!isRealDay(text.slice(0, 10))) return NaN;
	const local = LOCAL.exec(text);
	if (!local) return timestampOf(text);
	const time = local[2] ?? (DAY_ONLY.test(text) && edge === 'end' ? '23:59:59.999' : '00:00');
	return inZone(Date.parse(`${local[1]}T${time}Z`), timezone);
}

/** Whether a calendar has this day; the parser would roll 30 February over to March. */
function isRealDay(day: string): boolean {
	const time = Date.parse(`${day}T00:00Z`);
	return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

/** The moment at which clocks in a zone show what clocks in UTC show at `wallClock`. */
function inZone(wallClock: number, timezone: string): number {
	if (Number.isNaN(wallClock)) return NaN;
	// The offset at the guess may differ from the one at the result around a clock change: settle in two steps.
	const guess = wallClock - offsetAt(wallClock, timezone);
	return wallClock - offsetAt(guess, timezone);
}

/** Milliseconds by which clocks in the zone are ahead of UTC at a moment. */
function offsetAt(moment: number, timezone: string): number {
	const parts = new Intl.DateTimeFormat('en-US', {
		timeZone: timezone,
		hourCycle: 'h23',
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit',
	}).formatToParts(moment);
	const part = (type: string) => Number(parts.find((entry) => entry.type === type)?.value);
	const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
	return shown - Math.floor(moment / 1000) * 1000;
}

/**
 * Reads a time that tells one moment, with its offset. Anything else, such as a date of two, two and four digits in an
 * order that is not published (A13), is not guessed at.
 *
 * @returns milliseconds since the epoch; NaN when it tells no moment
 */
export function timestampOf(value: unknown): number {
	const text = textOf(value);
	return /^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/i.test(text) ? Date.parse(text) : NaN;
}

/** When a listed record was created, in milliseconds since the epoch; NaN when it does not say. */
export function createdAt(row: IDataObject): number {
	return Date.parse(textOf(row.created_at));
}

/** Sorts by creation time, newest first; equal times by id, undated records last. */
export function byNewest(left: IDataObject, right: IDataObject): number {
	const [leftTime, rightTime] = [createdAt(left), createdAt(right)];
	if (Number.isNaN(leftTime) || Number.isNaN(rightTime)) return Number(Number.isNaN(leftTime)) - Number(Number.isNaN(rightTime));
	return rightTime - leftTime || Number(right.id) - Number(left.id);
}
