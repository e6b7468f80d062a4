/* eslint-disable @n8n/community-nodes/no-restricted-imports -- the campaign runs on a desk, never inside n8n */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { storedCredential, type StoredCredential } from '../support/engine';
import { CANARY_CLIENT } from './canaries';
import type { ScenarioName, ScenarioPlan } from './types';

/** A stand-in server on which scenarios take place. */
export interface Ground {
	name: string;
	sandbox: Sandbox;
	/** Credentials of client applications of their own, so that scenarios do not wait for each other's pace. */
	credentials: StoredCredential[];
	/** Scenarios that may take place at the same time. */
	lanes: number;
}

const APPLICATIONS = 8;
const REQUESTS_PER_SECOND = 100;

/** Scenarios that trouble the whole server, so that only one may run there at a time. */
const ALONE: ScenarioName[] = ['token expires', 'refresh fails', 'list cannot be read'];

/** All stand-in servers of a campaign. */
export class Grounds {
	/** Every token and secret that must not turn up anywhere. */
	readonly secrets = new Set([CANARY_CLIENT]);

	private constructor(
		private readonly shared: Ground[],
		private readonly alone: Ground[],
		private readonly limited: Ground[],
		private readonly forProcesses: Ground[],
	) {}

	private readonly own: Ground[] = [];

	static async start(): Promise<Grounds> {
		const grounds = new Grounds(
			[
				await startGround('newest first', { order: 'descending' }, 4),
				await startGround('oldest first', { order: 'ascending' }, 4),
				await startGround('newest first, busy', { order: 'descending' }, 4),
				await startGround('in no order', { order: 'none' }, 2),
			],
			[await startGround('alone 1', {}, 1), await startGround('alone 2', { order: 'ascending' }, 1)],
			[await startGround('limited', { throttle: { requestsPerSecond: 25, blockMs: 300 } }, 3)],
			[await startGround('two processes', { order: 'descending' }, 1)],
		);
		for (const { credentials } of grounds.all) for (const credential of credentials) grounds.rememberSecrets(credential);
		return grounds;
	}

	get all(): Ground[] {
		return [...this.shared, ...this.alone, ...this.limited, ...this.forProcesses, ...this.own];
	}

	/** Starts a server for one scenario, which may trouble it as a whole. */
	async open({ id, trouble }: ScenarioPlan): Promise<Ground> {
		const options: SandboxOptions = trouble?.kind === 'list' ? { order: trouble.order, maxPerPage: trouble.maxPerPage } : {};
		const ground = await startGround(`own of ${id}`, { seed: 'empty', ...options }, 1);
		this.own.push(ground);
		for (const credential of ground.credentials) this.rememberSecrets(credential);
		return ground;
	}

	/** The ground that a scenario takes place on. */
	choose(name: ScenarioName, number: number): Ground {
		const fitting = this.fitting(name);
		const ground = fitting[number % fitting.length];
		if (ground === undefined) throw new Error(`There is no ground for ${name}`);
		return ground;
	}

	/** One of a ground's accounts. */
	account({ credentials }: Ground, number: number): StoredCredential {
		const credential = credentials[number % credentials.length];
		if (credential === undefined) throw new Error('The ground has no account');
		return credential;
	}

	/** The same account in another process, with tokens of its own: the two do not hear of each other's renewals. */
	accountOfProcess(ground: Ground, number: number, requestsPerSecond = REQUESTS_PER_SECOND): StoredCredential {
		const { id, data } = this.account(ground, number);
		const token = ground.sandbox.control.issueToken({ clientId: String(data.clientId) });
		const credential = { id, data: { ...data, requestsPerSecond, oauthTokenData: { ...token } }, renewals: 0 };
		this.rememberSecrets(credential);
		return credential;
	}

	/** New tokens for accounts, as after a click on Reconnect: for all of the ground unless it says which. */
	reconnect({ sandbox, credentials: all }: Ground, credentials = all) {
		for (const credential of credentials) {
			this.rememberSecrets(credential);
			const token = sandbox.control.issueToken({ clientId: String(credential.data.clientId) });
			credential.data = { ...credential.data, oauthTokenData: { ...token } };
			this.rememberSecrets(credential);
		}
	}

	/** Notes the tokens of a credential; call it again after they were renewed. */
	rememberSecrets({ data }: StoredCredential) {
		const { access_token: access, refresh_token: refresh } = data.oauthTokenData as unknown as Record<string, string>;
		for (const secret of [access, refresh]) if (secret) this.secrets.add(secret);
	}

	private fitting(name: ScenarioName): Ground[] {
		if (name === 'too many requests') return this.limited;
		if (name === 'two processes') return this.forProcesses;
		return ALONE.includes(name) ? this.alone : this.shared;
	}

	async stop() {
		await Promise.all(this.all.map(async ({ sandbox }) => await sandbox.stop()));
	}
}

async function startGround(name: string, options: SandboxOptions, lanes: number): Promise<Ground> {
	const clients = Array.from({ length: APPLICATIONS }, (_, index) => ({
		id: `application-${index}`,
		secret: CANARY_CLIENT,
		name: `Application ${index}`,
		scopes: ['public', 'write', 'update'],
	}));
	const sandbox = await startSandbox({ throttle: false, seed: 'demo', revokeFamilyOnReuse: true, clients, ...options });
	const credentials = clients.map(({ id, secret }) => ({
		...storedCredential(sandbox.url, sandbox.control.issueToken({ clientId: id }), {
			clientId: id,
			clientSecret: secret,
			requestsPerSecond: REQUESTS_PER_SECOND,
		}),
		id: `credential of ${id} at ${name}`,
	}));
	return { name, sandbox, credentials, lanes };
}

/** The host that redirects point to. It writes down what it gets. */
export async function startElsewhere() {
	const received: Array<{ url: string; hasToken: boolean }> = [];
	const server = createServer((request, response) => {
		const { url = '', headers } = request;
		let body = '';
		request.on('data', (chunk) => (body += String(chunk)));
		request.on('end', () => {
			received.push({ url, hasToken: headers.authorization !== undefined || /token|secret/.test(body) });
			response.end('{}');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}/elsewhere`, received, stop: () => server.close() };
}
