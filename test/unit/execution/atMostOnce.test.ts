import type { IContextObject } from 'n8n-workflow';
import { atMostOnce, type Write } from '../../../nodes/shared/execution/attempts/atMostOnce';
import type { Ending, FailedEnding } from '../../../nodes/shared/execution/ending';
import type { ItemContext } from '../../../nodes/shared/execution/itemContext';
import type { SendBudget } from '../../../nodes/shared/execution/sendBudget';
import type { Operation } from '../../../nodes/shared/operations/operation';
import { unitItem, type UnitItemRequest } from '../../support/unitItem';

let executions = 0;
const newExecution = () => ({ executionId: `once ${++executions}` });

const refused: FailedEnding = { kind: 'failed', failure: 'refused', message: 'No funds', description: 'Add funds.', mayRepeat: true };
const lost: FailedEnding = { ...refused, failure: 'unknown', message: 'Lost', description: 'Look in Sendoso.', mayRepeat: false };
const retryOnFail: UnitItemRequest = { node: { retryOnFail: true } };

function sentTo(recipientEmail: string, more = {}): Ending {
	return { kind: 'succeeded', items: [{ json: { tracking_code: 'code', sendoso: { outcome: 'sent', wasSent: true, recipientEmail, touchId: '7', ...more } } }] };
}

/** Sendoso as far as it counts here: it answers in this order, and counts what it was asked for. */
function sendoso(...endings: Ending[]): { write: Write; attempt: jest.Mock<Promise<Ending>, [ItemContext]> } {
	const attempt = jest.fn<Promise<Ending>, [ItemContext]>(async () => await Promise.resolve(structuredClone(endings.length > 1 ? endings.shift() : endings[0]) as Ending));
	return { write: { attempt }, attempt };
}

/** The text of the error that an item ends with. */
async function failureOf(item: ItemContext, write: Write): Promise<{ message: string; description: string }> {
	const [result] = await Promise.allSettled([atMostOnce(item, write)]);
	if (result.status === 'fulfilled') throw new Error('It was sent');
	return result.reason as { message: string; description: string };
}

const ana = sentTo('ana@example.org');

describe('within one execution', () => {
	test.each([{}, retryOnFail])('a gift is asked for once, and found again with the item that it belongs to (%j)', async (more) => {
		const item = unitItem({ ...newExecution(), itemIndex: 2, ...more });
		const { write, attempt } = sendoso(ana);
		await atMostOnce(item, write);
		expect(await atMostOnce(item, write)).toMatchObject([{ json: { tracking_code: 'code', sendoso: { outcome: 'sent' } }, pairedItem: { item: 2 } }]);
		expect(attempt).toHaveBeenCalledTimes(1);
	});

	test('whoever changes the answer to a try changes nothing of the next one', async () => {
		const item = unitItem(newExecution());
		const { write } = sendoso(ana);
		for (let turn = 0; turn < 2; turn++) for (const { json } of await atMostOnce(item, write)) json.tracking_code = 'changed';
		expect((await atMostOnce(item, write))[0]?.json.tracking_code).toBe('code');
	});

	test('several that ask at the same moment wait for one request', async () => {
		const item = unitItem(newExecution());
		const { write, attempt } = sendoso(ana);
		await Promise.all(Array.from({ length: 5 }, async () => await atMostOnce(item, write)));
		expect(attempt).toHaveBeenCalledTimes(1);
	});

	test('what nobody knows the outcome of is not asked for again', async () => {
		const item = unitItem(newExecution());
		const { write, attempt } = sendoso(lost);
		for (let turn = 0; turn < 2; turn++) expect((await failureOf(item, write)).message).toMatch(/^Outcome unknown: Lost/);
		expect(attempt).toHaveBeenCalledTimes(1);
	});

	test('what was refused may be asked for again, by one of those who waited for it', async () => {
		const item = unitItem(newExecution());
		const { write, attempt } = sendoso(refused, ana);
		const results = await Promise.allSettled(Array.from({ length: 4 }, async () => await atMostOnce(item, write)));
		expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
		expect(attempt).toHaveBeenCalledTimes(2);
	});

	test('a dry run is none: it is asked every time, and remembered by nobody', async () => {
		const nodeContext: IContextObject = {};
		const item = unitItem({ ...newExecution(), nodeContext, parameters: { options: { dryRun: true } } });
		const { write, attempt } = sendoso({ kind: 'succeeded', items: [{ json: { dryRun: true } }] });
		for (let turn = 0; turn < 2; turn++) expect(await atMostOnce(item, write)).toEqual([{ json: { dryRun: true } }]);
		expect(attempt).toHaveBeenCalledTimes(2);
		expect(nodeContext).toEqual({});
	});

	test.each([{}, { parameters: { options: { dryRun: true } } }])('what the maximum of sends does not allow is not asked for, until it does (%j)', async (more) => {
		const item = unitItem({ ...newExecution(), itemIndex: 3, ...more });
		const enter = jest.fn<ReturnType<SendBudget['enter']>, [number]>(() => ({ message: 'too many', description: 'Raise it.' }));
		Object.assign(item.run, { budget: { enter } });
		const { write, attempt } = sendoso(ana);
		expect(await failureOf(item, write)).toMatchObject({ message: 'Not sent: too many', description: expect.stringContaining('Raise it.') as string });
		expect(enter).toHaveBeenCalledWith(3);
		expect(attempt).not.toHaveBeenCalled();
		enter.mockReturnValue(undefined);
		await atMostOnce(item, write);
		expect(attempt).toHaveBeenCalledTimes(1);
	});
});

