import { beginSends, continueSends } from '../../Sendoso/trigger/sends/sendPoller';
import type { TriggerEvent } from './events';
import type { PollSession } from './pollContext';
import type { Baseline, Finding } from './poller';
import { beginRecords, continueRecords } from './records/recordPoller';
import { type AccountPrint, STATE_VERSION, type TriggerState } from './state';
import type { Subscription } from './subscription';

/** What a poll gives: events, and the state after them. */
export type PollResult = { events: TriggerEvent[]; state: TriggerState } | { problem: string; advice: string };

/** Later than everything: nothing comes out. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** Server times have whole seconds only: what was created in the same second may have been there already. */
const SECOND_MS = 1_000;

/**
 * One poll: reads, compares, and gives the events with the state after them. It changes nothing itself, so that a poll
 * that fails leaves everything as it was.
 *
 * @param stored state of the last poll, if any
 */
export async function pollOnce(session: PollSession, subscription: Subscription, stored: TriggerState | undefined): Promise<PollResult> {
	const account = await session.identify(stored?.account);
	const isSameAccount = stored !== undefined && isSame(stored.account, account);
	if (stored === undefined) return await begin(session, subscription, { floor: -Infinity, withExisting: subscription.startWithExisting });
	if (!isSameAccount) return await beginAnew(session, subscription, 'The account behind the credential changed', NEVER);
	if (stored.subscription !== subscription.fingerprint) {
		return await beginAnew(session, subscription, 'The resource or a filter changed', stored.polledAt + SECOND_MS);
	}
	const finding: Finding<Partial<TriggerState>> =
		subscription.resource === 'send'
			? wrap('sends', stored.sends ? await continueSends(stored.sends, subscription, session) : await beginSends(firstTime(subscription), subscription, session))
			: wrap('records', stored.records ? await continueRecords(stored.records, subscription, session) : await beginRecords(firstTime(subscription), subscription, session));
	return await end(session, subscription, finding);
}

async function begin(session: PollSession, subscription: Subscription, baseline: Baseline): Promise<PollResult> {
	const finding =
		subscription.resource === 'send'
			? wrap('sends', await beginSends(baseline, subscription, session))
			: wrap('records', await beginRecords(baseline, subscription, session));
	return await end(session, subscription, finding);
}

/** Begins again, with nothing but what was created since `floor`. */
async function beginAnew(session: PollSession, subscription: Subscription, reason: string, floor: number): Promise<PollResult> {
	session.warn(`${reason}: what is there now is the new starting point`);
	return await begin(session, subscription, { floor, withExisting: false });
}

/** The events count only if the account was the same from the first request to the last. */
async function end(session: PollSession, subscription: Subscription, finding: Finding<Partial<TriggerState>>): Promise<PollResult> {
	if (finding === 'otherAccount' || !(await session.isSameAccount())) {
		return await beginAnew(session, subscription, 'The account behind the credential changed', NEVER);
	}
	if ('problem' in finding) return finding;
	const { current: account, serverTime: polledAt } = session;
	return { events: finding.events, state: { version: STATE_VERSION, subscription: subscription.fingerprint, account, polledAt, ...finding.state } };
}

function wrap<Key extends 'records' | 'sends', State>(key: Key, finding: Finding<State>): Finding<Partial<TriggerState>> {
	if (finding === 'otherAccount' || 'problem' in finding) return finding;
	return { events: finding.events, state: { [key]: finding.state } };
}

function firstTime(subscription: Subscription): Baseline {
	return { floor: -Infinity, withExisting: subscription.startWithExisting };
}

function isSame(left: AccountPrint, right: AccountPrint): boolean {
	return left.place === right.place && left.person === right.person;
}
