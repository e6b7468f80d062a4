import type { PollContext } from '../pollContext';
import { setPrint } from './contentPrint';
import { type KnownRecords, MOST_MISSES } from './knownRecords';
import type { Reading, Unlisted, WalkState } from './state';

/** Missing records that are asked for one by one when they were not missing before; of more, the readings decide. */
const MOST_SINGLE_READS = 8;

/** How many of those are asked for first. */
const SAMPLE = 2;

/** Stands for a record that was not asked for so far. */
const UNASKED = -1;

/** Records that are asked for again in a poll, because they can be read though the list does not hold them. */
const MOST_ASKED_AGAIN = 2;

/** Such records that are remembered. */
const MOST_UNLISTED = 500;

/** How long such a record is left alone after the second question, and at most, in milliseconds. */
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 86_400_000;

/** Readings in succession with the same ids that prove what is missing; more of those that are in doubt. */
const ENOUGH_ALIKE = 2;
const ENOUGH_DOUBTFUL = 3;

/** Complete readings in succession without a record after which it has left, even if no two of them were alike. */
const ENOUGH_MISSES = 6;

/** What is known before a reading is looked at. */
export interface Before {
	last: Reading | undefined;
	unlisted: Unlisted[];
	/** Whether somebody wants to know of what has left, so that requests may be made for it. */
	isAsked: boolean;
	/** Whether this poll has made a reading before. */
	isSecond: boolean;
}

/** What a complete reading says of the records that it did not hold. */
export interface Verdict {
	reading: Reading;
	/** Records that have certainly left the list. */
	gone: string[];
	unlisted: Unlisted[];
	/** Whether there was no time to ask for all that should be asked for. */
	isLate: boolean;
	/** Whether a second reading in the same poll can settle what became of the others. */
	isOpen: boolean;
	/** Whether the list came back empty though it was not. */
	isEmpty: boolean;
}

/**
 * Judges the records that a reading to the end of the list did not hold (interface 4): what a record itself says counts,
 * and then whether two readings found the same ids. One that is in doubt has to be met by an earlier poll, and once more.
 */
export async function judge(known: KnownRecords, walk: WalkState, { last, unlisted: before, isAsked, isSecond }: Before, poll: PollContext): Promise<Verdict> {
	const missing: string[] = [];
	const met: string[] = [];
	for (const [id, record] of known.all) {
		if (record.print === undefined) continue;
		if (record.isSeen) met.push(id);
		else missing.push(id);
	}
	const isEmpty = met.length === 0 && missing.length > 0;
	const isDoubtful = walk.isDoubtful === true || isEmpty;
	const ids = setPrint(met);
	const isAlike = last?.ids === ids;
	const alike = isAlike ? Math.min(ENOUGH_DOUBTFUL, last.alike + 1) : 1;
	const isOld = isAlike && (!isSecond || last.isOld);
	const reading: Reading = { ids, at: walk.startedAt, alike, isOld };
	const enough = isDoubtful ? ENOUGH_DOUBTFUL : ENOUGH_ALIKE;
	const isConfirmed = alike >= enough && (isOld || !isDoubtful);
	const nobody = { gone: new Set<string>(), unlisted: isAsked ? before : [], isLate: false };
	// An empty answer is a mistake more often than the end of all records.
	const asked = isAsked && !isSecond && (!isEmpty || isOld) ? await askForMissing(missing, before, walk.startedAt, poll) : nobody;
	const unlisted = new Set(asked.unlisted.map(([id]) => id));
	const gone: string[] = [];
	let left = 0;
	for (const id of missing) {
		const record = known.get(id);
		if (record === undefined) continue;
		record.misses = Math.min(MOST_MISSES, record.misses + 1);
		if (unlisted.has(id)) continue;
		// A walk that did not come to its end may have met it since the reading that was alike.
		if (asked.gone.has(id) || (isConfirmed && record.misses >= enough) || record.misses >= ENOUGH_MISSES) gone.push(id);
		else left += 1;
	}
	return { reading, gone, unlisted: asked.unlisted, isLate: asked.isLate && left + unlisted.size > 0, isOpen: isAsked && left > 0 && (isOld || !isDoubtful), isEmpty };
}

/** What single records said of themselves. */
interface Answers {
	gone: Set<string>;
	unlisted: Unlisted[];
	isLate: boolean;
}

/**
 * Asks for what the last reading left no time for.
 *
 * @param now server time of that reading
 */
export async function askFirst(known: KnownRecords, unlisted: Unlisted[], now: number, poll: PollContext): Promise<Answers> {
	const missing = [...known.all].filter(([, { print, misses }]) => print !== undefined && misses > 0).map(([id]) => id);
	return await askForMissing(missing, unlisted, now, poll, MOST_ASKED_AGAIN);
}

/**
 * Asks for missing records one by one, where that can be done; what can't be told is left to the readings.
 *
 * @param most questions at the most
 */
async function askForMissing(missing: string[], known: Unlisted[], now: number, poll: PollContext, most = Infinity): Promise<Answers> {
	const gone = new Set<string>();
	if (poll.standingOf === undefined) return { gone, unlisted: [], isLate: false };
	const isMissing = new Set(missing);
	const unlisted = new Map(known.filter(([id]) => isMissing.has(id)).map((entry) => [entry[0], entry]));
	const fresh = missing.filter((id) => !unlisted.has(id));
	const first = fresh.slice(0, fresh.length > MOST_SINGLE_READS ? SAMPLE : MOST_SINGLE_READS).map((id) => ({ id, wait: 0 }));
	const questions = [...dueOf([...unlisted.values()], now), ...first];
	let isDoubted = false;
	let isLate = false;
	for (const { id, wait } of questions.slice(0, most)) {
		isLate ||= !poll.mayGoOn();
		if (!poll.mayGoOn()) break;
		const standing = await poll.standingOf(id);
		// Where none can be read, the readings decide of all.
		if (standing === 'unreadable') return { gone, unlisted: [], isLate: false };
		// The one that was asked last waits longest.
		unlisted.delete(id);
		if (standing === 'gone') gone.add(id);
		if (standing !== 'listed') continue;
		unlisted.set(id, [id, now + wait, wait]);
		isDoubted ||= wait === 0;
	}
	// Where one of many is active after all, each of the others is asked for before it counts as removed.
	if (isDoubted && fresh.length > first.length) for (const id of fresh.slice(first.length)) unlisted.set(id, [id, now, UNASKED]);
	return { gone, unlisted: [...unlisted.values()].slice(-MOST_UNLISTED), isLate };
}

/** Those whose time has come: some that were never asked for, and fewer of those that were. */
function dueOf(unlisted: Unlisted[], now: number): Array<{ id: string; wait: number }> {
	const unasked = unlisted.filter(([, , wait]) => wait === UNASKED).slice(0, MOST_SINGLE_READS);
	// A clock that stepped back makes nobody wait longer.
	const again = unlisted.filter(([, at, wait]) => wait !== UNASKED && (now >= at || at - now > wait)).slice(0, MOST_ASKED_AGAIN);
	return [...unasked.map(([id]) => ({ id, wait: 0 })), ...again.map(([id, , wait]) => ({ id, wait: Math.min(LONGEST_WAIT_MS, Math.max(FIRST_WAIT_MS, wait * 2)) }))];
}
