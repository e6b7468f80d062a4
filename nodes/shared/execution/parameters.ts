import { deepCopy, type IExecuteSingleFunctions, type INodeParameters } from 'n8n-workflow';
import type { Parameters } from '../operations/operation';

/** Parameters of one item after their expressions ran, or the parameter whose expression failed. */
export type ItemParameters = { values: Parameters } | { failed: string; reason: string };

/** Number of input items of the run. */
export function countItems(context: IExecuteSingleFunctions): number {
	if (context.getNode().executeOnce === true) return 1;
	const count = Number(context.evaluateExpression('{{ $input.all().length }}', context.getItemIndex()));
	return Number.isInteger(count) && count > 0 ? count : context.getItemIndex() + 1;
}

/**
 * Resolves the parameters of any item of the run, not only of the context's own one: what concerns money is checked
 * for all items before the first request goes out.
 *
 * @param names parameters to resolve; n8n has filled in their defaults
 */
export function resolveParameters(context: IExecuteSingleFunctions, names: string[], itemIndex: number): ItemParameters {
	const raw = context.getNode().parameters;
	const values: Parameters = {};
	for (const name of names) {
		try {
			values[name] = resolve(raw[name], (expression) => toPlain(context.evaluateExpression(expression, itemIndex)));
		} catch (error) {
			return { failed: name, reason: error instanceof Error ? error.message : String(error) };
		}
	}
	return { values };
}

/** A date has no place in a request, its text has. One that is none keeps a text, too: nothing must look as if it were not set. */
function toPlain(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	return (deepCopy(value) as unknown) ?? String(value as unknown);
}

function resolve(value: INodeParameters[string] | undefined, evaluate: (expression: string) => unknown): unknown {
	// A lone sign of equality is how n8n stores a field whose expression was emptied.
	if (typeof value === 'string' && value.startsWith('=')) return value === '=' ? '' : evaluate(value.slice(1));
	if (Array.isArray(value)) return value.map((entry) => resolve(entry as INodeParameters[string], evaluate));
	if (typeof value !== 'object' || value === null) return value;
	const members = value as Record<string, INodeParameters[string]>;
	if (members.__rl !== undefined) return resolve(members.value, evaluate);
	return Object.fromEntries(Object.entries(members).map(([name, member]) => [name, resolve(member, evaluate)]));
}
