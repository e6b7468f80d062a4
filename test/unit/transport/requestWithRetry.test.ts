import { serverTime } from '../../../nodes/shared/transport/account';
import type { Answer, Answered, Meaning, Safety } from '../../../nodes/shared/transport/answer';
import { NotReady } from '../../../nodes/shared/transport/rateLimiter';
import { answerOf } from '../../../nodes/shared/transport/requestWithRetry';
import { type Step, times, unitAccount } from '../../support/unitAccount';

describe('what goes out again', () => {
	const writes: Safety[] = ['creates', 'changes', 'spends'];

	test.each<[Step, Meaning, boolean]>([
		[200, 'done', false],
		[{ status: 200, body: { success: false } }, 'declined', false],
		[{ status: 200, body: '<html>' }, 'unknown', false],
		[403, 'refused', true],
		[422, 'refused', false],
		[500, 'unknown', false],
		['ECONNRESET', 'unknown', false],
		[401, 'unauthorized', true],
	])('a write goes out once when it is answered with %j', async (step, meaning, accountWide) => {
		for (const safety of writes) {
			const { ask, calls } = unitAccount({ steps: [step] });
			expect(await ask(safety)).toMatchObject({ meaning, accountWide });
			expect(calls).toHaveLength(1);
		}
	});

	test.each<[Step, Meaning]>([[500, 'unknown'], ['ECONNRESET', 'unknown'], ['ECONNREFUSED', 'notConnected']])('a read goes out four times for %j, after growing waits', async (step, meaning) => {
		const { ask, calls } = unitAccount({ steps: [step] });
		expect(await ask('reads')).toMatchObject({ meaning, accountWide: false });
		expect(times(calls)).toEqual([0, 1, 3, 7]);
	});

	test('a write that reached nobody does as well, until it is answered', async () => {
		for (const safety of writes) {
			const { ask, calls } = unitAccount({ steps: ['ECONNREFUSED', 'ENOTFOUND', 500, 200] });
			expect(await ask(safety)).toMatchObject({ meaning: 'unknown' });
			expect(times(calls)).toEqual([0, 1, 3]);
		}
	});

	test('the wait that an answer asks for is kept, up to a minute', async () => {
		const kept = unitAccount({ steps: [{ status: 503, headers: { 'retry-after': '60' } }, { status: 503, headers: { 'retry-after': '0' } }, 200] });
		expect(await kept.ask('reads')).toMatchObject({ meaning: 'done' });
		expect(times(kept.calls)).toEqual([0, 60, 60]);
		const long = unitAccount({ steps: [{ status: 503, headers: { 'retry-after': '61' } }] });
		expect(await long.ask('reads')).toMatchObject({ meaning: 'unknown' });
		expect(times(long.calls)).toEqual([0]);
		expect(long.clock.elapsed()).toBe(long.begin);
	});

	test('nothing does once the execution was cancelled, not even while it waits', async () => {
		const before = unitAccount({ steps: ['ECONNREFUSED'] });
		expect(await before.ask('reads', { cancelled: () => true })).toMatchObject({ meaning: 'notConnected' });
		expect(before.calls).toHaveLength(1);
		const { clock, begin, ask, calls } = unitAccount({ steps: ['ECONNREFUSED'] });
		const isOver = () => clock.elapsed() - begin > 1_200;
		await expect(ask('reads', { cancelled: isOver, refuse: () => (isOver() ? new Error('cancelled') : undefined) })).rejects.toThrow('cancelled');
		expect(times(calls)).toEqual([0, 1]);
		expect(clock.elapsed() - begin).toBeLessThanOrEqual(1_500);
	});

	test('nothing goes out at all when it is refused, or can not be made ready', async () => {
		const { ask, calls } = unitAccount();
		await expect(ask('spends', { refuse: () => new Error('stopped') })).rejects.toThrow('stopped');
		await expect(ask('spends', { readiness: { isReady: () => false, prepare: async () => await Promise.resolve(false) } })).rejects.toBeInstanceOf(NotReady);
		expect(calls).toEqual([]);
	});
});

