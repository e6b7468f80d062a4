import type { INodeProperties } from 'n8n-workflow';
import type { Problem } from '../errors/nodeErrors';
import { member, textOf } from '../values/json';
import type { Check, Operation, Parameters } from './operation';

/** Most sends of one run, unless the user says otherwise. */
export const DEFAULT_MAXIMUM_SENDS = 500;

/** How many sends one run may start at the most. */
export const maximumSends: INodeProperties = {
	displayName: 'Maximum Sends',
	name: 'maximumSends',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: DEFAULT_MAXIMUM_SENDS,
	description: 'Most sends that one run may start. With more input items than that, nothing is sent.',
};

/** The maximum is a whole number. */
export const maximumIsPositive: Check = ({ options }) => {
	const value = member(options, 'maximumSends');
	return value === undefined || (Number.isInteger(value) && Number(value) >= 1)
		? undefined
		: { message: "'Maximum Sends' must be a whole number of at least 1", description: "Change 'Maximum Sends'." };
};

/**
 * Whether a run would start more sends than the user allows.
 *
 * @param items resolved parameters of all items that are in order
 */
export function tooManySends(operation: Operation, items: Parameters[]): Problem | undefined {
	if (operation.safety !== 'spends') return undefined;
	const allowed = Math.min(...items.map(({ options }) => maximumSendsOf(options)));
	const asked = items.reduce((sum, parameters) => sum + operation.countSends(parameters), 0);
	if (asked <= allowed) return undefined;
	return {
		message: `this run would make ${asked} sends, more than the ${allowed} that 'Maximum Sends' allows`,
		description: "Raise 'Maximum Sends' in the node's options if that many are wanted, or pass fewer items.",
	};
}

/** Most sends that one run may start, from the resolved parameters of an item. */
function maximumSendsOf(options: unknown): number {
	const value = Number(textOf(member(options, 'maximumSends')));
	return value >= 1 ? value : DEFAULT_MAXIMUM_SENDS;
}
