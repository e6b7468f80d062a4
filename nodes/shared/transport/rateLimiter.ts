import { type Clock, pause, systemClock } from './clock';

/** Who waits first when the pace is short: money before reads, reads before polls. */
export type Priority = 'send' | 'read' | 'poll';

/** How one call wants to be paced. */
export interface PaceRequest {
	priority: Priority;
	/** Asked right before the call would start; an error here means it must not start, and costs no slot. */
	refuse?: () => Error | undefined;
}

interface Waiting extends PaceRequest {
	start: () => void;
	reject: (reason: Error) => void;
}

const ORDER: Priority[] = ['send', 'read', 'poll'];

/** Calls in flight at once per class; sends at most four (interface 3.3), reads enough to keep the pace on a slow day. */
const MOST_IN_FLIGHT: Record<Priority, number> = { send: 4, read: 6, poll: 3 };

/** Share of the ceiling that comes back per second after a 429. */
const RECOVERY_PER_SECOND = 0.05;

/** A timer that fires late may catch up by this much, so that the average pace is the one asked for. */
const CATCH_UP_MS = 10;

/**
 * Spaces the requests of one account: a minimum gap between starts, a bound on calls in flight, and a
 * lower pace after a 429. Sendoso counts per client application and blocks above 10 requests/s (facts 16, 17),
 * so everything in this process that shares host and client id shares one limiter.
 */
export class RateLimiter {
	private readonly waiting: Waiting[] = [];
	private readonly inFlight: Record<Priority, number> = { send: 0, read: 0, poll: 0 };
	private pumping = false;
	private wake: (() => void) | undefined;
	private lastStart = -Infinity;
	private blockedUntil = -Infinity;
	private reducedRate: number;
	private reducedAt = -Infinity;

	/**
	 * @param ceiling requests per second, as set in the credential
	 * @param clock time source
	 */
	constructor(
		private ceiling: number,
		private readonly clock: Clock = systemClock,
	) {
		this.reducedRate = ceiling;
	}

	/** Takes over a changed credential setting, in requests per second. */
	setCeiling(requestsPerSecond: number) {
		this.ceiling = requestsPerSecond;
	}

	/** Requests per second allowed at this moment. */
	get rate(): number {
		const seconds = (this.clock.now() - this.reducedAt) / 1000;
		if (!Number.isFinite(seconds)) return this.ceiling;
		return Math.min(this.ceiling, this.reducedRate + Math.max(0, seconds) * RECOVERY_PER_SECOND * this.ceiling);
	}

	/**
	 * Runs `task` when its turn comes.
	 *
	 * @throws what `request.refuse` gave, or what `task` threw
	 */
	async run<T>(request: PaceRequest, task: () => Promise<T>): Promise<T> {
		await new Promise<void>((resolve, reject) => {
			this.waiting.push({ ...request, start: resolve, reject });
			this.wake?.();
			void this.pump();
		});
		try {
			return await task();
		} finally {
			this.inFlight[request.priority] -= 1;
			this.wake?.();
		}
	}

	/**
	 * Tells the limiter that Sendoso answered 429: nothing starts for `waitMs`, and the pace is halved.
	 *
	 * @param startedAt when the refused call started; a burst of refusals is one refusal
	 */
	slowDown(waitMs: number, startedAt: number) {
		const now = this.clock.now();
		if (startedAt > this.reducedAt) {
			this.reducedRate = Math.max(1, this.rate / 2);
		}
		this.blockedUntil = Math.max(this.blockedUntil, now + waitMs);
		this.reducedAt = this.blockedUntil;
	}

	private async pump() {
		if (this.pumping) return;
		this.pumping = true;
		while (this.waiting.length > 0) {
			const next = this.pick();
			if (next === undefined) {
				await new Promise<void>((resolve) => {
					this.wake = resolve;
				});
				this.wake = undefined;
				continue;
			}
			const wait = this.waitFor();
			if (wait > 0) {
				await pause(this.clock, Math.min(wait, 250));
				continue;
			}
			this.waiting.splice(this.waiting.indexOf(next), 1);
			const now = this.clock.now();
			const planned = this.lastStart + 1000 / this.rate;
			this.lastStart = now - planned <= CATCH_UP_MS ? planned : now;
			this.inFlight[next.priority] += 1;
			next.start();
		}
		this.pumping = false;
	}

	/** The first call in line whose class has room; calls that must not start any more leave the line. */
	private pick(): Waiting | undefined {
		for (const entry of [...this.waiting]) {
			const refusal = entry.refuse?.();
			if (refusal) {
				this.waiting.splice(this.waiting.indexOf(entry), 1);
				entry.reject(refusal);
			}
		}
		for (const priority of ORDER) {
			if (this.inFlight[priority] >= MOST_IN_FLIGHT[priority]) continue;
			const entry = this.waiting.find((candidate) => candidate.priority === priority);
			if (entry) return entry;
		}
		return undefined;
	}

	/** Milliseconds until the next call may start. */
	private waitFor(): number {
		const now = this.clock.now();
		return Math.max(this.blockedUntil - now, this.lastStart + 1000 / this.rate - now);
	}
}
