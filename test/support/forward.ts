/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool of tests */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Another address of a server. */
export interface Forwarded {
	url: string;
	stop(): void;
}

/**
 * Gives a server of this machine another address. To the node it is another host, of which this process remembers nothing:
 * as after a restart of n8n.
 */
export async function forward(target: string): Promise<Forwarded> {
	const { port } = new URL(target);
	const open = new Set<Socket>();
	const server = createServer((client) => {
		const upstream = connect(Number(port), '127.0.0.1');
		for (const [socket, other] of [[client, upstream], [upstream, client]] as const) {
			open.add(socket);
			socket.on('error', () => other.destroy());
			socket.on('close', () => {
				open.delete(socket);
				other.destroy();
			});
			socket.pipe(other);
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port: own } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${own}`,
		stop() {
			server.close();
			for (const socket of open) socket.destroy();
		},
	};
}
