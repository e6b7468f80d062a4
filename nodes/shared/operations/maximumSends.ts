import type { Field } from '../parameters/field';

/** Most sends of one execution, unless the user says otherwise. */
export const DEFAULT_MAXIMUM_SENDS = 100;

/** The same for agents, whose calls nobody looks over. */
export const DEFAULT_MAXIMUM_SENDS_OF_AGENTS = 5;

/** How many sends one execution may start at the most. */
export const maximumSends: Field = {
	displayName: 'Maximum Sends',
	name: 'maximumSends',
	type: 'number',
	holds: 'money',
	isGuard: true,
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: DEFAULT_MAXIMUM_SENDS,
	description: `Most sends that this node may start in one execution, all its runs together; ${DEFAULT_MAXIMUM_SENDS} unless it is set, ${DEFAULT_MAXIMUM_SENDS_OF_AGENTS} for agents. A run that would pass it sends nothing. It counts gifts, not money: a balance is no limit of spending.`,
};
