import type { Answered } from '../answer';
import { backOff } from '../retryDelay';

/** Longest that nothing starts after a refusal before somebody asks again, in milliseconds. */
const LONGEST_BLOCK_MS = 60_000;

/** Longest such wait where the refusal names none, in milliseconds. */
const LONGEST_BACK_OFF_MS = 30_000;

/** How long the pace stays below the one that was refused, in milliseconds. */
const REMEMBERED_MS = 600_000;

/** How much of the refused pace is left for that time: several processes may share the limit. */
const REMEMBERED_SHARE = 0.7;

/** Share of the ceiling that comes back per second after a refusal. */
const RECOVERY_PER_SECOND = 0.05;

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
	private reduced: { rate: number; sinceTick: number } | undefined;
	private remembered: { rate: number; untilTick: number } | undefined;

	/** @param random a number in [0, 1), for jitter */
	constructor(private readonly random: () => number = Math.random) {}

	/** Requests per second that are allowed now, under a ceiling. */
	rate(ceiling: number, tick: number): number {
		let rate = ceiling;
		if (this.remembered !== undefined && tick < this.remembered.untilTick) rate = Math.min(rate, this.remembered.rate);
		if (this.reduced === undefined) return rate;
		const seconds = Math.max(0, tick - this.reduced.sinceTick) / 1000;
		return Math.min(rate, this.reduced.rate + seconds * RECOVERY_PER_SECOND * ceiling);
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
		if (this.reduced !== undefined) this.reduced.sinceTick = block.untilTick;
		return Math.max(wait, block.untilTick - tick);
	}

	private slowDown(ceiling: number, tick: number) {
		const refused = this.rate(ceiling, tick);
		this.reduced = { rate: Math.max(1, refused / 2), sinceTick: tick };
		this.remembered = { rate: Math.max(1, refused * REMEMBERED_SHARE), untilTick: tick + REMEMBERED_MS };
	}
}
