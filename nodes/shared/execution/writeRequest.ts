import { type Answered, type Meaning, statusOf } from '../transport/answer';
import type { ApiRequest } from '../transport/httpCall';
import { answerOf, type Outcome, type Readiness, requestWithRetry } from '../transport/requestWithRetry';
import { failedEnding, type FailedEnding, notStarted } from './ending';
import { executionMark } from './executionMemory';
import { isCancelled, type ItemContext, stopRun } from './itemContext';

/** Rejects a request that must not start any more. */
class NotStarted extends Error {}

/** Meanings after which the request is certainly over, whatever its safety class. */
const FINAL_FAILURES: Meaning[] = ['declined', 'refused', 'unknown'];

/** What a spending or creating request came to: an answer, or the reason why it never started. */
export type SpendingOutcome = { started: true; outcome: Outcome } | { started: false; ending: FailedEnding };

/**
 * Makes a request that sends or creates, under the run's rules: the first one alone, nothing after a failure
 * without continue-on-fail, nothing after a refusal of the whole account.
 *
 * @param hasSequel whether another request may follow a refusal of this one, so that it alone does not end the run
 * @param readiness what has to hold when it starts
 */
export async function requestOnce(item: ItemContext, request: ApiRequest, { hasSequel, readiness }: { hasSequel?: boolean; readiness?: Readiness } = {}): Promise<SpendingOutcome> {
	const { caller, connection, run, operation } = item;
	const refuse = () => (run.stopped || isCancelled(caller) ? new NotStarted() : undefined);
	const observe = (meaning: Meaning) => {
		if (hasSequel === true || caller.continueOnFail() || !FINAL_FAILURES.includes(meaning)) return;
		run.stopWith({ message: `the run was stopped after item ${item.itemIndex}`, description: 'See the error of that item.', seeItem: item.itemIndex });
	};
	const send = async () => {
		const conditions = { safety: operation.safety, priority: 'send' as const, owner: executionMark(caller), refuse, observe, readiness, cancelled: () => isCancelled(caller) };
		const outcome = await requestWithRetry(caller, connection, request, conditions);
		if (outcome.accountWide) stopRun(item, outcome);
		const isRefusal = outcome.meaning === 'unknown' && operation.refusals?.includes(statusOf(outcome.answer) ?? 0) === true;
		return isRefusal ? { ...outcome, meaning: 'refused' as const } : outcome;
	};
	const [result] = await Promise.allSettled([run.firstRequest.pass(async () => await run.firstSend.pass(send))]);
	if (result.status === 'fulfilled') return { started: true, outcome: result.value };
	return { started: false, ending: notStarted(item) };
}

/**
 * Makes such a request, and gives its answer or the ending that is left without one.
 *
 * @param explain says why a record was not found, where somebody can tell
 */
export async function answeredOnce(item: ItemContext, request: ApiRequest, explain?: () => Promise<string | undefined>): Promise<Answered | FailedEnding> {
	return await answerOrEnding(item, await requestOnce(item, request), explain);
}

/** What {@link answeredOnce} gives, for a request that was made already. */
export async function answerOrEnding(item: ItemContext, attempt: SpendingOutcome, explain?: () => Promise<string | undefined>): Promise<Answered | FailedEnding> {
	if (!attempt.started) return attempt.ending;
	return answerOf(attempt.outcome) ?? (await failedEnding(item, attempt.outcome, explain));
}
