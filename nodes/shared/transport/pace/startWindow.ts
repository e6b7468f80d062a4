/** Length of the usual window in which starts are counted, in milliseconds: the API's limit is one per second (fact 16). */
const WINDOW_MS = 1_000;

/** What a server may measure a window longer by than it was here, because requests travel for unequal times, in milliseconds. */
const TOLERANCE_MS = 25;

/** When the last requests left, so that no window holds more of them than it may. */
export class StartWindow {
	/** Elapsed milliseconds at which each request was certainly on its way, the latest last. */
	private readonly ticks: number[] = [];

	/**
	 * @param windowMs length of the window
	 * @param toleranceMs what a server may measure it longer by
	 */
	constructor(
		private readonly windowMs = WINDOW_MS,
		private readonly toleranceMs = TOLERANCE_MS,
	) {}

	/**
	 * @param most requests that a window may hold
	 * @returns the tick from which on another one fits into every window
	 */
	freeFrom(most: number): number {
		const oldest = this.ticks[this.ticks.length - most];
		return oldest === undefined ? -Infinity : oldest + this.windowMs + this.toleranceMs;
	}

	/**
	 * @param most requests that a window may hold
	 * @returns milliseconds between requests that are spread evenly
	 */
	distanceFor(most: number): number {
		return most < 1 ? 0 : (this.windowMs + this.toleranceMs) / most;
	}

	/** Notes a request that is on its way by now. */
	note(tick: number) {
		this.ticks.push(tick);
		if (this.ticks.length > 2 * MOST_PER_WINDOW) this.ticks.splice(0, this.ticks.length - MOST_PER_WINDOW);
	}
}

/** The highest pace that a credential can ask for. */
const MOST_PER_WINDOW = 100;
