import * as core from 'n8n-core';
import { createEmptyRunExecutionData, type INode, type INodeExecutionData, type INodeParameters, Workflow } from 'n8n-workflow';
import { additionalData, nodeTypeOf, nodeTypes, type StoredCredential } from '../../test/support/engine';

/**
 * Runs the node as the MCP Server Trigger does: without execution id and without cancel signal, under a node id that
 * no other call has.
 */
export async function runUnidentified(credential: StoredCredential, parameters: INodeParameters, id: string): Promise<void> {
	const node: INode = {
		id,
		name: 'Sendoso',
		type: nodeTypeOf(credential),
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: { [credential.type ?? 'sendosoOAuth2Api']: { id: credential.id, name: 'Sendoso' } },
	};
	const workflow = new Workflow({ id: 'workflow-1', nodes: [node], connections: {}, active: false, nodeTypes, settings: { timezone: 'UTC' } });
	const items: INodeExecutionData[] = [{ json: {}, pairedItem: { item: 0 } }];
	const data = { ...additionalData(credential, 'webhook'), executionId: undefined };
	const input = { main: [items] };
	const context = new core.ExecuteContext(workflow, node, data, 'webhook', createEmptyRunExecutionData(), 0, items, input, { node, data: input, source: null }, []);
	const outputs = await nodeTypes.getByNameAndVersion(node.type).execute?.call(context);
	const given = Array.isArray(outputs) ? outputs[0] : undefined;
	if (given?.length !== 1) throw new Error('A gift without an execution did not go out');
}
