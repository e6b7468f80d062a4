import { exampleNames, loadExample, webhookExample, webhookPath } from './examples';
import { installN8n, n8nVersion } from './installN8n';
import type { Lifetime } from './lifetime';
import { N8nClient } from './n8nClient';
import type { CredentialReference, Owner, StoredWorkflow } from './n8nClient';
import type { DemoOptions } from './options';
import { packPackage, unpackForN8n } from './packPackage';
import { freePorts, requireFreePort } from './ports';
import { say, step } from './progress';
import { keepFolder, makeRunFolder, removeFolder } from './runFolder';
import { connectedCredential, eventSigningKey, firstEgiftTouch, provisioningCredential, startStandIn, tenantCredential } from './standIn';
import type { Sandbox, Touch, WebhookEndpoint } from './standIn';
import { startN8n } from './startN8n';
import type { RunningN8n } from './startN8n';

/** Opens nothing but an n8n on this machine. */
export const demoOwner: Owner = {
	email: 'demo@example.com',
	password: 'Demo-gifts-1',
	firstName: 'Demo',
	lastName: 'Owner',
};

/** Everything that runs, and what was put into it. */
export interface Demo {
	n8n: RunningN8n;
	client: N8nClient;
	standIn: Sandbox;
	touch: Touch;
	credential: CredentialReference;
	/** The credential of SAP Open Connectors; it has no token until one is stored in it. */
	tenant: CredentialReference;
	/** The credential of the webhook trigger. */
	deliveries: CredentialReference;
	/** Where the stand-in delivers to the example that waits for it; paused until that is published. */
	endpoint: WebhookEndpoint;
	/** The example workflows by the name of their file. */
	workflows: Map<string, StoredWorkflow>;
}

interface Ports {
	n8n: number;
	standIn: number;
	console: number;
}

/** Builds the package and brings up n8n and the stand-in server, ready to be used. */
export async function startDemo(options: DemoOptions, lifetime: Lifetime): Promise<Demo> {
	const ports = await choosePorts(options);
	const installation = await installN8n();
	const folder = await makeRunFolder();
	lifetime.onEnd(async () => {
		if (!options.keep) return await removeFolder(folder);
		await keepFolder(folder);
		say(`Kept the data of n8n in ${folder}`);
	});
	await step('Building and packing the package', async () => {
		await unpackForN8n(await packPackage(folder), folder);
	});
	const standIn = await step('Starting the stand-in for Sendoso', async () => {
		return await startStandIn(ports.standIn, ports.console, options.mode === 'stay');
	});
	lifetime.onEnd(async () => await standIn.stop());
	const n8n = await step(`Starting n8n ${n8nVersion}`, async () => {
		return await startN8n({ installation, userFolder: folder, port: ports.n8n });
	});
	lifetime.onEnd(async () => await n8n.stop());
	return await step('Setting up the login, the credential and the example workflows', async () => await furnish(n8n, standIn));
}

async function choosePorts({ mode, port, sandboxPort, controlPort }: DemoOptions): Promise<Ports> {
	const free = mode === 'stay' ? [5678, 7610, 7611] : await freePorts(3);
	const ports = { n8n: port ?? free[0] ?? 0, standIn: sandboxPort ?? free[1] ?? 0, console: controlPort ?? free[2] ?? 0 };
	await requireFreePort(ports.n8n, '--port');
	await requireFreePort(ports.standIn, '--sandbox-port');
	await requireFreePort(ports.console, '--control-port');
	return ports;
}

async function furnish(n8n: RunningN8n, standIn: Sandbox): Promise<Demo> {
	const client = new N8nClient(n8n.url);
	await client.setUpOwner(demoOwner);
	// n8n gives a new node the newest credential of its type, so that the one for everything comes last.
	const provisioning = await client.createCredential('Sendoso SCIM (stand-in)', 'sendosoOAuth2Api', provisioningCredential(standIn));
	const credential = await client.createCredential('Sendoso (stand-in)', 'sendosoOAuth2Api', connectedCredential(standIn));
	const tenant = await client.createCredential('Sendoso through SAP (stand-in)', 'sendosoOpenConnectorsApi', tenantCredential(standIn, n8n.url));
	const signing = await client.createCredential('Events of SAP (stand-in)', 'crypto', { hmacSecret: eventSigningKey });
	// Opens nothing: whoever wants to talk to the agent puts a key of their own in.
	const model = await client.createCredential('Chat model (put your key in)', 'openAiApi', { apiKey: 'no-key' });
	const endpoint = standIn.control.webhooks.add({ url: `${n8n.url}/${await webhookPath(webhookExample)}`, eventTypes: ['send.redeemed'], paused: true });
	const deliveries = await client.createCredential('Webhooks of Sendoso (stand-in)', 'sendosoWebhookApi', { signingSecret: endpoint.secret });
	// There is no database here: with it the example shows no missing credential, and says what is missing when it runs.
	const database = await client.createCredential('Postgres (yours)', 'postgres', { host: '127.0.0.1' });
	const touch = firstEgiftTouch(standIn);
	const workflows = new Map<string, StoredWorkflow>();
	for (const name of await exampleNames()) {
		workflows.set(name, await client.createWorkflow(await loadExample(name, { credential, tenant, provisioning, signing, deliveries, database, model, touchId: touch.id })));
	}
	return { n8n, client, standIn, touch, credential, tenant, deliveries, endpoint, workflows };
}
