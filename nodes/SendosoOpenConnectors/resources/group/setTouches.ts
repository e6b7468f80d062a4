import { filled } from '../../../shared/operations/checks';
import { text } from '../../../shared/operations/fields';
import { readEmails } from '../../../shared/values/emails';
import { groupId } from '../../operations/locators';
import { connectorOperation } from '../../operations/operation';
import { oneOrMany } from './references';

/** Sets which campaigns a team group can send from. */
export const setTouches = connectorOperation({
	names: ['setTouches', 'Set Campaigns (Touches)', 'Set campaigns of team group', 'Set which campaigns a team group can send from'],
	request: ['PUT', '/groups/{groupId}/touches'],
	fields: [groupId, text('Touch IDs', 'touchIds', { required: true, description: 'IDs of campaigns separated by commas, or an array from an expression' })],
	safety: 'changes',
	answer: { kind: 'connectorWrite' },
	checks: [({ touchIds }, facts) => filled('Touch IDs', 'touchIds')({ touchIds: readEmails(touchIds).join() }, facts)],
	body: ({ touchIds }) => oneOrMany(readEmails(touchIds).map((id) => ({ id: /^\d{1,15}$/.test(id) ? Number(id) : id }))),
});
