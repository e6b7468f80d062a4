import fc from 'fast-check';
import type { Answered } from '../../nodes/shared/transport/answer';
import { NotReady, type Priority, RateLimiter, StillThrottled } from '../../nodes/shared/transport/rateLimiter';
import { FakeClock } from '../support/fakeClock';
import { Recorder, setUp } from './transport/recorder';

const most: Record<Priority, number> = { send: 4, read: 6, poll: 3 };
const priority = fc.constantFrom<Priority>('send', 'read', 'poll');
const calls = fc.array(fc.record({ at: fc.nat(3000), priority, duration: fc.nat(4000) }), { maxLength: 60 });
const rate = fc.constantFrom(1, 3, 8, 10, 50, 100);

/** A refusal without a word on how long to wait. */
const refusal: Answered = { kind: 'answered', status: 429, headers: {}, body: {} };

const names = (recorder: Recorder) => recorder.starts.map(({ name }) => name);

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
			// A short pause is caught up with, never by more than it lasted in sum, and within what a second may hold.
			for (const [index, { at }] of starts.entries()) {
				for (const later of [index + 1, index + 5, starts.length - 1]) {
					const other = starts[later];
					if (other && later > index) expect(other.at - at).toBeGreaterThanOrEqual((later - index) * gap - 400.001);
				}
				const beyond = starts[index + perSecond];
				if (beyond) expect(beyond.at - at).toBeGreaterThan(1_000);
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
	expect(clock.now() - begin).toBeLessThanOrEqual(10_400);
});

test.each([1, 2.5, 4, 8, 50])('no window of a second holds more than %d starts', async (perSecond) => {
	const { clock, recorder } = setUp(perSecond);
	await clock.finish(Promise.all(Array.from({ length: 130 }, async (_, index) => await recorder.run(String(index), 'read', index % 7 === 0 ? 40 : 0))));
	const most = Math.floor(perSecond);
	for (const [index, { at }] of recorder.starts.entries()) {
		const next = recorder.starts[index + most];
		if (next !== undefined) expect(next.at - at).toBeGreaterThan(1_000);
	}
});

test('a timer that fires late lowers no pace, and one that fires far too late is not made up for', async () => {
	for (const [late, least, most] of [[4, 780, 815], [10, 780, 815], [15, 780, 820], [450, 17_550, 19_500]] as const) {
		const clock = new FakeClock();
		const sleep = clock.sleep.bind(clock);
		clock.sleep = async (milliseconds) => await sleep(milliseconds > 0 ? milliseconds + late : 0);
		const recorder = new Recorder(clock, new RateLimiter(50, clock, () => 0));
		await clock.finish(Promise.all(Array.from({ length: 40 }, async (_, index) => await recorder.run(String(index), 'read', 0))));
		const taken = (recorder.starts.at(-1)?.at ?? 0) - (recorder.starts[0]?.at ?? 0);
		expect([late, taken >= least, taken <= most]).toEqual([late, true, true]);
	}
});

test('a list whose first page tells how many there are loses nothing of the pace by it', async () => {
	const { clock, recorder } = setUp(8);
	const begin = clock.now();
	await clock.finish(recorder.run('first', 'read', 300));
	await clock.finish(Promise.all(Array.from({ length: 99 }, async (_, index) => await recorder.run(String(index), 'read', 300))));
	// 99 distances of an eighth of a second, 2.5 % more for what a server may measure otherwise, and the last answer.
	expect(clock.now() - begin).toBeLessThanOrEqual(99 * 125 * 1.025 + 300 + 100);
	for (const [index, { at }] of recorder.starts.entries()) {
		const next = recorder.starts[index + 8];
		if (next !== undefined) expect(next.at - at).toBeGreaterThan(1_000);
	}
});

test('two credentials that catch up with a pause together fill no second beyond the pace', async () => {
	const { clock, recorder, limiter } = setUp(8);
	const shares = ['one', 'other'].map((credential) => limiter.shareOf(credential, 8));
	await clock.finish(recorder.run('first', 'read', 300, undefined, { share: shares[0] }));
	await clock.finish(Promise.all(Array.from({ length: 40 }, async (_, index) => await recorder.run(String(index), 'read', 0, undefined, { share: shares[index % 2] }))));
	for (const [index, { at }] of recorder.starts.entries()) {
		const next = recorder.starts[index + 8];
		if (next !== undefined) expect(next.at - at).toBeGreaterThan(1_000);
	}
});

