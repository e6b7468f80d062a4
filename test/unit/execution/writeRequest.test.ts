import type { IN8nHttpFullResponse } from 'n8n-workflow';
import { answeredOnce, answerOrEnding, requestOnce } from '../../../nodes/shared/execution/writeRequest';
import { interpretAnswer } from '../../../nodes/shared/transport/answer';
import type { ApiRequest } from '../../../nodes/shared/transport/httpCall';
import { FakeClock, settle } from '../../support/fakeClock';
import { unitItem, type UnitItemRequest } from '../../support/unitItem';

const request: ApiRequest = { method: 'POST', path: '/send' };
const wording = { party: 'Sendoso', adviceFor: () => 'Advice.', referenceOf: () => '', howToCheck: { spends: 'Look.', creates: 'Look.', changes: 'Look.' } };

/** An item whose requests are answered with these statuses; undefined stands for a host that refuses the connection. */
function itemWith(statuses: Array<number | undefined>, given: UnitItemRequest = {}) {
	const clock = new FakeClock();
	const item = unitItem({ clock, itemIndex: 2, ...given, more: { wording } });
	const call = jest.fn(async () => {
		await clock.sleep(100);
		const status = statuses.length > 1 ? statuses.shift() : statuses[0];
		if (status === undefined) throw Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
		return { statusCode: status, headers: {}, body: { success: true } } as IN8nHttpFullResponse;
	});
	Object.assign(item.caller, { helpers: { httpRequestWithAuthentication: call } });
	Object.assign(item.connection, { origin: 'https://sendoso.example', basePath: '', interpret: interpretAnswer });
	return { clock, item, call };
}

describe('after a request that failed', () => {
	test.each<[string, number, object, string | undefined]>([
		['nothing more starts when it was refused', 422, {}, 'the run was stopped after item 2'],
		['nothing more starts when nobody knows what became of it', 500, {}, 'the run was stopped after item 2'],
		['all goes on when it worked', 201, {}, undefined],
		['all goes on in continue mode', 422, { continueOnFail: true }, undefined],
		['all goes on when another request follows', 422, { hasSequel: true }, undefined],
		['nothing more starts when the whole account was refused, continue mode or not', 403, { continueOnFail: true }, 'the run was stopped after item 2: Sendoso does not allow this for the connected account'],
		['nothing more starts when the whole account was refused, whatever follows', 403, { hasSequel: true }, 'the run was stopped after item 2: Sendoso does not allow this for the connected account'],
	])('%s (%i)', async (_, status, { continueOnFail, hasSequel }: { continueOnFail?: boolean; hasSequel?: boolean }, message) => {
		const { clock, item, call } = itemWith([status], { continueOnFail });
		expect(await clock.finish(requestOnce(item, request, { hasSequel }))).toMatchObject({ started: true, outcome: { answer: { status } } });
		expect(item.run.stopped?.message).toBe(message);
		expect(call).toHaveBeenCalledTimes(1);
	});

	test('one that never reached Sendoso stops nobody, and is made again', async () => {
		const { clock, item, call } = itemWith([undefined, 201]);
		expect(await clock.finish(requestOnce(item, request))).toMatchObject({ started: true, outcome: { meaning: 'done' } });
		expect(item.run.stopped).toBeUndefined();
		expect(call).toHaveBeenCalledTimes(2);
	});
});

describe('a request does not start', () => {
	test('when the run was stopped', async () => {
		const { clock, item, call } = itemWith([201]);
		item.run.stopWith({ message: 'stopped', description: 'Because.' });
		expect(await clock.finish(requestOnce(item, request))).toMatchObject({ started: false, ending: { failure: 'notSent', message: 'stopped', mayRepeat: true } });
		expect(call).not.toHaveBeenCalled();
	});

	test('when the execution was cancelled', async () => {
		const { clock, item, call } = itemWith([201], { signal: AbortSignal.abort() });
		expect(await clock.finish(requestOnce(item, request))).toMatchObject({ started: false, ending: { failure: 'notSent', mayRepeat: false } });
		expect(call).not.toHaveBeenCalled();
	});

	test('when what has to hold can not be brought about', async () => {
		const { clock, item, call } = itemWith([201]);
		const readiness = { isReady: () => false, prepare: async () => await Promise.resolve(false) };
		expect(await clock.finish(requestOnce(item, request, { readiness }))).toMatchObject({ started: false });
		expect(call).not.toHaveBeenCalled();
	});
});

test('a request is not made again when the execution was cancelled meanwhile', async () => {
	const controller = new AbortController();
	const { clock, item, call } = itemWith([undefined], { signal: controller.signal });
	const result = requestOnce(item, request);
	await clock.advance(50);
	controller.abort();
	expect(await clock.finish(result)).toMatchObject({ started: true, outcome: { meaning: 'notConnected' } });
	expect(call).toHaveBeenCalledTimes(1);
});

test('the first send of a run is made alone', async () => {
	const { clock, item, call } = itemWith([201]);
	// Something was read before.
	await item.run.firstRequest.pass(async () => await Promise.resolve());
	const all = Promise.all([0, 1, 2].map(async () => await requestOnce(item, request)));
	await settle();
	expect(call).toHaveBeenCalledTimes(1);
	await clock.finish(all);
	expect(call).toHaveBeenCalledTimes(3);
});

test('a send waits for the first request of its run', async () => {
	const { clock, item, call } = itemWith([201]);
	void item.run.firstRequest.pass(async () => await clock.sleep(5_000));
	const sent = requestOnce(item, request);
	await clock.advance(4_999);
	expect(call).not.toHaveBeenCalled();
	await clock.finish(sent);
	expect(call).toHaveBeenCalledTimes(1);
});

describe('what a request came to', () => {
	test('is its answer when it was carried out', async () => {
		const { clock, item } = itemWith([201]);
		expect(await clock.finish(answeredOnce(item, request))).toMatchObject({ kind: 'answered', status: 201 });
	});

	test.each([[422, 'refused'], [500, 'unknown']])('is an ending when it was not: %i', async (status, failure) => {
		const { clock, item } = itemWith([status]);
		expect(await clock.finish(answeredOnce(item, request))).toMatchObject({ kind: 'failed', failure });
	});

	test('says why a record was not found', async () => {
		const { clock, item } = itemWith([404]);
		expect(await clock.finish(answeredOnce(item, request, async () => await Promise.resolve('It was deleted.')))).toMatchObject({ description: 'It was deleted.' });
	});

	test('is the reason why it never started', async () => {
		const { item } = itemWith([201]);
		const ending = { kind: 'failed', failure: 'notSent', message: 'stopped', description: '', mayRepeat: true } as const;
		expect(await answerOrEnding(item, { started: false, ending })).toBe(ending);
	});
});
