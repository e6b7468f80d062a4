/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- benchmarks run on a desk, never inside n8n */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What the server holds. */
export interface Holdings {
	/** Sends in its list, which stays as long as that. */
	listed: number;
	/** Time over which they are spread, up to now, in milliseconds. */
	listedFor: number;
	/** How many instances of the connector there are. */
	lanes: number;
	/** Campaigns with long names in several scripts; none when absent. */
	campaigns?: number;
}

/** Where the server listens, and what lets a client in. */
export interface Accounts {
	touchId: number;
	url: string;
	openConnectorsUrl: string;
	/** Where the server is steered. */
	controlUrl: string;
	token: { access_token: string; refresh_token: string };
	tenants: Array<{ userSecret: string; organizationSecret: string; elementToken: string }>;
}

/**
 * Calls a method of the server's control, such as `sends.addMany`.
 *
 * @throws Error when the server refuses
 */
export async function steer({ controlUrl }: Accounts, call: string, ...values: unknown[]): Promise<unknown> {
	const response = await fetch(`${controlUrl}/control/${call}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ arguments: values }) });
	const answer = (await response.json()) as { result?: unknown; error?: string };
	if (!response.ok) throw new Error(`The server refuses ${call}: ${answer.error}`);
	return answer.result;
}

/** Starts the stand-in server in a process of its own, so that neither its memory nor its work counts as the node's. */
export async function startStandIn(holdings: Holdings): Promise<Accounts & { stop(): void }> {
	const child = fork(join(__dirname, 'child.ts'));
	child.send(holdings);
	const [accounts] = (await once(child, 'message')) as [Accounts];
	return { ...accounts, stop: () => child.disconnect() };
}
