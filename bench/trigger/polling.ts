/* eslint-disable @n8n/community-nodes/no-restricted-imports -- benchmarks run on a desk, never inside n8n */
/** Polls a server through n8n's engine, in a measured process, and counts what goes over the wire. */
import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import type { INodeParameters } from 'n8n-workflow';
import { type StoredCredential, storedCredential, storedTenant } from '../../test/support/engine';
import { TriggerBench } from '../../test/trigger/support';
import type { Accounts } from '../standIn/standIn';
import { meter, type Taken } from './meter';

/** Makes a trigger, or has it poll. */
export type PollCommand = { connection: 'direct' | 'SAP Open Connectors'; accounts: PolledAccounts; parameters: INodeParameters; } | { polls: number };

/** What lets the trigger in. */
export type PolledAccounts = Pick<Accounts, 'url' | 'openConnectorsUrl' | 'token' | 'tenants'>;

/** What one poll took. */
export interface Polled extends Taken {
	requests: number;
	/** Bytes that were sent and received, headers included. */
	bytes: number;
	events: number;
	/** Bytes of the state after it, in JSON. */
	stateBytes: number;
}

const sockets = new Set<Socket>();
let requests = 0;
subscribe('net.client.socket', (message) => sockets.add((message as { socket: Socket }).socket));
subscribe('http.client.request.start', () => (requests += 1));

/** Bytes of all connections since this was last asked; connections that are over are forgotten. */
class Wire {
	private counted = new Map<Socket, number>();

	take(): number {
		let bytes = 0;
		for (const socket of sockets) {
			const all = socket.bytesRead + socket.bytesWritten;
			bytes += all - (this.counted.get(socket) ?? 0);
			this.counted.set(socket, all);
			if (!socket.destroyed) continue;
			sockets.delete(socket);
			this.counted.delete(socket);
		}
		return bytes;
	}
}

const wire = new Wire();
let trigger: TriggerBench | undefined;

function credentialOf(connection: 'direct' | 'SAP Open Connectors', { url, openConnectorsUrl, token, tenants: [tenant] }: PolledAccounts): StoredCredential {
	if (connection === 'direct') return storedCredential(url, token);
	if (tenant === undefined) throw new Error('The server gave no instance');
	return storedTenant(openConnectorsUrl, { ...tenant });
}

/** Obeys one command; gives what each poll took. */
export async function measure(command: PollCommand): Promise<Polled[]> {
	if ('accounts' in command) {
		trigger = new TriggerBench(credentialOf(command.connection, command.accounts), command.parameters);
		return [];
	}
	if (trigger === undefined) throw new Error('There is no trigger yet');
	const polls: Polled[] = [];
	for (let count = 0; count < command.polls; count++) polls.push(await poll(trigger));
	return polls;
}

async function poll(polled: TriggerBench): Promise<Polled> {
	wire.take();
	requests = 0;
	let events = 0;
	const taken = await meter(async () => {
		events = (await polled.poll())?.length ?? 0;
	});
	if (polled.warnings.length > 0) throw new Error(`n8n's log says: ${polled.warnings.join('; ')}`);
	return { ...taken, requests, bytes: wire.take(), events, stateBytes: Buffer.byteLength(JSON.stringify(polled.state)) };
}
