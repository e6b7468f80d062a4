import type { IDataObject } from 'n8n-workflow';
import { textOf } from './json';

const SECOND_MS = 1_000;
const DAY_MS = 86_400_000;

const LOCAL = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?))?$/;

/**
 * Reads a date as a moment. A date with an offset stands for itself; one without is in the workflow's time zone.
 *
 * @param value ISO text, or a date object that an expression gave
 * @param timezone IANA name of the workflow's time zone
 * @param edge whether the moment is where something starts or where it ends: a date without a time is the first or the last
 *     moment of that day, and a time that clocks show twice the first or the last one
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
	const time = local[2] ?? (edge === 'end' ? '23:59:59.999' : '00:00');
	return inZone(Date.parse(`${local[1]}T${time}Z`), timezone, edge);
}

/** Whether a calendar has this day; the parser would roll 30 February over to March. */
function isRealDay(day: string): boolean {
	const time = Date.parse(`${day}T00:00Z`);
	return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

/**
 * The moment at which clocks in a zone show what clocks in UTC show at `wallClock`. What they show twice, because they are
 * set back, is the first moment as a start and the last one as an end. What they never show, because they are set forward,
 * is the first moment behind the gap as a start, and the last one in front of it as an end.
 */
function inZone(wallClock: number, timezone: string, edge: 'start' | 'end'): number {
	if (Number.isNaN(wallClock)) return NaN;
	const offsetAt = offsetsOf(timezone);
	// No zone is a day away from UTC, so that these are the offsets before and after a change around the moment.
	const offsets = [wallClock - DAY_MS, wallClock + DAY_MS].map(offsetAt);
	const moments = offsets.map((offset) => wallClock - offset);
	const shown = moments.filter((moment, place) => offsetAt(moment) === offsets[place]);
	if (shown.length > 0) return edge === 'start' ? Math.min(...shown) : Math.max(...shown);
	const change = changeBetween(Math.min(...moments), Math.max(...moments), offsetAt);
	return edge === 'start' ? change : change - 1;
}

/** Milliseconds by which clocks in some zone are ahead of UTC at a moment. */
type OffsetAt = (moment: number) => number;

/** The moment at which clocks are set anew, behind one moment and not behind another one; a whole second. */
function changeBetween(before: number, after: number, offsetAt: OffsetAt): number {
	let [early, late] = [Math.floor(before / SECOND_MS), Math.ceil(after / SECOND_MS)];
	const offset = offsetAt(after);
	while (late - early > 1) {
		const middle = Math.floor((early + late) / 2);
		if (offsetAt(middle * SECOND_MS) === offset) late = middle;
		else early = middle;
	}
	return late * SECOND_MS;
}

/** The offsets of a zone. */
function offsetsOf(timezone: string): OffsetAt {
	const clocks = new Intl.DateTimeFormat('en-US', {
		timeZone: timezone,
		hourCycle: 'h23',
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
		hour: '2-digit',
		minute: '2-digit',
		second: '2-digit',
	});
	return (moment) => {
		const parts = clocks.formatToParts(moment);
		const part = (type: string) => Number(parts.find((entry) => entry.type === type)?.value);
		const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
		return shown - Math.floor(moment / SECOND_MS) * SECOND_MS;
	};
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
export function newestFirst(rows: IDataObject[]): IDataObject[] {
	let before: Dated | undefined;
	const isSorted = rows.every((row) => {
		const current = { row, time: createdAt(row) };
		const isBehind = before === undefined || compare(before, current) <= 0;
		before = current;
		return isBehind;
	});
	if (isSorted) return rows;
	// Reading the time of a row for every comparison would cost more than all else.
	const dated = rows.map((row) => ({ row, time: createdAt(row) }));
	return dated.sort(compare).map(({ row }) => row);
}

/** Compares two records for the order of {@link newestFirst}. */
export function byNewest(left: IDataObject, right: IDataObject): number {
	return compare({ row: left, time: createdAt(left) }, { row: right, time: createdAt(right) });
}

interface Dated {
	row: IDataObject;
	time: number;
}

function compare({ row: left, time: leftTime }: Dated, { row: right, time: rightTime }: Dated): number {
	if (Number.isNaN(leftTime) || Number.isNaN(rightTime)) return Number(Number.isNaN(leftTime)) - Number(Number.isNaN(rightTime));
	return rightTime - leftTime || Number(right.id) - Number(left.id);
}
