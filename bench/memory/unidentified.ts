import type { INodeParameters } from 'n8n-workflow';
import { callNode } from '../../test/support/callNode';
import type { StoredCredential } from '../../test/support/engine';

/** Sends a gift as the MCP Server Trigger does: without execution id and cancel signal, under a node id that no other call has. */
export async function runUnidentified(credential: StoredCredential, parameters: INodeParameters, id: string): Promise<void> {
	const { items } = await callNode({ credential, parameters, settings: { id } });
	if (items.length !== 1) throw new Error('A gift without an execution did not go out');
}
