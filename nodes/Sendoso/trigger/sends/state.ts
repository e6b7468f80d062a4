import { isRow } from '../../../shared/values/json';
import { isNumber, isNumberOrAbsent, isTexts } from '../../../shared/values/stored';
import type { ListOrder } from '../../sendList/rowsInPlace';
import type { ScanState } from './reading/backgroundScan';
import type { Gap } from './reading/gaps';
import type { ListEnd } from './reading/listEnd';

/** What is remembered of followed sends. */
export interface StatusState {
	/** Server time from which on the history of a send is told that is met for the first time. */
	since: number;
	/** Days of following. */
	days: number;
	/** Walks through the whole list since then, two at the most: afterwards every send was met. */
	passes: number;
	/** A walk came to the end of the list, though it may have left something out: the next ones need no hurry. */
	hasWalked: boolean;
	/** Rank at which the next poll goes on when not all pages with open sends could be read. */
	cursor?: number;
	/** Statuses that the codes of the histories stand for. */
	names: string[];
	/** The followed sends, packed. */
	tracked: string;
}

/** What is remembered of sends. All moments are server times, in milliseconds since the epoch. */
export interface SendState {
	order: ListOrder;
	/** Rows on a full page. */
	size: number;
	/** The last page, in a list that comes oldest first. */
	end: ListEnd;
	/** When the last poll began. */
	now: number;
	/** Everything created before was read, but for the gaps. */
	settled: number;
	/** The same, as of the poll before: a clock that steps back makes the later one too late. */
	confirmed: number;
	/** Sends that the server counted. */
	total?: number;
	gaps: Gap[];
	/** Nothing created before is new; absent once the whole list was looked at twice. */
	from?: number;
	/** Walks through the whole list, two at the most. */
	passes: number;
	/** When the last walk through the whole list began, and the one before. */
	complete: number;
	completeBefore: number;
	scan: ScanState;
	/** New sends met so far, and some: ranks are counted from it in a list that comes newest first. */
	pushed: number;
	/** Creation time of the newest send that is remembered no more. */
	forgotten?: number;
	/** The sends that were met, packed. */
	known: string;
	/** How many sends created before this moment, about that of the first poll, may still come out. */
	existing?: { left: number; before: number };
	/** What the next poll begins with. */
	turn: number;
	/** What was odd about the list, and was said. */
	odd: string[];
	status?: StatusState;
}

/** Whether a stored value is a whole state of sends. */
export function isSendState(value: unknown): value is SendState {
	if (!isRow(value) || !isRow(value.end) || !isRow(value.scan)) return false;
	const { order, size, end, now, settled, confirmed, complete, completeBefore, total, gaps, from, passes, scan, pushed, forgotten, known, existing, turn, odd, status } = value;
	return (
		['newestFirst', 'oldestFirst', 'none'].includes(order as string) &&
		[size, end.page].every((count) => isNumber(count) && count >= 1) &&
		[now, settled, confirmed, complete, completeBefore, passes, pushed, turn].every(isNumber) &&
		[total, from, forgotten, end.empty, end.stride, scan.page, scan.startedAt].every(isNumberOrAbsent) &&
		Array.isArray(gaps) &&
		gaps.every(isGap) &&
		typeof known === 'string' &&
		(scan.print === undefined || typeof scan.print === 'string') &&
		[scan.oddEnd, scan.lastOddEnd].every(isNumberOrAbsent) &&
		(scan.run === undefined || (isRow(scan.run) && isNumber(scan.run.page))) &&
		isTexts(odd) &&
		(existing === undefined || (isRow(existing) && isNumber(existing.left) && isNumber(existing.before))) &&
		(status === undefined || isStatusState(status))
	);
}

function isStatusState(value: unknown): boolean {
	if (!isRow(value)) return false;
	const { since, days, passes, hasWalked, cursor, names, tracked } = value;
	return [since, days, passes].every(isNumber) && typeof hasWalked === 'boolean' && isNumberOrAbsent(cursor) && isTexts(names) && typeof tracked === 'string';
}

function isGap(value: unknown): boolean {
	return isRow(value) && isNumber(value.lower) && (value.upper === null || isNumber(value.upper)) && isNumberOrAbsent(value.rank);
}
