import { type Clock, systemClock } from './clock';
import { RateLimiter, type Share } from './rateLimiter';

/** What all calls of one client application on one host share in this process. */
export interface Account {
	/** Host and client id; holds no secret. */
	key: string;
	rateLimiter: RateLimiter;
	clock: Clock;
	/** A number in [0, 1), for jitter. */
	random: () => number;
	/** What turns the clock's elapsed milliseconds into Sendoso's time, as far as its `Date` headers told it. */
	serverOffset?: number;
}

/** Makes the shared state of an account; tests hand in a clock of their own. */
export function createAccount(
	key: string,
	requestsPerSecond: number,
	clock: Clock = systemClock,
	random: () => number = Math.random,
): Account {
	return { key, clock, random, rateLimiter: new RateLimiter(requestsPerSecond, clock, random) };
}

/**
 * A moment by Sendoso's clock, however this machine's clock steps; by this machine's until an answer tells.
 *
 * @param tick the moment in the clock's elapsed milliseconds; now unless it is given
 * @returns milliseconds since the epoch
 */
export function serverTime(account: Account, tick = account.clock.elapsed()): number {
	return tick + offsetOf(account);
}

/**
 * The earliest and the latest moment that it may be, by Sendoso's clock and by this machine's: a `Date` header of a proxy
 * can be weeks off, and so can this machine. Where being wrong would send a gift again, the safer one counts.
 *
 * @param tick the moment in the clock's elapsed milliseconds; now unless it is given
 * @returns milliseconds since the epoch
 */
export function possibleTimes(account: Account, tick = account.clock.elapsed()): { earliest: number; latest: number } {
	const [server, machine] = [serverTime(account, tick), tick + account.clock.now() - account.clock.elapsed()];
	return { earliest: Math.min(server, machine), latest: Math.max(server, machine) };
}

function offsetOf({ clock, serverOffset }: Account): number {
	return serverOffset ?? clock.now() - clock.elapsed();
}

/**
 * Takes over what the `Date` header of an answer says about Sendoso's clock. It was written at some moment between the
 * request and the answer, and in whole seconds, so a slow answer says little: an estimate that fits it stays.
 *
 * @param told milliseconds since the epoch; NaN when the answer does not say
 * @param startedTick when the request started, in the clock's elapsed milliseconds
 */
export function noteServerTime(account: Account, told: number, startedTick: number) {
	if (Number.isNaN(told)) return;
	const [least, most, known] = [told - account.clock.elapsed(), told + 1_000 - startedTick, offsetOf(account)];
	account.serverOffset = known < least || known > most ? least : known;
}

const accounts = new Map<string, Account>();

/** What a credential shares with others, and its own part of that. */
export interface AccountShare {
	account: Account;
	share: Share;
}

/**
 * The account that everything with the same host and client id shares in this process (interface 2), and the part of one
 * credential in its pace.
 *
 * @param credential id of the credential
 * @param requestsPerSecond ceiling from the credential; a changed one takes effect at once
 */
export function accountFor(key: string, credential: string, requestsPerSecond: number): AccountShare {
	let account = accounts.get(key);
	if (account === undefined) {
		account = createAccount(key, requestsPerSecond);
		accounts.set(key, account);
	}
	return { account, share: account.rateLimiter.shareOf(credential, requestsPerSecond) };
}
