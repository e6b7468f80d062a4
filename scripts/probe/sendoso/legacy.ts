import { isAnswer, type Reading } from '../http/reader';
import { type Finding, judged, notSeen } from '../report/fact';
import type { Survey } from '../survey';
import { orderOf, rowsOf } from '../values/rows';

const SENT_GIFTS = '/api/v3/sent_gifts.json';
const GROUP_TOUCHES = '/api/v3/groups/{team_group_id}/group_touches.json';

/** Addresses that Sendoso does not list, and that others call. */
export async function addLegacyReads(survey: Survey, groupId: string | undefined): Promise<void> {
	const readings = [await survey.read(SENT_GIFTS), await survey.read('/api/v3/user_custom_templates.json')];
	if (groupId === undefined) survey.log.leaveOut(GROUP_TOUCHES, 'no team group was found');
	else readings.push(await survey.read(GROUP_TOUCHES, { parts: { team_group_id: groupId } }));
	survey.log.leaveOut('/api/v3/gifts/status/{tracking_code}', 'it takes a tracking code, which the probe does not use');
	survey.add({ id: 'legacy', number: 'A28', name: 'unlisted endpoints (79)', expected: 'still there' }, thereOf(readings));
	const [sent] = readings;
	const order = sent !== undefined && isAnswer(sent) ? orderOf(rowsOf(sent.body), 'created_at') : undefined;
	survey.add({ id: 'legacy-order', number: '26', name: 'order of sent_gifts.json', expected: 'newest first' }, order === undefined ? notSeen('its rows have no times') : judged(order === 'newest first', order));
}

function thereOf(readings: readonly Reading[]): Finding {
	const statuses = readings.flatMap((reading) => (isAnswer(reading) ? [reading.status] : []));
	if (statuses.length === 0) return notSeen('no answer');
	const there = statuses.filter((status) => status === 200).length;
	return judged(there === statuses.length, `${there} of ${statuses.length} answer`);
}
