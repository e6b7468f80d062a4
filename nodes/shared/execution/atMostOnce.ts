import type { INodeExecutionData } from 'n8n-workflow';
import { type Ending, howToCheck } from './ending';
import { canTellExecutionsApart, memoryOf } from './executionMemory';
import { isAgentTool, type ItemContext, itemError } from './itemContext';
import { member } from '../values/json';
import { runIndexOf } from './nodeRun';

/**
 * Sends or creates something for an item, at most once in its execution: the attempt is remembered from before its
 * request starts, so that "Retry On Fail" meets it instead of repeating it.
 *
 * @param attempt makes the request; must not throw
 * @returns the items of the attempt, or of the earlier one
 * @throws an error that starts with one of the four phrases of interface 3.3
 */
export async function atMostOnce(item: ItemContext, attempt: (item: ItemContext) => Promise<Ending>): Promise<INodeExecutionData[]> {
	const ending = await remembered(item, attempt);
	if (ending.kind === 'succeeded') return ending.items;
	const { caller, run } = item;
	let description = ending.description;
	if (!caller.continueOnFail()) {
		run.stopWith({ message: `the run was stopped after item ${item.itemIndex}: ${ending.message}`, description });
		await run.writeLog.quiet();
		description = `${description} ${run.writeLog.summary(item.operation.safety === 'spends' ? 'send' : 'request')}`;
	}
	throw itemError(item, {
		kind: ending.failure,
		message: ending.message,
		description,
		status: ending.status,
		failure: ending.cause,
	});
}

async function remembered(item: ItemContext, attempt: (item: ItemContext) => Promise<Ending>): Promise<Ending> {
	const { caller } = item;
	const memory = memoryOf(caller);
	const key = keyOf(item);
	for (let known = memory.get(key); known !== undefined; known = memory.get(key)) {
		const ending = await (known as Promise<Ending>);
		if (ending.kind === 'failed' && ending.mayRepeat) {
			// Of several who waited here, one goes on; the others find its promise.
			if (memory.get(key) === known) memory.delete(key);
			continue;
		}
		return canTellExecutionsApart(caller) ? ending : repeatRefused(item);
	}
	const excess = item.run.budget?.enter(item.itemIndex);
	if (excess) return { kind: 'failed', failure: 'notSent', ...excess, mayRepeat: true };
	// The run waits for it as a whole before an error sums up what went out.
	const running = item.run.writeLog.follow(attempt(item));
	memory.set(key, running);
	return await running;
}

/** By item where runs can be told apart; by content for agents, to whom n8n gives each try a new run. */
function keyOf(item: ItemContext): string {
	const { caller, connection, itemIndex, parameters, request } = item;
	const { id } = caller.getNode();
	// What a dry run came to says nothing of the send itself.
	const isRehearsal = member(parameters.options, 'dryRun') === true;
	if (isAgentTool(caller) || !canTellExecutionsApart(caller)) {
		return `content ${connection.account.key} ${request.method} ${request.path} ${JSON.stringify([request.qs, request.body, isRehearsal])}`;
	}
	return `item ${id} ${runIndexOf(caller)} ${itemIndex}`;
}

function repeatRefused(item: ItemContext): Ending {
	return {
		kind: 'failed',
		failure: 'notSent',
		message: 'the same request was made before, and n8n does not tell here whether this is a retry of it',
		description: `${howToCheck(item)} To make it all the same, change its message or restart n8n.`,
		mayRepeat: false,
	};
}
