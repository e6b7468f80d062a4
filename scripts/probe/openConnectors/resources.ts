import { dig, isRecord, listOf } from '../../demo/json';
import { isAnswer, type Reading } from '../http/reader';
import { type Finding, judged, noted, notSeen } from '../report/fact';
import type { Survey } from '../survey';
import { firstId, type Row, rowsOf, textOf } from '../values/rows';
import { kindsOf } from '../values/shape';
import { pageOf } from './walkPages';

const SMALL = { pageSize: 10 };
const SIMPLE = ['/users', '/gifts', '/return-addresses', '/user-custom-templates', '/touch-styles'];
/** Named by SAP's page, and probably copied there from another one (fact 27). */
const DOUBTFUL = ['/journals', '/payments'];
const GROUP_MEMBERS = '/groups/{groupId}/members';
const GROUP = '/groups/{groupId}';

/** Lists that are read once, and what their rows look like. */
export async function addResourceReads(survey: Survey, touches: readonly Row[]): Promise<void> {
	const groups = rowsOf(await survey.body('/groups', { query: SMALL }));
	const others: Row[] = [];
	for (const path of SIMPLE) others.push(...rowsOf(await survey.body(path, { query: SMALL })));
	const groupId = firstId(groups);
	if (groupId === undefined) survey.log.leaveOut(GROUP_MEMBERS, 'no team group was found');
	else {
		const parts = { groupId: groupId };
		for (const path of [GROUP_MEMBERS, '/groups/{groupId}/touches']) others.push(...rowsOf(await survey.body(path, { parts, query: SMALL })));
		await survey.read('/groups/{groupId}/members/access', { parts });
		const one = await survey.read(GROUP, { parts, isTrial: true });
		survey.add({ id: 'sap-group', number: 'A4', name: 'reading one group', expected: 'not stated' }, isAnswer(one) ? noted(`status ${one.status}`) : notSeen(one.missing));
	}
	const touchId = firstId(touches.map(unwrapped));
	if (touchId !== undefined) await survey.read('/touches/{touchId}', { parts: { touchId: touchId } });
	await addSentGifts(survey);
	survey.add({ id: 'sap-wrapped', number: 'A6', name: 'rows of lists', expected: 'bare' }, wrappingOf([...touches, ...others]));
	survey.add({ id: 'sap-nulls', number: '35', name: 'null members', expected: 'left out' }, nullsOf([...touches, ...groups, ...others]));
	survey.add({ id: 'sap-ids', number: 'A21', name: 'ids of rows', expected: 'integer or text' }, kindsFinding([...touches, ...groups].map(({ id }) => id)));
	survey.add({ id: 'sap-dates', number: 'A13', name: 'start_date of touches', expected: 'not stated' }, kindsFinding(touches.map(({ start_date: date }) => date)));
	await addDoubtful(survey);
}

/** Reads the list of sent gifts: an array or one object, with or without who got what. */
async function addSentGifts(survey: Survey): Promise<void> {
	const body = await survey.body('/sent-gifts', { query: SMALL });
	survey.add({ id: 'sap-sent-gifts', number: 'A7', name: 'sent-gifts', expected: 'a list' }, body === undefined ? notSeen('could not be read') : judged(Array.isArray(body), Array.isArray(body) ? 'a list' : 'one record'));
	const rows = (Array.isArray(body) ? rowsOf(body) : isRecord(body) ? [body] : []).map((row) => unwrapped(row));
	const lacking = ['email', 'touch_id', 'tracking_code'].filter((name) => rows.some((row) => row[name] === undefined));
	const question = { id: 'sap-sent-members', number: '36', name: 'rows of sent-gifts', expected: 'tell email, touch_id and tracking_code' };
	survey.add(question, rows.length === 0 ? notSeen('no rows') : judged(lacking.length === 0, lacking.length === 0 ? 'tell all three' : `some lack ${lacking.join(', ')}`));
}

/** The row inside a wrapper that has no other member. */
function unwrapped(row: Row): Row {
	const [only, ...others] = Object.values(row);
	return others.length === 0 && isRecord(only) ? only : row;
}

function wrappingOf(rows: readonly Row[]): Finding {
	if (rows.length === 0) return notSeen('no rows');
	const wrapped = rows.filter((row) => unwrapped(row) !== row).length;
	return judged(wrapped === 0, wrapped === 0 ? 'bare' : `${wrapped} of ${rows.length} in a wrapper`);
}

