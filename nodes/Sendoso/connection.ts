import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { openConnectorsConnection } from '../SendosoOpenConnectors/connection';
import { accountFor } from '../shared/transport/account';
import type { Connection } from '../shared/transport/connection';
import { readHost } from '../shared/transport/host';
import type { Caller } from '../shared/transport/httpCall';
import { renewalOf } from '../shared/transport/tokenRenewal';

/** Hosts of Sendoso's environments (facts 12, 13). */
const ENVIRONMENTS: Record<string, string> = {
	production: 'https://app.sendoso.com',
	sandbox: 'https://app.staging.sendo.so',
};

const DEFAULT_REQUESTS_PER_SECOND = 8;

/**
 * Reads the credential of a node into a connection.
 *
 * @param authentication value of the parameter of that name
 * @returns the connection, or a sentence that says what to change in the credential
 */
export async function openConnection(caller: Caller, authentication: unknown): Promise<Connection | { problem: string }> {
	if (authentication === 'openConnectors') return await openConnectorsConnection(caller);
	if (authentication !== undefined && authentication !== 'oAuth2') return { problem: `'Authentication' has the unknown value ${String(authentication)}` };
	const credentialType = 'sendosoOAuth2Api';
	const id = caller.getNode().credentials?.[credentialType]?.id ?? '';
	return readConnection(credentialType, id, await caller.getCredentials(credentialType));
}

/**
 * Reads a `sendosoOAuth2Api` credential into a connection, before any request is made with it.
 *
 * @param credentialId n8n's id of the credential
 * @returns the connection, or a sentence that says what to change in the credential
 */
export function readConnection(
	credentialType: string,
	credentialId: string,
	credential: ICredentialDataDecryptedObject,
): Connection | { problem: string } {
	const environment = String(credential.environment ?? 'production');
	const host = readHost(ENVIRONMENTS[environment] ?? String(credential.baseUrl ?? ''));
	if ('problem' in host) return host;
	if (credential.oauthTokenData === undefined) {
		return { problem: 'The credential is not connected yet. Open it and click Connect' };
	}
	const asked = Number(credential.requestsPerSecond ?? DEFAULT_REQUESTS_PER_SECOND);
	if (!Number.isFinite(asked) || asked < 1 || asked > 100) {
		return { problem: "'Requests per Second' must be a number from 1 to 100" };
	}
	const key = `${host.origin} ${String(credential.clientId ?? '')}`;
	const tokens = renewalOf(`${key} ${credentialId}`);
	return { kind: 'direct', credentialType, ...host, basePath: '', account: accountFor(key, asked), tokens, hasInstance: true };
}
