import { dig, isRecord } from '../../demo/json';
import type { Contract } from '../contract/contract';
import { isAnswer, type Reading } from '../http/reader';
import { type Finding, judged, noted, notSeen } from '../report/fact';
import type { Survey } from '../survey';
import { firstId, isSameRows, type Row, rowsOf } from '../values/rows';
import { kindOf, knownNames } from '../values/shape';

const LIST = '/api/v3/touches';
const ONE = '/api/v3/touches/{touch_id}';
/** Campaigns have far smaller numbers; a server that knows this one has 2 billion. */
const UNKNOWN_ID = 1_999_999_999;

/** One campaign, one that doesn't exist, and what lists of campaigns do when they are asked twice or without a size. */
export async function addCampaignReads(survey: Survey, size: number): Promise<void> {
	const first = rowsOf(dig(await survey.body(LIST, { query: { page: 1, per_page: size } }), 'touches'));
	const again = rowsOf(dig(await survey.body(LIST, { query: { page: 1, per_page: size } }), 'touches'));
	survey.add({ id: 'spelling', number: '', name: 'values of the same campaigns, read twice', expected: 'spelled alike' }, spellingOf(first, again, survey.contract));
	const unsized = await survey.body(LIST);
	const told = dig(unsized, 'per_page');
	const seen = `${rowsOf(dig(unsized, 'touches')).length} records, reported as ${typeof told === 'number' ? told : kindOf(told)}`;
	survey.add({ id: 'default-size', number: '21', name: 'touches: page without per_page', expected: 'not stated' }, unsized === undefined ? notSeen('the list could not be read') : noted(seen));
	const id = firstId(first);
	const one = id === undefined ? undefined : await survey.body(ONE, { parts: { touch_id: id } });
	survey.add({ id: 'touch-envelope', number: '31', name: 'one campaign', expected: 'a record under touch, beside success' }, envelopeOf(one));
	const unknown = await survey.read(ONE, { parts: { touch_id: UNKNOWN_ID }, isTrial: true });
	survey.add({ id: 'error-body', number: '36', name: 'body of a 404', expected: 'message, with or without success' }, errorOf(unknown, survey.contract));
}

function spellingOf(first: readonly Row[], again: readonly Row[], { memberNames }: Contract): Finding {
	if (first.length === 0 || again.length === 0) return notSeen('no campaigns');
	if (!isSameRows(first, again)) return notSeen('the list changed, or has another order each time');
	if (JSON.stringify(first) === JSON.stringify(again)) return judged(true, 'spelled alike');
	const names = new Set(first.flatMap((row, index) => Object.keys(row).filter((name) => JSON.stringify(row[name]) !== JSON.stringify(again[index]?.[name]))));
	return judged(false, names.size === 0 ? 'members in another order' : `other texts in ${knownNames(names, (name) => memberNames.has(name))}`);
}

function envelopeOf(body: unknown): Finding {
	if (body === undefined) return notSeen('no campaign could be read');
	const touch = dig(body, 'touch');
	if (touch === undefined) return judged(false, 'not under touch');
	return judged(isRecord(touch) && dig(body, 'success') === true, `${kindOf(touch)} under touch${dig(body, 'success') === true ? ', beside success' : ''}`);
}

function errorOf(reading: Reading, { memberNames }: Contract): Finding {
	if (!isAnswer(reading)) return notSeen(reading.missing);
	if (reading.status !== 404) return judged(false, `status ${reading.status}`);
	const names = isRecord(reading.body) ? knownNames(Object.keys(reading.body), (name) => memberNames.has(name)) : kindOf(reading.body);
	return judged(/^message(, success)?$/.test(names), names);
}
