import { EndlessList, type Page } from '../../shared/transport/pages';

/**
 * Pages in a row with nothing new after which a list without a counter goes round in circles: its server ignores the page
 * number. Fewer can be the work of rows that were inserted meanwhile.
 */
const MOST_STALE_PAGES = 3;

/** Most pages beyond those that the first answer announced. */
const MOST_UNANNOUNCED_PAGES = 2_000;

/** Times that a walk may begin anew because rows left the list. */
const MOST_RESTARTS = 5;

/** Watches over a walk through the pages of a list, so that it ends whatever the server answers. */
export class Walk {
	/** Every row that was met, with the round in which it was met last; a round begins with each new beginning. */
	private readonly met = new Map<string, number>();
	private round = 0;
	private metInRound = 0;
	/** Places of those rows of the latest page that no page of any round had brought before. */
	newcomers: number[] = [];
	private total: number | undefined;
	/** Most rows by which the list can have moved since the walk began, as its counter tells. */
	private moved = 0;
	private pagesLeft = Infinity;
	private restarts = 0;
	private stalePages = 0;
	private staleRows = 0;

	/** Number of different rows met since the walk began. */
	get size(): number {
		return this.metInRound;
	}

	/** Number of different rows met altogether. */
	get sizeOfAll(): number {
		return this.met.size;
	}

	/**
	 * Begins anew at the first page.
	 *
	 * @throws {@link EndlessList} when that is of no use any more
	 */
	startAgain() {
		this.restarts += 1;
		if (this.restarts > MOST_RESTARTS) throw new EndlessList('keeps losing records while it is read');
		this.round += 1;
		this.metInRound = 0;
		[this.total, this.moved, this.pagesLeft, this.stalePages, this.staleRows] = [undefined, 0, Infinity, 0, 0];
	}

	/**
	 * Takes note of the next page on the way.
	 *
	 * @param keys what tells its rows from others
	 * @param isCounted whether its counter is believed
	 * @returns whether the page shows that the list is over: it repeats others, and there are as many rows as announced
	 * @throws {@link EndlessList} when the list repeats itself, or goes on far beyond its announced end
	 */
	take({ rows, total, pageSize }: Page, keys: string[], isCounted = total !== undefined): boolean {
		if (this.pagesLeft === Infinity) this.pagesLeft = MOST_UNANNOUNCED_PAGES + (isCounted ? Math.ceil((total ?? 0) / pageSize) : 0);
		this.pagesLeft -= 1;
		if (this.pagesLeft < 0) throw new EndlessList('has no end: it goes on far beyond what it announced');
		if (total !== undefined) this.moved += Math.abs(total - (this.total ?? total));
		this.total = total;
		const known = this.metInRound;
		this.note(keys);
		if (rows.length === 0 || this.metInRound > known) {
			[this.stalePages, this.staleRows] = [0, 0];
			return false;
		}
		this.stalePages += 1;
		this.staleRows += rows.length;
		if (total === this.metInRound) return true;
		const repeats = isCounted
			? // Rows that came or went push others on to the next pages; then the counter moves, too.
				this.staleRows > this.moved && (rows.length >= pageSize || this.stalePages >= MOST_STALE_PAGES)
			: this.stalePages >= MOST_STALE_PAGES;
		if (repeats) throw new EndlessList('repeats itself: a page held nothing but records of earlier pages');
		return false;
	}

	private note(keys: string[]) {
		this.newcomers = [];
		for (let place = 0; place < keys.length; place++) {
			const key = keys[place] ?? '';
			const round = this.met.get(key);
			if (round === this.round) continue;
			if (round === undefined) this.newcomers.push(place);
			this.met.set(key, this.round);
			this.metInRound += 1;
		}
	}
}
