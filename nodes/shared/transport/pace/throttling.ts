import type { Answered } from '../answer';
import { backOff } from '../retryDelay';

/** Longest that nothing starts after a refusal before somebody asks again, in milliseconds. */
const LONGEST_BLOCK_MS = 60_000;

/** Longest such wait where the refusal names none, in milliseconds. */
const LONGEST_BACK_OFF_MS = 30_000;

/**
 * How much of the refused pace is left after a refusal. Processes that share an account can't see each other: when each of
 * them halves its own, two that keep below the limit alone fit below it together, four do so after one more refusal.
 */
const LEFT_AFTER_REFUSAL = 0.5;

/**
 * What the pace is multiplied by in each minute without a refusal. Slow, because each step too far is refused; by a share
 * of what it is, so that many processes together do not go faster towards the limit than few.
 */
const GROWTH_PER_MINUTE = 1.1;

const MINUTE_MS = 60_000;

/** The lowest pace, in requests per second. */
const LOWEST_RATE = 1;

/** A time in which the API refuses everything of an account. Ticks are elapsed milliseconds. */
export interface Block {
	beganTick: number;
	/** Before this nothing starts. */
	untilTick: number;
	/** Refusals in a row, of which a burst is one. */
	refusals: number;
	/** Whether the one call that finds out whether it is over is under way. */
	isProbing: boolean;
	/** The last refusal. */
	answer: Answered;
}

/** What 429s mean for an account: when something may start again, and how fast from then on. */
export class Throttling {
	private block: Block | undefined;
	/** The pace right after the last refusal, and since when it grows again. */
	private lowered: { rate: number; sinceTick: number } | undefined;

	/** @param random a number in [0, 1), for jitter */
	constructor(private readonly random: () => number = Math.random) {}

	/** Requests per second that are allowed now, under a ceiling. */
	rate(ceiling: number, tick: number): number {
		if (this.lowered === undefined) return ceiling;
		const minutes = Math.max(0, tick - this.lowered.sinceTick) / MINUTE_MS;
		return Math.min(ceiling, this.lowered.rate * GROWTH_PER_MINUTE ** minutes);
	}

	/** Milliseconds until the next call may start; Infinity while one call finds out whether the block is over. */
	waitFrom(tick: number): number {
		if (this.block === undefined) return 0;
		return this.block.isProbing ? Infinity : this.block.untilTick - tick;
	}

	/** The last refusal, for a call that has waited for too long; undefined while it goes on waiting. */
	refusalFor(waitingSince: number, patienceMs: number, tick: number): Answered | undefined {
		if (this.block === undefined) return undefined;
		return tick - Math.max(waitingSince, this.block.beganTick) > patienceMs ? this.block.answer : undefined;
	}

	/** Notes that a call starts. While the account is blocked it is the only one, and what is given has to be handed to {@link ended}. */
	started(): Block | undefined {
		if (this.block !== undefined) this.block.isProbing = true;
		return this.block;
	}

	/** Notes that the only call of a block ended, whatever came of it. */
	ended(block: Block) {
		block.isProbing = false;
	}

	/** Takes over that a call was answered with something else than a refusal of the account. */
	accepted(startedTick: number) {
		if (this.block !== undefined && startedTick >= this.block.beganTick) this.block = undefined;
	}

	/**
	 * Takes over a refusal: nothing starts for a while, longer with each refusal in a row, and the pace is lower after it.
	 *
	 * @param askedMs milliseconds that it asks to wait, where it does
	 * @param startedTick when the refused call started
	 * @returns milliseconds until something may start
	 */
	refused(answer: Answered, askedMs: number | undefined, startedTick: number, tick: number, ceiling: number): number {
		if (this.block === undefined) this.slowDown(ceiling, tick);
		this.block ??= { beganTick: tick, untilTick: tick, refusals: 0, isProbing: false, answer };
		const { block } = this;
		// What was under way when the block began is refused with it.
		const isOfBurst = block.refusals > 0 && startedTick < block.beganTick;
		if (!isOfBurst) block.refusals += 1;
		// A wait that the API names is believed once: when it refuses again after it, the waits grow all the same.
		const growth = isOfBurst ? 0 : block.refusals - (askedMs === undefined ? 0 : 1);
		const wait = Math.max(askedMs ?? 0, growth === 0 ? 0 : Math.min(LONGEST_BACK_OFF_MS, backOff(growth, this.random())));
		block.untilTick = Math.max(block.untilTick, tick + Math.min(wait, LONGEST_BLOCK_MS));
		block.answer = answer;
		if (this.lowered !== undefined) this.lowered.sinceTick = block.untilTick;
		return Math.max(wait, block.untilTick - tick);
	}

	private slowDown(ceiling: number, tick: number) {
		this.lowered = { rate: Math.max(LOWEST_RATE, this.rate(ceiling, tick) * LEFT_AFTER_REFUSAL), sinceTick: tick };
	}
}
