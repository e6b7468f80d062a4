import type { INodeProperties } from 'n8n-workflow';
import { member, textOf } from '../values/json';
import type { Check } from './operation';

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

export const maximumIsPositive: Check = ({ options }) => {
	const value = member(options, 'maximumSends');
	return value === undefined || (Number.isInteger(value) && Number(value) >= 1)
		? undefined
		: { message: "'Maximum Sends' must be a whole number of at least 1", description: "Change 'Maximum Sends'." };
};

/** Most sends that one run may start, from the resolved parameters of an item. */
export function maximumSendsOf(options: unknown): number {
	const value = Number(textOf(member(options, 'maximumSends')));
	return value >= 1 ? value : DEFAULT_MAXIMUM_SENDS;
}
