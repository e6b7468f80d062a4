import type { PollContext } from '../../../../shared/polling/pollContext';
import { RECENT_MS } from '../../../../shared/polling/poller';
import { isEnough, orderTold } from '../../../sendList/rowsInPlace';
import type { ListOrder } from '../../../sendList/rowsInPlace';
import { BackgroundScan, type ScanState, type ScanTerms } from './backgroundScan';
import { type Gap, GapReader, tidyGaps } from './gaps';
import { EndFinder, type ListEnd } from './listEnd';
import { OpenSendsReader } from './openSends';
import type { Tracked } from '../sendCodec';
import { SendPages, WAVE } from './sendPages';
import type { SendState } from '../state';

/** Sends may show up as late as this after their creation, in milliseconds. */
export const GRACE_MS = RECENT_MS;

/** What is to be read. */
export interface ReadingPlan {
	/** The sends that are followed and not at rest. */
	open: Tracked[];
	cursor: number | undefined;
	/** How far the background scan goes. */
	scan: Omit<ScanTerms, 'believesCount'>;
	/** New sends among those read so far, so that places in the list can be told. */
	countNew(): number;
}

/** What was read, and where the next poll goes on. */
export interface SendReading {
	/** Order of the list, as all pages of this poll tell it. */
	order: ListOrder;
	end: ListEnd;
	/** Sends in the list, as the server counted them when all was settled. */
	total: number | undefined;
	settled: number;
	gaps: Gap[];
	scan: BackgroundScan;
	/** Where the next poll goes on with it. */
	scanNext: ScanState;
	/** Sends that the list certainly does not hold. */
	absent: Set<string>;
	cursor: number | undefined;
	turn: number;
	/** Rank of a place in the list. */
	rankOf(page: number, index: number): number;
}

/**
 * A moment of an earlier poll, by a clock that may have stepped back since: then the moment before it counts.
 *
 * @param latest server time that was taken down last
 * @param before the one that was taken down before it
 */
export function trusted(latest: number, before: number, now: number): number {
	return now >= latest ? latest : Math.min(before, now);
}

/** Turns after which they are counted anew: a multiple of the number of tasks. */
const MOST_TURNS = 60;

/** One thing that a poll reads for. */
interface Task {
	wanted(most: number): number[];
}

/**
 * Opens the list at its newest end, or where that was the last time. In a list that was never read the first page tells
 * the order.
 *
 * @returns the pages read so far, and where the list ended
 */
export async function openPages(state: SendState | undefined, size: number, poll: PollContext): Promise<{ pages: SendPages; end: ListEnd }> {
	const end = state?.end ?? { page: 1, stride: 1 };
	const pages = new SendPages(poll, state?.order ?? 'newestFirst', state?.size ?? size, end.page);
	const [newest] = await Promise.allSettled([pages.read([pages.isReversed ? end.page : 1])]);
	// The last page of a list may fail for ever, and the others be read all the same.
	if (newest.status === 'rejected') {
		if (!pages.isReversed || end.page === 1) throw newest.reason;
		await pages.read([end.page + 1]);
	}
	// A list that became shorter is looked at from its beginning.
	if (pages.isEmpty) await pages.read([1]);
	if (state === undefined) pages.setOrder(orderTold(timesOf(pages)) ?? 'newestFirst');
	return { pages, end };
}

/**
 * Reads what a poll has time for: new sends first, and then in turns what earlier polls left over, the pages with open
 * sends, and some of the rest of the list.
 */
