import type { INode, WorkflowExecuteMode } from 'n8n-workflow';
import type { FaultAction } from '../../sandbox';
import type { Trouble } from './troubles';

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

/** What a sheet, a form or a model gives for a switch, and what that means. */
export interface Given {
	value: unknown;
	/** Undefined when it has to be refused. */
	means: boolean | undefined;
}

/** An input item: one recipient, or several when links are made. */
export interface Row {
	emails: string[];
	fault?: ItemFault;
	/** In the place of what its turn says. */
	dryRun?: Given;
	/** In the place of what the execution says. */
	findSend?: Given;
	/** What an expression gives for the proxy of its requests; anything but an empty text is none. */
	proxy?: unknown;
}

/** One run of the node in an execution, as from a loop or an agent. */
export interface Turn {
	dryRun?: Given;
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
	/** ID of the node; n8n's agents make one up for every call. */
	nodeId: string;
	/** Runs of the node in the execution, each with all rows. */
	turns: Turn[];
	/** Requests of this execution after which it is cancelled. */
	cancelAfter?: number;
	/** Sendoso's list could not be read, or tokens were refused, so that nobody could have told. */
	isBlind?: boolean;
	/** A call to which n8n gives neither execution id nor cancel signal, and a node context that is empty or throws. */
	unidentified?: { hasContext: boolean };
	/** The execution whose items it asks for again, word for word. */
	repeats?: string;
	/** The execution whose data n8n kept and hands to this one, as its "Retry execution" does. */
	retries?: string;
	/** Another Sendoso node of the same ID in the same workflow, which gets the same items. */
	beside?: ExecutionPlan;
	/** Which of the scenario's campaigns it sends from. */
	touch: number;
	/** Which of the scenario's client applications it uses. */
	account: number;
	/** Another process carries it out, in which nothing happened before, as after a restart of n8n. */
	inNewProcess?: boolean;
	/** Numbers are given as texts. */
	numbersAsText?: boolean;
	/** Somebody else sends the same gifts just before. */
	isForestalled?: boolean;
	/** Executions of one line follow each other; the lines take place at the same time. */
	line: number;
	/** It starts together with the one before it in its line. */
	isTogether?: boolean;
	/** After it everybody must have got a gift: nothing stands in its way. */
	completes?: boolean;
	/** What may be told of rows that nothing happens to; anything that is true when left out. */
	mayTell?: ReadonlyArray<Report['told']>;
	/** It is cancelled while it waits for a new access token. */
	cancelsAtRenewal?: boolean;
	/** Time after which it has to be over, in milliseconds. */
	endsWithinMs?: number;
	/** Pages of the list of sends that it may read. */
	mostListRequests?: number;
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
	'calls without execution',
	'equal node IDs',
	'two client IDs',
	'two processes',
	'rehearsed first',
	'texts for values',
	'Retry execution',
	'clock steps',
	'date is off',
	'tokens end',
	'renewal fails',
	'renewal hangs',
	'blocked',
	'odd list',
	'page number ignored',
	'odd proxy',
] as const;

export type ScenarioName = (typeof SCENARIOS)[number];

/** How two processes go about the same gifts. */
export interface Pairing {
	/** Milliseconds between their starts. */
	apartMs: number;
	/** Whether both go through the rows in the same order. */
	isSameOrder: boolean;
}

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
	/** How two processes go about the same gifts. */
	pairing: Pairing;
	/** What goes wrong with the machine, the account or the whole server, which is the scenario's own then. */
	trouble?: Trouble;
}

/** What the node told about one recipient in one turn of an execution. */
export interface Report {
	told: 'sent' | 'skipped' | 'reconciled' | 'validated' | 'refused' | 'unknown' | 'notSent' | 'duplicate' | 'nothing' | 'withoutPhrase';
	trackingCode?: string;
	matchedGid?: string;
	/** Whether the item says which listed send it is, or that none was found; undefined where there is no item. */
	saysMatch?: boolean;
	/** Links that the item made, told by the error of a stopped run, which does not name the addresses. */
	links?: number;
	text: string;
}
