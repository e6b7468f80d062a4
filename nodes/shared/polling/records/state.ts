import { isRow } from '../../values/json';
import { isNumber, isNumberOrAbsent, isTexts } from '../../values/stored';
import { setPrint } from './contentPrint';
import { isPackedRecords, type PackedRecords } from './knownRecords';

/** A walk through the list that is under way. */
export interface WalkState {
	/** Where it goes on, in the words of the list; absent at its beginning. */
	place?: unknown;
	/** Server time when it began, in milliseconds since the epoch. */
	startedAt: number;
	/** Different records that it has met. */
	count: number;
	/** The number of records that every page so far announced; absent before the first page and when they differ. */
	total?: number;
	/** A page could not be read, so that this walk proves no removal. */
	isBroken?: boolean;
	/** The last pages do not exist, as the server answers. */
	hasGap?: boolean;
	/** What the list itself, or its end, says against its being whole. */
	isDoubtful?: boolean;
	/** A record did not say when it was changed. */
	isUndated?: boolean;
	/** Pages in succession that held nothing new. */
	stale: number;
	/** Numbers of pages that could not be read. */
	failed?: number[];
	/** Ids of the first page and of the last one, as prints. */
	firstPage?: string;
	lastPage?: string;
	/** Whether the last page held fewer records than a page has, or none. */
	isShort?: boolean;
	isEmpty?: boolean;
}

/** The last walk that came to the end of the list. */
export interface Reading {
	/** Print of the ids that it met. */
	ids: string;
	/** Server time when it began, in milliseconds since the epoch. */
	at: number;
	/** Readings in succession that met the same, this one included. */
	alike: number;
	/** Whether the first of them was made by an earlier poll. */
	isOld: boolean;
}

/**
 * A record that the list does not hold though it can be read as an active one, and when it is asked for again. A wait below
 * 0 stands for one that was not asked for so far, of which others like it gave reason to doubt.
 */
export type Unlisted = [id: string, at: number, wait: number];

/** What is remembered of campaigns, groups, users or return addresses. All moments are server times. */
export interface RecordState {
	/** Shape of the state. */
	format: typeof FORMAT;
	/** Tells the events of this baseline from those of another one. */
	mark: string;
	/** Nothing created before can be new to anybody. */
	bornAt: number;
	known: PackedRecords;
	/** Revision of records that are met for the first time; above 0 once some that left were forgotten. */
	floor?: number;
	/** From when on a dated record is new; until the whole list is known. */
	newFrom?: number;
	/** Pages that no walk has read so far: what stands there may be old. One below 0 stands for all pages from there on. */
	unread?: number[];
	/** What was created from `from` on comes out, and what says no time, until the whole list is known; at most `left` more. */
	existing?: { from: number; left: number };
	/** Walks that came to the end of the list before all of it was known. */
	readings: number;
	last?: Reading;
	walk?: WalkState;
	unlisted?: Unlisted[];
	/** There was no time to ask for all missing records that should be asked for: the next poll begins with them. */
	isLate?: boolean;
	/** Names of members whose change alone is no event. */
	ignored: string[];
	/** Changed records alone can be read; server times of the last reading of the whole list, and of any. */
	narrowing?: { fullAt: number; readAt: number };
	/** What was odd about the list, and was said. */
	odd: string[];
}

/** Counts up when what is stored means something else: a print that is made in another way would call everything updated. */
export const FORMAT = 3;

/** Whether a stored value is a whole state of records. */
export function isRecordState(value: unknown): value is RecordState {
	if (!isRow(value) || value.format !== FORMAT) return false;
	const { mark, bornAt, known, floor, newFrom, existing, readings, last, walk, unlisted, ignored, narrowing, odd, unread } = value;
	return (
		typeof mark === 'string' &&
		[bornAt, readings].every(isNumber) &&
		[floor, newFrom].every(isNumberOrAbsent) &&
		(unread === undefined || isNumbers(unread)) &&
		isPackedRecords(known) &&
		// Records that were met are remembered, even when they have left.
		(known.entries !== '' || !isRow(last) || last.ids === setPrint([])) &&
		(existing === undefined || (isRow(existing) && isNumber(existing.from) && isNumber(existing.left))) &&
		(last === undefined || (isRow(last) && typeof last.ids === 'string' && isNumber(last.at) && isNumber(last.alike))) &&
		(walk === undefined || isWalkState(walk)) &&
		(unlisted === undefined || (Array.isArray(unlisted) && unlisted.every(isUnlisted))) &&
		(narrowing === undefined || (isRow(narrowing) && isMoment(narrowing.fullAt) && isMoment(narrowing.readAt))) &&
		[ignored, odd].every(isTexts)
	);
}

function isWalkState(value: unknown): boolean {
	if (!isRow(value)) return false;
	const { startedAt, count, stale, total, failed } = value;
	return [startedAt, count, stale].every(isNumber) && isNumberOrAbsent(total) && (failed === undefined || isNumbers(failed));
}

function isUnlisted(value: unknown): boolean {
	return Array.isArray(value) && value.length === 3 && typeof value[0] === 'string' && isNumber(value[1]) && isNumber(value[2]);
}

/** Whether a number can be a date. */
function isMoment(value: unknown): boolean {
	return isNumber(value) && !Number.isNaN(new Date(value).getTime());
}

function isNumbers(value: unknown): value is number[] {
	return Array.isArray(value) && value.every(isNumber);
}
