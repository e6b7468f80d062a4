import type { IDataObject } from 'n8n-workflow';
import { setPrint } from './contentPrint';
import { isFailed, type ListPage, type ListWalk } from '../walks/listWalk';
import type { Oddity } from './oddities';
import { idOf, type RecordTracker } from './recordTracker';
import type { WalkState } from './state';

/** Pages in succession with nothing new that end a list; fewer can be the work of records that moved. */
const MOST_STALE_PAGES = 3;

/** How a walk went on in a poll. */
export interface WalkResult {
	walk: WalkState;
	/** Whether it came to the end of the list; otherwise the time was over. */
	isAtEnd: boolean;
	found: Set<Oddity>;
	/** What the first page that could not be read met. */
	failure?: unknown;
}

/** What a walk asks of the poll. */
export interface WalkEnvironment {
	mayGoOn(): boolean;
	/** Looks at each page that this poll reads up to the first one with records; answers whether the walk may go on. */
	accepts(page: ListPage): Promise<boolean>;
	/** Whether a record says when it was changed. */
	isDated(row: IDataObject): boolean;
}

/** A walk that has not begun. */
export const newWalk = (startedAt: number): WalkState => ({ startedAt, count: 0, stale: 0 });

/**
 * Goes on with a walk until the list ends or the time is over. It ends with an empty page; a page that only repeats, or an
 * answer that there is no such page, ends it as well, with a doubt.
 *
 * @param walk where an earlier poll stopped; absent for a new one
 * @returns undefined when the records belong to another account
 * @throws what the first page of the poll met
 */
export async function readOn(list: ListWalk, walk: WalkState | undefined, tracker: RecordTracker, environment: WalkEnvironment): Promise<WalkResult | undefined> {
	const found = new Set<Oddity>();
	let current = walk;
	let failure: unknown;
	let missing: unknown;
	let isAccepted = false;
	for (;;) {
		const pages = await list.read();
		for (const page of pages) {
			if (isFailed(page)) {
				current ??= newWalk(0);
				if (page.isBehindTheEnd) return { walk: { ...current, isDoubtful: true }, isAtEnd: true, found: found.add('oddEnd'), failure };
				current.stale += 1;
				current.failed = [...(current.failed ?? []), page.number];
				// Pages that don't exist are the end of the list, unless others follow.
				if (page.isMissing) {
					current.hasGap = true;
					missing ??= page.failure;
				} else {
					current.isBroken = true;
					failure ??= page.failure;
				}
			} else {
				if (current === undefined || page.isRestart === true) {
					current = newWalk(page.serverTime);
					tracker.beginWalk();
				}
				if (!isAccepted && !(await environment.accepts(page))) return undefined;
				isAccepted ||= page.rows.length > 0;
				const isOver = take(page, current, tracker, environment, found);
				if (current.isBroken === true) failure ??= missing;
				if (isOver) return { walk: current, isAtEnd: true, found, failure };
			}
			if (current.stale >= MOST_STALE_PAGES) {
				// Nobody knows what stands behind them.
				const [from] = current.isBroken === true ? (current.failed ?? []).slice(-MOST_STALE_PAGES) : [];
				if (from !== undefined) current.failed = [...(current.failed ?? []), -from];
				return { walk: { ...current, isDoubtful: true }, isAtEnd: true, found: found.add('oddEnd'), failure };
			}
		}
		if (current) current.place = list.place;
		if (current && (pages.length === 0 || !environment.mayGoOn())) return { walk: current, isAtEnd: false, found, failure };
	}
}

/** Takes note of a page; answers whether the list ends with it. */
function take(page: ListPage, walk: WalkState, tracker: RecordTracker, environment: WalkEnvironment, found: Set<Oddity>): boolean {
	const { rows, total, isFollowed, number } = page;
	const before = walk.count;
	let unnamed = page.unreadable ?? 0;
	let foreign = 0;
	for (const row of rows) {
		const sight = tracker.see(row, number);
		if (sight === 'unnamed') unnamed += 1;
		if (sight === 'foreign') foreign += 1;
		if (sight === 'first') walk.count += 1;
		if (!environment.isDated(row)) walk.isUndated = true;
	}
	const fresh = walk.count - before;
	const isFirst = walk.firstPage === undefined;
	noteCount(page, walk, isFirst);
	if (unnamed > 0) found.add('unnamed');
	if (total === undefined) found.add('noCount');
	if (page.isWarned === true) {
		walk.isDoubtful = true;
		found.add('warned');
	}
	if (rows.length + unnamed === 0) {
		// One empty page may be a mistake where the server promises more.
		const isOver = !isFollowed || walk.isEmpty === true;
		walk.isEmpty = true;
		if (isOver && walk.total !== undefined && walk.total !== walk.count) found.add('wrongCount');
		return isOver;
	}
	if (walk.hasGap === true) walk.isBroken = true;
	if (walk.isEmpty === true) walk.isDoubtful = true;
	walk.hasGap = false;
	if (walk.isShort === true) found.add('smallPages');
	walk.isEmpty = false;
	walk.isShort = rows.length < page.pageSize;
	const print = setPrint(rows.map((row, place) => `${place} ${idOf(row)}`));
	// Entries without an ID can't be told apart, and a single record may only stand twice.
	const isRepeat = !isFirst && rows.length > 1 && (print === walk.firstPage || print === walk.lastPage) && rows.some((row) => idOf(row) !== '');
	const bringsOthers = foreign > 0 && print !== walk.firstPage && print !== walk.lastPage;
	walk.stale = fresh > 0 || bringsOthers ? 0 : walk.stale + 1;
	if (isFirst) walk.firstPage = print;
	walk.lastPage = print;
	if (fresh + unnamed + foreign < rows.length && !isRepeat) found.add('twice');
	if (!isRepeat || fresh > 0) return false;
	walk.isDoubtful = true;
	found.add('oddEnd');
	return true;
}

/** Compares the number of records that a page announces with that of the page before. */
function noteCount({ total }: ListPage, walk: WalkState, isFirst: boolean) {
	if (isFirst) walk.total = total;
	if (total === walk.total) return;
	// Either the list changed meanwhile, or a page of it is a mistake.
	walk.isDoubtful = true;
	delete walk.total;
}