describe('after a 429', () => {
	test.each<Safety>(['reads', 'creates', 'changes', 'spends'])('what %s goes out again until it is accepted', async (safety) => {
		const { ask, calls } = unitAccount({ steps: [429, 429, 429, 429, 429, 201] });
		expect(await ask(safety)).toMatchObject({ meaning: 'done' });
		expect(times(calls)).toEqual([0, 1, 3, 7, 15, 31]);
	});

	test('but not beyond its patience, which counts from the first one on', async () => {
		const { ask, calls } = unitAccount({ steps: [429] });
		expect(await ask()).toMatchObject({ meaning: 'throttled', accountWide: true, answer: { status: 429 } });
		expect(times(calls)).toEqual([0, 1, 3, 7, 15, 31, 61, 91]);
		const hurried = unitAccount({ steps: [429] });
		expect(await hurried.ask('spends', { patienceMs: 2_900 })).toMatchObject({ meaning: 'throttled' });
		expect(times(hurried.calls)).toEqual([0, 1]);
	});

	test('a wait that is as long as its patience is kept, a longer one is not', async () => {
		const steps = (seconds: number) => [{ status: 429, headers: { 'retry-after': String(seconds) } }, 200];
		const kept = unitAccount({ steps: steps(5) });
		expect(await kept.ask('spends', { patienceMs: 5_000 })).toMatchObject({ meaning: 'done' });
		const long = unitAccount({ steps: steps(6) });
		expect(await long.ask('spends', { patienceMs: 5_000 })).toMatchObject({ meaning: 'throttled' });
		expect(long.clock.elapsed()).toBe(long.begin);
	});

	test('it goes before the others of its execution', async () => {
		const { clock, start, calls } = unitAccount({ steps: [429, 200], takes: 50 });
		const owner = {};
		const order: number[] = [];
		const all = Array.from({ length: 6 }, async (_, index) => {
			const outcome = await start('spends', { owner });
			order.push(index);
			return outcome;
		});
		await clock.finish(Promise.all(all));
		expect(calls).toHaveLength(7);
		expect(order.indexOf(0)).toBeLessThan(order.indexOf(4));
	});

	test('who waits for too long while others are refused was not sent, and all of the account is like that', async () => {
		const { clock, start, calls } = unitAccount({ steps: [{ status: 429, headers: { 'retry-after': '60' } }] });
		const asking = start('spends', { owner: {} });
		await clock.advance(10);
		const waiting = await clock.finish(start('reads', { owner: {}, priority: 'read', patienceMs: 2_000 }));
		expect(waiting).toMatchObject({ meaning: 'notSent', accountWide: true, answer: { kind: 'answered', status: 429 } });
		expect(waiting.startedTick).toBe(clock.elapsed());
		expect(answerOf(waiting)).toBeUndefined();
		expect(calls).toHaveLength(1);
		await clock.finish(asking);
	});

	test('one that no wait can mend is a refusal, which holds up nobody', async () => {
		const interpret = (answer: Answer): Meaning => (answer.kind === 'answered' && answer.status === 429 ? 'refused' : 'done');
		const { ask, account, calls } = unitAccount({ steps: [429, 200], interpret });
		expect(await ask()).toMatchObject({ meaning: 'refused' });
		expect(account.rateLimiter.rate).toBe(100);
		expect(await ask()).toMatchObject({ meaning: 'done' });
		expect(times(calls)).toEqual([0, 0]);
	});

	test('one that means something else asks for a pause all the same', async () => {
		const interpret = (answer: Answer): Meaning => (answer.kind === 'answered' && answer.status === 429 ? 'unknown' : 'done');
		const { ask, account, calls } = unitAccount({ steps: [429, 200], interpret });
		expect(await ask()).toMatchObject({ meaning: 'unknown' });
		expect(account.rateLimiter.rate).toBe(50);
		expect(await ask()).toMatchObject({ meaning: 'done' });
		expect(times(calls)).toEqual([0, 1]);
	});

	test.each<[Step, number]>([[422, 1.2], [500, 1.2], ['ECONNRESET', 1.3]])('an answer tells that it is over, a failure without one does not (%p)', async (step, third) => {
		const { clock, start, ask, calls } = unitAccount({ steps: [429, step, 200], takes: 100 });
		expect(await ask('spends', { patienceMs: 0 })).toMatchObject({ meaning: 'throttled' });
		await clock.finish(Promise.all([start(), start(), start()]));
		expect(times(calls)).toEqual([0, 1.1, 1.2, third]);
	});
});

test('whoever observes is told of every answer, before the next call starts', async () => {
	const told: string[] = [];
	const { ask, calls } = unitAccount({ steps: ['ECONNREFUSED', 429, 500, 201], accepts: (token) => token === 'second', renewals: ['second'] });
	const observe = (meaning: Meaning) => told.push(`${calls.length} ${meaning}`);
	expect(await ask('reads', { observe })).toMatchObject({ meaning: 'done' });
	expect(told).toEqual(['1 unauthorized', '2 notConnected', '3 throttled', '4 unknown', '5 done']);
});

test('an outcome tells when its last call started', async () => {
	const { clock, begin, ask } = unitAccount({ steps: ['ECONNREFUSED', 200], takes: 300 });
	const outcome = await ask();
	expect(Math.round((outcome.startedTick - begin) / 100)).toBe(13);
	expect(clock.elapsed() - outcome.startedTick).toBe(300);
});

test("good answers, and no others, tell Sendoso's time", async () => {
	const date = 'Wed, 04 Mar 2026 12:00:00 GMT';
	for (const [status, isBelieved] of [[200, true], [422, false], [502, false]] as const) {
		const { clock, ask, account } = unitAccount({ steps: [{ status, headers: { date } }] });
		await ask();
		expect(Math.abs(serverTime(account) - Date.parse(date)) <= 1_000).toBe(isBelieved);
		if (!isBelieved) expect(serverTime(account)).toBe(clock.now());
	}
	const { clock, ask, account } = unitAccount();
	await ask();
	expect(serverTime(account)).toBe(clock.now());
});

test('only a request that was carried out has an answer', () => {
	const answer: Answered = { kind: 'answered', status: 200, headers: {}, body: {} };
	const outcome = { accountWide: false, startedTick: 0 };
	expect(answerOf({ ...outcome, meaning: 'done', answer })).toBe(answer);
	for (const meaning of ['declined', 'unknown', 'notSent'] as const) expect(answerOf({ ...outcome, meaning, answer })).toBeUndefined();
	expect(answerOf({ ...outcome, meaning: 'done', answer: { kind: 'lost', reason: 'x' } })).toBeUndefined();
});
