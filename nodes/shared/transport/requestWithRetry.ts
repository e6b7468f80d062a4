import { noteServerTime } from './account';
import { type Answer, type Answered, isAccountWide, mayRepeat, type Meaning, type Safety, statusOf } from './answer';
import { pause } from './clock';
import type { Connection } from './connection';
import { type ApiRequest, type Caller, httpCall } from './httpCall';
import type { PaceRequest } from './rateLimiter';
import { askedWait, backOff, LONGEST_WAIT_MS } from './retryDelay';

/** Under which conditions a request may go out, and go out again. */
export interface Conditions extends PaceRequest {
	safety: Safety;
	/** Whether the execution was cancelled; asked while waiting. */
	cancelled?: () => boolean;
	/** What has to hold at the moment at which a call starts. */
	readiness?: Readiness;
	/** Told what every single answer means, before any other waiting call can start. */
	observe?: (meaning: Meaning) => void;
}

/** Something that has to hold when a call starts, and can be brought about. */
export interface Readiness {
	isReady(): boolean;
	/** Brings it about; answers whether the call may still be made. */
	prepare(): Promise<boolean>;
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

/**
 * Makes a request under the account's pace and repeats it while that is safe: reads after passing faults, everything
 * after 429 and when no connection was made, and once more after the token was renewed on a 401.
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
	const { account } = connection;
	for (let tries = 1; ; tries++) {
		const { answer, meaning, startedTick, wait } = await authorizedCall(caller, connection, request, conditions, tries);
		const outcome = { meaning, answer, startedTick, accountWide: isAccountWide(meaning, statusOf(answer), conditions.safety) };
		if (tries >= MOST_TRIES || wait > LONGEST_WAIT_MS || conditions.cancelled?.() || !mayRepeat(meaning, conditions.safety)) {
			return outcome;
		}
		// After a 429 the limiter itself holds everything of the account back.
		if (meaning !== 'throttled') await pause(account.clock, wait, conditions.cancelled);
	}
}

/** One answer, what it means, and how long to wait before a repeat, in milliseconds. */
interface Reply {
	answer: Answer;
	meaning: Meaning;
	startedTick: number;
	wait: number;
}

/** One call, and on a 401 at most two more: with a token that somebody else renewed meanwhile, and after renewing it. */
async function authorizedCall(
	caller: Caller,
	connection: Connection,
	request: ApiRequest,
	conditions: Conditions,
	tries: number,
): Promise<Reply> {
	const { tokens } = connection;
	if (tokens === undefined) return await pacedCall(caller, connection, request, conditions, tries);
	const ticket = tokens.ticket;
	let reply = await pacedCall(caller, connection, request, conditions, tries);
	if (reply.meaning !== 'unauthorized') return reply;
	const renewed = await tokens.renew(ticket, async () => {
		// Another process may have renewed the stored token: renewing again would spend its fresh one. A call that is not
		// ready is not made for that: what it waits for may need the token that is renewed here.
		reply = (await callIfReady(caller, connection, request, conditions, tries)) ?? reply;
		return reply.meaning === 'unauthorized' ? await renewToken(caller, connection) : true;
	});
	if (renewed && reply.meaning === 'unauthorized') reply = await pacedCall(caller, connection, request, conditions, tries);
	return reply;
}

/** Rejects a call whose condition could not be brought about. */
export class NotReady extends Error {}

/** Sends a call back from the front of the line, because it waited for so long that it is not ready any more. */
class WaitedTooLong extends Error {}

/** One call in its turn, which is made ready for it. */
async function pacedCall(
	caller: Caller,
	connection: Connection,
	request: ApiRequest,
	conditions: Conditions,
	tries: number,
): Promise<Reply> {
	const { readiness } = conditions;
	for (;;) {
		if (readiness?.isReady() === false && !(await readiness.prepare())) throw new NotReady();
		const reply = await callIfReady(caller, connection, request, conditions, tries);
		if (reply !== undefined) return reply;
	}
}

/** One call in its turn; undefined when it was not ready by then. */
async function callIfReady(
	caller: Caller,
	connection: Connection,
	request: ApiRequest,
	conditions: Conditions,
	tries: number,
): Promise<Reply | undefined> {
	const refuse = () => conditions.refuse?.() ?? (conditions.readiness?.isReady() === false ? new WaitedTooLong() : undefined);
	const [result] = await Promise.allSettled([nextCall(caller, connection, request, { ...conditions, refuse }, tries)]);
	if (result.status === 'fulfilled') return result.value;
	if (result.reason instanceof WaitedTooLong) return undefined;
	throw result.reason;
}

/** One call in its turn. What it means for others takes effect before its place is given away. */
async function nextCall(
	caller: Caller,
	connection: Connection,
	request: ApiRequest,
	conditions: Conditions,
	tries: number,
): Promise<Reply> {
	const { rateLimiter, clock, random } = connection.account;
	return await rateLimiter.run(conditions, async () => {
		const [startedAt, startedTick] = [clock.now(), clock.elapsed()];
		const answer = await httpCall(caller, connection, request);
		const meaning = connection.interpret(answer, conditions.safety);
		if (answer.kind === 'answered' && meaning === 'done') noteServerTime(connection.account, Date.parse(answer.headers.date ?? ''), startedTick);
		const asked = answer.kind === 'answered' ? askedWait(answer.headers, clock.now()) : undefined;
		const wait = asked ?? backOff(tries, random());
		// A 429 asks for a pause, whatever it means for the request; one that no wait can mend is a refusal.
		const isThrottled = statusOf(answer) === 429 && meaning !== 'refused';
		if (isThrottled) rateLimiter.slowDown(Math.min(wait, LONGEST_WAIT_MS), startedAt);
		conditions.observe?.(meaning);
		return { answer, meaning, startedTick, wait };
	});
}

/** Lets n8n renew and store the token. A failure is told by the 401 that stays. */
async function renewToken(caller: Caller, connection: Connection): Promise<boolean> {
	try {
		await caller.helpers.refreshOAuth2Token.call(caller, connection.credentialType);
		return true;
	} catch (error) {
		caller.logger.warn('Sendoso: the access token could not be renewed', { reason: (error as Error).name });
		return false;
	}
}
