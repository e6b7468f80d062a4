import { type FailedEnding, notStarted } from '../../execution/ending';
import { executionMark, isAgentTool } from '../../execution/executionMemory';
import type { ItemContext } from '../../execution/itemContext';
import { serverTime } from '../../transport/account';
import { member, textOf } from '../../values/json';
import { CLOCK_TOLERANCE_MS, DAY_MS, DEFAULT_WINDOW_DAYS, LONGEST_FLIGHT_MS } from '../times';
import { createdAt, type ListedSend, UnusableList } from '../listedSend';
import { type RecentSends, recentSends } from './recentSends';
import { withoutOtherProducts } from './otherProducts';
import type { OwnedReservation, Reservation, ReservationEnd, ReservationStore } from './reservations';
import { productOf } from './product';
import type { SendsApi } from '../sendsApi';

/** A gift that went out before. */
export type Duplicate = Extract<Decision, { kind: 'duplicate' }>;

/** What the duplicate check came to for one gift. */
export type Decision =
	/** It may go out. The reservation has to be settled. */
	| { kind: 'free'; reservation: OwnedReservation; before: RecentSends | undefined }
	/** It went out before: as a listed send, or as one that this process started. */
	| { kind: 'duplicate'; send: ListedSend | undefined; earlier: Reservation | undefined; trackingCode: string | undefined; before: RecentSends; isDoubled: boolean; isVague?: boolean }
	/** Nobody can tell, so it does not go out. */
	| { kind: 'blocked'; ending: FailedEnding };

/** The user's choice; agents are not asked. */
export function duplicateModeOf({ caller, parameters }: ItemContext): 'skip' | 'fail' | 'off' {
	if (isAgentTool(caller)) return 'skip';
	const mode = textOf(parameters.duplicateCheck);
	return mode === 'off' || mode === 'fail' ? mode : 'skip';
}

/** Days that the check looks back; at least those of the default when an earlier execution is retried. */
function windowDaysOf({ caller, parameters }: ItemContext): number {
	const asked = Number(member(parameters.options, 'duplicateWindowDays') ?? DEFAULT_WINDOW_DAYS);
	return caller.getMode() === 'retry' ? Math.max(asked, DEFAULT_WINDOW_DAYS) : asked;
}

/**
 * Decides whether a gift may go out, and reserves it if so. A gift that is in flight is waited for: it is free only
 * when that one was certainly refused.
 */
export async function checkDuplicate(item: ItemContext, sends: SendsApi, reservations: ReservationStore, email: string): Promise<Decision> {
	const { clock } = item.connection.account;
	const touchId = textOf(item.parameters.touchId);
	const [execution, product] = [executionMark(item.caller), productOf(item)];
	if (duplicateModeOf(item) === 'off') {
		return { kind: 'free', reservation: reservations.reserve(touchId, email, clock, execution, product), before: undefined };
	}
	const windowDays = windowDaysOf(item);
	reservations.keepFor(windowDays * DAY_MS);
	const [read] = await Promise.allSettled([recentSends(item, sends, windowDays)]);
	if (read.status === 'rejected') return { kind: 'blocked', ending: unreadableList(read.reason) };
	const before = read.value;
	const listed = listedDuplicate(item, before, reservations, email);
	if (listed) return listed;
	for (;;) {
		const earlier = reservations.since(clock.elapsed() - windowDays * DAY_MS, touchId, email).find((other) => other.product === product);
		if (earlier === undefined) return { kind: 'free', reservation: reservations.reserve(touchId, email, clock, execution, product), before };
		const end = earlier.end ?? (await endOrCancel(item, earlier));
		if (end === undefined) return { kind: 'blocked', ending: notStarted(item) };
		if (end === 'declined' && earlier.execution === execution) return { kind: 'blocked', ending: declinedBefore() };
		// What created nothing is forgotten already.
		if (end === 'declined' || (end === 'sent' && isOver(item, before, reservations, earlier, email))) {
			reservations.forget(earlier);
			continue;
		}
		if (end === 'sent') return { kind: 'duplicate', send: undefined, earlier, trackingCode: earlier.trackingCode, before, isDoubled: reservations.isRehearsal };
		if (end === 'unknown') return { kind: 'blocked', ending: earlierUnknown(earlier) };
	}
}

/** How a send that is in flight ends; undefined when the execution that waits for it was cancelled first. */
async function endOrCancel({ caller }: ItemContext, { ended }: Reservation): Promise<ReservationEnd | undefined> {
	const signal = caller.getExecutionCancelSignal();
	if (signal === undefined) return await ended;
	let stopListening: () => void = () => undefined;
	const cancelled = new Promise<undefined>((resolve) => {
		const tell = () => resolve(undefined);
		if (signal.aborted) tell();
		signal.addEventListener('abort', tell);
		stopListening = () => signal.removeEventListener('abort', tell);
	});
	return await Promise.race([ended, cancelled]).finally(stopListening);
}

/** The listed send that makes a gift a duplicate. */
export function listedDuplicate(item: ItemContext, before: RecentSends, reservations: ReservationStore, email: string): Duplicate | undefined {
	const touchId = textOf(item.parameters.touchId);
	const [send] = listedTwins(item, before, reservations, email);
	if (send === undefined) return undefined;
	const trackingCode = reservations.trackingCodeOf(touchId, email, (reservation) => isListedAs(item, reservation, send));
	return { kind: 'duplicate', send, earlier: undefined, trackingCode, before, isDoubled: false, isVague: isVague(item, reservations, email, send) };
}

