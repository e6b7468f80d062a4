import type { IRun, ITaskData } from 'n8n-workflow';
import { startNode, type StoredCredential } from '../support/engine';
import { callNode } from './callNode';
import { NAME_BESIDE, NODE_NAME, type Order, type Outcome, type Place, type Running, type TurnOutcome } from './order';
import { toError, toItem } from './outcomes';

/** This process. */
export const here: Place = { carryOut };

/** Carries out an execution in this process, in n8n's real engine. */
export function carryOut(order: Order, credential: StoredCredential): Running {
	if (order.unidentified !== undefined) return { finished: callNode(order, credential, order.unidentified), cancel: () => undefined };
	const { type, parameters, turns, settings, mode, execution, beside } = order;
	const { finished, cancel } = startNode({
		credential,
		type,
		parameters,
		turns,
		settings,
		mode,
		...(execution === undefined ? {} : { execution }),
		...(beside === undefined ? {} : { beside: [{ name: NAME_BESIDE, parameters: beside }] }),
	});
	return { finished: finished.then(({ run, stored }) => toOutcome(run, stored)), cancel };
}

function toOutcome(run: IRun, stored: string): Outcome {
	const { resultData, executionData } = run.data;
	const nodes = Object.fromEntries([NODE_NAME, NAME_BESIDE].map((name) => [name, (resultData.runData[name] ?? []).map(toTurn)]));
	// n8n keeps it as text, so that nothing of this process gets through.
	const nodeContext = JSON.parse(JSON.stringify(executionData?.contextData[`node:${NODE_NAME}`] ?? {})) as Outcome['nodeContext'];
	return { nodes, nodeContext, stored };
}

function toTurn({ data, error }: ITaskData): TurnOutcome {
	const items = (data?.main ?? []).flatMap((output) => output ?? []).map(toItem);
	return { items, ...(error === undefined ? {} : { error: toError(error) }) };
}
