import type { IContextObject, INode } from 'n8n-workflow';
import type { ItemContext } from '../../nodes/shared/execution/itemContext';
import { WriteLog } from '../../nodes/shared/execution/writeLog';
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
	/** Members that a test gives as a whole. */
	more?: Partial<ItemContext>;
}

/**
 * An item for parts that make no request, tried without n8n's engine: quick, and at any moment of a clock that the test
 * moves. Each one has an account of its own unless `more` brings a connection.
 */
export function unitItem({ clock = new FakeClock(), parameters = {}, itemIndex = 0, signal, mode = 'trigger', node, nodeContext, continueOnFail = false, more, ...request }: UnitItemRequest = {}): ItemContext {
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
		evaluateExpression: () => 0,
		getContext: () => {
			if (nodeContext === undefined) throw new Error('There are no execution data');
			return nodeContext;
		},
	};
	const connection = { account, credentialType: 'sendosoOAuth2Api', sendsKey: account.key };
	const run = { writeLog: new WriteLog(), stopped: undefined, budget: undefined };
	const operation = { safety: 'spends', countSends: () => 1, fields: [], checks: [] };
	return { caller, connection, run, operation, name: 'send.createEgift', itemIndex, parameters, request: { method: 'POST', path: '/send' }, wording: { howToCheck: { spends: 'Look in Sendoso.', creates: 'Look in Sendoso.' } }, ...more } as unknown as ItemContext;
}
