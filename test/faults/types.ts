import type { INode, WorkflowExecuteMode } from 'n8n-workflow';
import type { FaultAction } from '../../sandbox';

/** The operations under test, all of which spend. */
export type SpendingOperation = 'createEgift' | 'createPhysical' | 'createWithAddressCollection' | 'createEgiftLinks';

/** Something that goes wrong with the request of one input item. */
export interface ItemFault {
	name: string;
	action: FaultAction;
	/** Requests of the item that it hits. */
	times: number;
	/** The node has to give up waiting for it to end. */
	needsTimeout?: boolean;
	/** Sendoso acts only after the node stopped looking, so that nobody could have told. */
	actsTooLate?: boolean;
}

/** An input item: one recipient, or several when links are made. */
export interface Row {
	emails: string[];
	fault?: ItemFault;
}

/** One execution of the node. */
export interface ExecutionPlan {
	/** Unique in the campaign; the items are marked with it at Sendoso. */
	id: string;
	operation: SpendingOperation;
	rows: Row[];
	onError: NonNullable<INode['onError']>;
	retryOnFail: boolean;
	duplicateCheck: 'skip' | 'fail' | 'off';
	findSend: boolean;
	mode: WorkflowExecuteMode;
	asTool: boolean;
	/** Requests of this execution after which it is cancelled. */
	cancelAfter?: number;
	/** Sendoso's list could not be read, or tokens were refused, so that nobody could have told. */
	isBlind?: boolean;
}

/** What is tried with one set of gifts; the names say what happens to them. */
export const SCENARIOS = [
	'plain',
	'doubled rows',
	'overlapping executions',
	'retry of a failed execution',
	'cancelled',
	'after a restart',
	'check switched off',
	'agent tool',
	'token expires',
	'refresh fails',
	'list cannot be read',
	'too many requests',
] as const;

export type ScenarioName = (typeof SCENARIOS)[number];

/** One scenario with all its executions, in the order in which they are started. */
export interface ScenarioPlan {
	id: string;
	name: ScenarioName;
	/** Which of the grounds that fit the scenario it takes place on. */
	ground: number;
	executions: ExecutionPlan[];
	/** Whether the second execution starts while the first is still being cleared away. */
	atOnce: boolean;
	/** Request at which the scenario's own trouble begins. */
	troubleAt: number;
	/** How the list or the renewal of the token fails, where it does. */
	stubborn: FaultAction;
}

/** What the node told about one recipient of one execution. */
export interface Report {
	told: 'sent' | 'skipped' | 'reconciled' | 'refused' | 'unknown' | 'notSent' | 'duplicate' | 'nothing' | 'withoutPhrase';
	trackingCode?: string;
	matchedGid?: string;
	/** Links that the item made, told by the error of a stopped run, which does not name the addresses. */
	links?: number;
	text: string;
}
