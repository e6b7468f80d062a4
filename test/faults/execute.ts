import type { IContextObject } from 'n8n-workflow';
import type { RequestEntry } from '../../sandbox';
import type { StoredCredential } from '../support/engine';
import type { Ground } from './grounds';
import { NAME_BESIDE, NODE_NAME, type Order, type Outcome, type Place, type TurnOutcome } from './order';
import { toError } from './outcomes';
import { itemsOf, markerOf, parametersOf } from './parameters';
import type { ExecutionPlan } from './types';

/** One execution that took place. */
export interface Executed {
	plan: ExecutionPlan;
	ground: Ground;
	touchId: number;
	/** What each run of its node gave; undefined when it was cancelled. */
	turns: TurnOutcome[] | undefined;
	/** What n8n kept for its node. */
	nodeContext: IContextObject;
	/** Everything that n8n would store of it. */
	stored: string;
	startedAt: number;
	endedAt: number;
}

/** Where, and on whose account, an execution takes place. */
export interface Circumstances {
	ground: Ground;
	place: Place;
	credential: StoredCredential;
	/** Campaigns of the scenario. */
	touchIds: number[];
	/** What n8n kept of the execution that this one retries. */
	nodeContext?: IContextObject;
	longestListAgeMs?: number;
}

/** Runs the node as planned, with the faults of its items. Gives another result for the node beside it. */
export async function execute(circumstances: Circumstances, plan: ExecutionPlan): Promise<Executed[]> {
	const { ground, place, credential, touchIds } = circumstances;
	const nodes = [plan, ...(plan.beside === undefined ? [] : [plan.beside])];
	const faults = nodes.flatMap((node) => placeFaults(ground, node));
	if (plan.isForestalled) sendByOthers(circumstances, plan);
	const startedAt = performance.now();
	const running = place.carryOut(orderOf(circumstances, plan), credential);
	let wasCancelled = false;
	const stopListening = onRequestsOf(ground, plan, plan.cancelAfter, () => {
		wasCancelled = true;
		running.cancel();
	});
	const [ended] = await Promise.allSettled([running.finished]);
	stopListening();
	for (const fault of faults) ground.sandbox.control.faults.remove(fault);
	const endedAt = performance.now();
	const outcome = ended.status === 'fulfilled' ? ended.value : failure(ended.reason);
	return nodes.map((node, index) => ({
		plan: node,
		ground,
		touchId: touchOf(touchIds, node),
		turns: wasCancelled ? undefined : outcome.nodes[index === 0 ? NODE_NAME : NAME_BESIDE],
		nodeContext: outcome.nodeContext,
		stored: outcome.stored,
		startedAt,
		endedAt,
	}));
}

function orderOf({ credential, touchIds, nodeContext, longestListAgeMs }: Circumstances, plan: ExecutionPlan): Order {
	const { onError, retryOnFail, nodeId, turns, mode, asTool, beside, unidentified } = plan;
	return {
		credential: { id: credential.id, data: credential.data },
		type: `n8n-nodes-sendoso.sendoso${asTool ? 'Tool' : ''}`,
		parameters: parametersOf(plan, touchOf(touchIds, plan)),
		settings: { id: nodeId, onError, ...(retryOnFail ? { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } : {}) },
		turns: turns.map((turn) => itemsOf(plan, turn)),
		mode,
		...(nodeContext === undefined ? {} : { execution: { id: `execution of ${plan.id}`, nodeContext } }),
		...(beside === undefined ? {} : { beside: parametersOf(beside, touchOf(touchIds, beside), '$json.beside') }),
		...(unidentified === undefined ? {} : { unidentified }),
		...(longestListAgeMs === undefined ? {} : { longestListAgeMs }),
	};
}

function touchOf(touchIds: number[], { touch }: ExecutionPlan): number {
	const touchId = touchIds[touch];
	if (touchId === undefined) throw new Error(`The scenario has no campaign ${touch}`);
	return touchId;
}

function placeFaults({ sandbox }: Ground, plan: ExecutionPlan): number[] {
	return plan.rows.flatMap(({ fault }, row) => {
		if (fault === undefined) return [];
		const match = { method: 'POST', path: '/api/v3/send*', bodyIncludes: `"${markerOf(plan, row)}"` };
		return [sandbox.control.fault({ match, action: fault.action, times: fault.times })];
	});
}

function sendByOthers({ ground, touchIds }: Circumstances, plan: ExecutionPlan) {
	const { sends } = ground.sandbox.control;
	for (const { emails } of plan.rows) for (const recipientEmail of emails) sends.add({ touchId: touchOf(touchIds, plan), recipientEmail, sentVia: 'by others' });
}

/** Nothing but a cancelled execution may fail as a whole; the error has none of the four phrases. */
function failure(reason: unknown): Outcome {
	return { nodes: { [NODE_NAME]: [{ items: [], error: { ...toError(reason), row: 0 } }] }, nodeContext: {}, stored: String(reason) };
}

/** Calls back when the given number of sends of an execution has arrived. */
function onRequestsOf({ sandbox }: Ground, { id }: ExecutionPlan, count: number | undefined, callBack: () => void): () => void {
	let seen = 0;
	return sandbox.control.on('request', (entry: RequestEntry) => {
		if (entry.method !== 'POST' || !JSON.stringify(entry.body).includes(`"${id}.`)) return;
		seen += 1;
		if (seen === count) callBack();
	});
}
