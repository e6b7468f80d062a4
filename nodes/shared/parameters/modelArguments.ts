import { extractFromAICalls, type FromAIArgument } from 'n8n-workflow';
import { isRow, member } from '../values/json';
import type { Problem } from '../values/problem';
import { type Field, isShown, membersOf } from './field';

/** What n8n's editor puts in front of an argument that it wrote itself. */
const WRITTEN_BY_EDITOR = '/*n8n-auto-generated-fromAI-override*/';

/** How n8n's expressions name an argument of a model; n8n takes other cases, too. */
const ARGUMENT = '$fromai';

/** Everything by which an expression of a tool reaches what the model said. */
const BY_MODEL = /\$(?:fromai|json|input)\b/i;

const COMMENT = /\/\*.*?\*\//gs;

/** A field with what the workflow stores for it, and what that came to. */
interface Filled {
	field: Field;
	stored: unknown;
	value: unknown;
}

/**
 * What is wrong with the arguments of a model. n8n's workers don't hold a call to the schema of the tool: an argument
 * that it requires and that the model left out arrives as nothing, and nothing must not stand for the default of the
 * campaign, or for no message at all.
 *
 * @param stored values as the workflow holds them, before their expressions ran
 * @param resolved the same for the item
 * @param read what the fields made of them: a field that n8n does not show beside them is asked of nobody
 * @returns problems by the label of the field
 */
export function argumentProblems(fields: Field[], stored: Record<string, unknown>, resolved: Record<string, unknown>, read: Record<string, unknown>): Map<string, Problem> {
	const problems = new Map<string, Problem>();
	for (const { field, stored: text, value } of filledFields(fields, stored, resolved, read)) {
		const { displayName: label } = field;
		if (typeof text !== 'string' || !text.startsWith('=')) continue;
		if (field.isGuard === true && BY_MODEL.test(text.replace(COMMENT, ''))) problems.set(label, leftToModel(label));
		else if (value === undefined || value === null) {
			const key = requiredArgument(text);
			if (key !== undefined) problems.set(label, leftOut(label, key));
		}
	}
	return problems;
}

/** The collection of the filters of a list. */
const FILTERS = 'filters';

/**
 * The resolved values without those filters that a model left out, because the tool says that it may: their argument has
 * an empty default. An empty filter is an error otherwise, since it would list everything.
 *
 * @param stored values as the workflow holds them, before their expressions ran
 * @param resolved the same for the item
 */
export function withoutUnusedFilters(stored: Record<string, unknown>, resolved: Record<string, unknown>): Record<string, unknown> {
	const { [FILTERS]: texts } = stored;
	const { [FILTERS]: values } = resolved;
	if (!isRow(texts) || !isRow(values)) return resolved;
	const used = Object.entries(values).filter(([name, value]) => value !== '' || loneArgument(texts[name])?.defaultValue !== '');
	return { ...resolved, [FILTERS]: Object.fromEntries(used) };
}

function filledFields(fields: Field[], stored: Record<string, unknown>, resolved: Record<string, unknown>, neighbours: Record<string, unknown>): Filled[] {
	return fields.filter((field) => isShown(field, neighbours)).flatMap((field) => {
		const { [field.name]: text } = stored;
		const { [field.name]: value } = resolved;
		if (field.type !== 'collection') return [{ field, stored: member(text, '__rl') === undefined ? text : member(text, 'value'), value }];
		if (!isRow(text) || !isRow(value)) return [];
		const { [field.name]: members } = neighbours;
		return filledFields(membersOf(field), text, value, { ...neighbours, ...(isRow(members) ? members : {}) });
	});
}

/** Name of the argument, where the tool can't be called without it. */
function requiredArgument(text: string): string | undefined {
	const argument = loneArgument(text);
	return argument !== undefined && argument.defaultValue === undefined ? argument.key : undefined;
}

/** The argument that an expression is, if it is nothing else. */
function loneArgument(text: unknown): FromAIArgument | undefined {
	if (typeof text !== 'string' || !text.startsWith('=') || !isOneCall(text.slice(1).trim())) return undefined;
	try {
		const [only, ...others] = extractFromAICalls(text);
		return others.length === 0 ? only : undefined;
	} catch {
		// What n8n can't read it makes no argument of.
		return undefined;
	}
}

/** Whether an expression is nothing but an argument, so that it comes to nothing only where that does. */
function isOneCall(text: string): boolean {
	if (!text.startsWith('{{') || !text.endsWith('}}')) return false;
	const inside = text.slice(2, -2).replace(WRITTEN_BY_EDITOR, '').trim();
	return inside.toLowerCase().startsWith(ARGUMENT) && inside.endsWith(')');
}

function leftOut(label: string, key: string): Problem {
	return { message: `'${label}' is empty, because the argument ${key} was left out`, description: `Give the argument ${key} for '${label}'.` };
}

function leftToModel(label: string): Problem {
	return { message: `'${label}' must not be left to a model`, description: `It guards against what a model does: enter a fixed value in '${label}', or remove it.` };
}
