import type { Clock } from '../../transport/clock';
import { DEFAULT_WINDOW_MS } from '../times';
import { giftKey } from '../listedSend';

/**
 * How a send that this process started has ended. `nothing` means that it certainly created nothing; `declined` that
 * Sendoso answered 2xx and said no, which is not asked for again in the same execution.
 */
export type ReservationEnd = 'sent' | 'nothing' | 'declined' | 'unknown';

/** A send that this process has started, or is about to. Ticks are the clock's elapsed milliseconds. */
export interface Reservation {
	/** Unlike any other one's, in every process. */
	readonly id: string;
	/** When it was reserved, in milliseconds since the epoch by this machine's clock. */
	readonly startedAt: number;
	readonly startedTick: number;
	/** What is sent, where it is no gift of a campaign. */
	readonly product: string | undefined;
	/** The execution that it belongs to, for comparison only. */
	readonly execution: object;
	/** Resolves when the send has ended. */
	readonly ended: Promise<ReservationEnd>;
	/** How it ended; undefined while in flight. */
	end?: ReservationEnd;
	endedTick?: number;
	/** When its request started, once it has ended: it may have waited long for its turn. */
	sentTick?: number;
	/** `send_gid` of the listed send that turned out to be this one. */
	sendGid?: string;
	trackingCode?: string;
	/** ID of the reservation of an earlier execution, in whichever process, that this one stands for. */
	standsFor?: string;
}

/** What is known of a send that has ended. */
type Found = Pick<Reservation, 'sendGid' | 'trackingCode' | 'standsFor' | 'sentTick'>;

/** A reservation that its owner has to settle. */
export interface OwnedReservation extends Reservation {
	/** The first end stays. */
	settle(end: ReservationEnd, found?: Found): void;
}

/** Tells the reservations of this process from those of others. */
const PROCESS = `${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}`;

let reserved = 0;

/** What settling is that comes too late: it holds nothing. */
const settledBefore: OwnedReservation['settle'] = () => undefined;

/**
 * A reservation that takes little memory once it has ended, for it is kept for weeks: all members have their place from the
 * beginning, and what serves to end it is let go of.
 */
class GiftReservation implements OwnedReservation {
	readonly startedAt: number;
	readonly startedTick: number;
	readonly ended: Promise<ReservationEnd>;
	settle: OwnedReservation['settle'];
	end: ReservationEnd | undefined = undefined;
	endedTick: number | undefined = undefined;
	sentTick: number | undefined = undefined;
	sendGid: string | undefined = undefined;
	trackingCode: string | undefined = undefined;
	standsFor: string | undefined = undefined;
	private readonly number = ++reserved;

	/** @param note told that it has ended, before anybody who waits for that */
	constructor(
		clock: Clock,
		readonly product: string | undefined,
		readonly execution: object,
		note: () => void,
	) {
		[this.startedAt, this.startedTick] = [clock.now(), clock.elapsed()];
		let resolve: (end: ReservationEnd) => void = () => undefined;
		this.ended = new Promise((done) => {
			resolve = done;
		});
		this.settle = (end, found) => {
			if (this.end !== undefined) return;
			Object.assign(this, { end, endedTick: clock.elapsed() }, found);
			this.settle = settledBefore;
			note();
			resolve(end);
		};
	}

	get id(): string {
		return `${PROCESS}-${this.number.toString(36)}`;
	}
}

/** Ended reservations that are kept per list of sends; beyond them the ones that ended first are forgotten. */
const MOST_ENDED = 100_000;

/**
 * The sends that this process has started, by campaign and address, so that loops, batches, parallel executions and
 * doubled rows meet each other. Sendoso itself never recognizes a repeated send (fact 39). What is in flight is never
 * forgotten, what has ended when no window can reach it any more, and what created nothing at once.
 */
export class ReservationStore {
	/** Those of one gift; most gifts have one, which needs no set of its own. */
	private readonly byGift = new Map<string, Reservation | Set<Reservation>>();
	/** In the order in which they ended, with the gift that they are for. */
	private readonly ended = new Map<Reservation, string>();
	private readonly listed = new Set<string>();
	private longestWindowMs = DEFAULT_WINDOW_MS;

	/** @param isRehearsal whether only the rows of a dry run meet here */
	constructor(readonly isRehearsal = false) {}

	/** Keeps reservations as long as a window that somebody asks for. */
	keepFor(windowMs: number) {
		this.longestWindowMs = Math.max(this.longestWindowMs, windowMs);
	}

	/** Reservations of the same campaign and address, or of all products for an address, that started at a tick or later, oldest first. */
	since(tick: number, touchId: string, email: string): Reservation[] {
		const same = this.byGift.get(giftKey(touchId, email));
		const all = same instanceof Set ? [...same] : same === undefined ? [] : [same];
		return all.filter(({ startedTick }) => startedTick >= tick);
	}

	/**
	 * Reserves a gift. Call it in the same turn of the event loop as the check that it is free.
	 *
	 * @param touchId empty for what is sent without a campaign
	 */
	reserve(touchId: string, email: string, clock: Clock, execution: object, product?: string): OwnedReservation {
		const key = giftKey(touchId, email);
		const reservation: OwnedReservation = new GiftReservation(clock, product, execution, () => {
			this.ended.set(reservation, key);
			if (reservation.end === 'nothing') this.forget(reservation);
			this.forgetOld(clock.elapsed());
		});
		const same = this.byGift.get(key);
		if (same instanceof Set) same.add(reservation);
		else this.byGift.set(key, same === undefined ? reservation : new Set([same, reservation]));
		return reservation;
	}

	/** Gives up what turned out to have created nothing. */
	forget(reservation: Reservation) {
		const key = this.ended.get(reservation);
		if (key === undefined) return;
		this.ended.delete(reservation);
		if (reservation.sendGid !== undefined) this.listed.delete(reservation.sendGid);
		const same = this.byGift.get(key);
		if (same instanceof Set) same.delete(reservation);
		if (same === reservation || (same instanceof Set && same.size === 0)) this.byGift.delete(key);
	}

	/** Tracking code of the send of a gift that is a listed one for certain. */
	trackingCodeOf(touchId: string, email: string, isSame: (reservation: Reservation) => boolean): string | undefined {
		const same = this.since(-Infinity, touchId, email).filter((reservation) => reservation.end === 'sent' && isSame(reservation));
		return same.length === 1 ? same[0]?.trackingCode : undefined;
	}

	/**
	 * Takes a listed send for one reservation. Answers false when another one of this process has it, or when it has no
	 * name by which it could be told from others.
	 */
	match(sendGid: string): boolean {
		if (sendGid === '' || this.listed.has(sendGid)) return false;
		this.listed.add(sendGid);
		return true;
	}

	/** Whether a reservation of this process has a listed send. */
	isMatched(sendGid: string): boolean {
		return this.listed.has(sendGid);
	}

	private forgetOld(now: number) {
		for (const reservation of this.ended.keys()) {
			const isOld = now - (reservation.endedTick ?? now) > this.longestWindowMs;
			if (!isOld && this.ended.size <= MOST_ENDED) return;
			this.forget(reservation);
		}
	}
}

const stores = new Map<string, ReservationStore>();

/** The reservations of a list of sends, shared by everything in this process that sends into it. */
export function reservationsOf(sendsKey: string): ReservationStore {
	const known = stores.get(sendsKey);
	if (known) return known;
	const created = new ReservationStore();
	stores.set(sendsKey, created);
	return created;
}
