import type { IDataObject } from 'n8n-workflow';
import type { Check, Problem, RunFacts } from '../../resources/operation';
import { member, textOf } from '../../resources/shared/checks';
import type { Parameters } from '../../run/parameters';
import { type Joint, writeClause } from './clause';
import { type FieldTypes, readConditions } from './conditions';
import { acceptRow } from './recheck';

/** What a list is narrowed by. */
export interface Filter {
	/** The clause for the server; undefined when nothing is asked of it. */
	where?: string;
	/** Fields that the re-check has to see. */
	fields: string[];
	/** Keeps a row; undefined when the node does not compare rows itself. */
	accept?: (row: IDataObject) => boolean;
}

/**
 * Reads what a list is to be narrowed by.
 *
 * @returns the filter, or what is wrong with the parameters
 */
export function readFilter(parameters: Parameters, facts: RunFacts, types: FieldTypes = {}): Filter | Problem {
	const filterBy = textOf(parameters.filterBy) || 'none';
	if (filterBy === 'none') return { fields: [] };
	if (filterBy === 'ocnql') {
		const where = textOf(parameters.where);
		return where === '' ? { message: "'Where' is empty", description: "Enter a condition in 'Where', or set 'Filter By' to 'None'." } : { where, fields: [] };
	}
	if (filterBy !== 'conditions') return { message: "'Filter By' has an unknown value", description: "Set 'Filter By' to one of: none, conditions, ocnql." };
	const joint: Joint = parameters.combineConditions === 'or' ? 'or' : 'and';
	const conditions = readConditions(parameters, facts, types);
	if (!Array.isArray(conditions)) return conditions;
	const { where, isPartial } = writeClause(conditions, joint);
	const isRechecked = member(parameters.options, 'recheckFilter') !== false;
	if (isPartial && !isRechecked) {
		return {
			message: "A 'Value' holds a quote, a backslash or a control character, which OCNQL has no way to write",
			description: "Switch 'Recheck Filter' on, so that the node applies that condition itself, or change the value.",
		};
	}
	return { where, fields: isRechecked ? conditions.map(({ field }) => field) : [], accept: isRechecked ? acceptRow(conditions, joint) : undefined };
}

/** The filter can be read, whatever metadata say of its fields. */
export const filterIsReadable: Check = (parameters, facts) => {
	const filter = readFilter(parameters, facts);
	return 'message' in filter ? filter : undefined;
};
