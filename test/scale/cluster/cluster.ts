/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a desk, never inside n8n */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '../../../sandbox';
import { installN8n } from '../../../scripts/demo/installN8n';
import type { Lifetime } from '../../../scripts/demo/lifetime';
import { type CredentialReference, N8nClient, type Owner } from '../../../scripts/demo/n8nClient';
import { packPackage, unpackForN8n } from '../../../scripts/demo/packPackage';
import { freePorts } from '../../../scripts/demo/ports';
import { step } from '../../../scripts/demo/progress';
import { makeRunFolder, removeFolder } from '../../../scripts/demo/runFolder';
import { type RunningN8n, startN8n } from '../../../scripts/demo/startN8n';
import { type Servers, startServers } from './servers';

/** An n8n in queue mode beside the stand-in server: one process that takes what comes in, and workers that carry it out. */
export interface Cluster {
	sandbox: Sandbox;
	main: RunningN8n;
	workers: RunningN8n[];
	client: N8nClient;
	servers: Servers;
	/** That of the PostgreSQL which n8n itself uses, for n8n's own Postgres node. */
	postgres: CredentialReference;
	/** Adds a credential of Sendoso of a client application that nothing else uses: nobody remembers what its pace was. */
	connect(requestsPerSecond?: number): Promise<Connected>;
	/** Starts a worker in the place of one that was killed. */
	replaceWorker(place: number): Promise<void>;
}

/** A credential, and the client application that its requests are counted for. */
export interface Connected {
	credential: CredentialReference;
	clientId: string;
}

/** What a cluster is made of. */
export interface ClusterParts {
	workers?: number;
	/** Added to the environment of every process. */
	environment?: Record<string, string>;
}

/** Jobs that a worker takes at the same time. */
export const CONCURRENCY = 5;

/** The database of n8n; the claims of the example are in it, too. */
export const DATABASE = 'n8n';
const ROLE = 'n8n';
const owner: Owner = { email: 'owner@example.org', password: 'Real-gifts-1', firstName: 'Scale', lastName: 'Campaign' };
/** Client applications at the stand-in server; they open nothing else. */
const applications = Array.from({ length: 40 }, (_, place) => ({ id: `scale-client-${place}`, secret: 'scale-client-secret', name: `n8n with workers ${place}`, scopes: ['public', 'write', 'update'] }));

/**
 * Starts PostgreSQL, Redis, an n8n in queue mode and its workers, each with the packed package in a folder of its own.
 *
 * @param lifetime ends all of it and removes its data
 */
export async function startCluster(lifetime: Lifetime, { workers: count = 2, environment: more = {} }: ClusterParts = {}): Promise<Cluster> {
	const installation = await installN8n();
	const folder = await makeRunFolder();
	lifetime.onEnd(async () => await removeFolder(folder));
	const tarball = await step('Building and packing the package', async () => await packPackage(folder));
	const servers = await step('Starting PostgreSQL and Redis', async () => await startServers(lifetime));
	await servers.sql(`CREATE DATABASE ${DATABASE}`);
	const sandbox = await startSandbox({ clients: applications, seed: 'empty' });
	lifetime.onEnd(async () => await sandbox.stop());
	const environment = { ...queueEnvironment(servers), ...more };
	const start = async (name: string, worker: boolean): Promise<RunningN8n> => {
		const userFolder = join(folder, name);
		await mkdir(userFolder, { recursive: true });
		await unpackForN8n(tarball, userFolder);
		const [port = 0, healthPort = 0] = await freePorts(2);
		if (!worker) return await startN8n({ installation, userFolder, port, environment });
		return await startN8n({
			installation,
			userFolder,
			port,
			// A worker makes the links by which people answer: they have to lead to the main process.
			environment: { ...environment, N8N_WEBHOOK_URL: `${main.url}/`, QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(healthPort) },
			command: ['worker', `--concurrency=${CONCURRENCY}`],
			readyUrl: `http://127.0.0.1:${healthPort}/healthz/readiness`,
		});
	};
	const main: RunningN8n = await step('Starting n8n', async () => await start('main', false));
	lifetime.onEnd(async () => await main.stop());
	const workers: RunningN8n[] = [];
	lifetime.onEnd(async () => {
		await Promise.all(workers.map(async (worker) => await worker.stop()));
	});
	let started = 0;
	const startWorker = async () => await start(`worker-${++started}`, true);
	await step('Starting the workers', async () => workers.push(...(await Promise.all(Array.from({ length: count }, startWorker)))));
	const client = new N8nClient(main.url);
	await client.setUpOwner(owner);
	const unused = [...applications];
	const connect = async (requestsPerSecond?: number): Promise<Connected> => {
		const { id: clientId, secret: clientSecret } = unused.shift() ?? { id: '', secret: '' };
		const oauthTokenData = sandbox.control.issueToken({ clientId });
		const pace = requestsPerSecond === undefined ? {} : { requestsPerSecond };
		const credential = await client.createCredential(`Sendoso of ${clientId}`, 'sendosoOAuth2Api', { environment: 'custom', baseUrl: sandbox.url, clientId, clientSecret, oauthTokenData, ...pace });
		return { credential, clientId };
	};
	return {
		sandbox,
		main,
		workers,
		client,
		servers,
		postgres: await client.createCredential('Postgres', 'postgres', { host: '127.0.0.1', port: servers.postgresPort, database: DATABASE, user: ROLE, password: ROLE, ssl: 'disable' }),
		connect,
		replaceWorker: async (place) => {
			workers[place] = await startWorker();
		},
	};
}

function queueEnvironment({ postgresPort, redisPort }: Servers): Record<string, string> {
	return {
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgresPort),
		DB_POSTGRESDB_DATABASE: DATABASE,
		DB_POSTGRESDB_USER: ROLE,
		DB_POSTGRESDB_PASSWORD: ROLE,
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redisPort),
		// A job of a worker that died is given up after some ten seconds, not after a minute and a half.
		QUEUE_WORKER_LOCK_DURATION: '10000',
		QUEUE_WORKER_LOCK_RENEW_TIME: '2000',
		QUEUE_WORKER_STALLED_INTERVAL: '5000',
	};
}
