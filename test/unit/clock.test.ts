import fc from 'fast-check';
import { DEADLINE_PASSED, pause, systemClock, withDeadline } from '../../nodes/shared/transport/clock';
import { FakeClock } from '../support/fakeClock';

test('a pause takes as long as asked', async () => {
	await fc.assert(
		fc.asyncProperty(fc.nat(5000), async (milliseconds) => {
			const clock = new FakeClock(0);
			await clock.finish(pause(clock, milliseconds));
			expect(clock.now()).toBe(milliseconds);
		}),
	);
});

test('a cancelled pause ends within a quarter of a second', async () => {
	const clock = new FakeClock(0);
	await clock.finish(pause(clock, 60_000, () => clock.now() >= 10_000));
	expect(clock.now()).toBeLessThanOrEqual(10_250);
});

test('a deadline lets through what comes in time, and nothing that comes late', async () => {
	await fc.assert(
		fc.asyncProperty(fc.nat(3000), fc.integer({ min: 1, max: 3000 }), async (takes, allowed) => {
			fc.pre(Math.abs(takes - allowed) > 1);
			const clock = new FakeClock(0);
			const work = clock.sleep(takes).then(() => 'done');
			expect(await clock.finish(withDeadline(clock, work, allowed))).toBe(takes < allowed ? 'done' : DEADLINE_PASSED);
			expect(clock.now()).toBeLessThanOrEqual(Math.min(takes, allowed));
		}),
	);
});

test('a failure in time is a failure; one after the deadline bothers nobody', async () => {
	const clock = new FakeClock(0);
	const failAfter = async (milliseconds: number) => {
		await clock.sleep(milliseconds);
		throw new Error('work failed');
	};
	await expect(clock.finish(withDeadline(clock, failAfter(10), 100))).rejects.toThrow('work failed');
	expect(await clock.finish(withDeadline(clock, failAfter(200), 100))).toBe(DEADLINE_PASSED);
	await clock.advance(1000);
});

test('the machine tells the time', () => {
	const now = Date.now();
	expect(systemClock.now() - now).toBeLessThan(60_000);
	expect(systemClock.now()).toBeGreaterThanOrEqual(now);
});

test('the machine tells how long it runs, and sleeps', async () => {
	const elapsed = performance.now();
	expect(systemClock.elapsed()).toBeGreaterThanOrEqual(elapsed);
	expect(systemClock.elapsed() - elapsed).toBeLessThan(60_000);
	await systemClock.sleep(20);
	expect(systemClock.elapsed() - elapsed).toBeGreaterThanOrEqual(15);
});

test('a pause sleeps in slices of a quarter of a second, and not at all where nothing is left', async () => {
	const clock = new FakeClock(0);
	const slices: number[] = [];
	const watched = { now: () => clock.now(), elapsed: () => clock.elapsed(), sleep: async (milliseconds: number) => {
		slices.push(milliseconds);
		await clock.sleep(milliseconds);
	} };
	await clock.finish(pause(watched, 600));
	for (const nothing of [0, -5]) await clock.finish(pause(watched, nothing));
	await clock.finish(pause(watched, 5, () => true));
	expect(slices).toEqual([250, 250, 100]);
});

test('a deadline ends early for whoever gives up, and leaves no timer behind what came in time', async () => {
	const clock = new FakeClock(0);
	expect(await clock.finish(withDeadline(clock, clock.sleep(5_000), 4_000, () => clock.now() >= 1_000))).toBe(DEADLINE_PASSED);
	expect(clock.now()).toBe(1_000);
	await clock.advance(10_000);
	await clock.finish(withDeadline(clock, clock.sleep(100), 60_000));
	await clock.advance(250);
	expect(clock.asleep).toBe(0);
});
