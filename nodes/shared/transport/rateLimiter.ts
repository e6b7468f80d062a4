import type { Answered } from './answer';
import { type Clock, SLICE_MS, systemClock } from './clock';
import { Budget, type BudgetLimit } from './pace/budget';
import { Departure } from './pace/departure';
import { isReady, NotReady, type PaceRequest, refusalOf, type Share, StillThrottled } from './pace/paceRequest';
import { StartWindow } from './pace/startWindow';
import { Throttling } from './pace/throttling';
import { type Line, type Priority, WaitingLines } from './pace/waitingLines';

export type { Budget, BudgetLimit } from './pace/budget';
export { NotReady, type PaceRequest, type Readiness, type Share, StillThrottled } from './pace/paceRequest';
export type { Priority } from './pace/waitingLines';

interface Waiting extends PaceRequest {
	patienceMs: number;
	/** Elapsed milliseconds. */
	sinceTick: number;
	start: (departure: Departure) => void;
	reject: (reason: Error) => void;
}

/** Calls in flight at once per class; sends at most four (interface 3.3), reads enough to keep the pace on a slow day. */
const MOST_IN_FLIGHT: Record<Priority, number> = { send: 4, read: 6, poll: 3 };

/** Total time for which a call waits for a blocked account (interface 3.3); tests that refuse for ever shorten it. */
export const patience = { longestMs: 120_000 };

/** How long the setting of a credential counts that is not used any more, in milliseconds. */
const SHARE_LASTS_MS = 600_000;

/** Longest time that n8n's work between slot and wire is waited for, in milliseconds. */
const LONGEST_DEPARTURE_MS = 2_000;

/** Turns of the event loop after which a request is on the wire: its connection was made, and what it says was written. */
const TURNS_TO_WIRE = 3;

/** A timer that fires late may catch up by this much, so that the average pace is the one asked for. */
const LATE_TIMER_MS = 10;

/** A pause as short as this is caught up with, such as the one for the first page, which tells how many there are; no second holds more for it. */
const SHORT_PAUSE_MS = 400;

/**
 * Spaces the requests of one account: a pace that no second exceeds, a bound on calls in flight, turns for everybody who
 * waits, and patience after a 429. Sendoso counts per client application and blocks above 10 requests/s (facts 16, 17),
 * so everything in this process that shares host and client id shares one limiter.
 */
export class RateLimiter {
	private readonly lines = new WaitingLines<Waiting>();
	private readonly inFlight: Record<Priority, number> = { send: 0, read: 0, poll: 0 };
	private readonly starts = new StartWindow();
	private readonly throttling: Throttling;
	private readonly shares = new Map<string, Share>();
	private readonly budgets = new Map<string, Budget>();
	private readonly whole: Share;
	/** Overtaken calls that n8n is ready to hand over now. */
	private readonly overtaken: Departure[] = [];
	private pumping = false;
	private wake: () => void = () => undefined;
	private lastStart = -Infinity;

	/**
	 * @param ceiling requests per second as long as no credential says otherwise
	 * @param clock time source
	 * @param random a number in [0, 1), for jitter
	 */
	constructor(
		ceiling: number,
		private readonly clock: Clock = systemClock,
		private readonly random?: () => number,
	) {
		this.throttling = new Throttling(random);
		this.whole = { ceiling, starts: this.starts, usedTick: Infinity };
	}

	/**
	 * The part of a credential in the pace. A changed setting takes effect at once.
	 *
	 * @param credential id of the credential
	 */
	shareOf(credential: string, requestsPerSecond: number): Share {
		const share = this.shares.get(credential) ?? { ceiling: requestsPerSecond, starts: new StartWindow(), usedTick: 0 };
		share.ceiling = requestsPerSecond;
		share.usedTick = this.clock.elapsed();
		this.shares.set(credential, share);
		return share;
	}

	/** A limit that some requests of the account count for as well, whichever credential makes them. */
	budgetOf(limit: BudgetLimit): Budget {
		const budget = this.budgets.get(limit.name) ?? new Budget(limit, this.random);
		this.budgets.set(limit.name, budget);
		return budget;
	}

	/** Requests per second that all credentials together may make at this moment. */
	get rate(): number {
		return this.throttling.rate(this.ceiling, this.clock.elapsed());
	}

