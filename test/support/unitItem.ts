import type { IContextObject, INode } from 'n8n-workflow';
import type { ItemContext } from '../../nodes/shared/execution/itemContext';
import type { Stop } from '../../nodes/shared/execution/nodeRun';
import { WarmUpGate } from '../../nodes/shared/execution/warmUpGate';
import { WriteLog } from '../../nodes/shared/execution/writeLog';
import type { Operation } from '../../nodes/shared/operations/operation';
import { createAccount } from '../../nodes/shared/transport/account';
import { FakeClock } from './fakeClock';

let accounts = 0;

/** What n8n and the credential would say of an item. */
export interface UnitItemRequest {
	clock?: FakeClock;
	/** Resolved ones, as the readers give them. */
	parameters?: Record<string, unknown>;
	itemIndex?: number;
	/** Undefined for calls of which n8n tells no execution. */
	executionId?: string | undefined;
	signal?: AbortSignal;
	mode?: string;
	node?: Partial<INode>;
	/** What n8n keeps for the node with the data of the execution; undefined where there are none. */
	nodeContext?: IContextObject | undefined;
	continueOnFail?: boolean;
	/** Number of input items of the run; by its place alone where it is not given. */
	itemCount?: number;
	runIndex?: number;
	/** Members of the operation that count for a test. */
	operation?: Partial<Operation>;
	/** Members that a test gives as a whole. */
	more?: Partial<ItemContext>;
}

/**
 * An item for parts that make no request, tried without n8n's engine: quick, and at any moment of a clock that the test
 * moves. Each one has an account of its own unless `more` brings a connection.
 */
export function unitItem({ clock = new FakeClock(), parameters = {}, itemIndex = 0, signal, mode = 'trigger', node, nodeContext, continueOnFail = false, itemCount, runIndex = 0, operation, more, ...request }: UnitItemRequest = {}): ItemContext {
	const executionId = 'executionId' in request ? request.executionId : '1';
	const account = createAccount(`account ${++accounts}`, 8, clock);
	const ownNode = { id: 'node', name: 'Sendoso', type: 'n8n-nodes-sendoso.sendoso', parameters: {}, credentials: { sendosoOAuth2Api: { id: 'credential' } }, ...node };
	const caller = {
		getExecutionId: () => executionId,
		getExecutionCancelSignal: () => signal,
		getMode: () => mode,
		getNode: () => ownNode,
		getWorkflow: () => ({ id: 'workflow' }),
		getItemIndex: () => itemIndex,
		getTimezone: () => 'UTC',
		continueOnFail: () => continueOnFail,
		evaluateExpression: (expression: string) => (expression.includes('$runIndex') ? runIndex : itemCount),
		getContext: () => {
			if (nodeContext === undefined) throw new Error('There are no execution data');
			return nodeContext;
		},
	};
	const connection = { account, credentialType: 'sendosoOAuth2Api', sendsKey: account.key };
	const run = { writeLog: new WriteLog(), stopped: undefined as Stop | undefined, budget: undefined, firstRequest: new WarmUpGate(), firstSend: new WarmUpGate(), stopWith };
	function stopWith(stop: Stop) {
		run.stopped ??= stop;
	}
	const ownOperation = { safety: 'spends', countSends: () => 1, fields: [], checks: [], ...operation };
	return { caller, connection, run, operation: ownOperation, name: 'send.createEgift', itemIndex, parameters, request: { method: 'POST', path: '/send' }, answers: { makeOutput: false }, wording: { howToCheck: { spends: 'Look in Sendoso.', creates: 'Look in Sendoso.' } }, ...more } as unknown as ItemContext;
}
