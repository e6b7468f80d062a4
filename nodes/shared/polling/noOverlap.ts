import type { IPollFunctions } from 'n8n-workflow';

const busy = new Set<string>();

/** Names a trigger node within this process. */
export function nodeKey(context: IPollFunctions): string {
	return `${context.getWorkflow().id ?? ''} ${context.getNode().id}`;
}

/**
 * Runs a poll unless one of the same node is still under way: n8n doesn't wait for the previous one, and both would
 * share one state.
 *
 * @returns what the poll gave; null when one is under way, which will see the same changes
 */
export async function skipIfRunning<T>(context: IPollFunctions, work: () => Promise<T | null>): Promise<T | null> {
	const key = nodeKey(context);
	if (busy.has(key)) return null;
	busy.add(key);
	try {
		return await work();
	} finally {
		busy.delete(key);
	}
}