	/**
	 * Runs `task` when its turn comes. The task has to say when n8n is about to hand the request over, and to wait for the answer.
	 *
	 * @throws what `request.refuse` gave, NotReady, StillThrottled, or what `task` threw
	 */
	async run<T>(request: PaceRequest, task: (departs: () => Promise<void>) => Promise<T>): Promise<T> {
		const { priority } = request;
		const departure = await new Promise<Departure>((start, reject) => {
			const entry: Waiting = { ...request, patienceMs: request.patienceMs ?? patience.longestMs, sinceTick: this.clock.elapsed(), start, reject };
			const line = this.lines.lineOf({ priority, owner: request.owner ?? entry, share: request.budget ?? request.share ?? this.whole });
			if (request.isRepeat === true) line.unshift(entry);
			else line.push(entry);
			this.notify();
			void this.pump();
		});
		try {
			return await task(async () => await this.depart(departure));
		} finally {
			departure.leave();
			this.inFlight[priority] -= 1;
			for (const [throttling, block] of departure.probes) if (block) throttling.ended(block);
			this.notify();
		}
	}

	/** Tells that what holds calls back may be over. */
	notify() {
		this.wake();
	}

	/** Takes over that the API answered a call with something else than 429. */
	accepted(startedTick: number, budget?: Budget) {
		this.throttling.accepted(startedTick);
		budget?.throttling.accepted(startedTick);
	}

	/**
	 * Takes over that the API answered 429: nothing starts for a while, then one call alone, and the pace is lower for long.
	 *
	 * @param askedMs milliseconds that the answer asks to wait, where it does
	 * @param startedTick when the refused call started, in elapsed milliseconds; a burst of refusals is one refusal
	 * @param budget the limit that was reached, where it is not the account's: nothing else is held back then
	 * @returns milliseconds until something may start
	 */
	refused(answer: Answered, askedMs: number | undefined, startedTick: number, budget?: Budget): number {
		if (budget !== undefined) {
			return budget.throttling.refused(answer, askedMs, startedTick, this.clock.elapsed(), budget.ceiling);
		}
		return this.throttling.refused(answer, askedMs, startedTick, this.clock.elapsed(), this.ceiling);
	}

	/** Requests per second of all credentials together: each keeps to its own, so the largest is the bound. */
	private get ceiling(): number {
		const now = this.clock.elapsed();
		const ceilings = [...this.shares.values()].filter(({ usedTick }) => now - usedTick < SHARE_LASTS_MS).map(({ ceiling }) => ceiling);
		return ceilings.length === 0 ? this.whole.ceiling : Math.max(...ceilings);
	}

	/** Milliseconds between two starts: as the pace asks, and so that a second as the API measures it holds no more. */
	private get distance(): number {
		return Math.max(1000 / this.rate, this.starts.distanceFor(Math.floor(this.ceiling)));
	}

	/** Lets a call go that is about to be handed over; one that was overtaken waits for its place. */
	private async depart(departure: Departure) {
		departure.leave();
		if (!departure.isOvertaken) return;
		await new Promise<void>((goOn) => {
			departure.goOn = goOn;
			this.overtaken.push(departure);
			this.notify();
			void this.pump();
		});
		const refusal = departure.refusal();
		if (refusal !== undefined) throw refusal;
	}

	private async pump() {
		if (this.pumping) return;
		this.pumping = true;
		while (!this.lines.isEmpty || this.overtaken.length > 0) {
			const next = this.choose();
			if (typeof next === 'number') await this.rest(Math.min(next, SLICE_MS));
			else if (next instanceof Departure) await this.release(next);
			else await this.start(next);
		}
		this.pumping = false;
	}

	/** Waits, but not longer than until something changes. */
	private async rest(milliseconds: number) {
		await Promise.race([
			this.clock.sleep(milliseconds),
			new Promise<void>((resolve) => {
				this.wake = resolve;
			}),
		]);
	}

