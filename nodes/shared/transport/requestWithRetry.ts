import { noteServerTime } from './account';
import { type Answer, type Answered, isAccountWide, mayRepeat, type Meaning, type Safety, statusOf } from './answer';
import { pause } from './clock';
import type { Connection } from './connection';
import { type ApiRequest, type Caller, httpCall } from './httpCall';
import { forgetCredential } from './recentCredential';
import { NotReady, type PaceRequest, patience, type Readiness, StillThrottled } from './rateLimiter';
import { askedWait, backOff, LONGEST_WAIT_MS, tellsReset } from './retryDelay';
import { refreshToken } from './token/refreshToken';
import type { TokenFailure } from './token/tokenFailure';

export type { Readiness } from './rateLimiter';

/** Under which conditions a request may go out, and go out again. */
export interface Conditions extends Omit<PaceRequest, 'share' | 'budget' | 'isHeld' | 'isRepeat'> {
	safety: Safety;
	/** Whether the execution was cancelled; asked while waiting. */
	cancelled?: () => boolean;
	/** What has to hold at the moment at which a call starts. */
	readiness?: Readiness;
	/** Told what every single answer means, before any other waiting call can start. */
	observe?: (meaning: Meaning) => void;
}

/** The end of a request, after all repeats that were safe. */
export interface Outcome {
	meaning: Meaning;
	answer: Answer;
	/** Whether every other request of the account would meet the same refusal. */
	accountWide: boolean;
	/** When the last call started, in the clock's elapsed milliseconds. */
	startedTick: number;
}

/** The answer to a request that was carried out; undefined when it failed. */
export function answerOf({ meaning, answer }: Outcome): Answered | undefined {
	return meaning === 'done' && answer.kind === 'answered' ? answer : undefined;
}

/** Tries for one request: the first and three repeats, as far as its safety class allows them. */
const MOST_TRIES = 4;

/** Tokens that one call is tried with: they may end several times while it waits. */
const MOST_TOKENS = 6;

/** Fresh tokens that were never accepted: one may have ended on the way, a second one says that the account has no access. */
const MOST_REFUSED = 2;

/**
 * Makes a request under the account's pace and repeats it while that is safe: reads after passing faults, everything
 * when no connection was made, after 429 as long as patience lasts, and after a 401 with a token that was renewed.
 *
 * @throws what `conditions.refuse` gave, or NotReady, while nothing is at the server: before the first call, or after one
 *     that was certainly not carried out
 */
export async function requestWithRetry(
	caller: Caller,
	connection: Connection,
	request: ApiRequest,
	conditions: Conditions,
): Promise<Outcome> {
	const { clock, random } = connection.account;
	const { safety, patienceMs = patience.longestMs } = conditions;
	let throttledTick: number | undefined;
	for (let tries = 1; ;) {
		const reply = await authorizedCall(caller, connection, request, { ...conditions, isRepeat: throttledTick !== undefined });
		const { answer, meaning, startedTick } = reply;
		const outcome = { meaning, answer, startedTick, accountWide: isAccountWide(meaning, statusOf(answer), safety) };
		if (conditions.cancelled?.() || !mayRepeat(meaning, safety)) return outcome;
		if (meaning === 'throttled') {
			throttledTick ??= startedTick;
			// The limiter itself holds everything of the account back.
			if (clock.elapsed() - throttledTick + reply.wait > patienceMs) return outcome;
			continue;
		}
		const wait = reply.asked ?? backOff(tries, random());
		if (++tries > MOST_TRIES || wait > LONGEST_WAIT_MS) return outcome;
		await pause(clock, wait, conditions.cancelled);
	}
}

/** One answer, and what it means. */
interface Reply {
	answer: Answer;
	meaning: Meaning;
	startedTick: number;
	/** Fingerprint of the access token. */
	token?: string;
	/** Milliseconds that the answer asks to wait, where it does. */
	asked?: number;
	/** Milliseconds until something of the account may start after a 429. */
	wait: number;
}

type PacedConditions = Conditions & Pick<PaceRequest, 'isRepeat'>;

/**
 * One call, and on a 401 others with the tokens that take the place of the one that ended, until fresh ones are refused as
 * well.
 */
