import fc from 'fast-check';
import { type Priority, RateLimiter } from '../../nodes/shared/transport/rateLimiter';
import { FakeClock, settle } from '../support/fakeClock';

const most: Record<Priority, number> = { send: 4, read: 6, poll: 3 };
const priority = fc.constantFrom<Priority>('send', 'read', 'poll');
const calls = fc.array(fc.record({ at: fc.nat(3000), priority, duration: fc.nat(4000) }), { maxLength: 60 });
const rate = fc.constantFrom(1, 3, 8, 10, 50, 100);

/** Notes when calls start and how many are under way. */
class Recorder {
	readonly starts: Array<{ at: number; name: string }> = [];
	readonly inFlight: Record<Priority, number> = { send: 0, read: 0, poll: 0 };
	readonly peak: Record<Priority, number> = { send: 0, read: 0, poll: 0 };

	constructor(private readonly clock: FakeClock, readonly limiter: RateLimiter) {}

	async run(name: string, kind: Priority, duration: number, refuse?: () => Error | undefined): Promise<void> {
		await this.limiter.run({ priority: kind, refuse }, async () => {
			this.starts.push({ at: this.clock.now(), name });
			this.inFlight[kind] += 1;
			this.peak[kind] = Math.max(this.peak[kind], this.inFlight[kind]);
			if (duration > 0) await this.clock.sleep(duration);
			this.inFlight[kind] -= 1;
		});
	}
}

function setUp(requestsPerSecond: number) {
	const clock = new FakeClock();
	const recorder = new Recorder(clock, new RateLimiter(requestsPerSecond, clock));
	return { clock, recorder, limiter: recorder.limiter, begin: clock.now() };
}

const gapsOf = (starts: Array<{ at: number }>) => starts.slice(1).map(({ at }, index) => at - (starts[index]?.at ?? 0));

test('every call runs, spaced by the pace, within the bounds of its class', async () => {
	await fc.assert(
		fc.asyncProperty(calls, rate, async (planned, perSecond) => {
			const { clock, recorder } = setUp(perSecond);
			const all = planned.map(async ({ at, priority: kind, duration }, index) => {
				if (at > 0) await clock.sleep(at);
				await recorder.run(String(index), kind, duration);
			});
			await clock.finish(Promise.all(all));
			const { starts, peak } = recorder;
			expect(starts).toHaveLength(planned.length);
			const gap = 1000 / perSecond;
			// A late timer may catch up by ten milliseconds, never by more in sum.
			for (const [index, { at }] of starts.entries()) {
				for (const later of [index + 1, index + 5, starts.length - 1]) {
					const other = starts[later];
					if (other && later > index) expect(other.at - at).toBeGreaterThanOrEqual((later - index) * gap - 10.001);
				}
			}
			for (const kind of ['send', 'read', 'poll'] as const) expect(peak[kind]).toBeLessThanOrEqual(most[kind]);
		}),
		{ numRuns: 40 },
	);
});

test('calls that take no time keep the whole pace', async () => {
	const { clock, recorder, begin } = setUp(8);
	await clock.finish(Promise.all(Array.from({ length: 81 }, async (_, index) => await recorder.run(String(index), 'read', 0))));
	expect(clock.now() - begin).toBeGreaterThanOrEqual(10_000 - 10);
	expect(clock.now() - begin).toBeLessThanOrEqual(10_250);
});

test('money goes before reads, and reads before polls, each in the order of arrival', async () => {
	const { clock, recorder, limiter } = setUp(100);
	limiter.slowDown(1000, clock.now());
	const order = ['poll', 'read', 'send', 'read', 'poll', 'send'] as const;
	const all = order.map(async (kind, index) => await recorder.run(`${kind}${index}`, kind, 0));
	await clock.finish(Promise.all(all));
	expect(recorder.starts.map(({ name }) => name)).toEqual(['send2', 'send5', 'read1', 'read3', 'poll0', 'poll4']);
});

test('a full class does not hold up the others', async () => {
	const { clock, recorder } = setUp(100);
	const all = [...Array.from({ length: 6 }, async (_, index) => await recorder.run(`send${index}`, 'send', 60_000)), recorder.run('read', 'read', 0)];
	await clock.advance(1000);
	expect(recorder.starts.map(({ name }) => name)).toEqual(['send0', 'send1', 'send2', 'send3', 'read']);
	await clock.finish(Promise.all(all));
	expect(recorder.peak.send).toBe(4);
});

