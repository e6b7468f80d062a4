import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { meaningOfSend } from '../shared/spending/answers';
import { accountFor } from '../shared/transport/account';
import { interpretAnswer } from '../shared/transport/answer';
import type { Connection } from '../shared/transport/connection';
import { readHost, readRequestsPerSecond } from '../shared/transport/host';
import type { Caller } from '../shared/transport/httpCall';
import { openedWith } from '../shared/transport/recentCredential';
import { secretsOf } from '../shared/transport/secrets/secrets';
import { renewalOf } from '../shared/transport/tokenRenewal';
import { fingerprint } from '../shared/values/fingerprint';
import { member, textOf } from '../shared/values/json';

/** Credential of Sendoso's own API. */
export const CREDENTIAL = 'sendosoOAuth2Api';

/** Hosts of Sendoso's environments (facts 12, 13). */
const ENVIRONMENTS: Record<string, string> = {
	production: 'https://app.sendoso.com',
	sandbox: 'https://app.staging.sendo.so',
};

const DEFAULT_REQUESTS_PER_SECOND = 8;

/** What Marketplace and SmartSend allow a user beside the account's pace (fact 18). Whose token it is nobody tells, so all credentials of a client share it. */
const CATALOGUE_LIMIT = { name: 'catalogue', requests: 100, windowMs: 60_000 };

const CATALOGUE_PATH = /^\/api\/v3\/(?:marketplace|smartsend)\//;

/** Members of the tokens that must never be shown, even when a server repeats them. */
const TOKENS = ['access_token', 'refresh_token', 'id_token', 'accessToken', 'refreshToken'];

/**
 * Reads the credential of a node into a connection.
 *
 * @returns the connection, or a sentence that says what to change in the credential
 */
export async function openConnection(caller: Caller): Promise<Connection | { problem: string }> {
	const id = caller.getNode().credentials?.[CREDENTIAL]?.id ?? '';
	const credential = await caller.getCredentials(CREDENTIAL);
	const opened = readConnection(id, credential);
	if (!('problem' in opened)) openedWith(opened, credential);
	return opened;
}

/**
 * Reads a `sendosoOAuth2Api` credential into a connection, before any request is made with it.
 *
 * @param credentialId n8n's id of the credential
 * @returns the connection, or a sentence that says what to change in the credential
 */
function readConnection(credentialId: string, credential: ICredentialDataDecryptedObject): Connection | { problem: string } {
	const environment = String(credential.environment ?? 'production');
	const host = readHost(ENVIRONMENTS[environment] ?? String(credential.baseUrl ?? ''));
	if ('problem' in host) return host;
	if (credential.oauthTokenData === undefined) {
		return { problem: 'The credential is not connected yet. Open it and click Connect' };
	}
	const pace = readRequestsPerSecond(credential.requestsPerSecond, DEFAULT_REQUESTS_PER_SECOND);
	if (typeof pace === 'object') return pace;
	const key = `${host.origin} ${String(credential.clientId ?? '')}`;
	const secrets = secretsOf(`${key} ${credentialId}`);
	secrets.learn(secretsIn(credential));
	const tokens = renewalOf(`${key} ${credentialId}`, (read) => {
		// Whoever uses a token has read it here before: one that was renewed is known before an answer can repeat it.
		secrets.learn(secretsIn(read));
		return tokenOf(read);
	});
	const { account, share } = accountFor(key, credentialId, pace);
	return {
		credentialType: CREDENTIAL,
		...host,
		basePath: '',
		account,
		share,
		budgetOf: (path) => (CATALOGUE_PATH.test(path) ? account.rateLimiter.budgetOf(CATALOGUE_LIMIT) : undefined),
		// Campaigns are the host's, so that two client applications send the same gift, too.
		sendsKey: host.origin,
		tokens,
		interpret: (answer, safety) => meaningOfSend(interpretAnswer(answer, safety), answer, safety),
		secrets,
	};
}

/** A fingerprint of the access token that a credential holds. */
function tokenOf(credential: object): string | undefined {
	const token = textOf(member(member(credential, 'oauthTokenData'), 'access_token'));
	return token === '' ? undefined : fingerprint(token, 16);
}

/** The secrets of a credential, those of a header of client and secret included. */
function secretsIn(credential: object): string[] {
	const [id, secret] = ['clientId', 'clientSecret'].map((name) => textOf(member(credential, name)));
	const tokens = TOKENS.map((name) => textOf(member(member(credential, 'oauthTokenData'), name)));
	// A short secret would make its client a secret.
	return [secret ?? '', ...((secret ?? '').length < 8 ? [] : [`${id}:${secret}`]), ...tokens];
}
