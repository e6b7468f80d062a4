import type { Answered } from '../../../nodes/shared/transport/answer';
import { StillThrottled } from '../../../nodes/shared/transport/rateLimiter';
import { setUp } from './recorder';

const LIMIT = { name: 'catalogue', requests: 100, windowMs: 60_000 };
const refusal: Answered = { kind: 'answered', status: 429, headers: { 'x-rate-limit-reset': '30' }, body: {} };
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

test('no minute holds more than a hundred requests that count for the limit, and they all go out', async () => {
	const { clock, recorder, limiter } = setUp(10);
	const budget = limiter.budgetOf(LIMIT);
	await clock.finish(Promise.all(upTo(350).map(async (index) => await recorder.run(String(index), 'read', 20, undefined, { budget }))));
	const { starts } = recorder;
	expect(starts).toHaveLength(350);
	for (const [index, { at }] of starts.entries()) {
		const next = starts[index + 100];
		if (next !== undefined) expect(next.at - at).toBeGreaterThan(60_000);
	}
	// The first hundred wait for the pace alone.
	expect((starts[99]?.at ?? 0) - (starts[0]?.at ?? 0)).toBeLessThan(12_000);
});

test('what does not count for the limit goes on while it is used up', async () => {
	const { clock, recorder, limiter, begin } = setUp(10);
	const budget = limiter.budgetOf(LIMIT);
	const all = [
		...upTo(150).map(async (index) => await recorder.run(`catalogue ${index}`, 'read', 0, undefined, { budget })),
		...upTo(60).map(async (index) => await recorder.run(`core ${index}`, 'read', 0)),
	];
	await clock.finish(Promise.all(all));
	const core = recorder.starts.filter(({ name }) => name.startsWith('core'));
	expect(core).toHaveLength(60);
	expect((core.at(-1)?.at ?? Infinity) - begin).toBeLessThan(20_000);
});

test('one limit is shared by all credentials of an account, and found by its name', () => {
	const { limiter } = setUp(10);
	expect(limiter.budgetOf(LIMIT)).toBe(limiter.budgetOf({ ...LIMIT }));
	expect(limiter.budgetOf({ ...LIMIT, name: 'another' })).not.toBe(limiter.budgetOf(LIMIT));
});

test('a refusal holds back what counts for the limit until it opens, and nothing else', async () => {
	const { clock, recorder, limiter, begin } = setUp(10);
	const budget = limiter.budgetOf(LIMIT);
	expect(limiter.refused(refusal, 30_000, clock.elapsed(), budget)).toBe(30_000);
	await clock.finish(Promise.all([recorder.run('catalogue', 'read', 0, undefined, { budget }), recorder.run('core', 'read', 0)]));
	const [core, catalogue] = recorder.starts;
	expect([core?.name, catalogue?.name]).toEqual(['core', 'catalogue']);
	expect((core?.at ?? Infinity) - begin).toBeLessThan(1_000);
	expect((catalogue?.at ?? 0) - begin).toBeGreaterThanOrEqual(30_000);
});

test('after a refusal one call finds out alone whether the limit is open', async () => {
	const { clock, recorder, limiter } = setUp(10);
	const budget = limiter.budgetOf(LIMIT);
	limiter.refused(refusal, 1_000, clock.elapsed(), budget);
	const first = recorder.run('first', 'read', 3_000, undefined, { budget });
	const second = recorder.run('second', 'read', 0, undefined, { budget });
	await clock.finish(Promise.all([first, second]));
	const [one, other] = recorder.starts;
	expect([one?.name, other?.name]).toEqual(['first', 'second']);
	expect((other?.at ?? 0) - (one?.at ?? 0)).toBeGreaterThanOrEqual(3_000);
});

test('a limit that never opens is told, and holds up no other call', async () => {
	const { clock, recorder, limiter } = setUp(10);
	const budget = limiter.budgetOf(LIMIT);
	let refuses = true;
	const insist = async () => {
		while (refuses) {
			limiter.refused(refusal, 60_000, clock.elapsed(), budget);
			await clock.sleep(20_000);
		}
	};
	void insist();
	const [catalogue] = await clock.finish(Promise.allSettled([recorder.run('catalogue', 'read', 0, undefined, { budget }), recorder.run('core', 'read', 0)]));
	refuses = false;
	expect(catalogue).toMatchObject({ status: 'rejected', reason: expect.any(StillThrottled) });
	expect(recorder.starts.map(({ name }) => name)).toEqual(['core']);
});

/** Uses up what the limit allows, and has one more call that n8n takes long to hand over. */
async function overtake(setting: ReturnType<typeof setUp>, refuse: () => Error | undefined = () => undefined) {
	const { clock, recorder, limiter } = setting;
	const budget = limiter.budgetOf(LIMIT);
	await clock.finish(Promise.all(upTo(99).map(async (index) => await recorder.run(String(index), 'read', 0, undefined, { budget }))));
	const late = limiter.run({ priority: 'read', budget, refuse }, async (departs) => {
		await clock.sleep(2_500);
		await departs();
		recorder.starts.push({ at: clock.now(), name: 'late' });
	});
	late.catch(() => undefined);
	await clock.advance(100);
	// It takes the last place, when the slow one was waited for long enough.
	const hundredth = recorder.run('hundredth', 'read', 0, undefined, { budget });
	await clock.finish(hundredth);
	return { late };
}

test('a call that was overtaken and waits for the limit holds up no other call', async () => {
	const setting = setUp(10);
	const { clock, recorder } = setting;
	const { late } = await overtake(setting);
	await clock.advance(1_000);
	const asked = clock.now();
	await clock.finish(Promise.all((['send', 'read', 'poll'] as const).map(async (kind) => await recorder.run(`core ${kind}`, kind, 0))));
	expect(recorder.starts.filter(({ name }) => name.startsWith('core')).every(({ at }) => at - asked < 2_000)).toBe(true);
	await clock.finish(late);
	const starts = recorder.starts.filter(({ name }) => !name.startsWith('core'));
	expect((starts.at(-1)?.at ?? 0) - (starts[0]?.at ?? 0)).toBeGreaterThan(60_000);
});

test('one that is not wanted any more is not made, and waits no longer', async () => {
	const setting = setUp(10);
	const { clock, recorder } = setting;
	const execution: { cancelled?: Error } = {};
	const { late } = await overtake(setting, () => execution.cancelled);
	await clock.advance(3_000);
	execution.cancelled = new Error('cancelled');
	const before = clock.now();
	await expect(clock.finish(late)).rejects.toThrow('cancelled');
	expect(clock.now() - before).toBeLessThan(1_000);
	expect(recorder.starts.map(({ name }) => name)).not.toContain('late');
});

test('a refusal of the limit leaves a block of the account as it is', async () => {
	const { clock, recorder, limiter } = setUp(10);
	const budget = limiter.budgetOf(LIMIT);
	const blocked: Answered = { ...refusal, headers: {} };
	limiter.refused(blocked, 30_000, clock.elapsed());
	limiter.refused(refusal, 1_000, clock.elapsed(), budget);
	const before = clock.now();
	await clock.finish(recorder.run('core', 'read', 0));
	expect(clock.now() - before).toBeGreaterThanOrEqual(30_000);
});