	/** The line whose turn it is, or an overtaken call, or the milliseconds until there can be one. */
	private choose(): Line<Waiting> | Departure | number {
		const now = this.clock.elapsed();
		const room = this.starts.freeFrom(Math.floor(this.ceiling)) - now;
		let wait = Infinity;
		for (const late of this.overtaken) {
			if (late.refusal() !== undefined) return late;
			const budget = late.budget?.waitForPlace(now) ?? 0;
			const own = Math.max(room, this.lastStart + this.distance - now, this.freeFrom(late.share) - now);
			// What waits for a limit of its own holds up nobody else.
			if (budget > Math.max(own, 0)) wait = Math.min(wait, budget);
			else return own > 0 ? own : late;
		}
		const common = Math.max(this.throttling.waitFrom(now), this.lastStart + this.distance - now, room);
		for (const line of this.lines.inTurn()) {
			this.dropRefused(line, now);
			const { head, of } = line;
			if (line.isOver) this.lines.remove(line);
			if (head === undefined || line.isHeld || head.isHeld?.() === true || this.inFlight[of.priority] >= MOST_IN_FLIGHT[of.priority]) continue;
			const own = Math.max(common, this.freeFrom(head.share ?? this.whole) - now, head.budget?.waitFrom(now) ?? 0);
			if (own > 0) wait = Math.min(wait, own);
			else if (!isReady(head)) this.prepare(line);
			else return line;
		}
		return wait;
	}

	/** The tick from which on a credential may start another call. */
	private freeFrom({ starts, ceiling }: Share): number {
		return starts.freeFrom(Math.floor(ceiling));
	}

	/** Takes those calls from the front of a line that must not start any more. */
	private dropRefused(line: Line<Waiting>, now: number) {
		for (let { head } = line; head !== undefined; { head } = line) {
			const { sinceTick, patienceMs, budget } = head;
			const answer = this.throttling.refusalFor(sinceTick, patienceMs, now) ?? budget?.throttling.refusalFor(sinceTick, patienceMs, now);
			const refusal = refusalOf(head) ?? (answer && new StillThrottled(answer));
			if (refusal === undefined) return;
			line.shift();
			head.reject(refusal);
		}
	}

	/** Has the first call of a line made ready, while the line waits. */
	private prepare(line: Line<Waiting>) {
		const entry = line.shift();
		if (entry?.readiness === undefined) return;
		line.isHeld = true;
		const { readiness } = entry;
		void (async () => await readiness.prepare())().then(
			(isPrepared) => {
				if (isPrepared) line.unshift(entry);
				else entry.reject(new NotReady());
			},
			(reason: unknown) => entry.reject(reason as Error),
		).finally(() => {
			line.isHeld = false;
			this.notify();
		});
	}

	/** Starts the first call of a line, and follows it until it is on the wire. */
	private async start(line: Line<Waiting>) {
		const entry = line.shift();
		this.lines.served(line);
		if (entry === undefined) return;
		const { priority, budget, share = this.whole } = entry;
		const now = this.clock.elapsed();
		const planned = this.lastStart + this.distance;
		// While the API throttles, only the distance between two calls keeps the pace.
		const isThrottled = this.rate < this.ceiling;
		this.lastStart = now - planned <= (isThrottled ? LATE_TIMER_MS : SHORT_PAUSE_MS) ? planned : now;
		this.inFlight[priority] += 1;
		share.usedTick = now;
		const departure = new Departure(share, budget, [this.throttling, ...(budget ? [budget.throttling] : [])].map((throttling) => [throttling, throttling.started()]), entry);
		entry.start(departure);
		departure.isOvertaken = await Promise.race([departure.left.then(() => false), this.clock.sleep(LONGEST_DEPARTURE_MS).then(() => true)]);
		if (!departure.isOvertaken) await this.follow(departure);
	}

	/** Lets an overtaken call go on. */
	private async release(departure: Departure) {
		this.overtaken.splice(this.overtaken.indexOf(departure), 1);
		if (departure.refusal() !== undefined) return departure.goOn();
		this.lastStart = this.clock.elapsed();
		departure.goOn();
		await this.follow(departure);
	}

	/** Waits until a call that was handed over is on the wire, and counts it from then on. */
	private async follow({ share, budget }: Departure) {
		for (let turn = 0; turn < TURNS_TO_WIRE; turn++) await this.clock.sleep(0);
		const tick = this.clock.elapsed();
		this.starts.note(tick);
		if (share !== this.whole) share.starts.note(tick);
		budget?.note(tick);
	}
}
