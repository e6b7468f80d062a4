import type { ICredentialDataDecryptedObject, IContextObject, IDataObject, INode, INodeParameters, WorkflowExecuteMode } from 'n8n-workflow';
import type { StoredCredential } from '../support/engine';

/** Name of the node whose answers count. */
export const NODE_NAME = 'Sendoso';
/** Name of the other one in the same workflow, where there is one. */
export const NAME_BESIDE = 'Sendoso beside';

/** One execution of the node, in a form that any process can carry out. */
export interface Order {
	credential: { id: string; data: ICredentialDataDecryptedObject };
	type: string;
	parameters: INodeParameters;
	/** Settings of the node, its ID among them. */
	settings: Partial<INode>;
	/** Items of each run of the node. */
	turns: IDataObject[][];
	mode: WorkflowExecuteMode;
	/** What n8n kept of the execution that this one goes on with. */
	execution?: { id: string; nodeContext: IContextObject };
	/** Parameters of another node of the same ID in the same workflow. */
	beside?: INodeParameters;
	/** A call to which n8n gives neither execution id nor cancel signal. */
	unidentified?: { hasContext: boolean };
	/** Age in milliseconds from which the process reads the newest page of the list again; its own one when left out. */
	longestListAgeMs?: number;
}

/** What one run of the node gave. */
export interface TurnOutcome {
	/** Items of all outputs. */
	items: Array<{ json: IDataObject; row: number }>;
	/** The error that ended it. */
	error?: { message: string; description: string; row: number };
}

/** What an execution came to. */
export interface Outcome {
	/** By the name of the node, one for each of its runs. */
	nodes: Record<string, TurnOutcome[]>;
	/** What n8n kept for the node in the data of the execution. */
	nodeContext: IContextObject;
	/** Everything that n8n would store of it, as text. */
	stored: string;
}

/** An execution that goes on. */
export interface Running {
	/** Rejects when it was cancelled. */
	finished: Promise<Outcome>;
	cancel(): void;
}

/** A process that carries executions out. */
export interface Place {
	/** @param credential gets the tokens that the execution renewed */
	carryOut(order: Order, credential: StoredCredential): Running;
}
