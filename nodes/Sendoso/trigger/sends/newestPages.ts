import type { PollContext } from '../../../shared/polling/pollContext';
import type { SendPages } from './sendPages';

/** Pages read at the newest end in one poll, at the most. */
const MOST_PAGES = 500;

/** How far the newest end has to be read. */
export interface NearPlan {
	/** Everything created before this server time was settled by an earlier poll. */
	settled: number;
	/** Everything created after this is known, so that nothing older can be told from it; null when all is known. */
	from: number | null;
	/** New sends to be expected by the announced total; undefined when it can't be relied on. */
	expected: number | undefined;
	/** Reads no less than this, even if nothing new is to be expected there. */
	atLeast: (step: number, horizon: number) => boolean;
	/** Whether the announced total may end the reading before the settled part is reached. */
	mayTrustTotal: boolean;
	countFresh: () => number;
}

/** What the reading of the newest end reached. */
export interface NewestPages {
	/** Whether everything down to the settled part was read. */
	isThrough: boolean;
	/** Every send created after this was certainly read; null when all were. */
	horizon: number | null;
}

/** Reads the list from its newest end, only as far as something new can be. */
export async function readNearEnd(pages: SendPages, plan: NearPlan, poll: PollContext): Promise<NewestPages> {
	let horizon: number | null = Infinity;
	for (let step = 0; pages.isOrdered; step++) {
		const isRead = await pages.read(Array.from({ length: step + 1 }, (_, index) => index));
		const depth = pages.horizon(0, step);
		// Sends that left the list meanwhile may have pulled others over a page boundary: only what was sure stays so.
		if (step === 0 || !pages.shrank) horizon = step === 0 && pages.shrank ? (depth ?? pages.rangeAt(0)?.oldest ?? Infinity) : depth;
		if (depth === null || step >= pages.pageCount - 1) return { isThrough: true, horizon };
		if (!plan.atLeast(step, depth)) {
			const fresh = plan.countFresh();
			if (plan.from !== null && depth < plan.from) return { isThrough: true, horizon };
			if (depth < plan.settled && (plan.expected === undefined || fresh >= plan.expected)) return { isThrough: true, horizon };
			if (plan.mayTrustTotal && fresh === plan.expected) return { isThrough: false, horizon };
		}
		if (!isRead || !poll.mayGoOn() || step >= MOST_PAGES) return { isThrough: false, horizon };
	}
	return { isThrough: false, horizon: Infinity };
}
