import { byTime, type TriggerEvent } from './events';
import type { PollSession } from './pollContext';
import { pollOnce } from './pollOnce';
import type { Turn } from './session/pollSession';
import { type KnownStates, LARGEST_STATE, sizeOfOthers, type States } from './state';
import type { Subscription } from './subscription';

/** Room for what stands around the states in the static data, in characters. */
const MARGIN = 500;

/** An event and the subscription that it belongs to. */
export interface FoundEvent {
	subscription: Subscription;
	event: TriggerEvent;
}

/** Why a resource told nothing. */
export interface PollFailure {
	subscription: Subscription;
	/** What was thrown, or what the poller says the user has to change. */
	reason: unknown;
}

/** What the poll of all resources of a node gives. */
export interface PolledResources {
	/** Oldest first. */
	events: FoundEvent[];
	/** States after the poll; those of resources that failed, or had no time left, are as they were. */
	states: States;
	failures: PollFailure[];
	/** Resources for which no time was left. */
	skipped: Subscription[];
}

/**
 * Polls the resources of a node, the longest-waiting first. What happens to one of them changes nothing for the others.
 *
 * @param known states before the poll
 * @param open makes the session of a resource
 * @param mayBegin whether there is time for another resource; not asked for the first one
 */
export async function pollResources(
	subscriptions: Subscription[],
	known: KnownStates,
	open: (subscription: Subscription, turn: Turn) => PollSession,
	mayBegin: () => boolean,
): Promise<PolledResources> {
	const states: States = new Map(known.states);
	const waitedSince = ({ resource }: Subscription) => {
		const { state, polledAt = -Infinity } = known.states.get(resource) ?? {};
		return state === undefined ? -Infinity : polledAt;
	};
	const inTurn = [...subscriptions].sort((left, right) => compare(waitedSince(left), waitedSince(right)));
	const events: FoundEvent[] = [];
	const failures: PollFailure[] = [];
	const skipped: Subscription[] = [];
	for (const [place, subscription] of inTurn.entries()) {
		if (place > 0 && !mayBegin()) {
			skipped.push(subscription);
			continue;
		}
		const { resource } = subscription;
		const largestState = LARGEST_STATE - sizeOfOthers(states, resource) - MARGIN;
		const ownState = LARGEST_STATE / inTurn.length - MARGIN;
		const session = open(subscription, { place, count: inTurn.length, largestState, ownState });
		const [polled] = await Promise.allSettled([pollOnce(session, subscription, known.states.get(resource), known.isFirst)]);
		const result = polled.status === 'fulfilled' ? polled.value : { reason: polled.reason as unknown };
		if ('state' in result) {
			states.set(resource, result.state);
			events.push(...result.events.map((event) => ({ subscription, event })));
		} else {
			failures.push({ subscription, reason: 'reason' in result ? result.reason : result });
		}
	}
	rememberWanted(states, [...failures.map(({ subscription }) => subscription), ...skipped]);
	return { events: events.sort((left, right) => byTime(left.event, right.event)), states, failures, skipped };
}

/** Notes since when a resource is wanted that could not be read yet: what is created from then on is new to it. */
function rememberWanted(states: States, unread: Subscription[]) {
	const [read] = states.values();
	if (read === undefined) return;
	const { account, polledAt } = read;
	for (const { resource, fingerprint } of unread) if (!states.has(resource)) states.set(resource, { subscription: fingerprint, account, polledAt });
}

/** Infinite numbers have no difference. */
function compare(left: number, right: number): number {
	return left === right ? 0 : left < right ? -1 : 1;
}
