import { emailList } from '../../../shared/operations/checks';
import { text } from '../../../shared/operations/fields';
import { readEmails } from '../../../shared/values/emails';
import { groupId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';
import { oneOrMany } from './references';

/** Adds people to a team group. */
export const addMembers = connectorOperation({
	names: ['addMembers', 'Add Members', 'Add members to team group', 'Add people to a team group'],
	request: ['PUT', '/groups/{groupId}/members'],
	fields: [groupId, text('Emails', 'emails', { required: true, description: 'Addresses separated by commas, or an array from an expression' })],
	safety: 'changes',
	answer: { kind: 'connectorWrite' },
	checks: [emailList('Emails', 'emails')],
	body: ({ emails }) => oneOrMany(readEmails(emails).map((address) => ({ email: address }))),
});
