import fc from 'fast-check';
import { accountFor } from '../../nodes/shared/transport/account';
import { renewalOf, TokenRenewal } from '../../nodes/shared/transport/tokenRenewal';
import { FakeClock } from '../support/fakeClock';

function setUp() {
	const clock = new FakeClock();
	const tokens = new TokenRenewal(clock);
	let attempts = 0;
	const attempt = (works: boolean) => async () => {
		attempts += 1;
		await clock.sleep(100);
		return works;
	};
	return { clock, tokens, attempt, attempts: () => attempts };
}

test('many that met the same 401 are served by one renewal', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(fc.nat(500), { minLength: 1, maxLength: 30 }), async (arrivals) => {
			const { clock, tokens, attempt, attempts } = setUp();
			const { ticket } = tokens;
			const all = arrivals.map(async (at) => {
				if (at > 0) await clock.sleep(at);
				return await tokens.renew(ticket, attempt(true));
			});
			expect(await clock.finish(Promise.all(all))).toEqual(arrivals.map(() => true));
			expect(attempts()).toBe(1);
		}),
	);
});

test('a 401 that was met with the new token is renewed again', async () => {
	const { clock, tokens, attempt, attempts } = setUp();
	const first = tokens.ticket;
	await clock.finish(tokens.renew(first, attempt(true)));
	expect(tokens.ticket).not.toBe(first);
	await clock.finish(tokens.renew(tokens.ticket, attempt(true)));
	expect(attempts()).toBe(2);
	expect(await clock.finish(tokens.renew(first, attempt(true)))).toBe(true);
	expect(attempts()).toBe(2);
});

test('those who waited for a renewal that failed do not ask again; later ones do', async () => {
	const { clock, tokens, attempt, attempts } = setUp();
	const { ticket } = tokens;
	const results = await clock.finish(Promise.all(Array.from({ length: 10 }, async () => await tokens.renew(ticket, attempt(false)))));
	expect(results).toEqual(results.map(() => false));
	expect(attempts()).toBe(1);
	await clock.advance(5_001);
	expect(await clock.finish(tokens.renew(ticket, attempt(true)))).toBe(true);
	expect(attempts()).toBe(2);
});

test('an attempt that throws blocks nobody', async () => {
	const { clock, tokens, attempt } = setUp();
	const failing = tokens.renew(tokens.ticket, async () => await Promise.reject(new Error('call failed')));
	await expect(clock.finish(failing)).rejects.toThrow('call failed');
	expect(await clock.finish(tokens.renew(tokens.ticket, attempt(true)))).toBe(true);
});

test('everything with the same host and client shares one account', () => {
	const one = accountFor('https://a.example one', 8);
	expect(accountFor('https://a.example one', 3)).toBe(one);
	expect(one.rateLimiter.rate).toBe(3);
	expect(accountFor('https://a.example two', 8)).not.toBe(one);
	expect(accountFor('https://b.example one', 8)).not.toBe(one);
});

test('everything with the same credential shares one renewal', () => {
	expect(renewalOf('one')).toBe(renewalOf('one'));
	expect(renewalOf('one')).not.toBe(renewalOf('two'));
});
