import { pause } from '../clock';
import type { Connection } from '../connection';
import type { Caller } from '../httpCall';
import { backOff } from '../retryDelay';
import type { Renewal } from '../tokenRenewal';
import { readTokenFailure, type TokenFailure } from './tokenFailure';

/** Tries to renew a token, as long as the token endpoint has certainly not acted. */
const MOST_TRIES = 4;

/** Longest wait that the token endpoint is granted before a repeat, in milliseconds. */
const LONGEST_WAIT_MS = 30_000;

/** Looks for a token that another process has got for the one that was spent, and the time between them in milliseconds. */
const LOOKS = 5;
const BETWEEN_LOOKS_MS = 1_000;

/**
 * Has n8n renew and store the access token of a credential, unless another process did. What passes by itself is tried
 * again; a try that may have spent the refresh token is not.
 *
 * @param refused fingerprint of the token that the API refused
 */
export async function refreshToken(caller: Caller, { account: { clock, random }, credentialType, tokens }: Connection, refused: string): Promise<Renewal> {
	const isReplaced = async () => tokens !== undefined && tokens.tokenOf(await caller.getCredentials(credentialType)) !== refused;
	for (let tries = 1; ; tries++) {
		// Renewing again would spend the fresh token of the other process.
		if (await isReplaced()) return { renewed: true };
		const [refreshed] = await Promise.allSettled([caller.helpers.refreshOAuth2Token.call(caller, credentialType)]);
		if (refreshed.status === 'fulfilled') return { renewed: true };
		const failure = readTokenFailure(refreshed.reason);
		const wait = Math.max(failure.waitMs ?? 0, backOff(tries, random()));
		if (failure.kind !== 'passing' || tries >= MOST_TRIES || wait > LONGEST_WAIT_MS) {
			const renewal = await replacedAfter(failure, isReplaced, async () => await pause(clock, BETWEEN_LOOKS_MS));
			if (!renewal.renewed) caller.logger.warn(`Sendoso: the access token could not be renewed: ${failure.reason}`);
			return renewal;
		}
		await pause(clock, wait);
	}
}

/** A refresh token that was spent by another process is refused, and the token that it got is stored a moment later. */
async function replacedAfter(failure: TokenFailure, isReplaced: () => Promise<boolean>, rest: () => Promise<void>): Promise<Renewal> {
	for (let look = 1; ; look++) {
		if (await isReplaced()) return { renewed: true };
		if (failure.kind !== 'refused' || look >= LOOKS) return { renewed: false, failure };
		await rest();
	}
}
