import type { INodeParameters } from 'n8n-workflow';
import { type NodeRunRequest, type NodeRunResult, runNode, storedCredential } from '../../test/support/engine';
import type { Accounts } from '../standIn/standIn';

/** What is measured against the stand-in server. */
export type Measurement = (accounts: Accounts) => Promise<boolean[]>;

let clients = 0;
let crowds = 0;

/** Runs the node once, as a client application of its own, whose pace nobody shares. */
export async function runOnce({ url, token }: Accounts, request: Omit<NodeRunRequest, 'credential'>): Promise<NodeRunResult> {
	return await runNode({ credential: storedCredential(url, token, { clientId: `client ${++clients}` }), mode: 'trigger', ...request });
}

/** Parameters of an eGift for the item's address, from the campaign of the server. */
export function egift({ touchId }: Accounts, more: INodeParameters = {}): INodeParameters {
	return { resource: 'send', operation: 'createEgift', touchId: { __rl: true, mode: 'id', value: String(touchId) }, recipientEmail: '={{ $json.email }}', ...more };
}

/** Items with addresses that no other call gives. */
export function people(count: number): Array<{ email: string }> {
	const crowd = ++crowds;
	return Array.from({ length: count }, (_, index) => ({ email: `person${index}@crowd${crowd}.example.com` }));
}
