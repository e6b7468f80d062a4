/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- benchmarks run on a desk, never inside n8n */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SandboxOptions, TokenPair } from '../../sandbox';

/** How the server behaves. */
export interface SteeredOptions {
	sandbox: SandboxOptions;
	/** A call of the control API that the server makes itself, as soon as so many gifts were created. */
	turn?: { afterGifts: number; call: string; values: unknown[] };
	/** Whether gifts leave the list of sends as soon as they were answered; a log is not kept then either. */
	forgetsGifts?: boolean;
}

/** Where the server listens, and what lets a client in. */
export interface SteeredServer {
	/** A campaign that sends by e-mail. */
	touchId: number;
	url: string;
	openConnectorsUrl: string;
	/** Base address of the control API, which {@link steer} asks. */
	controlUrl: string;
	token: TokenPair;
	tenant: { userSecret: string; organizationSecret: string; elementToken: string };
}

/** A server that runs. */
export interface RunningServer extends SteeredServer {
	/** The same as far as another process can be told. */
	address: SteeredServer;
	/** By how many milliseconds the server itself was late at most: requests can bunch by as much without a client's doing. */
	lateMs(): Promise<number>;
	stop(): void;
}

/** Starts a stand-in server in a process of its own, which any process can steer while it serves. */
export async function startSteered(options: SteeredOptions): Promise<RunningServer> {
	const child = fork(join(__dirname, 'steeredChild.ts'));
	child.send(options);
	const [server] = (await once(child, 'message')) as [SteeredServer];
	const lateMs = async () => {
		child.send('late');
		const [late] = (await once(child, 'message')) as [number];
		return late;
	};
	return { ...server, address: server, lateMs, stop: () => child.disconnect() };
}

/**
 * Makes a call of the server's control API.
 *
 * @param call its name, such as `clock.advance`
 * @returns what it gave
 */
export async function steer(controlUrl: string, call: string, ...values: unknown[]): Promise<unknown> {
	const answer = await fetch(`${controlUrl}/control/${call}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ arguments: values }),
	});
	const { result, error } = (await answer.json()) as { result?: unknown; error?: string };
	if (!answer.ok) throw new Error(`The stand-in server did not take ${call}: ${error}`);
	return result;
}
