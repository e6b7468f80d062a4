import { email, emailList, filled } from '../../../shared/operations/checks';
import { additionalFields, number, text, yesNo } from '../../../shared/operations/fields';
import type { Resource } from '../../../shared/operations/operation';
import { readEmails } from '../../../shared/values/emails';
import { textOf } from '../../../shared/values/json';
import { membersOf, somethingToWrite } from '../../operations/body';
import { create, getAll, getOne, type Kind, remove, update } from '../../operations/crud';
import { writeOptions } from '../../operations/fields';
import { groupId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';
import { listOfGroup } from './listOfGroup';
import { oneOrMany } from './references';

const kind: Kind = { words: ['team group', 'team groups'], path: '/groups', singular: 'group', id: groupId };
const optional = [number('Budget', 'budget'), text('Name', 'name')];

/** Team groups, called groups in the API. */
export const group: Resource = {
	option: { name: 'Team Group', value: 'group', description: 'A team group with its budget, members and campaigns' },
	operations: [
		connectorOperation({
			names: ['addMembers', 'Add Members', 'Add members to team group', 'Add people to a team group'],
			request: ['PUT', '/groups/{groupId}/members'],
			fields: [groupId, text('Emails', 'emails', { required: true, description: 'Addresses separated by commas, or an array from an expression' })],
			safety: 'changes',
			answer: { kind: 'connectorWrite' },
			checks: [emailList('Emails', 'emails')],
			body: ({ emails }) => oneOrMany(readEmails(emails).map((address) => ({ email: address }))),
		}),
		create(kind, { optional }),
		remove(kind),
		getOne(kind, true),
		getAll(kind),
		connectorOperation({
			names: ['getMemberAccess', 'Get Member Access', 'Get member access of team group', 'Get what members of a team group may do'],
			request: ['GET', '/groups/{groupId}/members/access'],
			fields: [groupId],
			safety: 'reads',
			answer: { kind: 'connectorRecord' },
		}),
		listOfGroup('getMembers', 'Get Members', 'members', 'member', 'Get the people in one team group'),
		listOfGroup('getTouches', 'Get Campaigns (Touches)', 'touches', 'touch', 'Get the campaigns that a team group can send from'),
		connectorOperation({
			names: ['removeMember', 'Remove Member', 'Remove member from team group', 'Remove one person from a team group'],
			request: ['DELETE', '/groups/{groupId}/members'],
			fields: [groupId, text('Email', 'email', { placeholder: 'name@email.com', required: true })],
			safety: 'changes',
			answer: { kind: 'connectorWrite' },
			checks: [email('Email', 'email')],
			query: ({ email: address }) => ({ email: textOf(address) }),
		}),
		connectorOperation({
			names: ['setLimits', 'Set Limits', 'Set limits of team group', 'Set the budgets of a team group'],
			request: ['PUT', '/groups/{groupId}/group-limits'],
			fields: [
				groupId,
				additionalFields([number('Monthly Budget', 'monthlyBudget'), number('One Time Budget', 'oneTimeBudget'), yesNo('Rollover', 'rollover', 'Whether what is left of a month is added to the next')]),
				writeOptions,
			],
			safety: 'changes',
			answer: { kind: 'connectorWrite', singular: 'group' },
			checks: [somethingToWrite],
			body: (parameters) => ({ group: membersOf(parameters, []) }),
		}),
		connectorOperation({
			names: ['setTouches', 'Set Campaigns (Touches)', 'Set campaigns of team group', 'Set which campaigns a team group can send from'],
			request: ['PUT', '/groups/{groupId}/touches'],
			fields: [groupId, text('Touch IDs', 'touchIds', { required: true, description: 'IDs of campaigns separated by commas, or an array from an expression' })],
			safety: 'changes',
			answer: { kind: 'connectorWrite' },
			checks: [({ touchIds }, facts) => filled('Touch IDs', 'touchIds')({ touchIds: readEmails(touchIds).join() }, facts)],
			body: ({ touchIds }) => oneOrMany(readEmails(touchIds).map((id) => ({ id: /^\d{1,15}$/.test(id) ? Number(id) : id }))),
		}),
		update(kind, 'PUT', { optional }),
	],
};
