import { callNode as call } from '../support/callNode';
import type { StoredCredential } from '../support/engine';
import { NODE_NAME, type Order, type Outcome, type TurnOutcome } from './order';
import { toError, toItem } from './outcomes';

/**
 * Calls the node as n8n's MCP trigger and agents do: without execution id and cancel signal.
 *
 * @param hasContext whether asking for the node's context gives an empty object each time, instead of an error
 */
export async function callNode({ type, parameters, settings, turns, mode }: Order, credential: StoredCredential, { hasContext }: { hasContext: boolean }): Promise<Outcome> {
	const outcomes: TurnOutcome[] = [];
	for (const items of turns) {
		const { outputs, error } = await call({ credential, type, parameters, settings: { name: NODE_NAME, ...settings }, items, mode, hasNoContext: !hasContext });
		outcomes.push({ items: outputs.flat().map(toItem), ...(error === undefined ? {} : { error: toError(error) }) });
	}
	return { nodes: { [NODE_NAME]: outcomes }, nodeContext: {}, stored: JSON.stringify(outcomes) };
}
