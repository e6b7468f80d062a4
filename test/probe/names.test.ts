import { Contract } from '../../scripts/probe/contract/contract';
import { Pace } from '../../scripts/probe/http/pace';
import { Reader } from '../../scripts/probe/http/reader';
import { addSendFacts } from '../../scripts/probe/sendoso/sendFacts';
import { Survey } from '../../scripts/probe/survey';

const contract = new Contract('sendoso.openapi.yaml');

/** A survey that asks nobody. */
const surveyOf = () => new Survey(new Reader({ baseUrl: 'http://127.0.0.1:1', authorization: '', pace: new Pace(0) }), contract, 'core');

test.each([
	['one that three sends share', ['Lost', 'Lost', 'Lost'], '1 others: Lost'],
	['one on two sends', ['Alice Johnson', 'Alice Johnson'], '1 others; 1 of them on fewer than 3 sends'],
	['both', ['Lost', 'Lost', 'Lost', 'Alice Johnson', 'Ines Karlsson'], '3 others: Lost; 2 of them on fewer than 3 sends'],
	['no text at all', [undefined, undefined, undefined], '1 others: missing instead of text'],
	['a text that is no word', Array<string>(3).fill('sent to ines@example.org'), '1 others: (text(24))'],
])('an unknown status is told when enough sends have it: %s', (_name, statuses, seen) => {
	const survey = surveyOf();
	addSendFacts(survey, statuses.map((status, id) => ({ id, status })));
	expect(survey.facts.find(({ id }) => id === 'statuses')?.seen).toBe(seen);
});

test('a status that stands often on one send is not shared', () => {
	const survey = surveyOf();
	const update = { status: 'Alice Johnson' };
	const send = { id: 1, status: 'Alice Johnson', status_updates: [update, update, update] };
	addSendFacts(survey, [send, send, send]);
	expect(survey.facts.find(({ id }) => id === 'statuses')?.seen).toBe('1 others; 1 of them on fewer than 3 sends');
});
