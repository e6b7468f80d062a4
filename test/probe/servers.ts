/* eslint-disable @n8n/community-nodes/no-restricted-imports -- tests start servers on a desk, never inside n8n */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const servers: Server[] = [];
afterAll(() => {
	for (const server of servers.splice(0)) {
		server.closeAllConnections();
		server.close();
	}
});

/** Starts a server on this machine that ends with the tests of the file, and keeps all requests that come in. */
export async function startServer(answer: (response: ServerResponse, path: string, seen: IncomingMessage[]) => unknown): Promise<{ url: string; seen: IncomingMessage[] }> {
	const seen: IncomingMessage[] = [];
	const server = createServer((request, response) => {
		seen.push(request);
		answer(response, request.url ?? '', seen);
	});
	servers.push(server);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}