describe('a call of which n8n tells no execution', () => {
	test('says of a gift that was sent before that it is not sent again', async () => {
		const item = unitItem({ executionId: undefined });
		const { write, attempt } = sendoso({ kind: 'succeeded', items: [...(ana.kind === 'succeeded' ? ana.items : []), { json: { plain: true } }, { json: { sendoso: { outcome: 'notSent', wasSent: false } } }] });
		expect((await atMostOnce(item, write))[0]?.json).toMatchObject({ sendoso: { outcome: 'sent', wasSent: true } });
		const again = await atMostOnce(item, write);
		expect(again.map(({ json }) => json)).toEqual([
			{ tracking_code: 'code', sendoso: { outcome: 'skipped', wasSent: false, matchedSend: null, recipientEmail: 'ana@example.org', touchId: '7' } },
			{ plain: true },
			{ sendoso: { outcome: 'notSent', wasSent: false } },
		]);
		expect(attempt).toHaveBeenCalledTimes(1);
	});

	test('does not ask again for what nobody knows the outcome of', async () => {
		const item = unitItem({ executionId: undefined });
		const { write, attempt } = sendoso(lost);
		for (let turn = 0; turn < 2; turn++) expect((await failureOf(item, write)).message).toMatch(/^Outcome unknown/);
		expect(attempt).toHaveBeenCalledTimes(1);
	});
});

