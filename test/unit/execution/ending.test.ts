import { factsOf, failedEnding, howToCheck, notStarted, withoutMatchedSends } from '../../../nodes/shared/execution/ending';
import type { ItemContext } from '../../../nodes/shared/execution/itemContext';
import type { Operation } from '../../../nodes/shared/operations/operation';
import type { Answer, Meaning } from '../../../nodes/shared/transport/answer';
import type { Outcome } from '../../../nodes/shared/transport/requestWithRetry';
import { unitItem, type UnitItemRequest } from '../../support/unitItem';

const wording = {
	party: 'Sendoso',
	adviceFor: () => 'Advice.',
	referenceOf: () => ' Reference: 12.',
	howToCheck: { spends: 'Look among the sends.', creates: 'Look among the touches.', changes: 'Look at the record.' },
};
const itemOf = (request: UnitItemRequest = {}): ItemContext => unitItem({ itemIndex: 2, parameters: { touchId: 7 }, ...request, more: { wording } });

function outcomeOf(meaning: Meaning, answer: Answer): Outcome {
	return { meaning, answer, accountWide: false, startedTick: 0 };
}

const answered = (status: number): Answer => ({ kind: 'answered', status, headers: {}, body: { message: 'Words' } });
const lost = outcomeOf('unknown', { kind: 'lost', reason: 'no answer in time' });
const links = { safety: 'spends', countSends: () => 5 } as Partial<Operation>;

describe('what a list showed of a send', () => {
	test('is left out, and all else stays', () => {
		const plain = { json: { id: 1 } };
		const [first, second, third] = withoutMatchedSends([{ json: { id: 2, sendoso: { outcome: 'sent', matchedSend: { name: 'Ana' } } }, pairedItem: { item: 3 } }, plain, { json: { sendoso: { matchedSend: null, wasSent: false } } }]);
		expect(first).toStrictEqual({ json: { id: 2, sendoso: { outcome: 'sent' } }, pairedItem: { item: 3 } });
		expect(second).toBe(plain);
		expect(third).toStrictEqual({ json: { sendoso: { wasSent: false } } });
	});

	test.each([undefined, null, 'sent', ['sent']])('is no fact where something else stands in its place: %j', (sendoso) => {
		expect(factsOf({ json: { sendoso } })).toBeUndefined();
	});
});

describe('an item for which no request was made', () => {
	test('says why the run was stopped, and may be tried again', () => {
		const item = itemOf();
		item.run.stopWith({ message: 'stopped', description: 'Because.' });
		expect(notStarted(item)).toEqual({ kind: 'failed', failure: 'notSent', message: 'stopped', description: 'Because.', mayRepeat: true });
	});

	test('of a cancelled execution is not tried again in it', () => {
		expect(notStarted(itemOf({ signal: AbortSignal.abort() }))).toMatchObject({ failure: 'notSent', message: 'the execution was cancelled', mayRepeat: false });
	});
});

describe('a request that failed', () => {
	test.each<[Meaning, boolean]>([['refused', true], ['throttled', true], ['unauthorized', true], ['declined', false]])('with the answer %s may be made again: %s', async (meaning, mayRepeat) => {
		const item = itemOf();
		expect(await failedEnding(item, outcomeOf(meaning, answered(422)))).toMatchObject({ kind: 'failed', failure: 'refused', message: 'Words', description: 'Advice. Reference: 12.', status: 422, mayRepeat });
		expect(item.run.writeLog.countStarted()).toBe(0);
	});

	test('tells n8n why', async () => {
		expect(await failedEnding(itemOf(), outcomeOf('refused', answered(403)))).toMatchObject({ cause: { cause: 'credential-invalid' } });
	});

	test.each([[404, 'It was deleted.'], [422, 'Advice. Reference: 12.']])('with status %i says what somebody can tell of a missing record: %s', async (status, description) => {
		expect((await failedEnding(itemOf(), outcomeOf('refused', answered(status)), async () => await Promise.resolve('It was deleted.'))).description).toBe(description);
	});

	test.each([undefined, async () => await Promise.resolve(undefined)])('gives the usual advice where nobody can tell', async (explain) => {
		expect((await failedEnding(itemOf(), outcomeOf('refused', answered(404)), explain)).description).toBe('Advice. Reference: 12.');
	});
});

describe('an outcome that nobody knows', () => {
	test('is not asked for again, and names what may have been created and how to find out', async () => {
		expect(await failedEnding(itemOf(), lost)).toMatchObject({
			failure: 'unknown',
			mayRepeat: false,
			message: "Sendoso's answer was lost: no answer in time. A send from campaign 7 was asked for and may have been created",
			description: 'Look among the sends.',
		});
	});

	test('gives the number under which the answer can be looked up, whatever its status', async () => {
		const explain = jest.fn(async () => await Promise.resolve('It was deleted.'));
		expect((await failedEnding(itemOf(), outcomeOf('unknown', answered(404)), explain)).description).toBe('Look among the sends. Reference: 12.');
		expect(explain).not.toHaveBeenCalled();
	});

	test.each<[string, UnitItemRequest]>([
		['something that costs nothing', { operation: { safety: 'creates' } }],
		['a send that names no campaign', { parameters: {} }],
	])('names the operation for %s', async (_, request) => {
		expect((await failedEnding(itemOf(request), lost)).message).toContain("'send.createEgift' was asked for and may have been carried out");
	});

	test.each([[links, 5], [{ ...links, safety: 'creates' } as Partial<Operation>, 1]])('counts as everything that it may have sent: %j', async (operation, count) => {
		const item = itemOf({ operation });
		await failedEnding(item, lost);
		expect(item.run.writeLog.countStarted()).toBe(count);
		expect(item.run.writeLog.summary('send')).toContain('Outcome unknown: item 2.');
	});

	test.each<[Partial<Operation>, string]>([
		[{ safety: 'spends' }, 'Look among the sends.'],
		[{ safety: 'creates' }, 'Look among the touches.'],
		[{ safety: 'reads' }, ''],
		[{ safety: 'spends', howToCheck: 'Look elsewhere.' }, 'Look elsewhere.'],
		[{ safety: 'reads', howToCheck: 'Read again.' }, 'Read again.'],
	])('is checked as its operation says: %j', (operation, words) => {
		expect(howToCheck(itemOf({ operation }))).toBe(words);
	});
});
