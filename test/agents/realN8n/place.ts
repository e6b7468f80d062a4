import { randomUUID } from 'node:crypto';
import type { Sandbox } from '../../../sandbox';
import type { Lifetime } from '../../../scripts/demo/lifetime';
import type { CredentialReference, N8nClient } from '../../../scripts/demo/n8nClient';
import { step } from '../../../scripts/demo/progress';
import { tenantCredential } from '../../../scripts/demo/standIn';
import { startStage } from '../../realN8n/stage';
import { startCluster } from '../../scale/cluster/cluster';

/** One n8n process, or n8n in queue mode: a main process and two workers, which carry out what tools are called for. */
export type Mode = 'one' | 'queue';

/** A real n8n with the packed package in it, beside the stand-in server, whichever way n8n runs. */
export interface Place {
	mode: Mode;
	sandbox: Sandbox;
	client: N8nClient;
	url: string;
	/** A credential with the scopes of the marketplace, whose pace all processes together can keep. */
	sendoso: CredentialReference;
	/** A credential of SAP Open Connectors with the token of an instance. */
	tenant: CredentialReference;
	/** What opens the tools to clients of the Model Context Protocol. */
	bearer: CredentialReference;
	bearerToken: string;
	/** Must not turn up in anything that a client is told. */
	secrets: string[];
	/** What the main process of n8n printed. */
	log: readonly string[];
}

/** Every scope that a tool of these checks needs. */
const SCOPES = 'public write update marketplace smartsend';
/** Sendoso allows ten requests in any second: each of two workers and the main process keeps to a pace of its own. */
const PACE: Record<Mode, number> = { one: 100, queue: 3 };

/** Starts n8n in one of its modes, with the credentials of both connections. */
export async function startPlace(mode: Mode, lifetime: Lifetime): Promise<Place> {
	const { sandbox, client, clientId, n8n } = mode === 'one' ? await startOne(lifetime) : await startQueue(lifetime);
	const token = sandbox.control.issueToken({ clientId, scope: SCOPES });
	const clientSecret = randomUUID();
	const sendoso = await client.createCredential('Sendoso for agents', 'sendosoOAuth2Api', {
		environment: 'custom',
		baseUrl: sandbox.url,
		clientId,
		// Its token outlives the checks, so that nobody asks for the secret.
		clientSecret,
		requestsPerSecond: PACE[mode],
		oauthTokenData: token,
	});
	const instance = sandbox.control.openConnectors.createInstance('Agents');
	const tenant = await client.createCredential('Tenant', 'sendosoOpenConnectorsApi', tenantCredential(sandbox, n8n.url, instance.token));
	const bearerToken = randomUUID();
	const bearer = await client.createCredential('Clients of the tools', 'httpBearerAuth', { token: bearerToken });
	const secrets = [token.access_token, token.refresh_token, clientSecret, bearerToken, instance.token];
	return { mode, sandbox, client, url: n8n.url, sendoso, tenant, bearer, bearerToken, secrets, log: n8n.log };
}

async function startOne(lifetime: Lifetime) {
	return await step('Starting one n8n', async () => await startStage(lifetime));
}

async function startQueue(lifetime: Lifetime) {
	const { main: n8n, ...cluster } = await startCluster(lifetime);
	const { clientId } = await cluster.connect();
	return { ...cluster, n8n, clientId };
}
