import type { INodeProperties } from 'n8n-workflow';
import type { Check } from '../../resources/operation';
import { limitInRange, member } from '../../resources/shared/checks';
import { optionsOf } from '../../resources/shared/collections';
import { returnAllAndLimit } from '../../resources/shared/listFields';
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

/** A text field. */
export const text = (displayName: string, name: string, more: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	...more,
});

/** A number field. */
export const number = (displayName: string, name: string, more: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName,
	name,
	type: 'number',
	default: 0,
	...more,
});

/** A yes-or-no field. */
export const yesNo = (displayName: string, name: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'boolean',
	default: false,
	description,
});