async function authorizedCall(caller: Caller, connection: Connection, request: ApiRequest, conditions: PacedConditions): Promise<Reply> {
	const { tokens } = connection;
	let [renewedFrom, refused]: [string | undefined, number] = [undefined, 0];
	for (let tried = 1; ; tried++) {
		const reply = await pacedCall(caller, connection, request, tried === 1 ? conditions : { ...conditions, isRepeat: true });
		const { token } = reply;
		if (tokens === undefined || token === undefined) return reply;
		if (reply.meaning !== 'unauthorized') {
			if ((statusOf(reply.answer) ?? 500) < 500) tokens.accept(token);
			return reply;
		}
		if (renewedFrom !== undefined && renewedFrom !== token && !tokens.wasAccepted(token)) refused += 1;
		if (refused >= MOST_REFUSED || tried >= MOST_TOKENS) return reply;
		const renewal = await tokens.renew(token, async () => await refreshToken(caller, connection, token), conditions.cancelled);
		if (!renewal.renewed) return renewal.failure.kind === 'refused' ? reply : { ...reply, ...notRenewed(renewal.failure) };
		renewedFrom = token;
		forgetCredential(connection);
		connection.account.rateLimiter.notify();
	}
}

/** The request was refused for its token, and will not be made again for want of another one. */
function notRenewed({ reason }: TokenFailure): Pick<Reply, 'answer' | 'meaning'> {
	return {
		meaning: 'notSent',
		answer: {
			kind: 'notSent',
			reason: `the access token of the credential has ended and could not be renewed: ${reason}`,
			advice: 'Run it again later. If it stays so, open the credential and click Reconnect.',
		},
	};
}

/** One call in its turn. What it means for others takes effect before its place is given away. */
async function pacedCall(caller: Caller, connection: Connection, request: ApiRequest, conditions: PacedConditions): Promise<Reply> {
	const { account, share, tokens } = connection;
	const { rateLimiter, clock } = account;
	const budget = connection.budgetOf?.(request.path);
	const paced = { ...conditions, share, budget, isHeld: () => tokens?.isUnderWay === true };
	const [result] = await Promise.allSettled([
		rateLimiter.run(paced, async (departs) => {
			const startedTick = clock.elapsed();
			let refusal: unknown;
			const { answer, token } = await httpCall(caller, connection, request, async () => {
				[refusal] = (await Promise.allSettled([departs()])).flatMap((departed) => (departed.status === 'rejected' ? [departed.reason as unknown] : []));
				if (refusal !== undefined) throw new NotReady();
			});
			// It waited for its place until it was not wanted any more: n8n never had it.
			if (refusal !== undefined) throw refusal as Error;
			const meaning = connection.interpret(answer, conditions.safety);
			if (answer.kind === 'answered' && meaning === 'done') noteServerTime(account, Date.parse(answer.headers.date ?? ''), startedTick);
			const asked = answer.kind === 'answered' ? askedWait(answer.headers, timeOf(answer, clock.now())) : undefined;
			let wait = 0;
			// A 429 asks for a pause, whatever it means for the request; one that no wait can mend is a refusal.
			if (answer.kind === 'answered' && answer.status === 429 && meaning !== 'refused') {
				// Only the limit of the budget says when it opens again (fact 18); the account's says nothing.
				wait = rateLimiter.refused(answer, asked, startedTick, tellsReset(answer.headers) ? budget : undefined);
			} else if (answer.kind === 'answered') rateLimiter.accepted(startedTick, budget);
			conditions.observe?.(meaning);
			return { answer, meaning, startedTick, token, asked, wait };
		}),
	]);
	if (result.status === 'fulfilled') return result.value;
	if (!(result.reason instanceof StillThrottled)) throw result.reason;
	return { answer: result.reason.answer, meaning: 'notSent', startedTick: clock.elapsed(), wait: 0 };
}

/** When an answer was written, by its own clock where it tells it: what it asks for is told by that one. */
function timeOf({ headers }: Answered, now: number): number {
	const told = Date.parse(headers.date ?? '');
	return Number.isNaN(told) ? now : told;
}
