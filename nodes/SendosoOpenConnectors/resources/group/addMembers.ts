import { emails } from '../../../shared/operations/fields';
import { groupId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';
import { oneOrMany } from './references';

/** Adds people to a team group. */
export const addMembers = connectorOperation({
	names: ['addMembers', 'Add Members', 'Add members to team group', 'Add people to a team group'],
	request: ['PUT', '/groups/{groupId}/members'],
	fields: [groupId, emails('Emails', 'emails', { required: true, placeholder: 'e.g. ana@example.com, ben@example.com', description: 'Addresses separated by commas, or an array from an expression' })],
	safety: 'changes',
	answer: { kind: 'connectorWrite' },
	body: (parameters) => oneOrMany((parameters.emails as string[]).map((address) => ({ email: address }))),
});
