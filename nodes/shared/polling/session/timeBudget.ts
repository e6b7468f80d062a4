import type { IPollFunctions } from 'n8n-workflow';
import type { Clock } from '../../transport/clock';

/** Time that a poll may take where n8n does not say, in milliseconds. */
const DEFAULT_BUDGET_MS = 300_000;

/** Share of the budget after which a poll asks for nothing more. */
const USABLE_SHARE = 0.8;

/** Share of the budget after which it waits for nothing more. */
const LAST_SHARE = 0.95;

/** The time that n8n gives one poll, and how the resources share it. */
export class TimeBudget {
	private readonly startedTick: number;
	private readonly budgetMs: number;

	constructor(
		private readonly clock: Clock,
		context: IPollFunctions,
	) {
		this.startedTick = clock.elapsed();
		this.budgetMs = context.getPollBudgetMs?.() ?? DEFAULT_BUDGET_MS;
	}

	/**
	 * Milliseconds until a resource waits for nothing any more; negative when that has passed. An answer that never comes
	 * takes no more than the part of its own resource.
	 *
	 * @param place turn of the resource, counted from 0
	 * @param count resources of this poll
	 */
	left(place: number, count: number): number {
		return this.endOf(LAST_SHARE, place, count) - this.clock.elapsed();
	}

	/** Whether a resource may start another request. Each has an equal part, and what the ones before it left over. */
	mayGoOn(place: number, count: number): boolean {
		return this.clock.elapsed() < this.endOf(USABLE_SHARE, place, count);
	}

	/** Whether there is time for a resource that has not begun. */
	get mayBegin(): boolean {
		return this.mayGoOn(0, 1);
	}

	private endOf(share: number, place: number, count: number): number {
		return this.startedTick + (this.budgetMs * share * (place + 1)) / count;
	}
}
