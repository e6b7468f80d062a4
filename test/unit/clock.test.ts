import fc from 'fast-check';
import { DEADLINE_PASSED, pause, withDeadline } from '../../nodes/shared/transport/clock';
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
