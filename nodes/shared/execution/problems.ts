import type { Problem } from '../errors/nodeErrors';

/** Most items that an error names. */
const MOST_NAMED = 50;

/** Most different pieces of advice that an error gives. */
const MOST_ADVICE = 5;

/** Everything that is wrong with one item, as one problem. */
export function joinProblems(problems: Problem[]): Problem {
	return {
		message: problems.map(({ message }) => message).join('; '),
		description: [...new Set(problems.map(({ description }) => description))].join(' '),
	};
}

/**
 * Everything that is wrong with the items of a run, as one problem: whoever corrects a sheet wants to do it once.
 *
 * @param byItem problems by the place of the item, in ascending order
 */
export function summarizeProblems(byItem: Map<number, Problem>, itemCount: number): Problem | undefined {
	const all = [...byItem];
	const [first] = all;
	if (first === undefined) return undefined;
	if (all.length === 1) return first[1];
	const named = all.slice(0, MOST_NAMED).map(([index, { message }]) => `item ${index}: ${message}`);
	const more = all.length > MOST_NAMED ? ` and ${all.length - MOST_NAMED} more` : '';
	const advice = [...new Set(all.map(([, { description }]) => description))].slice(0, MOST_ADVICE);
	return {
		message: `${all.length} of ${itemCount} items can't be used, the first is item ${first[0]}: ${first[1].message}`,
		description: `${named.join('; ')}${more}. ${advice.join(' ')}`,
	};
}
