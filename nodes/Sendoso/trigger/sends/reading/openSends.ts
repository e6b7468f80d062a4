import { locate, type Standing } from './locate';
import type { Tracked } from '../sendCodec';
import type { SendPages } from './sendPages';

/** Pages read for open sends in one poll. */
const MOST_PAGES = 100;

/** Pages on either side of its place on which a send is looked for: thousands of sends may have been created in one second. */
const NEIGHBORS = 3;

/** How far from its place a send may stand in a list that has an order, in milliseconds. */
const JITTER_MS = 60_000;

/**
 * Reads the pages that hold open sends, by the place where each was last seen. When there are more than a poll may read,
 * the next poll goes on with the others.
 */
export class OpenSendsReader {
	/** Sends that the list certainly does not hold. */
	readonly absent = new Set<string>();
	private readonly inTurn: Tracked[];
	/** Pages that were asked for. */
	private readonly asked = new Set<number>();
	private next = 0;

	/**
	 * @param stepOf step at which a rank is expected
	 * @param cursor rank at which to begin; undefined for the newest
	 */
	constructor(
		private readonly pages: SendPages,
		open: Tracked[],
		private readonly stepOf: (rank: number) => number,
		cursor: number | undefined,
	) {
		const byRank = open.sort((left, right) => right.rank - left.rank);
		const begin = cursor === undefined ? 0 : Math.max(0, byRank.findIndex(({ rank }) => rank <= cursor));
		this.inTurn = [...byRank.slice(begin), ...byRank.slice(0, begin)];
	}

	/** Pages to read next, no more than some at a time; none when all sends were looked at. */
	wanted(most: number): number[] {
		const numbers = new Set<number>();
		let isSure = true;
		for (let place = this.next; place < this.inTurn.length && numbers.size < most; place++) {
			const tracked = this.inTurn[place];
			const step = tracked === undefined ? undefined : this.stepToRead(tracked);
			if (step === undefined) {
				// Only what comes before every send that is still looked for is done.
				if (isSure) this.next = place + 1;
				continue;
			}
			isSure = false;
			numbers.add(this.pages.pageAt(step));
		}
		for (const number of numbers) this.asked.add(number);
		return this.asked.size > MOST_PAGES ? [] : [...numbers];
	}

	/** Rank at which the next poll begins; undefined when all sends were looked at. */
	get cursor(): number | undefined {
		return this.inTurn[this.next]?.rank;
	}

	/** The step to read next for a send; undefined when it was found, or nothing more can be done for it in this poll. */
	private stepToRead({ key, at, rank }: Tracked): number | undefined {
		if (this.pages.hasSeen(key)) return undefined;
		const expected = this.stepOf(rank);
		if (!this.isRead(expected)) return expected;
		if (this.absent.has(key)) return undefined;
		return this.search(key, at, expected);
	}

	/** Looks around the expected place of a send that was not there. */
	private search(key: string, at: number, expected: number): number | undefined {
		const standingOf = ({ newest, oldest }: { newest: number; oldest: number }): Standing =>
			oldest > at + JITTER_MS ? 'tooNew' : newest < at - JITTER_MS ? 'tooOld' : 'here';
		// Without a time there is no telling where it went, but for the page beside.
		const place = Number.isNaN(at) ? { found: expected } : locate(this.pages, expected, 0, standingOf);
		if (place === 'nowhere') {
			this.absent.add(key);
			return undefined;
		}
		if ('read' in place) return place.read;
		// A page that can't be read may hold it.
		if (this.pages.get(this.pages.pageAt(place.found)) === undefined) return undefined;
		for (const direction of [-1, 1]) {
			for (let step = place.found + direction; step >= 0 && Math.abs(step - place.found) <= NEIGHBORS; step += direction) {
				if (!this.isRead(step)) return step;
				const range = this.pages.get(this.pages.pageAt(step))?.range;
				if (range === undefined || Number.isNaN(at) || standingOf(range) !== 'here') break;
			}
		}
		this.absent.add(key);
		return undefined;
	}

	private isRead(step: number): boolean {
		const number = this.pages.pageAt(step);
		return this.pages.has(number) || this.pages.isBehindEnd(number);
	}
}
