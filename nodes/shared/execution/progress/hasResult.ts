import type { IExecuteSingleFunctions } from 'n8n-workflow';

/**
 * Whether n8n has a result of this run of the node already, so that it looks at nothing that its items give.
 *
 * @param runIndex which turn of a loop it is, counted from 0
 */
export function hasResult(context: IExecuteSingleFunctions, runIndex: number): boolean {
	const run = `$("${escaped(context.getNode().name)}").all(0, ${runIndex})`;
	try {
		return Array.isArray(context.evaluateExpression(`{{ ${run} }}`, context.getItemIndex()));
	} catch {
		// n8n refuses to look into a run that it has nothing of.
		return false;
	}
}

/** A name in which n8n finds no bracket that ends an expression and no word that it does not allow there. */
function escaped(name: string): string {
	return Array.from({ length: name.length }, (_, place) => `\\u${name.charCodeAt(place).toString(16).padStart(4, '0')}`).join('');
}
