import { deepCopy, type IExecuteSingleFunctions, type INodeParameters } from 'n8n-workflow';
import type { Parameters } from '../operations/operation';
import type { Field } from '../parameters/field';
import { argumentProblems, withoutUnusedFilters } from '../parameters/modelArguments';
import { type ReadParameters, readParameters } from '../parameters/readParameters';
import { member } from '../values/json';
import type { Problem } from '../values/problem';
import { isUnattended } from './executionMemory';

/** Whether parameters say that nothing is to be sent. */
export function isDryRun({ options }: Parameters): boolean {
	return member(options, 'dryRun') === true;
}

/** Number of input items of the run. */
export function countItems(context: IExecuteSingleFunctions): number {
	if (context.getNode().executeOnce === true) return 1;
	const count = Number(context.evaluateExpression('{{ $input.all().length }}', context.getItemIndex()));
	return Number.isInteger(count) && count > 0 ? count : context.getItemIndex() + 1;
}

/**
 * Resolves the parameters of any item of the run, not only of the context's own one, and reads them by the types of
 * their fields: what concerns money is checked for all items before the first request goes out.
 *
 * @param fields parameters to resolve; n8n has filled in the defaults of those that it shows
 */
export function parametersOfItem(context: IExecuteSingleFunctions, fields: Field[], itemIndex: number): ReadParameters {
	const stored = context.getNode().parameters;
	const raw: Record<string, unknown> = {};
	for (const { name, displayName: label } of fields) {
		if (stored[name] === undefined) continue;
		try {
			raw[name] = resolveValue(context, stored[name], itemIndex);
		} catch (error) {
			const reason = error instanceof Error ? error.message : String(error);
			return { values: {}, problems: [{ message: `The expression in '${label}' failed: ${reason}`, description: `Correct the expression in '${label}'.` }] };
		}
	}
	const isTool = isUnattended(context);
	const { values, problems } = readParameters(fields, isTool ? withoutUnusedFilters(stored, raw) : raw, stored, context.getTimezone());
	const byLabel = isTool ? argumentProblems(fields, stored, raw, values) : new Map<string, Problem>();
	if (byLabel.size === 0) return { values, problems };
	// What is wrong with an argument says more than that its field is empty.
	const others = problems.filter(({ message }) => ![...byLabel.keys()].some((label) => message === `'${label}' is empty`));
	return { values, problems: [...byLabel.values(), ...others] };
}

/** A stored value with its expressions resolved for an item. */
export function resolveValue(context: IExecuteSingleFunctions, stored: INodeParameters[string], itemIndex: number): unknown {
	return resolve(stored, (expression) => toPlain(context.evaluateExpression(expression, itemIndex)));
}

/** A copy that nobody else changes, with dates as texts. A date that is none stays as it is, so that no reader takes it for a text. */
function toPlain(value: unknown): unknown {
	if (typeof value !== 'object' || value === null) return value;
	return (deepCopy(value) as unknown) ?? value;
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
