import * as core from 'n8n-core';
import { type IExecuteData, type INode, type INodeExecutionData, type IRunExecutionData, Workflow } from 'n8n-workflow';
import { additionalData, nodeTypes, type StoredCredential } from '../support/engine';
import { NODE_NAME, type Order, type Outcome, type TurnOutcome } from './order';
import { toError, toItem } from './outcomes';

/**
 * Calls the node as n8n's MCP trigger and agents do: without execution id and cancel signal.
 *
 * @param hasContext whether asking for the node's context gives an empty object each time, instead of an error
 */
export async function callNode({ type, parameters, settings, turns, mode }: Order, credential: StoredCredential, { hasContext }: { hasContext: boolean }): Promise<Outcome> {
	const node: INode = {
		id: 'sendoso-node',
		name: NODE_NAME,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: { sendosoOAuth2Api: { id: credential.id, name: 'Sendoso' } },
		...settings,
	};
	const workflow = new Workflow({ id: 'workflow-1', nodes: [node], connections: {}, active: false, nodeTypes });
	const known = { ...additionalData(credential, mode), executionId: undefined };
	const outcomes: TurnOutcome[] = [];
	for (const turn of turns) {
		const items = turn.map((json, item): INodeExecutionData => ({ json, pairedItem: { item } }));
		const inputs = { main: [items] };
		const executeData: IExecuteData = { data: inputs, node, source: null };
		const context = new core.ExecuteContext(workflow, node, known, mode, executionData(hasContext), 0, items, inputs, executeData, [], undefined);
		const [result] = await Promise.allSettled([new core.RoutingNode(context, nodeTypes.getByNameAndVersion(type) as never).runNode()]);
		if (result.status === 'rejected') outcomes.push({ items: [], error: toError(result.reason) });
		else outcomes.push({ items: (result.value ?? []).flat().map(toItem) });
	}
	return { nodes: { [NODE_NAME]: outcomes }, nodeContext: {}, stored: JSON.stringify(outcomes) };
}

/** Data of no execution. */
function executionData(hasContext: boolean): IRunExecutionData {
	const empty = { resultData: { runData: {} } };
	const kept = { executionData: { contextData: {}, nodeExecutionStack: [], metadata: {}, waitingExecution: {}, waitingExecutionSource: {} } };
	return (hasContext ? { ...empty, ...kept } : empty) as unknown as IRunExecutionData;
}
