import { pause, systemClock } from '../transport/clock';

/** Time within which the engine starts all items of a run unless it was told to wait, in milliseconds. */
const LONGEST_ARRIVAL_MS = 2_000;

interface Arrival {
	promise: Promise<void>;
	announce: () => void;
	isHere: boolean;
}

/** Which items of one try of a node the engine has started, and which of them have ended. */
export class ItemProgress {
	private readonly arrivals = new Map<number, Arrival>();
	private complete: Promise<boolean> | undefined;
	private readonly ended = new Set<number>();
	private resolveNextEnd: () => void = () => undefined;
	private nextEnd = Promise.resolve();

	/** @param batchingMs milliseconds that the user's batching spreads the start of the items over */
	constructor(
		private readonly itemCount: number,
		private readonly batchingMs: number,
	) {}

	/** Notes that the engine has started an item. Answers false when it had started before: then this is another try. */
	arrive(itemIndex: number): boolean {
		const arrival = this.arrivalOf(itemIndex);
		if (arrival.isHere) return false;
		arrival.isHere = true;
		arrival.announce();
		return true;
	}

	/**
	 * Waits until the engine has started an item, but not for ever. A user's batching may hold it back.
	 *
	 * @returns whether it has started
	 */
	async hasArrived(itemIndex: number): Promise<boolean> {
		const arrival = this.arrivalOf(itemIndex);
		await Promise.race([arrival.promise, pause(systemClock, LONGEST_ARRIVAL_MS + this.batchingMs, () => arrival.isHere)]);
		return arrival.isHere;
	}

	/**
	 * Waits until the engine has started all items, where it starts them in one go: what it refuses itself, such as an odd
	 * proxy of a later item, ends the node while earlier items would go on unseen.
	 *
	 * @returns whether the run goes on
	 */
	async isComplete(): Promise<boolean> {
		this.complete ??= this.batchingMs > 0 ? Promise.resolve(true) : this.hasArrived(this.itemCount - 1);
		return await this.complete;
	}

	/** Notes that the node is done with an item. */
	end(itemIndex: number) {
		this.ended.add(itemIndex);
		this.resolveNextEnd();
		this.nextEnd = new Promise<void>((resolve) => {
			this.resolveNextEnd = resolve;
		});
	}

	/** Waits until every other item has ended, or waits here as well. */
	async othersHaveEnded(itemIndex: number) {
		this.end(itemIndex);
		for (let index = 0; index < this.itemCount; index++) {
			if (index === itemIndex || !(await this.hasArrived(index))) continue;
			while (!this.ended.has(index)) await this.nextEnd;
		}
	}

	private arrivalOf(itemIndex: number): Arrival {
		const known = this.arrivals.get(itemIndex);
		if (known) return known;
		let announce: () => void = () => undefined;
		const promise = new Promise<void>((resolve) => {
			announce = resolve;
		});
		const created = { promise, announce, isHere: false };
		this.arrivals.set(itemIndex, created);
		return created;
	}
}