test('while the API throttles, no pause is caught up with', async () => {
	const { clock, recorder, limiter } = setUp(8);
	await clock.finish(recorder.run('refused', 'read', 10));
	limiter.refused(refusal, undefined, clock.elapsed());
	await clock.finish(recorder.run('probe', 'read', 10));
	limiter.accepted(clock.elapsed());
	await clock.finish(clock.sleep(300));
	await clock.finish(Promise.all(Array.from({ length: 6 }, async (_, index) => await recorder.run(String(index), 'read', 0))));
	for (const gap of gapsOf(recorder.starts.slice(-6))) expect(gap).toBeGreaterThanOrEqual(1000 / limiter.rate - 11);
});

test('nothing goes on when the last call is over', async () => {
	const { clock, recorder } = setUp(8);
	await clock.finish(Promise.all([recorder.run('one', 'send', 10), recorder.run('other', 'read', 10)]));
	await expect(clock.finish(recorder.run('refused', 'poll', 0, () => new Error('no')))).rejects.toThrow('no');
	await clock.advance(10_000);
	expect(clock.asleep).toBe(0);
});

test('a clock that is set back or forward holds nothing up and lets nothing out', async () => {
	for (const step of [-600_000, 600_000]) {
		const { clock, recorder } = setUp(8);
		const all = Promise.all(Array.from({ length: 20 }, async (_, index) => await recorder.run(String(index), 'send', 0)));
		await clock.advance(500);
		clock.step(step);
		const before = clock.elapsed();
		await clock.finish(all);
		expect(clock.elapsed() - before).toBeGreaterThan(1_800);
		expect(clock.elapsed() - before).toBeLessThan(2_400);
	}
});

test('no class starves another: sends and reads take turns, polls have half as many', async () => {
	const { clock, recorder } = setUp(100);
	const all = (['poll', 'read', 'send'] as const).flatMap((kind) => Array.from({ length: 20 }, async (_, index) => await recorder.run(`${kind} ${index}`, kind, 0)));
	await clock.finish(Promise.all(all));
	const first = names(recorder).slice(0, 20);
	const count = (kind: string) => first.filter((name) => name.startsWith(kind)).length;
	expect(count('send') + count('read')).toBeGreaterThanOrEqual(15);
	expect(Math.min(count('send'), count('read'))).toBeGreaterThanOrEqual(7);
	expect(count('poll')).toBeGreaterThanOrEqual(4);
	for (const kind of ['send', 'read', 'poll']) expect(names(recorder).filter((name) => name.startsWith(kind))).toEqual(Array.from({ length: 20 }, (_, index) => `${kind} ${index}`));
});

test('executions take turns: a read and a send of others do not wait for a hundred sends of one', async () => {
	const { clock, recorder } = setUp(100);
	const [long, reader, sender] = [{}, {}, {}];
	const all = Array.from({ length: 120 }, async (_, index) => await recorder.run(`long ${index}`, 'send', 0, undefined, { owner: long }));
	await clock.advance(100);
	const before = recorder.starts.length;
	all.push(recorder.run('read', 'read', 0, undefined, { owner: reader }), recorder.run('send', 'send', 0, undefined, { owner: sender }));
	await clock.finish(Promise.all(all));
	expect(names(recorder).indexOf('read') - before).toBeLessThanOrEqual(2);
	expect(names(recorder).indexOf('send') - before).toBeLessThanOrEqual(3);
});

test('a class that was idle has saved up no turns', async () => {
	const { clock, recorder } = setUp(100);
	await clock.finish(Promise.all(Array.from({ length: 60 }, async (_, index) => await recorder.run(`first ${index}`, 'send', 0))));
	const all = (['send', 'read'] as const).flatMap((kind) => Array.from({ length: 10 }, async (_, index) => await recorder.run(`${kind} ${index}`, kind, 0)));
	await clock.finish(Promise.all(all));
	const later = names(recorder).slice(60, 70);
	expect(later.filter((name) => name.startsWith('send')).length).toBeGreaterThanOrEqual(4);
});

