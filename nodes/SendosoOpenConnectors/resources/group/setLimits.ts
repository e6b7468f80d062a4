import { additionalFields, number, yesNo } from '../../../shared/operations/fields';
import { membersOf, somethingToWrite } from '../../operations/body';
import { writeOptions } from '../../operations/fields';
import { groupId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';

/** Sets the budgets of a team group. */
export const setLimits = connectorOperation({
	names: ['setLimits', 'Set Limits', 'Set limits of team group', 'Set the budgets of a team group'],
	request: ['PUT', '/groups/{groupId}/group-limits'],
	fields: [
		groupId,
		additionalFields([
			number('Monthly Budget', 'monthlyBudget', { description: 'Amount that the team group may spend each month' }),
			number('One Time Budget', 'oneTimeBudget', { description: 'Amount that the team group may spend once' }),
			yesNo('Rollover', 'rollover', 'Whether what is left of a month is added to the next'),
		]),
		writeOptions,
	],
	safety: 'changes',
	answer: { kind: 'connectorWrite', singular: 'group' },
	checks: [somethingToWrite],
	body: (parameters) => ({ group: membersOf(parameters, []) }),
});
