import { isCancelled, type ItemContext } from '../execution/itemContext';
import { possibleTimes, serverTime } from '../transport/account';
import { pause } from '../transport/clock';
import { createdAt, isSameGift, type ListedSend } from './listedSend';
import type { RecentSends } from './duplicates/recentSends';
import type { Reservation, ReservationStore } from './duplicates/reservations';
import type { SendsApi } from './sendsApi';
import { CLOCK_TOLERANCE_MS, LONGEST_FLIGHT_MS } from './times';

/** What a search for a send that was just asked for gave. */
export type CreatedSend = { found: ListedSend } | NotFound;

/** Why no listed send is the one, and those that may be it. */
export interface NotFound {
	found: undefined;
	candidates: ListedSend[];
	reason: string;
}

/** A send to look for. */
export interface Sought {
	touchId: string;
	email: string;
	/** When its request started, in the clock's elapsed milliseconds. */
	startedTick: number;
	reservation: Reservation;
	/** The list of sends; undefined when none was read before the send. */
	before: RecentSends | undefined;
}

/** Waits before each look, in milliseconds: a send may take a moment to be listed. */
const LOOKS_AFTER_MS = [1_500, 3_000];

/**
 * Looks for the one new send in Sendoso's list that must be the one asked for. No documented field ties an answer to a
 * listed send (fact 55), so address, campaign and time have to do it; whenever another send of this process could be
 * meant as well, nothing is found.
 */
export async function findCreatedSend(item: ItemContext, sends: SendsApi, reservations: ReservationStore, sought: Sought): Promise<CreatedSend> {
	const { account } = item.connection;
	let result: CreatedSend = { found: undefined, candidates: [], reason: "Sendoso's list could not be read" };
	for (const wait of LOOKS_AFTER_MS) {
		await pause(account.clock, wait, () => isCancelled(item.caller));
		if (isCancelled(item.caller)) break;
		const [read] = await Promise.allSettled([candidatesFor(item, sends, reservations, sought)]);
		if (read.status === 'rejected') continue;
		const candidates = read.value;
		const [only] = candidates;
		if (only === undefined) {
			result = { found: undefined, candidates, reason: 'no matching send was found yet' };
			continue;
		}
		if (candidates.length > 1) {
			return { found: undefined, candidates, reason: `${candidates.length} sends match and cannot be told apart` };
		}
		if (hasRival(reservations, sought)) {
			return { found: undefined, candidates, reason: 'another send of the same gift was started at the same time' };
		}
		if (reservations.match(only.id)) return { found: only };
		result = { found: undefined, candidates, reason: 'what is listed can be another send of the same gift' };
	}
	return result;
}

/** New sends of the same gift that no other send of this process has. */
async function candidatesFor(item: ItemContext, sends: SendsApi, reservations: ReservationStore, sought: Sought): Promise<ListedSend[]> {
	const { touchId, email, startedTick, before } = sought;
	const { account } = item.connection;
	const since = () => {
		const { earliest, latest } = possibleTimes(account, startedTick);
		// A clock that is far off would make an old send a new one.
		return (latest - earliest > LONGEST_FLIGHT_MS ? latest : serverTime(account, startedTick)) - CLOCK_TOLERANCE_MS;
	};
	const { sends: listed } = await sends.listSince({ ...item, outlivesRun: true }, since);
	// A send without a date is new when the list that was read before did not hold it.
	const isNew = (send: ListedSend) => (Number.isNaN(createdAt(send)) ? before !== undefined : createdAt(send) >= since());
	return listed.filter(
		(send) =>
			isSameGift(send, touchId, email) &&
			isNew(send) &&
			before?.wasListed(send, startedTick) !== true &&
			!reservations.isMatched(send.id),
	);
}

/** Whether this process started another send of the same gift so close to this one that its entry could be meant. */
function hasRival(reservations: ReservationStore, { touchId, email, startedTick, reservation }: Sought): boolean {
	return reservations.since(startedTick - LONGEST_FLIGHT_MS, touchId, email).some((other) => {
		if (other === reservation || other.sendGid !== undefined) return false;
		return other.end !== 'sent' || (other.endedTick ?? Infinity) >= startedTick - 2 * CLOCK_TOLERANCE_MS;
	});
}
