import { type Clock, systemClock } from './clock';
import { RateLimiter } from './rateLimiter';

/** What all calls of one client application on one host share in this process. */
export interface Account {
	/** Host and client id; holds no secret. */
	key: string;
	rateLimiter: RateLimiter;
	clock: Clock;
	/** A number in [0, 1), for jitter. */
	random: () => number;
	/** Milliseconds by which Sendoso's clock is ahead of this machine's, as far as its `Date` headers tell. */
	serverAhead: number;
}

/** Makes the shared state of an account; tests hand in a clock of their own. */
export function createAccount(
	key: string,
	requestsPerSecond: number,
	clock: Clock = systemClock,
	random: () => number = Math.random,
): Account {
	return { key, clock, random, serverAhead: 0, rateLimiter: new RateLimiter(requestsPerSecond, clock) };
}

/**
 * Takes over what the `Date` header of an answer says about Sendoso's clock. It was written at some moment between the
 * request and the answer, and in whole seconds, so a slow answer says little: an estimate that fits it stays.
 *
 * @param serverTime milliseconds since the epoch; NaN when the answer does not say
 * @param startedAt when the request started, by this machine's clock
 */
export function noteServerTime(account: Account, serverTime: number, startedAt: number) {
	if (Number.isNaN(serverTime)) return;
	const least = serverTime - account.clock.now();
	const most = serverTime + 1_000 - startedAt;
	if (account.serverAhead < least || account.serverAhead > most) account.serverAhead = least;
}

const accounts = new Map<string, Account>();

/**
 * The account that everything with the same host and client id shares in this process (interface 2).
 *
 * @param requestsPerSecond ceiling from the credential; a changed one takes effect at once
 */
export function accountFor(key: string, requestsPerSecond: number): Account {
	let account = accounts.get(key);
	if (account === undefined) {
		account = createAccount(key, requestsPerSecond);
		accounts.set(key, account);
	}
	account.rateLimiter.setCeiling(requestsPerSecond);
	return account;
}
