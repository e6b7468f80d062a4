import type { IDataObject } from 'n8n-workflow';
import type { PollContext } from '../pollContext';
import { type ListReading, readList } from './snapshot';

/** Missing records that are asked for one by one; more of them are looked for by reading the list again. */
const MOST_SINGLE_READS = 8;

/** A longer list than this that comes back empty is believed at the second poll only. */
const SHORT_LIST = 3;

/** What became of records that a reading of the list did not hold. */
export interface Removals {
	/** Certainly not listed any more. */
	gone: string[];
	/** Rows that a second reading found after all. */
	found: Map<string, IDataObject>;
	/** The list came back empty, and the next poll has to confirm it. */
	isDoubtful: boolean;
}

const NOTHING: Removals = { gone: [], found: new Map(), isDoubtful: false };

/**
 * Finds out whether missing records have really left the list (interface 4): a campaign when reading it answers 404,
 * others when a second complete reading of the same poll misses them, too.
 *
 * @param missing ids that the first reading did not hold
 * @param knownCount number of records known before
 * @param wasEmpty whether the list was empty in the last poll, too
 */
export async function confirmRemovals(
	poll: PollContext,
	first: ListReading,
	missing: string[],
	knownCount: number,
	wasEmpty: boolean,
): Promise<Removals> {
	if (missing.length === 0 || !first.isAtEnd || !poll.mayGoOn()) return NOTHING;
	if (missing.length <= MOST_SINGLE_READS) {
		const gone = await askOneByOne(poll, missing);
		if (gone !== undefined) return { ...NOTHING, gone };
	}
	if (!first.isWhole || !poll.mayGoOn()) return NOTHING;
	const second = await readList(poll);
	const found = new Map<string, IDataObject>(missing.flatMap((id) => (second.rows.has(id) ? [[id, second.rows.get(id) ?? {}]] : [])));
	if (!second.isWhole) return { ...NOTHING, found };
	if (second.rows.size === 0 && knownCount > SHORT_LIST && !wasEmpty && (await poll.isGone(missing[0] ?? '')) !== true) {
		return { ...NOTHING, isDoubtful: true };
	}
	// Nobody counted the rows: only two equal readings prove that none slipped through between two pages.
	if (!(first.isCounted && second.isCounted) && !haveSameIds(first, second)) return { ...NOTHING, found };
	return { gone: missing.filter((id) => !second.rows.has(id)), found, isDoubtful: false };
}

function haveSameIds(left: ListReading, right: ListReading): boolean {
	return left.rows.size === right.rows.size && [...left.rows.keys()].every((id) => right.rows.has(id));
}

/** The missing records that Sendoso says are gone; undefined when it can't be asked for single ones. */
async function askOneByOne(poll: PollContext, missing: string[]): Promise<string[] | undefined> {
	const gone: string[] = [];
	for (const id of missing) {
		if (gone.length > 0 && !poll.mayGoOn()) break;
		const isGone = await poll.isGone(id);
		if (isGone === undefined) return undefined;
		if (isGone) gone.push(id);
	}
	return gone;
}
