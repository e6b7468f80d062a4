import type { CredentialReference } from '../../../scripts/demo/n8nClient';
import { packageName } from '../../../scripts/demo/packPackage';
import type { Workflow, WorkflowNode } from '../../../scripts/demo/workflow';

/** Name of the node that starts a workflow by hand. */
export const BY_HAND = 'Start by hand';
/** Name of the node of this package. */
export const NODE = 'Node';

/** A node of this package. */
export function nodeOf(type: string, parameters: Record<string, unknown>, credentials: Record<string, CredentialReference>): WorkflowNode {
	return { id: NODE, name: NODE, type: `${packageName}.${type}`, typeVersion: 1, position: [440, 0], parameters, credentials };
}

/** A workflow that is started by hand and gives its rows to a node of this package. */
export function byHand(name: string, rows: unknown[], node: WorkflowNode): Workflow {
	const rowsNode = foreign('Rows', 'set', 3.4, { mode: 'raw', jsonOutput: JSON.stringify({ rows }), options: {} }, 110);
	const split = foreign('One by one', 'splitOut', 1, { fieldToSplitOut: 'rows', options: {} }, 220);
	const connections = { [BY_HAND]: to('Rows'), Rows: to('One by one'), 'One by one': to(NODE) };
	return { name, nodes: [foreign(BY_HAND, 'manualTrigger', 1, {}, 0), rowsNode, split, node], connections };
}

/** A workflow that a trigger of this package starts. */
export function startedBy(name: string, trigger: WorkflowNode): Workflow {
	return { name, nodes: [trigger, foreign('End', 'noOp', 1, {}, 660)], connections: { [NODE]: to('End') } };
}

function foreign(name: string, type: string, typeVersion: number, parameters: Record<string, unknown>, x: number): WorkflowNode {
	return { id: name, name, type: `n8n-nodes-base.${type}`, typeVersion, position: [x, 0], parameters };
}

const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