test('after a 429 nothing starts for the time asked, then at half the pace, which comes back slowly', async () => {
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: 2, max: 100 }), fc.nat(60_000), async (perSecond, wait) => {
			const { clock, recorder, limiter, begin } = setUp(perSecond);
			limiter.slowDown(wait, clock.now());
			expect(limiter.rate).toBeCloseTo(Math.max(1, perSecond / 2));
			await clock.finish(Promise.all([recorder.run('a', 'send', 0), recorder.run('b', 'read', 0)]));
			expect((recorder.starts[0]?.at ?? 0) - begin).toBeGreaterThanOrEqual(wait);
			expect(gapsOf(recorder.starts)[0]).toBeGreaterThan(1000 / perSecond + (perSecond > 2 ? 1 : -1));
			await clock.advance(Math.max(0, begin + wait + 5_000 - clock.now()));
			expect(limiter.rate).toBeLessThan(perSecond);
			await clock.advance(5_001);
			expect(limiter.rate).toBeCloseTo(perSecond);
		}),
		{ numRuns: 50 },
	);
});

test('a burst of 429 is one refusal, a later one is another', async () => {
	const { clock, limiter } = setUp(80);
	const startedAt = clock.now();
	for (let refusal = 0; refusal < 5; refusal++) limiter.slowDown(100, startedAt);
	expect(limiter.rate).toBeCloseTo(40);
	await clock.advance(101);
	limiter.slowDown(0, clock.now());
	expect(limiter.rate).toBeCloseTo(20, 0);
});

test('the pace never falls below one a second', async () => {
	const { clock, limiter } = setUp(2);
	for (let refusal = 0; refusal < 6; refusal++) {
		await clock.advance(10);
		limiter.slowDown(0, clock.now());
	}
	expect(limiter.rate).toBeGreaterThanOrEqual(1);
	await clock.advance(60_000);
	expect(limiter.rate).toBe(2);
});

test('a call that is refused before it starts costs nobody a turn', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 40 }), async (refused) => {
			const { clock, recorder, begin } = setUp(10);
			const all = refused.map(async (isRefused, index) => await recorder.run(String(index), 'send', 0, () => (isRefused ? new Error(`refused ${index}`) : undefined)));
			const results = await clock.finish(Promise.allSettled(all));
			expect(results.map(({ status }) => status === 'rejected')).toEqual(refused);
			const running = refused.filter((isRefused) => !isRefused).length;
			expect(recorder.starts).toHaveLength(running);
			expect(clock.now() - begin).toBeLessThanOrEqual(Math.max(0, running - 1) * 100 + 10);
		}),
		{ numRuns: 50 },
	);
});

test('whoever waits learns of a refusal before the next call starts', async () => {
	const { clock, recorder } = setUp(100);
	let stopped = false;
	const refuse = () => (stopped ? new Error('stopped') : undefined);
	const first = Array.from({ length: 4 }, async (_, index) => {
		await recorder.run(String(index), 'send', 1000, refuse);
		stopped = true;
	});
	const waiting = Array.from({ length: 20 }, async (_, index) => await recorder.run(`late ${index}`, 'send', 0, () => (recorder.inFlight.send < 4 ? new Error('stopped') : undefined)));
	const results = await clock.finish(Promise.allSettled([...first, ...waiting]));
	expect(recorder.starts).toHaveLength(4);
	expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(20);
});

test('an error of a call is its own, and frees its place', async () => {
	const { clock, limiter } = setUp(100);
	const failing = Array.from({ length: 9 }, async () => await limiter.run({ priority: 'send' }, async () => await Promise.reject(new Error('call failed'))));
	const results = await clock.finish(Promise.allSettled(failing));
	expect(results.map((result) => (result.status === 'rejected' ? (result.reason as Error).message : ''))).toEqual(failing.map(() => 'call failed'));
});

test('a changed ceiling counts from the next call on', async () => {
	const { clock, recorder, limiter } = setUp(1);
	await clock.finish(recorder.run('a', 'read', 0));
	limiter.setCeiling(100);
	await clock.finish(Promise.all([recorder.run('b', 'read', 0), recorder.run('c', 'read', 0)]));
	await settle();
	for (const gap of gapsOf(recorder.starts)) expect(gap).toBeLessThanOrEqual(10.001);
});
