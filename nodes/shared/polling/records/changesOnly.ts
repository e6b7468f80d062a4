import type { PollContext } from '../pollContext';
import type { Watched } from '../source';
import type { RecordTracker } from './recordTracker';
import type { RecordState, WalkState } from './state';

/** Time that a change may take to show up under its date, in milliseconds. */
const MARGIN_MS = 600_000;

/** Longest time between two readings of the whole list, in milliseconds: dates are not proven to tell of every change. */
const FULL_READING_MS = 3_600_000;

type Narrowing = RecordState['narrowing'];

/**
 * Compares what was changed since the last poll, where that can be asked for.
 *
 * @returns undefined when the whole list has to be read
 */
export async function takeChanges({ narrowing, walk, newFrom }: RecordState, tracker: RecordTracker, watched: Watched, poll: PollContext): Promise<Narrowing> {
	if (watched.events.has('removed') || narrowing === undefined || walk !== undefined || newFrom !== undefined) return undefined;
	const sinceFull = narrowing.readAt - narrowing.fullAt;
	if (!(sinceFull >= 0 && sinceFull <= FULL_READING_MS)) return undefined;
	const changed = await poll.changes?.readSince(narrowing.readAt - MARGIN_MS);
	// A clock that was ahead asked for too little.
	if (changed === undefined || changed.serverTime < narrowing.readAt - MARGIN_MS) return undefined;
	tracker.beginWalk();
	for (const row of changed.rows) tracker.see(row, 1);
	return { ...narrowing, readAt: changed.serverTime };
}

/** Whether the next polls may ask for changes only, now that the whole list was read. */
export async function narrowingAfter(walk: WalkState, watched: Watched, { changes }: PollContext): Promise<Narrowing> {
	if (changes === undefined || watched.events.has('removed') || walk.isUndated === true || walk.isBroken === true || walk.isDoubtful === true) return undefined;
	if (walk.count === 0 || !(await changes.areOffered())) return undefined;
	return { fullAt: walk.startedAt, readAt: walk.startedAt };
}
