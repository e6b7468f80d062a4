/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- campaigns run on a desk, never inside n8n */
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../../sandbox';
import { installN8n, type N8nInstallation } from '../../scripts/demo/installN8n';
import type { Lifetime } from '../../scripts/demo/lifetime';
import { type CredentialReference, N8nClient, type Owner } from '../../scripts/demo/n8nClient';
import { packageName, packPackage, unpackForN8n } from '../../scripts/demo/packPackage';
import { freePorts } from '../../scripts/demo/ports';
import { makeRunFolder, removeFolder } from '../../scripts/demo/runFolder';
import { type RunningN8n, startN8n } from '../../scripts/demo/startN8n';

/** A real n8n with the packed node in it, beside the stand-in server. */
export interface Stage {
	sandbox: Sandbox;
	folder: string;
	n8n: RunningN8n;
	client: N8nClient;
	credential: CredentialReference;
	/** The client application at the stand-in server, for further tokens. */
	clientId: string;
	/** Starts n8n again on the same folder, after it was stopped or killed, with a clock that is so many milliseconds ahead. */
	restart(aheadMs?: number): Promise<void>;
	/** Tokens and secrets that must not turn up anywhere. */
	secrets: string[];
	/** What the n8n processes of the campaign printed, one text each. */
	logs: string[];
}

/** Node type of the direct API. */
export const SENDOSO_TYPE = `${packageName}.sendoso`;

/** Of the client application at the stand-in server; opens nothing else. */
const CANARY = 'canary-client-7f20be';
const owner: Owner = { email: 'owner@example.org', password: 'Real-gifts-1', firstName: 'Real', lastName: 'Campaign' };
const application = { id: 'real-n8n', secret: CANARY, name: 'Campaigns with a real n8n', scopes: ['public', 'write', 'update'] };

/** What the stage is made of; what is left out is the n8n of the demo, and the package as it stands. */
export interface StageParts {
	installation?: N8nInstallation;
	/** Path of the packed package. */
	tarball?: string;
	/** Added to the environment of n8n. */
	environment?: Record<string, string>;
}

/** Brings everything up, with an owner who is signed in and a connected credential. */
export async function startStage(lifetime: Lifetime, { installation: given, tarball, environment: more }: StageParts = {}): Promise<Stage> {
	const installation = given ?? (await installN8n());
	const folder = await makeRunFolder();
	lifetime.onEnd(async () => await removeFolder(folder));
	await unpackForN8n(tarball ?? (await packPackage(folder)), folder);
	const sandbox = await startSandbox({ throttle: false, clients: [application] });
	lifetime.onEnd(async () => await sandbox.stop());
	const [port = 0] = await freePorts(1);
	const start = async (aheadMs = 0) => {
		const ahead: Record<string, string> = aheadMs === 0 ? {} : { NODE_OPTIONS: `--require ${join(__dirname, 'clockAhead.cjs')}`, CLOCK_AHEAD_MS: String(aheadMs) };
		const environment = { N8N_LOG_LEVEL: 'debug', N8N_LOG_OUTPUT: 'console,file', EXECUTIONS_DATA_PRUNE: 'false', ...more, ...ahead };
		return await startN8n({ installation, userFolder: folder, port, environment });
	};
	const n8n = await start();
	const client = new N8nClient(n8n.url);
	await client.setUpOwner(owner);
	const token = sandbox.control.issueToken({ clientId: application.id });
	const credential = await client.createCredential('Sendoso', 'sendosoOAuth2Api', {
		environment: 'custom',
		baseUrl: sandbox.url,
		clientId: application.id,
		clientSecret: CANARY,
		requestsPerSecond: 100,
		oauthTokenData: token,
	});
	const stage: Stage = {
		sandbox,
		folder,
		n8n,
		client,
		credential,
		clientId: application.id,
		secrets: [CANARY, token.access_token, token.refresh_token],
		logs: [],
		restart: async (aheadMs) => {
			stage.n8n = await start(aheadMs);
			stage.client = new N8nClient(stage.n8n.url);
			await stage.client.signIn(owner);
		},
	};
	lifetime.onEnd(async () => await stage.n8n.stop());
	return stage;
}
