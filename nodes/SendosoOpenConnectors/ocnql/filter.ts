import type { IDataObject } from 'n8n-workflow';
import type { Problem } from '../../shared/errors/nodeErrors';
import type { Check, Parameters, RunFacts } from '../../shared/operations/operation';
import { member, textOf } from '../../shared/values/json';
import { type Condition, type FieldTypes, OPERATORS, readConditions } from './conditions';
import { isSafe, print } from './literals';
import { mayMatch } from './matching';

/** What a list is filtered by: at the server, and by the node. */
export interface Filter {
	/** The clause for the server, not encoded; undefined when nothing is asked of it. */
	where?: string;
	/** Fields that the node has to see in every row. */
	fields: string[];
	/** Whether the node keeps a row; undefined when it looks at none. */
	accept?: (row: IDataObject) => boolean;
	/** Fields of the conditions that the server is not asked for and the node applies alone. */
	leftOut?: string[];
}

/**
 * Reads what a list is filtered by from the resolved parameters of an item.
 *
 * @param types what metadata say of the fields; one that is not named there is text
 * @returns the filter, or what is wrong with the parameters
 */
export function readFilter(parameters: Parameters, facts: RunFacts, types: FieldTypes = {}): Filter | Problem {
	const { where } = parameters;
	const filterBy = textOf(parameters.filterBy) || 'none';
	const combineConditions = textOf(parameters.combineConditions) || 'and';
	if (filterBy === 'none') return { fields: [] };
	if (filterBy === 'ocnql') {
		// The user's own words: the node can't tell what they mean, so that it looks at no row.
		return typeof where === 'string' && where.trim() !== ''
			? { where, fields: [] }
			: { message: "'Where' is empty", description: "Enter an OCNQL condition in 'Where', or set 'Filter By' to 'None'." };
	}
	const conditions = readConditions(parameters, facts, types);
	if (!Array.isArray(conditions)) return conditions;
	return combine(conditions, combineConditions === 'or', member(parameters.options, 'recheckFilter') !== false);
}

/** The filter can be read, whatever metadata say of its fields. */
export const filterIsReadable: Check = (parameters, facts) => {
	const filter = readFilter(parameters, facts);
	return 'message' in filter ? filter : undefined;
};

function combine(conditions: Condition[], isOr: boolean, isRechecked: boolean): Filter | Problem {
	const unsafe = conditions.findIndex(({ literals }) => !literals.every(isSafe));
	if (unsafe !== -1 && !isRechecked) {
		return {
			message: `'Value' of condition ${unsafe + 1} holds a quote or another character that can't be sent safely`,
			description: "Switch on 'Recheck Filter', so that the node applies the condition itself, or change 'Value'.",
		};
	}
	// One branch of OR less would lose rows that nobody gets to see; one branch of AND less only lets more through.
	const sent = isOr && unsafe !== -1 ? [] : conditions.filter(({ literals }) => literals.every(isSafe));
	const where = sent.map(toOcnql).join(isOr ? ' OR ' : ' AND ') || undefined;
	const leftOut = conditions.filter((condition) => !sent.includes(condition)).map(({ field }) => field);
	if (!isRechecked) return { where, fields: [], leftOut };
	const accept = (row: IDataObject) => {
		const matches = (condition: Condition) => mayMatch(row, condition);
		return isOr ? conditions.some(matches) : conditions.every(matches);
	};
	return { where, fields: [...new Set(conditions.map(({ field }) => field))], accept, leftOut };
}

function toOcnql({ field, operator, literals }: Condition): string {
	const values = literals.map(print).join(',');
	const right = operator === 'in' ? ` (${values})` : operator === 'isNull' ? '' : ` ${values}`;
	return `${field} ${OPERATORS[operator]}${right}`;
}