describe('a retry of an earlier execution', () => {
	/** The row as it stands in a retry, after an execution in which it ended so. */
	async function retriedAfter(ending: Ending, request: UnitItemRequest = {}) {
		const nodeContext: IContextObject = {};
		await Promise.allSettled([atMostOnce(unitItem({ ...newExecution(), nodeContext }), sendoso(ending).write)]);
		return unitItem({ ...newExecution(), nodeContext, ...request });
	}

	test('finds what was sent, tells it in its errors, and sends nothing', async () => {
		const item = await retriedAfter(ana);
		const { write, attempt } = sendoso(refused);
		const lookFor = jest.fn(async () => await Promise.resolve(undefined));
		expect(await atMostOnce(item, { ...write, lookFor })).toMatchObject([{ json: { tracking_code: 'code' } }]);
		expect([attempt.mock.calls, lookFor.mock.calls]).toEqual([[], []]);
		expect(item.run.writeLog.summary('send')).toBe('1 send of this run went out: item 0 (tracking code code).');
		// It counts for no maximum.
		expect(item.run.writeLog.countStarted()).toBe(0);
	});

	test('tells how many links one request made, and nothing of what sent none', async () => {
		const links = await retriedAfter({ kind: 'succeeded', items: [1, 2].flatMap(() => (ana.kind === 'succeeded' ? ana.items : [])).concat({ json: { sendoso: { wasSent: false } } }) });
		await atMostOnce(links, sendoso(refused).write);
		expect(links.run.writeLog.summary('send')).toBe('2 sends of this run went out: item 0 (2 links).');
		const skipped = await retriedAfter({ kind: 'succeeded', items: [{ json: { sendoso: { outcome: 'skipped', wasSent: false } } }] });
		await atMostOnce(skipped, sendoso(refused).write);
		expect(skipped.run.writeLog.summary('send')).toBe('No send of this run went out.');
	});

	test('finds what was created', async () => {
		const item = await retriedAfter({ kind: 'succeeded', items: [{ json: { id: 1 } }] });
		expect(await atMostOnce(item, sendoso(refused).write)).toMatchObject([{ json: { id: 1 } }]);
	});

	test('tells a send that has no tracking code', async () => {
		const item = await retriedAfter({ kind: 'succeeded', items: [{ json: { sendoso: { wasSent: true } } }] });
		await atMostOnce(item, sendoso(refused).write);
		expect(item.run.writeLog.summary('send')).toBe('1 send of this run went out: item 0.');
	});

	test.each<[string, Record<string, unknown>, boolean]>([
		['the same gift', { recipientEmail: ' Ana@Example.org', touchId: 7 }, false],
		['another recipient', { recipientEmail: 'ben@example.org', touchId: '7' }, true],
		['another campaign', { recipientEmail: 'ana@example.org', touchId: '8' }, true],
		['no recipient, as links do', { touchId: '8' }, false],
	])('warns when the row names another gift by now: %s', async (_, parameters, isWarned) => {
		const item = await retriedAfter(ana, { parameters });
		const [entry] = await atMostOnce(item, sendoso(refused).write);
		expect((entry?.json.sendoso as { warnings?: string[] }).warnings ?? []).toEqual(isWarned ? [expect.stringContaining('another recipient, campaign or product')] : []);
	});

	test('keeps the warnings that were given before', async () => {
		const item = await retriedAfter(sentTo('ana@example.org', { warnings: ['Old address'] }), { parameters: { recipientEmail: 'ben@example.org' } });
		const [entry] = await atMostOnce(item, sendoso(refused).write);
		expect(entry?.json.sendoso).toMatchObject({ warnings: ['Old address', expect.stringContaining('another recipient')] });
	});

	test('sends what was refused', async () => {
		const { write, attempt } = sendoso(ana);
		await atMostOnce(await retriedAfter(refused), write);
		expect(attempt).toHaveBeenCalledTimes(1);
	});

	test('leaves unknown what can not be looked for, and stops no other row', async () => {
		const item = await retriedAfter(lost, { itemIndex: 0 });
		const { write, attempt } = sendoso(ana);
		expect((await failureOf(item, write)).message).toMatch(/^Outcome unknown: Lost/);
		expect(item.run.writeLog.summary('send')).toContain('Outcome unknown: item 0.');
		expect(attempt).not.toHaveBeenCalled();
		expect(item.run.stopped).toBeUndefined();
	});

	test('gives out what is found, and sends what certainly came to nothing', async () => {
		const { attempt } = sendoso(ana);
		const found = jest.fn(async () => await Promise.resolve(sentTo('ana@example.org', { outcome: 'found' })));
		const item = await retriedAfter(lost);
		expect(await atMostOnce(item, { attempt, lookFor: found })).toMatchObject([{ json: { sendoso: { outcome: 'found' } } }]);
		expect(found).toHaveBeenCalledWith(item, expect.objectContaining({ message: 'Lost' }));
		expect(item.run.writeLog.summary('send')).toContain('1 send');
		expect(attempt).not.toHaveBeenCalled();
		await atMostOnce(await retriedAfter(lost), { attempt, lookFor: async () => await Promise.resolve(undefined) });
		expect(attempt).toHaveBeenCalledTimes(1);
	});
});

describe('the error of an item', () => {
	test('stops the run', async () => {
		const item = unitItem({ ...newExecution(), itemIndex: 4 });
		expect(await failureOf(item, sendoso({ ...refused, status: 422 }).write)).toMatchObject({ message: 'Refused: No funds', description: 'Add funds. [item 4]', httpCode: '422' });
		expect(item.run.stopped).toEqual({ message: 'the run was stopped after item 4: No funds', description: 'Add funds.' });
	});

	test('stops nothing in continue mode', async () => {
		const item = unitItem({ ...newExecution(), continueOnFail: true });
		expect((await failureOf(item, sendoso(refused).write)).description).toBe('Add funds. [item 0]');
		expect(item.run.stopped).toBeUndefined();
	});

	test.each<[Partial<Operation>, boolean | undefined, boolean]>([
		[{ safety: 'spends' }, true, true],
		[{ safety: 'spends' }, false, false],
		[{ safety: 'spends' }, undefined, false],
		[{ safety: 'creates' }, true, false],
	])('says what Retry On Fail does where it is on and money is spent: %j, %j', async (operation, isOn, isSaid) => {
		const item = unitItem({ ...newExecution(), operation, node: { retryOnFail: isOn } });
		const { description } = await failureOf(item, sendoso(refused).write);
		expect(description.includes("'Retry On Fail' is on")).toBe(isSaid);
	});

	test('tells n8n why', async () => {
		expect(await failureOf(unitItem(newExecution()), sendoso({ ...refused, status: 403, cause: { cause: 'credential-invalid' } }).write)).toMatchObject({ failure: { cause: 'credential-invalid' } });
	});
});
