/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on a desk, never inside n8n */
import { createServer } from 'node:net';
import { PlainFailure } from './failure';

const loopback = '127.0.0.1';

/** Finds ports that are free now; all are held until the last is found, so that they differ. */
export async function freePorts(count: number): Promise<number[]> {
	const listeners = await Promise.all(Array.from({ length: count }, async () => await tryListen(0)));
	const ports = listeners.map(({ port }) => port);
	await Promise.all(listeners.map(async ({ close }) => await close()));
	return ports;
}

/** Refuses a port that something else uses, and names the option that chooses another. */
export async function requireFreePort(port: number, option: string): Promise<void> {
	const listener = await tryListen(port).catch(() => undefined);
	if (listener === undefined) {
		throw new PlainFailure(
			`Port ${port} is busy: stop the program that uses it, or choose another one with ${option} <number>.`,
		);
	}
	await listener.close();
}

async function tryListen(port: number): Promise<{ port: number; close: () => Promise<void> }> {
	const server = createServer();
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, loopback, resolve);
	});
	const address = server.address();
	return {
		port: typeof address === 'object' && address !== null ? address.port : port,
		close: async () => {
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
