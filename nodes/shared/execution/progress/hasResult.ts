import type { IExecuteSingleFunctions } from 'n8n-workflow';

/**
 * Whether n8n has a result of this run of the node already, so that it looks at nothing that its items give.
 *
 * @param runIndex which turn of a loop it is, counted from 0
 */
export function hasResult(context: IExecuteSingleFunctions, runIndex: number): boolean {
	const run = `$(${JSON.stringify(context.getNode().name)}).all(0, ${runIndex})`;
	try {
		return Array.isArray(context.evaluateExpression(`{{ ${run} }}`, context.getItemIndex()));
	} catch {
		// n8n refuses to look into a run that it has nothing of.
		return false;
	}
}
