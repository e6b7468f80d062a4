import { email } from '../../../shared/operations/fields';
import { textOf } from '../../../shared/values/json';
import { groupId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';

/** Removes one person from a team group. */
export const removeMember = connectorOperation({
	names: ['removeMember', 'Remove Member', 'Remove member from team group', 'Remove one person from a team group'],
	request: ['DELETE', '/groups/{groupId}/members'],
	fields: [groupId, email('Email', 'email', { required: true, description: 'Address of the person to remove' })],
	safety: 'changes',
	answer: { kind: 'connectorWrite' },
	query: ({ email: address }) => ({ email: textOf(address) }),
});
