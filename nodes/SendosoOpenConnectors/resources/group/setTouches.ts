import { text } from '../../../shared/operations/fields';
import { idAsWritten } from '../../operations/body';
import { groupId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';
import { oneOrMany } from './references';

/** Sets which campaigns a team group can send from. */
export const setTouches = connectorOperation({
	names: ['setTouches', 'Set Campaigns (Touches)', 'Set campaigns of team group', 'Set which campaigns a team group can send from'],
	request: ['PUT', '/groups/{groupId}/touches'],
	fields: [groupId, text('Touch IDs', 'touchIds', { required: true, holds: 'list', description: 'IDs of campaigns separated by commas, or an array from an expression' })],
	safety: 'changes',
	answer: { kind: 'connectorWrite' },
	body: (parameters) => oneOrMany((parameters.touchIds as string[]).map((id) => ({ id: idAsWritten(id) }))),
});
