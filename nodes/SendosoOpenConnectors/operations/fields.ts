import type { INodeProperties } from 'n8n-workflow';
import { limitInRange } from '../../shared/operations/checks';
import { optionsOf, returnAllAndLimit } from '../../shared/operations/fields';
import type { Check } from '../../shared/operations/operation';
import { member } from '../../shared/values/json';
import { filterFields, listOptions } from '../ocnql/fields';
import { filterIsReadable } from '../ocnql/filter';

/** Members of the body that the node has no field for. */
export const extraBody: INodeProperties = {
	displayName: 'Extra Body',
	name: 'extraBody',
	type: 'json',
	default: '{}',
	description: 'Members to add to the request as a JSON object. Members that the node sets itself are never replaced.',
};

/** Options of everything that is created or changed. */
export const writeOptions = optionsOf([extraBody]);

/** Fields of a list: how many records, which ones, and how they are asked for. */
export const listFields: INodeProperties[] = [...returnAllAndLimit, ...filterFields, optionsOf(listOptions)];

const pageSizeInRange: Check = ({ options }) => {
	const size = member(options, 'pageSize');
	return size === undefined || (Number.isInteger(size) && Number(size) >= 1 && Number(size) <= 100)
		? undefined
		: { message: "'Page Size' must be a whole number from 1 to 100", description: "Change 'Page Size'." };
};

/** Checks of a list. */
export const listChecks: Check[] = [limitInRange, filterIsReadable, pageSizeInRange];
