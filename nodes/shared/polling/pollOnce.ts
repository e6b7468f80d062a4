import type { TriggerEvent } from './events';
import type { AccountPrint, PollSession } from './pollContext';
import type { Baseline, Finding } from './poller';
import type { ResourceState } from './state';
import type { Subscription } from './subscription';

/** What the poll of one resource gives: events, and the state after them. */
export type PollResult = { events: TriggerEvent[]; state: ResourceState } | { problem: string; advice: string };

/** Later than everything: nothing comes out. */
const NEVER = Number.MAX_SAFE_INTEGER;

/** Server times have whole seconds only: what was created in the same second may have been there already. */
const SECOND_MS = 1_000;

/**
 * One poll of one resource: reads, compares, and gives the events with the state after them. It changes nothing itself,
 * so that a poll that fails leaves everything as it was.
 *
 * @param stored state of the last poll, if any
 * @param isFirst whether the node has no state of any resource: only then may existing records come out
 */
export async function pollOnce(session: PollSession, subscription: Subscription, stored: ResourceState | undefined, isFirst = stored === undefined): Promise<PollResult> {
	const account = await session.identify(stored?.account);
	if (stored === undefined) return await begin(session, subscription, { floor: -Infinity, ...(isFirst && subscription.startFrom !== undefined ? { existingFrom: subscription.startFrom } : {}) });
	if (!isSame(stored.account, account)) return await beginAnew(session, subscription, 'the account behind the credential changed', { floor: NEVER });
	if (stored.subscription !== subscription.fingerprint) {
		// What was created since the last poll was never compared with the new filter.
		return await beginAnew(session, subscription, 'a filter changed', { floor: -Infinity, since: (stored.readAt ?? stored.polledAt) + SECOND_MS });
	}
	// What was created since the resource was first wanted is new, although nobody could read it then.
	if (stored.state === undefined) return await begin(session, subscription, { floor: -Infinity, since: stored.readAt ?? stored.polledAt });
	return await end(session, subscription, await subscription.poller.resume(stored.state, session));
}

async function begin(session: PollSession, subscription: Subscription, baseline: Baseline): Promise<PollResult> {
	return await end(session, subscription, await subscription.poller.begin(baseline, session));
}

/** Begins again with the list as it is. */
async function beginAnew(session: PollSession, subscription: Subscription, reason: string, baseline: Baseline): Promise<PollResult> {
	session.warn(`${reason}: what is there now is the new starting point`);
	return await begin(session, subscription, baseline);
}

/** The events count only if the account was the same from the first request to the last. */
async function end(session: PollSession, subscription: Subscription, finding: Finding<unknown>): Promise<PollResult> {
	if (finding === 'otherAccount' || !(await session.isSameAccount())) {
		return await beginAnew(session, subscription, 'the account behind the credential changed', { floor: NEVER });
	}
	if ('problem' in finding) return finding;
	const { current: account, serverTime: polledAt } = session;
	const { events, state, readAt } = finding;
	return { events, state: { subscription: subscription.fingerprint, account, polledAt, ...(readAt === undefined ? {} : { readAt }), state } };
}

function isSame(left: AccountPrint, right: AccountPrint): boolean {
	return left.place === right.place && left.person === right.person;
}
