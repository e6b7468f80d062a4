import type { IDataObject } from 'n8n-workflow';
import { optionsOf, returnAllAndLimit, yesNo } from '../../../shared/operations/fields';
import { groupLocator } from '../../../shared/operations/locators';
import type { Parameters } from '../../../shared/operations/operation';
import { member } from '../../../shared/values/json';
import type { SendosoOperation } from '../../answerShapes';
import { GROUPS } from '../../lists/listShapes';

/** Leaves out `key`, which identifies the invitation that a person signed up with (fact 30), unless it is asked for. */
function withoutInvitationKey(row: IDataObject, parameters: Parameters): IDataObject {
	if (member(parameters.options, 'includeInvitationKey') === true) return row;
	return Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'key'));
}

/** Lists the members of one team group; Sendoso answers with all of them at once (fact 23). */
export const getMembers: SendosoOperation = {
	option: {
		name: 'Get Members',
		value: 'getMembers',
		action: 'Get members of team group',
		description: 'Get the people in one team group with their balances',
		routing: { request: { method: 'GET', url: `${GROUPS.path}/{groupId}/members` }, send: { paginate: true } },
	},
	fields: [
		groupLocator,
		...returnAllAndLimit,
		optionsOf([yesNo('Include Invitation Key', 'includeInvitationKey', 'Whether to return the key of the invitation that each member signed up with. Treat it like a secret.')]),
	],
	safety: 'reads',
	answer: { kind: 'rows', shape: withoutInvitationKey },
	checks: [],
};
