import type { IContextObject } from 'n8n-workflow';
import type { RequestEntry } from '../../sandbox';
import type { StoredCredential } from '../support/engine';
import type { Ground } from './grounds';
import { NAME_BESIDE, NODE_NAME, type Order, type Outcome, type Place, type Running, type TurnOutcome } from './order';
import { toError } from './outcomes';
import { itemsOf, markerOf, parametersOf } from './parameters';
import type { ExecutionPlan } from './types';
import { pause, pauseUnless } from './waiting';

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
	watched: Watched;
}

/** What was seen of an execution at the server. */
interface Watched {
	/** Whether it was given up here, because it did not end. */
	isGivenUp: boolean;
	/** When it was cancelled, on the clock of this process; undefined when it was not. */
	cancelledAt: number | undefined;
	/** Sends that it asked for when it should have been over for a while. */
	lateSends: number;
	listRequests: number;
}

/** Time for which an execution waits for its token before it is cancelled, in milliseconds. */
const WAITED_BEFORE_CANCELLING_MS = 500;
/** Time after which nothing of a cancelled execution may go out, in milliseconds. */
const LATE_AFTER_MS = 2_000;

/** Time after which any execution has to be over, in milliseconds: blocks are sat out, and a process with many at once is slow. */
const LONGEST_EXECUTION_MS = 600_000;

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
	const { watched, stop } = watch(circumstances, plan, running);
	const [ended] = await Promise.allSettled([endOf(plan, watched, running)]);
	if (watched.cancelledAt === undefined) stop();
	for (const fault of faults) ground.sandbox.control.faults.remove(fault);
	const endedAt = performance.now();
	const outcome = ended.status === 'fulfilled' ? ended.value : failure(ended.reason);
	return nodes.map((node, index) => ({
		plan: node,
		ground,
		touchId: touchOf(touchIds, node),
		turns: watched.cancelledAt !== undefined ? undefined : outcome.nodes[index === 0 ? NODE_NAME : NAME_BESIDE],
		nodeContext: outcome.nodeContext,
		stored: outcome.stored,
		startedAt,
		endedAt,
		watched,
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

/** What an execution comes to; one that does not end is given up, so that the others can go on. */
async function endOf({ endsWithinMs = LONGEST_EXECUTION_MS }: ExecutionPlan, watched: Watched, { finished, cancel }: Running): Promise<Outcome> {
	let isOver = false;
	const limit = pauseUnless(() => isOver, endsWithinMs).then((): Promise<Outcome> => {
		if (isOver) return finished;
		Object.assign(watched, { isGivenUp: true, cancelledAt: performance.now() });
		cancel();
		throw new Error(`It was not over after ${endsWithinMs} ms`);
	});
	return await Promise.race([finished.finally(() => (isOver = true)), limit]);
}

/** Follows at the server what an execution does, and cancels it when that is planned. */
function watch({ ground, credential }: Circumstances, plan: ExecutionPlan, running: Running): { watched: Watched; stop: () => void } {
	const watched: Watched = { isGivenUp: false, cancelledAt: undefined, lateSends: 0, listRequests: 0 };
	const { clientId: ownClient } = credential.data;
	let sends = 0;
	const cancel = () => {
		watched.cancelledAt = performance.now();
		running.cancel();
	};
	const stop = ground.sandbox.control.on('request', ({ method, path, body, clientId }: RequestEntry) => {
		if (method === 'GET' && path === '/api/v3/send' && clientId === ownClient) watched.listRequests += 1;
		const { cancelledAt } = watched;
		if (plan.cancelsAtRenewal && cancelledAt === undefined && path === '/oauth/token' && clientId === ownClient) void pause(WAITED_BEFORE_CANCELLING_MS).then(cancel);
		if (method !== 'POST' || !JSON.stringify(body).includes(`"${plan.id}.`)) return;
		sends += 1;
		if (cancelledAt !== undefined && performance.now() - cancelledAt > LATE_AFTER_MS) watched.lateSends += 1;
		if (sends === plan.cancelAfter) cancel();
	});
	return { watched, stop };
}
