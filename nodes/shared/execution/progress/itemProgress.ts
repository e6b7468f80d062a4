import { pause, systemClock } from '../../transport/clock';

/** Longest time in which the engine starts no item although some are left, beside the pause that it was told to make, in milliseconds. */
const LONGEST_SILENCE_MS = 2_000;

/** Which items of one try of a node the engine has started, and which of them have ended. */
export class ItemProgress {
	/** Items that the engine has not started. */
	private readonly awaited: Set<number>;
	/** Items that have not ended. */
	private readonly open: Set<number>;
	private readonly arrivals = new Map<number, { promise: Promise<void>; announce: () => void }>();
	private silence: Promise<void> | undefined;
	private begin: Promise<boolean> | undefined;

	/** @param intervalMs milliseconds that the user's batching puts between the starts of two items */
	constructor(
		private readonly itemCount: number,
		private readonly intervalMs: number,
	) {
		this.awaited = new Set(Array.from({ length: itemCount }, (_, index) => index));
		this.open = new Set(this.awaited);
	}

	/** Notes that the engine has started an item. Answers false when it had started before: then this is another try. */
	arrive(itemIndex: number): boolean {
		if (!this.awaited.delete(itemIndex)) return false;
		this.arrivals.get(itemIndex)?.announce();
		this.arrivals.delete(itemIndex);
		return true;
	}

	/**
	 * Waits until the engine has started an item, or has started none for so long that it has given the run up.
	 *
	 * @returns whether it has started
	 */
	async hasArrived(itemIndex: number): Promise<boolean> {
		if (this.awaited.has(itemIndex)) {
			this.silence ??= this.untilSilence();
			await Promise.race([this.arrivalOf(itemIndex), this.silence]);
		}
		return !this.awaited.has(itemIndex);
	}

	/** Waits until the engine has started all items: it listens to what becomes of them only then. Answers whether it has. */
	async isComplete(): Promise<boolean> {
		return await this.hasArrived(this.itemCount - 1);
	}

	/**
	 * Waits until the engine has started all items, where it starts them in one go: what it refuses itself, such as an odd
	 * proxy of a later item, ends the node while earlier items would go on unseen.
	 *
	 * @returns whether the run goes on
	 */
	async mayBegin(): Promise<boolean> {
		// Once it does not, it never does: items ended without an output.
		this.begin ??= this.intervalMs > 0 ? Promise.resolve(true) : this.isComplete();
		return await this.begin;
	}

	/** Notes that the node is done with an item. Answers whether it was the last one that was open. */
	end(itemIndex: number): boolean {
		return this.open.delete(itemIndex) && this.open.size === 0;
	}

	/** One wait for all who wait: it ends when nothing was started for too long, or nothing is left to be started. */
	private async untilSilence() {
		for (let left = this.awaited.size, before = Infinity; left > 0 && left < before; left = this.awaited.size) {
			before = left;
			await pause(systemClock, LONGEST_SILENCE_MS + this.intervalMs, () => this.awaited.size < before);
		}
	}

	private arrivalOf(itemIndex: number): Promise<void> {
		const known = this.arrivals.get(itemIndex);
		if (known) return known.promise;
		let announce: () => void = () => undefined;
		const promise = new Promise<void>((resolve) => {
			announce = resolve;
		});
		this.arrivals.set(itemIndex, { promise, announce });
		return promise;
	}
}
