import type { INodeExecutionData } from 'n8n-workflow';
import { HOW_TO_CHECK } from '../errors/advice';
import { describe } from '../errors/describe';
import type { FailureKind } from '../errors/phrases';
import type { Meaning } from '../transport/answers';
import type { ApiRequest } from '../transport/call';
import { requestWithRetry, type Outcome } from '../transport/exchange';
import { explainNotFound } from '../sends/explainNotFound';
import { isAgentTool, isCancelled, type ItemContext, itemError, stopRun } from './itemContext';
import { canTellExecutionsApart, memoryOf } from './memory';
import { runIndexOf } from './nodeRun';

/** How the attempt to send or create something for an item ended. It is remembered for the whole execution. */
export type Ending = { kind: 'succeeded'; items: INodeExecutionData[] } | FailedEnding;

/** An attempt that failed. */
export interface FailedEnding {
	kind: 'failed';
	failure: FailureKind;
	message: string;
	description: string;
	status?: number;
	cause?: ReturnType<typeof describe>['failure'];
	/** Whether another try of the same execution may make the request: only when nothing can have been created. */
	mayRepeat: boolean;
}

/** Rejects a request that must not start any more. */
class NotStarted extends Error {}

/** Meanings after which the request is certainly over, whatever its safety class. */
const FINAL_FAILURES: Meaning[] = ['declined', 'refused', 'unknown'];

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
	// The run waits for it as a whole before an error sums up what went out.
	const running = item.run.writeLog.follow(attempt(item));
	memory.set(key, running);
	return await running;
}

/** By item where runs can be told apart; by content for agents, to whom n8n gives each try a new run. */
function keyOf(item: ItemContext): string {
	const { caller, connection, itemIndex, request } = item;
	const { id } = caller.getNode();
	if (isAgentTool(caller) || !canTellExecutionsApart(caller)) {
		return `content ${connection.account.key} ${request.method} ${request.path} ${JSON.stringify([request.qs, request.body])}`;
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

/** What a spending or creating request came to: an answer, or the reason why it never started. */
export type SpendingOutcome = { started: true; outcome: Outcome } | { started: false; ending: FailedEnding };

/**
 * Makes a request that sends or creates, under the run's rules: the first one alone, nothing after a failure
 * without continue-on-fail, nothing after a refusal of the whole account.
 *
 * @param hasSequel whether another request may follow a refusal of this one, so that it alone does not end the run
 */
export async function requestOnce(item: ItemContext, request: ApiRequest, hasSequel = false): Promise<SpendingOutcome> {
	const { caller, connection, run, operation } = item;
	const refuse = () => (run.stopped || isCancelled(caller) ? new NotStarted() : undefined);
	const observe = (meaning: Meaning) => {
		if (hasSequel || caller.continueOnFail() || !FINAL_FAILURES.includes(meaning)) return;
		run.stopWith({ message: `the run was stopped after item ${item.itemIndex}`, description: 'See the error of that item.' });
	};
	const send = async () => {
		const conditions = { safety: operation.safety, priority: 'send' as const, refuse, observe, cancelled: () => isCancelled(caller) };
		const outcome = await requestWithRetry(caller, connection, request, conditions);
		if (outcome.accountWide) stopRun(item, outcome);
		return outcome;
	};
	const [result] = await Promise.allSettled([run.firstRequest.pass(async () => await run.firstSend.pass(send))]);
	if (result.status === 'fulfilled') return { started: true, outcome: result.value };
	return { started: false, ending: notStarted(item) };
}

/** The ending of an item for which no request was made. */
export function notStarted({ caller, run }: ItemContext): FailedEnding {
	const reason = run.stopped ?? { message: 'the execution was cancelled', description: 'Run the workflow again to send it.' };
	return { kind: 'failed', failure: 'notSent', ...reason, mayRepeat: !isCancelled(caller) };
}

/** The ending of an item whose request was refused, or whose outcome nobody knows. */
export async function failedEnding(item: ItemContext, outcome: Outcome): Promise<FailedEnding> {
	const { message, description, status, failure, reference } = describe(outcome, item.name, item.connection.account.clock.now());
	const isUnknown = outcome.meaning === 'unknown';
	if (isUnknown) item.run.writeLog.add({ itemIndex: item.itemIndex, outcome: 'unknown' });
	const explained = status === 404 && !isUnknown ? await explainNotFound(item) : undefined;
	return {
		kind: 'failed',
		failure: isUnknown ? 'unknown' : 'refused',
		message: isUnknown ? `${message}. ${subjectOf(item)}` : message,
		description: isUnknown ? `${howToCheck(item)}${reference}` : (explained ?? description),
		status,
		cause: failure,
		mayRepeat: !isUnknown && outcome.meaning !== 'declined',
	};
}

/** How to find out what became of an item with an unknown outcome. */
export function howToCheck({ operation }: ItemContext): string {
	if (operation.howToCheck !== undefined) return operation.howToCheck;
	return operation.safety === 'reads' ? '' : HOW_TO_CHECK[operation.safety];
}

/** What was asked for, for an error about an unknown outcome. */
function subjectOf({ name, operation, parameters }: ItemContext): string {
	if (operation.safety !== 'spends' || parameters.touchId === undefined) return `'${name}' was asked for and may have been carried out`;
	return `A send from campaign ${String(parameters.touchId)} was asked for and may have been created`;
}
