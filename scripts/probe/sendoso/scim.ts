import { dig, listOf } from '../../demo/json';
import { isAnswer } from '../http/reader';
import { type Finding, judged, notSeen } from '../report/fact';
import type { Survey } from '../survey';
import { firstId, rowsOf, textOf } from '../values/rows';
import { kindsOf } from '../values/shape';

const LIST = '/api/scim/v2/Users';
const ONE = '/api/scim/v2/Users/{user_id}';
const COUNT = 5;

/** Provisioned users: the list, and one of them. */
export async function surveyScim(survey: Survey): Promise<void> {
	const body = await survey.body(LIST, { query: { startIndex: 1, count: COUNT } });
	const users = rowsOf(dig(body, 'Resources'));
	const unread = notSeen('the list could not be read');
	const urns = listOf(dig(body, 'schemas')).map((urn) => /:(ListResponse|User)$/.exec(textOf(urn))?.[1] ?? 'another');
	survey.add({ id: 'scim-urn', number: 'A24', name: 'URN of the SCIM list', expected: 'ListResponse' }, body === undefined ? unread : judged(urns.join() === 'ListResponse', urns.join(', ') || 'missing'));
	const [perPage, total] = [dig(body, 'itemsPerPage'), dig(body, 'totalResults')].map((value) => Number(textOf(value)));
	const fits = perPage === users.length && users.length <= COUNT && Number(total) >= users.length;
	survey.add({ id: 'scim-numbers', number: '25', name: 'itemsPerPage and totalResults', expected: 'records of the page, and of all' }, body === undefined ? unread : judged(fits, fits ? 'as their names say' : 'otherwise'));
	const ids = users.map(({ id }) => id);
	survey.add({ id: 'scim-ids', number: '28', name: 'ids of SCIM users', expected: 'integer as text' }, ids.length === 0 ? notSeen('no users') : judged(kindsOf(ids) === 'integer as text', kindsOf(ids)));
	const id = firstId(users);
	const one = id === undefined ? undefined : await survey.read(ONE, { parts: { user_id: id } });
	survey.add({ id: 'scim-one', number: 'A23', name: 'reading one SCIM user', expected: 'works' }, one === undefined ? notSeen('no users') : isAnswer(one) ? statusOf(one.status) : notSeen(one.missing));
}

/** A refusal of the token says nothing about the address. */
function statusOf(status: number): Finding {
	return [401, 403, 429].includes(status) ? notSeen(`status ${status}`) : judged(status === 200, `status ${status}`);
}
