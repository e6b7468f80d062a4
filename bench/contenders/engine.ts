import * as core from 'n8n-core';
import { type INode, type INodeExecutionData, type INodeParameters, NodeConnectionTypes, Workflow } from 'n8n-workflow';
import { additionalData, nodeTypes, type StoredCredential } from '../../test/support/engine';

/** A node of a workflow whose nodes stand in a row. */
export interface RowNode {
	type: string;
	typeVersion?: number;
	parameters: INodeParameters;
	settings?: Partial<INode>;
}

/** Gives one empty item, or those that it is told. */
export const feeder = (items: Array<Record<string, unknown>> = [{}]): RowNode => ({ type: 'test.feeder', parameters: { items: JSON.stringify(items) } });

/**
 * Runs nodes that stand in a row, as an execution of n8n; each has the credential.
 *
 * @returns the items of the first output of the last one, as n8n keeps them with all others until the execution ends
 * @throws Error when the execution failed
 */
export async function runRow(credential: StoredCredential, row: RowNode[]): Promise<INodeExecutionData[]> {
	const credentials = { [credential.type ?? 'sendosoOAuth2Api']: { id: credential.id, name: 'Sendoso' } };
	const nodes = row.map(({ type, typeVersion = 1, parameters, settings }, place): INode => {
		return { id: `node-${place}`, name: `Node ${place}`, type, typeVersion, position: [place * 200, 0], parameters, credentials, ...settings };
	});
	const links = nodes.slice(1).map(({ name }, place) => [`Node ${place}`, { main: [[{ node: name, type: NodeConnectionTypes.Main, index: 0 }]] }]);
	const workflow = new Workflow({ id: 'workflow-1', nodes, connections: Object.fromEntries(links), active: false, nodeTypes, settings: { executionOrder: 'v1', timezone: 'UTC' } });
	const engine = new core.WorkflowExecute(additionalData(credential, 'trigger'), 'trigger');
	const { resultData } = (await engine.run({ workflow, startNode: nodes[0] } as never)).data;
	const failed = resultData.error ?? Object.values(resultData.runData).flat().find(({ error }) => error !== undefined)?.error;
	if (failed !== undefined) throw new Error(`The execution failed: ${failed.message} ${failed.description ?? ''}`);
	return resultData.runData[`Node ${row.length - 1}`]?.[0]?.data?.main?.[0] ?? [];
}
