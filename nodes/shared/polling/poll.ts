import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { toNodeError } from '../errors/nodeErrors';
import { isRow, member, textOf } from '../values/json';
import { nodeKey, skipIfRunning } from './noOverlap';
import { type PolledResources, type PollFailure, pollResources } from './pollResources';
import { ApiPollSession, SharedPoll, type Turn } from './session/pollSession';
import { readStates, writeStates } from './state';
import { readSubscriptions, type Subscription } from './subscription';
import { exampleItems } from './testEvent';
import type { TriggerService } from './triggerService';

/** Nodes whose last poll failed in part, which only the log says. */
const hiddenFailures = new Set<string>();

/** Makes the `poll` of a trigger: one tick reads the states, compares them with Sendoso, and writes them last. */
export function poll(trigger: TriggerService) {
	return async function (this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const subscriptions = readSubscriptions(this, trigger);
		if (this.getMode() === 'manual') return [await exampleItems(await SharedPoll.open(this, trigger), subscriptions)];
		return await skipIfRunning(this, async () => await tick(this, trigger, subscriptions));
	};
}

async function tick(context: IPollFunctions, trigger: TriggerService, subscriptions: Subscription[]): Promise<INodeExecutionData[][] | null> {
	const shared = await SharedPoll.open(context, trigger);
	const stored: unknown = context.getWorkflowStaticData('node');
	if (!isRow(stored)) {
		throw toNodeError(context.getNode(), {
			message: 'What n8n stores for this node is not whole, so that nothing can be remembered there',
			description: 'Rename the node, which gives it another place, and publish the workflow again. What is there then is the new starting point.',
		});
	}
	const known = readStates(stored, subscriptions.map(({ poller }) => poller));
	if (known.unreadable.length > 0) {
		shared.warn(`the stored state of ${known.unreadable.join(', ')} can't be read or is of another version: what is there now is the new starting point`);
	}
	const open = (subscription: Subscription, turn: Turn) => new ApiPollSession(shared, subscription, turn);
	const polled = await pollResources(subscriptions, known, open, () => shared.budget.mayBegin);
	const isWhole = known.isFirst && subscriptions.some(({ startFrom }) => startFrom !== undefined);
	if (isWhole) requireAll(shared, polled);
	settleFailures(shared, polled);
	writeStates(stored, polled.states, Object.keys(trigger.sources));
	if (polled.events.length === 0) return null;
	return [polled.events.map(({ event, subscription }) => shared.itemOf(event, subscription))];
}

/**
 * What exists already comes out at the very first poll only, so that this one has to succeed as a whole.
 *
 * @throws the error of the first resource that could not be read
 */
function requireAll(shared: SharedPoll, { failures: [failure], skipped: [late] }: PolledResources) {
	if (failure !== undefined) throw toError(shared, failure);
	if (late === undefined) return;
	throw toNodeError(shared.context.getNode(), {
		message: `There was no time to read the list of ${late.source.label} records within the time that n8n gives a poll`,
		description: "The next poll tries again. If it does not help, choose a later 'Start From', or events of fewer resources.",
	});
}

/**
 * Decides what a failed resource means for the others: their events come out, and the log says so. Without any, and at
 * every second poll that fails, the poll fails, so that people see it.
 *
 * @throws the error of the first resource that failed
 */
function settleFailures(shared: SharedPoll, { events, failures }: PolledResources) {
	const key = nodeKey(shared.context);
	const [first] = failures;
	const wasHidden = hiddenFailures.delete(key);
	if (first === undefined) return;
	const error = toError(shared, first);
	if (wasHidden || events.length === 0) throw error;
	hiddenFailures.add(key);
	for (const failure of failures) {
		shared.warn(`${failure.subscription.source.label}: this poll told nothing of it, and the next one tries again. ${toError(shared, failure).message}`);
	}
}

function toError(shared: SharedPoll, { reason }: PollFailure): Error {
	if (reason instanceof Error) return reason;
	return toNodeError(shared.context.getNode(), { message: shared.hide(textOf(member(reason, 'problem'))), description: textOf(member(reason, 'advice')) });
}
