import { type Ending, type FailedEnding, howToCheck } from '../execution/ending';
import { executionMark } from '../execution/executionMemory';
import { credentialIdOf, type ItemContext } from '../execution/itemContext';
import { attemptsOf } from '../execution/attempts/attempts';
import { identify } from '../execution/attempts/identity';
import { Ledger } from '../execution/attempts/ledger';
import { possibleTimes, serverTime } from '../transport/account';
import { fingerprint } from '../values/fingerprint';
import { textOf } from '../values/json';
import { createdAt, giftKey, isSameGift, type ListedSend } from './listedSend';
import { type Reservation, reservationsOf } from './duplicates/reservations';
import { productOf } from './duplicates/product';
import { sendFacts, succeeded } from './sendFacts';
import type { SendsApi } from './sendsApi';
import { CLOCK_TOLERANCE_MS, LONGEST_FLIGHT_MS } from './times';

/**
 * Looks for a send of an earlier execution whose outcome nobody knew, when that execution is retried: in Sendoso's list,
 * by address, campaign and time.
 *
 * @returns the send that was found, or that it is still unknown; undefined when it certainly came to nothing: nothing of it
 *     is listed although the longest time that it may take is over
 */
export async function lookForSend(item: ItemContext, sends: SendsApi, unknown: FailedEnding): Promise<Ending | undefined> {
	const { asked } = unknown;
	if (asked === undefined) return unknown;
	const { touchId, email, reservation } = asked;
	const { account, sendsKey } = item.connection;
	const reservations = reservationsOf(sendsKey);
	const [from, until] = [asked.from - CLOCK_TOLERANCE_MS, asked.to + LONGEST_FLIGHT_MS];
	const stillUnknown = (why: string): FailedEnding => ({ ...unknown, description: `The send of the earlier execution was looked for: ${why}. ${howToCheck(item)}` });
	if (asked.product !== undefined) return stillUnknown("Sendoso's list does not tell what was sent without a campaign, so no send in it can be told to be this one, nor that there is none");
	if (asked.list !== listOf(item)) return stillUnknown('it was made with another credential, whose list this one need not see');
	const [read] = await Promise.allSettled([sends.listSince(item, () => from)]);
	if (read.status === 'rejected') return stillUnknown("Sendoso's list could not be read");
	const candidates = read.value.sends.filter((send) => isSameGift(send, touchId, email) && !(createdAt(send) < from || createdAt(send) > until));
	const started = reservations.since(-Infinity, touchId, email);
	const own = started.find(({ id, end }) => id === reservation && end === 'unknown');
	const [only] = candidates;
	if (only !== undefined) {
		const isNear = ({ startedTick }: Reservation) => serverTime(account, startedTick) >= from - LONGEST_FLIGHT_MS && serverTime(account, startedTick) <= until;
		// Another retry of the same execution may have found it already.
		const isFound = started.some(({ sendGid, standsFor }) => sendGid === only.id && standsFor === reservation);
		const hasRival = started.some((other) => other !== own && other.sendGid === undefined && isNear(other));
		// Clocks that were far apart make an old send a new one.
		const isVague = asked.to - asked.from > LONGEST_FLIGHT_MS;
		if (candidates.length > 1 || hasRival || isVague || Number.isNaN(createdAt(only)) || !(isFound || reservations.match(only.id))) return stillUnknown(describeCandidates(candidates));
		if (own) reservations.forget(own);
		// From now on this process knows of the send as if it had made it.
		if (!isFound) reservations.reserve(touchId, email, account.clock, executionMark(item.caller)).settle('sent', { sendGid: only.id, standsFor: reservation });
		return succeeded(item, {}, sendFacts(item, 'reconciled', email, { touchName: only.touchName }, only.row));
	}
	if (possibleTimes(account).earliest < until) return stillUnknown(`it is not listed yet. Retry the execution after ${new Date(until).toISOString()}`);
	// Sendoso holds back what is sent to such an address, until somebody approves it (fact 83).
	if (email.split('@')[0]?.includes('+')) return stillUnknown('it is not listed, but may be waiting for an approval, because its address has a plus sign');
	if (own) reservations.forget(own);
	return undefined;
}

function describeCandidates(candidates: ListedSend[]): string {
	const shown = candidates.map((send) => `${send.id} (${send.status}, ${send.createdAt || 'no date'})`).join(', ');
	return `what is listed can't be told from other sends of the same gift: ${shown}`;
}

/** Whose list of sends an item sees, as a fingerprint: another one says nothing of a send. */
export function listOf(item: ItemContext): string {
	return fingerprint(`${item.connection.credentialType} ${credentialIdOf(item)}`, 16);
}

/**
 * What another row, or a call in other words, left unknown of the same gift, in an earlier execution or in another process
 * of this one. Of what is in this process its own reservations tell.
 *
 * @returns why the gift can't go out; undefined when it was found, or came to nothing
 */
export async function openSendBeside(item: ItemContext, sends: SendsApi): Promise<FailedEnding | undefined> {
	const [touchId, email] = [textOf(item.parameters.touchId), textOf(item.parameters.recipientEmail)];
	const started = new Set(reservationsOf(item.connection.sendsKey).since(-Infinity, touchId, email).map(({ id }) => id));
	for (const unknown of Ledger.of(item.caller).unknownBeside(identify(item, attemptsOf(item)), email)) {
		const { asked } = unknown;
		if (asked === undefined || started.has(asked.reservation) || asked.product !== productOf(item) || giftKey(asked.touchId, asked.email) !== giftKey(touchId, email)) continue;
		const ended = await lookForSend(item, sends, unknown);
		if (ended?.kind === 'failed') {
			return { kind: 'failed', failure: 'notSent', message: 'the same gift was asked for earlier in this execution, and its outcome is still unknown', description: ended.description, mayRepeat: true };
		}
	}
	return undefined;
}
