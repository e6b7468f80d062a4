import type { INodeParameters } from 'n8n-workflow';
import { callNode, type NodeCallResult } from '../../test/support/callNode';
import { nodeTypeOf, runNode, type StoredCredential, storedCredential, storedTenant } from '../../test/support/engine';
import type { SteeredServer } from '../standIn/steered';
import { passTime } from './acceleratedTime';
import type { Way } from './way';

/** Gifts of each connection that are under way at the same time. */
const AT_ONCE = 2;

/** How many gifts follow each other closely, and the time between two of them, in milliseconds; the rest of the time nothing happens. */
const [BURST, CLOSE_MS] = [100, 8_640];

/** How one gift is sent. */
type SendOne = (credential: StoredCredential, parameters: INodeParameters, number: number) => Promise<NodeCallResult>;

/** Executions of n8n's own, each of which sends one gift. */
export const executions: Way = giftsBy(async (credential, parameters) => await runNode({ credential, parameters, mode: 'trigger' }));

/** Calls of a tool as the MCP Server Trigger makes them: without execution id and cancel signal, and each by another node. */
export const toolCalls: Way = giftsBy(
	async (credential, parameters, number) => await callNode({ credential, parameters, type: `${nodeTypeOf(credential)}Tool`, settings: { id: `node-${number}` } }),
);

/**
 * Sends gifts on both connections in turn, and lets time pass: seconds between two of them, so that what is remembered for
 * minutes fills, and days between one burst and the next.
 */
function giftsBy(sendOne: SendOne): Way {
	return (server) => {
		const connections = connectionsOf(server);
		let sent = 0;
		return async (count, stepMs) => {
			for (const until = sent + count; sent < until; ) {
				const numbers = Array.from({ length: Math.min(AT_ONCE * connections.length, until - sent) }, (_, index) => sent + index);
				sent += numbers.length;
				await Promise.all(
					numbers.map(async (number) => {
						const { credential, operation } = connections[number % connections.length] ?? fail('There are no connections');
						const touchId = { __rl: true, mode: 'id', value: String(server.touchId) };
						const parameters = { resource: 'send', operation, touchId, recipientEmail: `person${number}@example.com` };
						requireSent(await sendOne(credential, parameters, number));
					}),
				);
				await passTime(server.controlUrl, numbers.length * CLOSE_MS);
				if (sent % BURST === 0) await passTime(server.controlUrl, BURST * (stepMs - CLOSE_MS));
			}
		};
	};
}

/** What opens each connection, and its operation that sends by e-mail. */
function connectionsOf({ url, token, openConnectorsUrl, tenant }: SteeredServer) {
	return [
		{ credential: storedCredential(url, token), operation: 'createEgift' },
		{ credential: storedTenant(openConnectorsUrl, tenant), operation: 'create' },
	];
}

/** @throws Error when a gift did not go out */
function requireSent({ items: [item], error }: NodeCallResult) {
	const outcome = (item?.json.sendoso as { outcome?: string } | undefined)?.outcome;
	if (outcome !== 'sent') fail(`A gift did not go out: ${error?.message ?? String(outcome)} ${error?.description ?? ''}`);
}

function fail(message: string): never {
	throw new Error(message);
}
