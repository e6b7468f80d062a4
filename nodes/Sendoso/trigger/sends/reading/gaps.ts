import { locate, type Standing } from './locate';
import type { SendPages } from './sendPages';

/** Sends created between two moments, which were not read yet. Milliseconds since the epoch, by the server's clock. */
export interface Gap {
	/** Everything created before it is known. */
	lower: number;
	/** Everything created after it was read; null at the newest end of the list, where new sends come in. */
	upper: number | null;
	/** Rank at which the reading goes on; absent where nobody knows it. */
	rank?: number;
}

/** Gaps that are kept apart; more of them become one. */
const MOST_GAPS = 20;

/** Pages after which more than one is asked for at a time. */
const PAGES_BEFORE_WAVE = 5;

/** Reads the pages that hold one gap, from its newest end on. */
export class GapReader {
	/** Step in turn; undefined until the place of the gap was found. */
	private step: number | undefined;
	private pagesRead = 0;
	/** Everything created after this was read; infinite as long as nothing was. */
	private reached: number;
	private isThrough = false;
	/** What is on pages that can't be read. */
	private readonly holes: Gap[] = [];
	/** Step to read next while the place of the gap is looked for. */
	private sought: number | undefined;
	private isInHole = false;

	/**
	 * @param start step at which the gap is expected to go on; undefined where nobody knows it
	 * @param isEnough whether nothing can be missing, although the gap was read down to this moment only
	 */
	constructor(
		private readonly pages: SendPages,
		private readonly gap: Gap,
		private readonly start: number | undefined,
		private readonly isEnough: (reached: number) => boolean = () => false,
	) {
		this.reached = gap.upper ?? Infinity;
		if (gap.upper === null) this.step = 0;
	}

	/** Pages to read next, no more than some at a time; none when the gap is closed. */
	wanted(most: number): number[] {
		if (this.step === undefined) {
			const next = this.place();
			this.sought = next;
			if (next !== undefined) return [this.pages.pageAt(next)];
		}
		while (!this.isThrough && this.step !== undefined && this.isRead(this.step)) this.look(this.step);
		if (this.isThrough || this.step === undefined) return [];
		const first = this.step;
		const steps = Array.from({ length: this.pagesRead < PAGES_BEFORE_WAVE ? 1 : most }, (_, place) => first + place);
		return steps.map((step) => this.pages.pageAt(step)).filter((number) => !this.pages.has(number) && !this.pages.isBehindEnd(number));
	}

	/** What is left of the gap. */
	left(rankOf: (page: number) => number): Gap[] {
		if (this.isThrough) return this.holes;
		if (this.step === undefined && this.sought !== undefined) return [...this.holes, { ...this.gap, rank: rankOf(this.pages.pageAt(this.sought)) }];
		if (this.step === undefined || this.reached === Infinity) return [...this.holes, this.gap];
		return [...this.holes, { lower: this.gap.lower, upper: this.reached, rank: rankOf(this.pages.pageAt(this.step)) }];
	}

	/** Finds the first page of the gap; answers the step to read for it, or undefined once it is found. */
	private place(): number | undefined {
		const { lower, upper } = this.gap;
		const standingOf = ({ newest, oldest }: { newest: number; oldest: number }): Standing =>
			oldest > (upper ?? Infinity) ? 'tooNew' : newest < lower ? 'tooOld' : 'here';
		const { start = 0 } = this;
		const exact = this.start !== undefined && this.isRead(start) ? this.pages.get(this.pages.pageAt(start))?.range : undefined;
		// Where it was left, nothing in front of it is missing.
		if (exact && standingOf(exact) === 'here') {
			this.step = start;
			return undefined;
		}
		const place = locate(this.pages, start, 0, standingOf);
		if (place === 'nowhere') {
			this.isThrough = true;
			return undefined;
		}
		if ('read' in place) return place.read;
		// Pages in front of the one that was found may hold the gap, too.
		let first = place.found;
		while (first > 0) {
			const before = first - 1;
			if (!this.isRead(before)) return before;
			const range = this.pages.get(this.pages.pageAt(before))?.range;
			if (range && standingOf(range) === 'tooNew') break;
			first = before;
		}
		this.step = first;
		return undefined;
	}

	/** Takes note of the page in turn, which was read. */
	private look(step: number) {
		const number = this.pages.pageAt(step);
		if (this.pages.isBehindEnd(number)) {
			this.isThrough = true;
			return;
		}
		const page = this.pages.get(number);
		if (page === undefined) this.isInHole = true;
		else if (page.range) this.follow(page.range);
		else if (!this.isInHole && this.isEnough(this.reached)) this.isThrough = true;
		this.pagesRead += 1;
		this.step = step + 1;
	}

	private follow({ newest, oldest }: { newest: number; oldest: number }) {
		if (this.isInHole) this.holes.push({ lower: Math.max(this.gap.lower, Math.min(newest, this.reached)), upper: Number.isFinite(this.reached) ? this.reached : null });
		this.isInHole = false;
		this.reached = Math.min(this.reached, oldest);
		if (this.reached < this.gap.lower || this.isEnough(this.reached)) this.isThrough = true;
	}

	private isRead(step: number): boolean {
		const number = this.pages.pageAt(step);
		return this.pages.has(number) || this.pages.isBehindEnd(number);
	}
}

/** Gaps without those that hold nothing, and no more than are kept apart: what lies between the oldest is read again. */
export function tidyGaps(gaps: Gap[]): Gap[] {
	const open = gaps.filter(({ lower, upper }) => upper === null || lower <= upper).sort((left, right) => left.lower - right.lower);
	while (open.length > MOST_GAPS) {
		const [first, second] = open.splice(0, 2);
		if (first && second) open.unshift({ ...second, lower: Math.min(first.lower, second.lower) });
	}
	return open;
}

/** Whether a moment is in one of the gaps. */
export function isInGap(gaps: Gap[], at: number): boolean {
	return gaps.some(({ lower, upper }) => at >= lower && (upper === null || at <= upper));
}
