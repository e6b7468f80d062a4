import { email } from '../../../shared/operations/checks';
import { text } from '../../../shared/operations/fields';
import { textOf } from '../../../shared/values/json';
import { groupId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';

/** Removes one person from a team group. */
export const removeMember = connectorOperation({
	names: ['removeMember', 'Remove Member', 'Remove member from team group', 'Remove one person from a team group'],
	request: ['DELETE', '/groups/{groupId}/members'],
	fields: [groupId, text('Email', 'email', { placeholder: 'name@email.com', required: true })],
	safety: 'changes',
	answer: { kind: 'connectorWrite' },
	checks: [email('Email', 'email')],
	query: ({ email: address }) => ({ email: textOf(address) }),
});
