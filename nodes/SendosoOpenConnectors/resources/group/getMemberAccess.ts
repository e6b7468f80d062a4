import { groupId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';

/** Gets what members of a team group may do. */
export const getMemberAccess = connectorOperation({
	names: ['getMemberAccess', 'Get Member Access', 'Get member access of team group', 'Get what members of a team group may do'],
	request: ['GET', '/groups/{groupId}/members/access'],
	fields: [groupId],
	safety: 'reads',
	answer: { kind: 'connectorRecord' },
});