test('each credential keeps to its own ceiling, and all together to the largest', async () => {
	const { clock, recorder, limiter, begin } = setUp(8);
	const [slow, quick] = [limiter.shareOf('slow', 2), limiter.shareOf('quick', 50)];
	const all = Array.from({ length: 10 }, async (_, index) => await recorder.run(`slow ${index}`, 'read', 0, undefined, { share: slow, owner: slow }));
	all.push(...Array.from({ length: 200 }, async (_, index) => await recorder.run(`quick ${index}`, 'read', 0, undefined, { share: quick, owner: quick })));
	await clock.finish(Promise.all(all));
	const slowStarts = recorder.starts.filter(({ name }) => name.startsWith('slow'));
	for (const [index, { at }] of slowStarts.entries()) expect((slowStarts[index + 2]?.at ?? Infinity) - at).toBeGreaterThan(1_000);
	const lastQuick = recorder.starts.filter(({ name }) => name.startsWith('quick')).at(-1)?.at ?? 0;
	expect(lastQuick - begin).toBeGreaterThan(4_000);
	expect(lastQuick - begin).toBeLessThan(4_900);
});

test('calls of one execution with two credentials do not wait for each other', async () => {
	const { clock, recorder, limiter, begin } = setUp(50);
	const [slow, quick, owner] = [limiter.shareOf('slow', 1), limiter.shareOf('quick', 50), {}];
	const all = Array.from({ length: 4 }, async (_, index) => await recorder.run(`slow ${index}`, 'read', 0, undefined, { share: slow, owner }));
	all.push(recorder.run('quick', 'read', 0, undefined, { share: quick, owner }));
	await clock.finish(Promise.all(all));
	expect((recorder.starts.find(({ name }) => name === 'quick')?.at ?? Infinity) - begin).toBeLessThan(100);
});

test('a changed ceiling counts from the next call on, and one that is not used any more for ten minutes', async () => {
	const { clock, limiter } = setUp(8);
	limiter.shareOf('a', 50);
	expect(limiter.rate).toBe(50);
	limiter.shareOf('a', 3);
	expect(limiter.rate).toBe(3);
	limiter.shareOf('b', 20);
	await clock.advance(599_000);
	limiter.shareOf('a', 3);
	expect(limiter.rate).toBe(20);
	await clock.advance(1_001);
	expect(limiter.rate).toBe(3);
});

test('a run of more than ten minutes keeps the pace of its credential, whatever others are set to', async () => {
	const { clock, recorder, limiter } = setUp(1);
	const share = limiter.shareOf('long', 20);
	const run = async () => {
		for (let call = 0; call < 700; call++) {
			await recorder.run('long', 'read', 1_000, undefined, { share });
			if (call === 600) limiter.shareOf('other', 2);
		}
	};
	await clock.finish(run());
	expect(limiter.rate).toBe(20);
	await clock.advance(600_001);
	expect(limiter.rate).toBe(1);
});

test('nothing of a credential starts while it is held, and others go on', async () => {
	const { clock, recorder, limiter } = setUp(100);
	let isHeld = true;
	const held = recorder.run('held', 'send', 0, undefined, { isHeld: () => isHeld });
	await clock.finish(recorder.run('free', 'send', 0));
	await clock.advance(1_000);
	expect(names(recorder)).toEqual(['free']);
	isHeld = false;
	limiter.notify();
	await clock.finish(held);
	expect(names(recorder)).toEqual(['free', 'held']);
});

test('a repeat goes before the others of its line', async () => {
	const { clock, recorder } = setUp(10);
	const owner = {};
	const all = Array.from({ length: 5 }, async (_, index) => await recorder.run(String(index), 'send', 0, undefined, { owner }));
	await clock.advance(250);
	all.push(recorder.run('again', 'send', 0, undefined, { owner, isRepeat: true }));
	await clock.finish(Promise.all(all));
	expect(names(recorder)).toEqual(['0', '1', '2', 'again', '3', '4']);
});