function nullsOf(rows: readonly Row[]): Finding {
	const nulls = rows.some((row) => Object.values(unwrapped(row)).includes(null));
	return rows.length === 0 ? notSeen('no rows') : judged(!nulls, nulls ? 'there' : 'left out');
}

function kindsFinding(values: readonly unknown[]): Finding {
	const known = values.filter((value) => value !== undefined);
	return known.length === 0 ? notSeen('no values') : noted(kindsOf(known));
}

async function addDoubtful(survey: Survey): Promise<void> {
	const readings: Reading[] = [];
	for (const path of DOUBTFUL) readings.push(await survey.read(path, { query: { pageSize: 1 }, isTrial: true }));
	const statuses = [...new Set(readings.flatMap((reading) => (isAnswer(reading) ? [String(reading.status)] : [])))];
	survey.add({ id: 'sap-doubtful', number: 'A3', name: 'journals and payments', expected: '404 or 405' }, statuses.length === 0 ? notSeen('no answer') : judged(statuses.every((status) => ['404', '405'].includes(status)), `status ${statuses.join(', ')}`));
}

/** Conditions that nothing meets: what comes back shows that they were dropped. */
export async function addFilterFacts(survey: Survey): Promise<void> {
	const wishes: Array<[path: string, where: string]> = [['/touches', "name = 'no campaign of the probe'"], ['/users', "email = 'nobody@probe.invalid'"]];
	for (const [path, where] of wishes) {
		const reading = await survey.read(path, { query: { ...SMALL, where }, isTrial: true });
		survey.add({ id: `sap-filter${path.replace('/', '-')}`, number: 'A2', name: `${path.slice(1)}: where that nothing meets`, expected: 'no rows' }, filterOf(reading));
	}
}

function filterOf(reading: Reading): Finding {
	if (!isAnswer(reading)) return notSeen(reading.missing);
	if (reading.status === 404) return judged(true, 'no rows (404)');
	if (reading.status === 400) return judged(false, 'refused (400)');
	if (reading.status >= 300) return notSeen(`status ${reading.status}`);
	const { rows } = pageOf(reading);
	return judged(rows.length === 0, rows.length === 0 ? 'no rows' : 'rows that do not meet it');
}

/** What the platform knows of the connector, its objects and its instances. */
export async function addPlatformReads(survey: Survey, connectorKey: string): Promise<void> {
	const parts = { keyOrId: connectorKey };
	const connector = await survey.read('/elements/{keyOrId}', { parts });
	const isThere = isAnswer(connector) && connector.status === 200;
	survey.add({ id: 'sap-connector-key', number: 'A10', name: 'key of the connector', expected: 'sendoso' }, isAnswer(connector) ? judged(isThere, isThere ? 'known' : `status ${connector.status}`) : notSeen(connector.missing));
	const keys = isThere ? listOf(dig(connector.body, 'configuration')).map((entry) => textOf(dig(entry, 'key'))) : [];
	const polled = ['event.poller.configuration', 'event.poller.urls', 'event.objects', 'event.metadata'].filter((key) => keys.includes(key));
	survey.add({ id: 'sap-poller-keys', number: '73', name: 'keys that configure polled events', expected: 'not stated' }, isThere ? noted(polled.join(', ') || 'none of those known') : notSeen('the connector could not be read'));
	const events = dig(await survey.body('/elements/{keyOrId}/metadata', { parts }), 'events');
	survey.add({ id: 'sap-events', number: '71', name: 'events', expected: 'by polling' }, events === undefined ? notSeen('not told') : judged(listOf(dig(events, 'methods')).includes('polling'), listOf(dig(events, 'methods')).includes('polling') ? 'by polling' : 'otherwise'));
	await survey.read('/objects');
	const fields = listOf(dig(await survey.body('/objects/{objectName}/metadata', { parts: { objectName: 'touches' } }), 'fields'));
	const marked = fields.filter((field) => dig(field, 'filterable') !== undefined).length;
	survey.add({ id: 'sap-filterable', number: '44', name: 'fields of touches with filterable', expected: 'not stated' }, fields.length === 0 ? notSeen('no fields') : noted(`${marked} of ${fields.length}`));
	const instances = rowsOf(await survey.body('/instances', { query: { pageSize: 2, hydrate: false } }));
	const bare = instances.every(({ configuration }) => configuration === undefined);
	survey.add({ id: 'sap-instances', number: '93', name: 'instances with hydrate=false', expected: 'no configuration' }, instances.length === 0 ? notSeen('could not be read') : judged(bare, bare ? 'no configuration' : 'with configuration'));
}
