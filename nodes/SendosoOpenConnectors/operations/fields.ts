import { optionsOf, returnAllAndLimit } from '../../shared/operations/fields';
import type { Check } from '../../shared/operations/operation';
import type { Field } from '../../shared/parameters/field';
import { filterFields, listOptions } from '../ocnql/fields';
import { filterIsReadable } from '../ocnql/filter';

/** Members of the body that the node has no field for. */
export const extraBody: Field = {
	displayName: 'Extra Body',
	name: 'extraBody',
	type: 'json',
	default: '{}',
	description: 'Members to add to the request as a JSON object. Members that the node sets itself are never replaced.',
};

/** Options of everything that is created or changed. */
export const writeOptions = optionsOf([extraBody]);

/** Fields of a list: how many records, which ones, and how they are asked for. */
export const listFields: Field[] = [...returnAllAndLimit, ...filterFields, optionsOf(listOptions)];

/** Checks of a list. */
export const listChecks: Check[] = [filterIsReadable];