export async function readSends(state: SendState, pages: SendPages, endBefore: ListEnd, plan: ReadingPlan): Promise<SendReading> {
	// A server that was found to count wrong may count so that a page looks like the last one.
	const terms = { ...plan.scan, believesCount: state.from === undefined && !state.odd.includes('wrongCount') };
	const scan = new BackgroundScan(pages, state.scan, terms);
	const end = pages.isReversed ? await findEnd(pages, endBefore, scan) : endBefore;
	pages.end = end.page;
	const isOrdered = pages.order !== 'none' && (!pages.isReversed || end.stride === undefined);
	const pushed = () => state.pushed + plan.countNew();
	const positionOf = (page: number, index: number) => (page - 1) * pages.size + index;
	const rankOf = (page: number, index: number) => (pages.isReversed ? positionOf(page, index) : pushed() - positionOf(page, index));
	// Ranks of a list that came in another order lead nowhere; what goes on behind the last known page does so there.
	const pageOf = (rank: number) => Math.max(1, Math.min(pages.lastKnown + 1, Math.floor((pages.isReversed ? rank : pushed() - rank) / pages.size) + 1));
	const stepOf = (rank: number) => pages.stepOf(pageOf(rank));
	const lower = Math.max(trusted(state.settled, state.confirmed, pages.serverTime) - GRACE_MS, state.from ?? -Infinity);
	const totalNow = () => pages.get(pages.pageAt(0))?.total;
	// Sends that show up late make the list longer than the new ones that were met do.
	const isExplained = () => state.total !== undefined && totalNow() === state.total + plan.countNew();
	const isEnough = (reached: number) => isExplained() && (reached < lower + GRACE_MS || plan.countNew() === 0);
	const front = new GapReader(pages, { lower, upper: null }, 0, isEnough);
	const gaps = state.gaps.map((gap) => new GapReader(pages, gap, gap.rank === undefined ? undefined : stepOf(gap.rank)));
	const open = new OpenSendsReader(pages, isOrdered ? plan.open : [], stepOf, plan.cursor);
	// Gaps take turns, too.
	const first = state.turn % Math.max(1, gaps.length);
	const inTurn = [...gaps.slice(first), ...gaps.slice(0, first)];
	const older: Task = { wanted: (most) => inTurn.map((gap) => gap.wanted(most)).find(({ length }) => length > 0) ?? [] };
	const turn = await takeTurns(pages, isOrdered ? [front, older, open, older, scan] : [scan], state.turn);
	const order = orderNow(pages);
	let scanNext = scan.state;
	if (pages.order === 'none' && scan.isComplete) {
		// New sends may be anywhere: the next walk does not wait for the next poll.
		const another = new BackgroundScan(pages, {}, terms);
		await takeTurns(pages, [another], 0);
		scanNext = another.state;
	}
	// The count belongs to what is settled.
	const base = { order, total: state.total, end: endAfter(pages, end, scan), scan, scanNext, cursor: open.cursor, turn, rankOf };
	// What contradicts the order was not read in it: nothing is settled. Places lead nowhere once it is the opposite one.
	if (order !== pages.order) {
		const isTurned = order !== 'none' && pages.order !== 'none';
		const places = isTurned ? { gaps: state.gaps.map((gap) => ({ ...gap, rank: undefined })), cursor: undefined } : { gaps: state.gaps };
		return { ...base, ...places, settled: state.settled, absent: new Set() };
	}
	if (order === 'none') return { ...base, settled: scan.isComplete && scan.startedAt <= pages.serverTime ? scan.startedAt : state.settled, gaps: scan.isComplete ? [] : state.gaps, absent: new Set() };
	const firstOf = (page: number) => rankOf(page, 0);
	const left = gaps.flatMap((gap) => gap.left(firstOf));
	const newest = isOrdered ? front.left(firstOf) : [{ lower, upper: null }];
	const isUnread = newest.some(({ upper }) => upper === null);
	return {
		...base,
		...(isUnread ? {} : { total: totalNow() }),
		settled: isUnread ? state.settled : pages.serverTime,
		gaps: tidyGaps([...left, ...(isUnread ? [] : newest)]),
		absent: open.absent,
	};
}

/** Finds the end of a list that comes oldest first. The background scan goes on meanwhile, so that it comes to its end, too. */
async function findEnd(pages: SendPages, before: ListEnd, scan: BackgroundScan): Promise<ListEnd> {
	const finder = new EndFinder(pages, before);
	for (let isFirst = true; pages.mayGoOn && finder.wanted().length > 0; isFirst = false) {
		if (!isFirst) await readNext(pages, scan);
		await readNext(pages, finder);
	}
	finder.wanted();
	return finder.end;
}

/** Lets each task read some pages in turn, until none wants more or the time is over; answers whose turn is next. */
async function takeTurns(pages: SendPages, tasks: Task[], begin: number): Promise<number> {
	const [first] = tasks;
	// New sends come before all else, but for one page only where time is short.
	if (first) await readNext(pages, first);
	let turn = begin;
	for (let idle = 0; idle < tasks.length && pages.mayGoOn; turn++) {
		const task = tasks[turn % tasks.length];
		const hasRead = task !== undefined && (await readNext(pages, task));
		idle = hasRead ? 0 : idle + 1;
	}
	// Each takes note of what was read last.
	for (const task of tasks) task.wanted(1);
	return turn % MOST_TURNS;
}

async function readNext(pages: SendPages, task: Task): Promise<boolean> {
	const numbers = task.wanted(WAVE);
	if (numbers.length === 0) return false;
	await pages.read(numbers);
	return true;
}

/**
 * The order of the list, as all pages of this poll tell it. A few rows overthrow none that was found before, and neither does
 * a single page among others: a burst of sends, or an import, may stand on it in any order.
 */
function orderNow(pages: SendPages): ListOrder {
	const times = timesOf(pages);
	const told = isEnough(times) ? orderTold(times) : undefined;
	if (told === undefined || pages.order === 'none') return told ?? pages.order;
	const telling = pages.numbers.map((number) => timesOn(pages, number)).filter(isEnough);
	const against = telling.filter((page) => (orderTold(page) ?? pages.order) !== pages.order);
	return telling.length > 1 && against.length === 1 ? pages.order : told;
}

/** Creation times of all that was read, in the order of the list. */
function timesOf(pages: SendPages): number[] {
	return pages.numbers.flatMap((number) => timesOn(pages, number));
}

function timesOn(pages: SendPages, number: number): number[] {
	return (pages.get(number)?.sends ?? []).map(({ at }) => at);
}

function endAfter(pages: SendPages, end: ListEnd, { foundEnd }: BackgroundScan): ListEnd {
	if (!pages.isReversed) return { page: pages.lastKnown, stride: 1 };
	// The list may go on behind what was taken for its end.
	return foundEnd !== undefined && foundEnd > end.page ? { page: foundEnd } : end;
}
