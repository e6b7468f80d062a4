import { giftKey } from './listedSend';

/**
 * How a send that this process started has ended. `nothing` means that it certainly created nothing; `declined` that
 * Sendoso answered 2xx and said no, which is not asked for again in the same execution.
 */
export type ReservationEnd = 'sent' | 'nothing' | 'declined' | 'unknown';

/** A send that this process has started, or is about to. */
export interface Reservation {
	/** When it was reserved, in milliseconds since the epoch. */
	startedAt: number;
	/** The execution that it belongs to, for comparison only. */
	execution: object;
	/** Resolves when the send has ended. */
	ended: Promise<ReservationEnd>;
	/** How it ended; undefined while in flight. */
	end?: ReservationEnd;
	/** When it ended, in milliseconds since the epoch. */
	endedAt?: number;
	/** `send_gid` of the listed send that turned out to be this one. */
	sendGid?: string;
	trackingCode?: string;
}

/** A reservation that its owner has to settle. */
export interface OwnedReservation extends Reservation {
	settle(end: ReservationEnd, now: number, found?: { sendGid?: string; trackingCode?: string }): void;
}

/** Reservations that are kept per account; the oldest ones are forgotten first. Far more than any window holds in practice. */
const MOST_RESERVATIONS = 100_000;

/**
 * The sends that this process has started, by campaign and address, so that loops, batches, parallel executions and
 * doubled rows meet each other. Sendoso itself never recognizes a repeated send (fact 39).
 */
export class ReservationStore {
	private readonly reservations = new Map<string, Reservation[]>();
	private readonly listed = new Set<string>();
	private count = 0;

	/** @param isRehearsal whether only the rows of a dry run meet here */
	constructor(readonly isRehearsal = false) {}

	/** Reservations of the same gift since a moment, oldest first; those that created nothing are left out. */
	active(touchId: string, email: string, since: number): Reservation[] {
		return (this.reservations.get(giftKey(touchId, email)) ?? []).filter(({ end, startedAt }) => end !== 'nothing' && startedAt >= since);
	}

	/** Reserves a gift. Call it in the same turn of the event loop as the check that it is free. */
	reserve(touchId: string, email: string, now: number, execution: object): OwnedReservation {
		const key = giftKey(touchId, email);
		let resolve: (end: ReservationEnd) => void = () => undefined;
		const ended = new Promise<ReservationEnd>((done) => {
			resolve = done;
		});
		const reservation: OwnedReservation = {
			startedAt: now,
			execution,
			ended,
			settle(end, endedAt, found) {
				reservation.end ??= end;
				reservation.endedAt ??= endedAt;
				Object.assign(reservation, found);
				resolve(reservation.end);
			},
		};
		this.reservations.set(key, [...(this.reservations.get(key) ?? []), reservation]);
		this.count += 1;
		if (this.count > MOST_RESERVATIONS) this.forgetOldest();
		return reservation;
	}

	/** Tracking code of the send of a gift that is a listed one for certain. */
	trackingCodeOf(touchId: string, email: string, isSame: (reservation: Reservation) => boolean): string | undefined {
		const same = (this.reservations.get(giftKey(touchId, email)) ?? []).filter((reservation) => reservation.end === 'sent' && isSame(reservation));
		return same.length === 1 ? same[0]?.trackingCode : undefined;
	}

	/** Takes a listed send for one reservation. Answers false when another one of this process has it. */
	match(sendGid: string): boolean {
		if (this.listed.has(sendGid)) return false;
		this.listed.add(sendGid);
		return true;
	}

	/** Whether a reservation of this process has a listed send. */
	isMatched(sendGid: string): boolean {
		return this.listed.has(sendGid);
	}

	private forgetOldest() {
		const [oldest] = this.reservations.entries();
		if (oldest === undefined) return;
		this.reservations.delete(oldest[0]);
		this.count -= oldest[1].length;
	}
}

const stores = new Map<string, ReservationStore>();

/** The reservations of an account, shared by everything in this process. */
export function reservationsOf(accountKey: string): ReservationStore {
	const known = stores.get(accountKey);
	if (known) return known;
	const created = new ReservationStore();
	stores.set(accountKey, created);
	return created;
}
