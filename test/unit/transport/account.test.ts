import fc from 'fast-check';
import { type Account, createAccount, noteServerTime, possibleTimes, serverTime } from '../../../nodes/shared/transport/account';
import { systemClock } from '../../../nodes/shared/transport/clock';
import { FakeClock } from '../../support/fakeClock';

function setUp() {
	const clock = new FakeClock();
	const account = createAccount('account', 8, clock, () => 0);
	return { clock, account, began: clock.elapsed() };
}

/** How far Sendoso's time is ahead of this machine's. */
const aheadOf = (account: Account) => serverTime(account) - account.clock.elapsed();

test("an account starts at the pace that is asked for, on the machine's own clock and dice", () => {
	const account = createAccount('account', 8);
	expect([account.clock, account.random, account.rateLimiter.rate]).toEqual([systemClock, Math.random, 8]);
});

test("until an answer tells, Sendoso's time is that of this machine, however it is set", () => {
	const { clock, account } = setUp();
	expect(serverTime(account)).toBe(clock.now());
	clock.step(-5_000);
	expect(serverTime(account)).toBe(clock.now());
	expect(serverTime(account, clock.elapsed() - 100)).toBe(clock.now() - 100);
	noteServerTime(account, NaN, clock.elapsed());
	expect(account.serverOffset).toBeUndefined();
});

test('the Date header of an answer says when it was written, to a second', async () => {
	const { clock, account, began } = setUp();
	await clock.advance(200);
	noteServerTime(account, began + 60_000, began);
	expect(aheadOf(account)).toBe(59_800);
	clock.step(90_000);
	expect(serverTime(account)).toBe(began + 60_000);
	expect(serverTime(account, began)).toBe(began + 59_800);
});

test('what is known stays as long as an answer fits it, at both of its ends', async () => {
	const { clock, account, began } = setUp();
	noteServerTime(account, began + 60_000, began);
	await clock.advance(3_000);
	// Written between the request and now, in whole seconds: from 57,000 to 61,000 ahead.
	noteServerTime(account, began + 60_000, began);
	expect(aheadOf(account)).toBe(60_000);
	for (const [told, ahead] of [[63_000, 60_000], [63_001, 60_001], [59_001, 60_001], [59_000, 56_000]] as const) {
		noteServerTime(account, began + told, began);
		expect([told, aheadOf(account)]).toEqual([told, ahead]);
	}
});

test("a moment may be the one by Sendoso's clock or by this machine's", () => {
	for (const [ahead, earliest, latest] of [[86_400_000, 0, 86_400_000], [-86_400_000, -86_400_000, 0]] as const) {
		const { clock, account } = setUp();
		noteServerTime(account, clock.elapsed() + ahead, clock.elapsed());
		const now = clock.now();
		expect(possibleTimes(account)).toEqual({ earliest: now + earliest, latest: now + latest });
		clock.step(1_000);
		const machine = now + 1_000 - 50;
		const server = now + ahead - 50;
		expect(possibleTimes(account, clock.elapsed() - 50)).toEqual({ earliest: Math.min(machine, server), latest: Math.max(machine, server) });
	}
});

test("Sendoso's time is never further off than an answer takes, and a second", async () => {
	await fc.assert(
		fc.asyncProperty(fc.integer({ min: -1e9, max: 1e9 }), fc.array(fc.tuple(fc.nat(2_000), fc.nat(2_000)), { minLength: 1, maxLength: 20 }), async (ahead, answers) => {
			const { clock, account } = setUp();
			for (const [toServer, back] of answers) {
				const started = clock.elapsed();
				await clock.advance(toServer);
				const told = Math.floor((clock.elapsed() + ahead) / 1_000) * 1_000;
				await clock.advance(back);
				noteServerTime(account, told, started);
				expect(Math.abs(aheadOf(account) - ahead)).toBeLessThanOrEqual(toServer + back + 1_000);
			}
		}),
		{ numRuns: 40 },
	);
});
