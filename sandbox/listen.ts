/* eslint-disable @n8n/community-nodes/no-restricted-imports -- the stand-in server runs on a desk, never inside n8n */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';

/** A server that accepts connections. */
export interface Listening {
	url: string;
	stop(): Promise<void>;
}

/** Starts listening; a busy port becomes a sentence that says what to do. */
export async function listen(app: Express, host: string, port: number): Promise<Listening> {
	const server = createServer(app);
	// Longer than any client keeps an idle connection, so that none is closed under a request.
	server.keepAliveTimeout = 65_000;
	await new Promise<void>((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(sentence(error, host, port))));
		server.listen(port, host, () => resolve());
	});
	return { url: addressOf(server, host), stop: () => stop(server) };
}

function addressOf(server: Server, host: string): string {
	const address: AddressInfo | string | null = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

async function stop(server: Server): Promise<void> {
	await new Promise<void>((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}

function sentence(error: NodeJS.ErrnoException, host: string, port: number): string {
	if (error.code === 'EADDRINUSE') {
		return `Port ${port} on ${host} is in use. Stop the other program or choose another port.`;
	}
	return `Cannot listen on ${host}, port ${port}: ${error.message}`;
}
