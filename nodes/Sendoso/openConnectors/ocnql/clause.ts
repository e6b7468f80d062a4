import type { Condition } from './conditions';

/** How conditions are joined. */
export type Joint = 'and' | 'or';

/**
 * Writes conditions as a clause (facts 37 to 40). What can't be written is left out under `and`; under `or` nothing is
 * sent then, because the rest alone would leave rows out that are wanted.
 *
 * @returns the clause, undefined when there is none, and whether a condition is missing in it
 */
export function writeClause(conditions: Condition[], joint: Joint): { where: string | undefined; isPartial: boolean } {
	const written = conditions.flatMap((condition) => writeCondition(condition) ?? []);
	const isPartial = written.length < conditions.length;
	const isSent = written.length > 0 && !(isPartial && joint === 'or');
	return { where: isSent ? written.join(joint === 'and' ? ' AND ' : ' OR ') : undefined, isPartial };
}

function writeCondition({ field, operator, operands }: Condition): string | undefined {
	if (operator === 'isNull') return `${field} IS NULL`;
	const values = operands.map(({ written }) => written);
	if (values.includes(undefined)) return undefined;
	if (operator === 'in') return `${field} IN (${values.join(',')})`;
	return `${field} ${operator === 'like' ? 'LIKE' : operator} ${values.join()}`;
}
