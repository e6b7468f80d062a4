/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- benchmarks run on a desk, never inside n8n */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What the server holds. */
export interface PreparedHoldings {
	sends: number;
	campaigns: number;
}

/** Where the server listens, and what lets a client in. */
export interface PreparedAccounts {
	/** A campaign. */
	touchId: number;
	url: string;
	openConnectorsUrl: string;
	token: { access_token: string; refresh_token: string };
	tenant: { userSecret: string; organizationSecret: string; elementToken: string };
}

/** A stand-in whose answers are prepared. */
export interface PreparedStandIn {
	accounts: PreparedAccounts;
	/**
	 * Sets how long it lets every request wait from now on.
	 *
	 * @returns how many requests came since the last time
	 */
	setLatency(latencyMs: number): Promise<number>;
	stop(): void;
}

/** Starts the stand-in server, with a memory of its own answers, in a process of its own. */
export async function startPrepared(holdings: PreparedHoldings): Promise<PreparedStandIn> {
	const child = fork(join(__dirname, 'preparedServer.ts'));
	child.send(holdings);
	const [accounts] = (await once(child, 'message')) as [PreparedAccounts];
	return {
		accounts,
		setLatency: async (latencyMs) => {
			child.send({ latencyMs });
			const [{ requests }] = (await once(child, 'message')) as [{ requests: number }];
			return requests;
		},
		stop: () => child.disconnect(),
	};
}
