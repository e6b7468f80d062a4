import * as core from 'n8n-core';
import { createEmptyRunExecutionData, type IContextObject, type INode, type INodeExecutionData, Workflow } from 'n8n-workflow';
import { additionalData, nodeTypeOf, nodeTypes, type NodeRunRequest, type NodeRunResult } from './engine';

/** One call of the node from outside a run of a workflow. */
export interface NodeCall extends Pick<NodeRunRequest, 'credential' | 'parameters' | 'items' | 'settings' | 'type' | 'mode'> {
	/** The execution that it belongs to, as far as n8n tells; n8n's MCP Server Trigger and its agents tell nothing. */
	execution?: { id?: string; signal?: AbortSignal; nodeContext?: IContextObject };
	/** Whether asking for the node's context fails, as it does where there are no execution data. */
	hasNoContext?: boolean;
}

/** What a call gave. */
export type NodeCallResult = Pick<NodeRunResult, 'items' | 'outputs' | 'error'>;

/** Calls the node through n8n's RoutingNode, as everything does that is no run of a workflow. */
export async function callNode({ credential, parameters, items = [{}], settings, type = nodeTypeOf(credential), mode = 'webhook', execution = {}, hasNoContext = false }: NodeCall): Promise<NodeCallResult> {
	const node: INode = {
		id: 'sendoso-node',
		name: 'Sendoso',
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: { [credential.type ?? 'sendosoOAuth2Api']: { id: credential.id, name: 'Sendoso' } },
		...settings,
	};
	const workflow = new Workflow({ id: 'workflow-1', nodes: [node], connections: {}, active: false, nodeTypes, settings: { timezone: 'UTC' } });
	const data = { ...additionalData(credential, mode), executionId: execution.id };
	const rows = items.map((json, item) => ({ json, pairedItem: { item } }) as INodeExecutionData);
	const inputs = { main: [rows] };
	const kept = createEmptyRunExecutionData();
	if (hasNoContext) delete kept.executionData;
	if (execution.nodeContext && kept.executionData) kept.executionData.contextData[`node:${node.name}`] = execution.nodeContext;
	const context = new core.ExecuteContext(workflow, node, data, mode, kept, 0, rows, inputs, { node, data: inputs, source: null }, [], execution.signal);
	const [result] = await Promise.allSettled([nodeTypes.getByNameAndVersion(type).execute?.call(context)]);
	if (result.status === 'rejected') return { items: [], outputs: [], error: result.reason as NodeCallResult['error'] };
	const outputs = (Array.isArray(result.value) ? result.value : []).map((output) => output ?? []);
	return { items: outputs[0] ?? [], outputs, error: undefined };
}