describe('a call that has to be made ready', () => {
	test('is made ready when its turn comes, before the others of its line, and once', async () => {
		const { clock, recorder } = setUp(100);
		const owner = {};
		let [isReady, prepared] = [false, 0];
		const readiness = {
			isReady: () => isReady,
			async prepare() {
				prepared += 1;
				await clock.sleep(400);
				isReady = true;
				return true;
			},
		};
		const all = Array.from({ length: 3 }, async (_, index) => await recorder.run(String(index), 'send', 0, undefined, { owner, readiness }));
		all.push(recorder.run('other', 'send', 0));
		await clock.finish(Promise.all(all));
		expect(prepared).toBe(1);
		expect(names(recorder)).toEqual(['other', '0', '1', '2']);
	});

	test('is rejected when that fails, and so the next one gets its chance', async () => {
		const { clock, recorder } = setUp(100);
		const owner = {};
		const outcomes = [async () => await Promise.resolve(false), async () => await Promise.reject(new Error('broken'))];
		const all = outcomes.map(async (prepare, index) => await recorder.run(String(index), 'send', 0, undefined, { owner, readiness: { isReady: () => false, prepare } }));
		all.push(recorder.run('last', 'send', 0, undefined, { owner }));
		const results = await clock.finish(Promise.allSettled(all));
		const reasons = results.map((result) => (result.status === 'rejected' ? (result.reason as Error) : undefined));
		expect(reasons[0]).toBeInstanceOf(NotReady);
		expect(reasons[1]?.message).toBe('broken');
		expect(names(recorder)).toEqual(['last']);
	});
});

test('a full class does not hold up the others', async () => {
	const { clock, recorder } = setUp(100);
	const all = [...Array.from({ length: 6 }, async (_, index) => await recorder.run(`send${index}`, 'send', 60_000)), recorder.run('read', 'read', 0)];
	await clock.advance(1000);
	expect(names(recorder).sort()).toEqual(['read', 'send0', 'send1', 'send2', 'send3']);
	await clock.finish(Promise.all(all));
	expect(recorder.peak.send).toBe(4);
});