/** Whether a listed send may be another product: this process did not make it, and the list does not say what it is. */
function isVague(item: ItemContext, reservations: ReservationStore, email: string, send: ListedSend): boolean {
	const product = productOf(item);
	if (product === undefined) return false;
	return !reservations.since(-Infinity, '', email).some((own) => own.product === product && own.end === 'sent' && isListedAs(item, own, send));
}

/** Listed sends that may be the same gift, newest first. Without a campaign the list does not say what was sent: what is known here to be something else is none. */
function listedTwins(item: ItemContext, before: RecentSends, reservations: ReservationStore, email: string): ListedSend[] {
	const [touchId, product] = [textOf(item.parameters.touchId), productOf(item)];
	const rows = before.duplicatesOf(touchId, email);
	if (product === undefined) return rows;
	const others = reservations.since(-Infinity, touchId, email).filter((other) => other.end === 'sent' && other.product !== product);
	// What came to nothing stands for one of them, too: its reservation explains no other row.
	const unexplained = new Set(withoutOtherProducts(before.listed(touchId, email), others, (other) => flightOf(item, other)));
	return rows.filter((row) => unexplained.has(row));
}

/** Whether a send of this process is a listed one: because it was found to be, or by the time of its creation. */
function isListedAs(item: ItemContext, reservation: Reservation, send: ListedSend): boolean {
	if (reservation.sendGid !== undefined) return reservation.sendGid === send.id;
	const [from, to] = flightOf(item, reservation);
	return createdAt(send) >= from && createdAt(send) <= to;
}

/** Between which moments of Sendoso's clock an earlier send of this process was created. */
function flightOf({ connection: { account } }: ItemContext, { startedTick, sentTick = startedTick, endedTick = startedTick }: Reservation): [from: number, to: number] {
	return [serverTime(account, sentTick) - CLOCK_TOLERANCE_MS, serverTime(account, endedTick) + CLOCK_TOLERANCE_MS];
}

/** Whether Sendoso lists an earlier send of this process as one that came to nothing, so that it may be made again. */
function isOver(item: ItemContext, before: RecentSends, reservations: ReservationStore, earlier: Reservation, email: string): boolean {
	const touchId = textOf(item.parameters.touchId);
	const [from, to] = flightOf(item, earlier);
	if (earlier.product !== undefined && !isOnlyOne(item, before, reservations, earlier, email)) return false;
	return before.cameToNothing(touchId, email, from, to);
}

/** Whether the only row without a campaign of its time has to be an earlier send: nothing else was sent then, and it must be listed by now. */
function isOnlyOne(item: ItemContext, before: RecentSends, reservations: ReservationStore, earlier: Reservation, email: string): boolean {
	const { clock } = item.connection.account;
	const [from, to] = flightOf(item, earlier);
	if (clock.elapsed() - (earlier.endedTick ?? Infinity) < LONGEST_FLIGHT_MS) return false;
	const rows = before.listed('', email).filter((send) => createdAt(send) >= from && createdAt(send) <= to);
	const rivals = reservations.since(-Infinity, '', email).filter((other) => {
		const [start, end] = flightOf(item, other);
		return other !== earlier && start <= to && (other.end === undefined || end >= from);
	});
	return rows.length === 1 && rivals.length === 0;
}

/** Says that two rows of a dry run are for the same gift: nothing of it was sent. */
export const DOUBLED = 'Another row of this dry run is for the same gift.';

/** Says in words which earlier send makes a gift a duplicate. */
export function describeDuplicate({ send, earlier, isDoubled }: Extract<Decision, { kind: 'duplicate' }>): string {
	if (isDoubled) return DOUBLED;
	if (send) {
		return `Sendoso lists ${send.touchId === '' ? 'a gift without a campaign, whose product it does not tell,' : 'one'} from ${send.createdAt || 'an unknown time'} with the status ${send.status} (send_gid ${send.id}).`;
	}
	const code = earlier?.trackingCode ? ` (tracking code ${earlier.trackingCode})` : '';
	return `This n8n process sent it at ${new Date(earlier?.startedAt ?? 0).toISOString()}${code}.`;
}

/** The ending of a send that can't be looked up. */
export function unreadableList(reason: unknown): FailedEnding {
	const why = reason instanceof Error ? reason.message : 'the list could not be read';
	return {
		kind: 'failed',
		failure: 'notSent',
		message: `the duplicate check could not read Sendoso's list of sends. ${why}`,
		description:
			reason instanceof UnusableList
				? "To send without the check, set 'Duplicate Check' to 'Off' and make sure in another way that nobody gets the gift twice."
				: `${textOf((reason as { description?: unknown }).description).replace(/ \[item \d+\]$/, '')} To send without the check, set 'Duplicate Check' to 'Off'.`,
		mayRepeat: true,
	};
}

function declinedBefore(): FailedEnding {
	return {
		kind: 'failed',
		failure: 'notSent',
		message: 'Sendoso said no to the same gift earlier in this execution',
		description: 'See the error of that item. The gift can be asked for again in another execution.',
		mayRepeat: false,
	};
}

function earlierUnknown({ startedAt }: Reservation): FailedEnding {
	return {
		kind: 'failed',
		failure: 'notSent',
		message: `the same gift was asked for at ${new Date(startedAt).toISOString()}, and its outcome is still unknown`,
		description:
			"Look in Sendoso whether that send exists. If it does not, send this item with 'Duplicate Check' set to 'Off'.",
		mayRepeat: true,
	};
}
