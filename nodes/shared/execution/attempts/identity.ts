import { fingerprint } from '../../values/fingerprint';
import type { Attempts } from './attempts';
import { canTellExecutionsApart, isAgentTool } from '../executionMemory';
import { credentialIdOf, type ItemContext } from '../itemContext';
import { runIndexOf } from '../nodeRun';

/** What tells whether two attempts are one. */
export interface Identity {
	/** Among the attempts of the execution. */
	key: string;
	/** Among the rows that n8n keeps for the node. */
	ledgerKey: string;
	/** What is asked for, as a fingerprint. */
	content: string;
	/** Whether its content alone tells it from others. */
	isByContent: boolean;
}

/** Characters of six bits: enough that two contents never meet. */
const FINGERPRINT_LENGTH = 32;

/**
 * Identifies what an item asks for: by its place where runs can be told apart, so that an expression that changed makes
 * nothing new of it; by content for agents, to whom n8n gives each try a new run.
 */
export function identify(item: ItemContext, attempts: Attempts): Identity {
	const { caller, itemIndex, name } = item;
	const content = contentOf(item);
	const byContent = { key: `content ${content}`, ledgerKey: `content ${content}`, content, isByContent: true };
	if (isAgentTool(caller) || !canTellExecutionsApart(caller)) return byContent;
	const { id, name: nodeName, retryOnFail } = caller.getNode();
	const place = `run ${runIndexOf(caller)} item ${itemIndex}`;
	const key = `${caller.getWorkflow().id ?? ''} node ${id} ${nodeName} ${place}`;
	const earlier = attempts.get(key);
	// Without Retry On Fail no place is met twice: then it is another call, in a run that is not told from the first one.
	if (earlier !== undefined && earlier.content !== content && retryOnFail !== true) return byContent;
	return { key, ledgerKey: `${name} ${place}`, content, isByContent: false };
}

/** Everything that counts for the effect: who asks, through which node's credential, and for what. */
function contentOf(item: ItemContext): string {
	const { connection, request } = item;
	return fingerprint(JSON.stringify([connection.account.key, credentialIdOf(item), request.method, request.path, request.qs, request.body]), FINGERPRINT_LENGTH);
}