describe('after a 429', () => {
	test('nothing starts for the time asked, then one call alone, then at a lower pace', async () => {
		const { clock, recorder, limiter, begin } = setUp(80);
		expect(limiter.refused(refusal, 5_000, clock.elapsed())).toBe(5_000);
		const all = Array.from({ length: 6 }, async (_, index) => await recorder.run(String(index), 'read', 1_000));
		await clock.advance(5_500);
		expect(recorder.starts.map(({ at }) => at - begin)).toEqual([5_000]);
		limiter.accepted(clock.elapsed());
		await clock.finish(Promise.all(all));
		expect(recorder.starts).toHaveLength(6);
		expect(gapsOf(recorder.starts)[2]).toBeGreaterThan(20);
	});

	test('a probe that is lost leaves its place to another one', async () => {
		const { clock, recorder, limiter, begin } = setUp(80);
		limiter.refused(refusal, 1_000, clock.elapsed());
		await clock.finish(Promise.all([recorder.run('lost', 'read', 700), recorder.run('next', 'read', 700)]));
		expect(recorder.starts.map(({ at }) => Math.round((at - begin) / 100))).toEqual([10, 17]);
	});

	test('waits grow with each refusal in a row, up to half a minute, and begin anew after a good answer', () => {
		const { clock, limiter } = setUp(8);
		const waits = Array.from({ length: 7 }, () => limiter.refused(refusal, undefined, clock.elapsed()));
		expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
		limiter.accepted(clock.elapsed());
		expect(limiter.refused(refusal, undefined, clock.elapsed())).toBe(1_000);
	});

	test('a wait that the API names is believed once, and grows when it refuses again', () => {
		const { clock, limiter } = setUp(8);
		const waits = [0, 500, 9_000, 0, undefined].map((asked) => limiter.refused(refusal, asked, clock.elapsed()));
		expect(waits).toEqual([0, 1_000, 9_000, 9_000, 16_000]);
	});

	test('what was under way with the first refusal neither lengthens the wait nor ends it', async () => {
		const { clock, limiter } = setUp(8);
		const before = clock.elapsed();
		await clock.advance(10);
		expect(limiter.refused(refusal, undefined, before)).toBe(1_000);
		await clock.advance(100);
		for (let other = 0; other < 3; other++) expect(limiter.refused(refusal, undefined, before)).toBe(900);
		limiter.accepted(before);
		expect(limiter.refused(refusal, undefined, clock.elapsed())).toBe(2_000);
	});

	test('a wait of hours is told, and asked about again after a minute', async () => {
		const { clock, recorder, limiter, begin } = setUp(8);
		expect(limiter.refused(refusal, 7_200_000, clock.elapsed())).toBe(7_200_000);
		await clock.finish(recorder.run('probe', 'send', 0));
		expect((recorder.starts[0]?.at ?? 0) - begin).toBe(60_000);
	});

	test('whoever has waited for two minutes gives up, later ones go on waiting', async () => {
		const { clock, recorder, limiter, begin } = setUp(8);
		const early = Promise.allSettled([recorder.run('early', 'send', 600_000)]);
		await clock.advance(10);
		limiter.refused(refusal, 60_000, clock.elapsed());
		const patient = Promise.allSettled([recorder.run('first', 'send', 0, undefined, { owner: early }), recorder.run('hurried', 'read', 0, undefined, { patienceMs: 5_000 })]);
		await clock.advance(6_000);
		const later = recorder.run('later', 'send', 0);
		limiter.refused(refusal, 60_000, clock.elapsed());
		await clock.advance(58_000);
		limiter.refused(refusal, 60_000, clock.elapsed());
		await clock.advance(57_000);
		const results = await clock.finish(patient);
		for (const result of results) expect(result.status === 'rejected' ? result.reason : undefined).toEqual(new StillThrottled(refusal));
		expect(clock.now() - begin).toBeLessThan(121_500);
		limiter.accepted(clock.elapsed());
		await clock.finish(later);
		expect(names(recorder)).toEqual(['early', 'later']);
		await clock.finish(early);
	});

	test('the pace is halved, and grows by a tenth of itself in each minute', async () => {
		const { clock, limiter } = setUp(80);
		limiter.refused(refusal, 0, clock.elapsed());
		expect(limiter.rate).toBeCloseTo(40);
		await clock.advance(60_000);
		expect(limiter.rate).toBeCloseTo(44);
		await clock.advance(360_000);
		expect(limiter.rate).toBeCloseTo(40 * 1.1 ** 7);
		await clock.advance(60_000);
		expect(limiter.rate).toBe(80);
	});

	test('a burst of refusals, and those of one block, lower the pace once', async () => {
		const { clock, limiter } = setUp(80);
		for (let other = 0; other < 5; other++) limiter.refused(refusal, 100, clock.elapsed());
		expect(limiter.rate).toBeCloseTo(40);
		limiter.accepted(clock.elapsed());
		await clock.advance(101);
		limiter.refused(refusal, 0, clock.elapsed());
		expect(limiter.rate).toBeCloseTo(20, 0);
	});

	test('the pace never falls below one a second', async () => {
		const { clock, limiter } = setUp(2);
		for (let other = 0; other < 6; other++) {
			await clock.advance(10);
			limiter.refused(refusal, 0, clock.elapsed());
			limiter.accepted(clock.elapsed());
		}
		expect(limiter.rate).toBe(1);
		await clock.advance(600_001);
		expect(limiter.rate).toBe(2);
	});
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
			expect(clock.now() - begin).toBeLessThanOrEqual(Math.max(0, running - 1) * 103 + 10);
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

test('a question that throws stops its own call alone', async () => {
	const { clock, recorder } = setUp(100);
	const throwing = () => {
		throw new Error('asked in vain');
	};
	const all = [recorder.run('refuse', 'send', 0, throwing), recorder.run('ready', 'send', 0, undefined, { readiness: { isReady: throwing, prepare: throwing } }), recorder.run('next', 'send', 0)];
	const results = await clock.finish(Promise.allSettled(all));
	expect(results.map((result) => (result.status === 'rejected' ? (result.reason as Error).message : 'went out'))).toEqual(['asked in vain', 'asked in vain', 'went out']);
});

test('an error of a call is its own, and frees its place', async () => {
	const { clock, limiter } = setUp(100);
	const failing = Array.from({ length: 9 }, async () => await limiter.run({ priority: 'send' }, async () => await Promise.reject(new Error('call failed'))));
	const results = await clock.finish(Promise.allSettled(failing));
	expect(results.map((result) => (result.status === 'rejected' ? (result.reason as Error).message : ''))).toEqual(failing.map(() => 'call failed'));
});
