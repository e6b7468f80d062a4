import fc from 'fast-check';
import { accountFor } from '../../nodes/shared/transport/account';
import type { Connection } from '../../nodes/shared/transport/connection';
import type { Caller } from '../../nodes/shared/transport/httpCall';
import { refreshToken } from '../../nodes/shared/transport/token/refreshToken';
import { readTokenFailure, type TokenFailure } from '../../nodes/shared/transport/token/tokenFailure';
import { type Renewal, renewalOf, TokenRenewal } from '../../nodes/shared/transport/tokenRenewal';
import { FakeClock } from '../support/fakeClock';

const failure: TokenFailure = { kind: 'refused', reason: 'the token endpoint answered invalid_grant' };
const tokenOf = (credential: object) => ('token' in credential ? String(credential.token) : undefined);

function setUp() {
	const clock = new FakeClock();
	const tokens = new TokenRenewal(tokenOf, clock);
	let attempts = 0;
	const attempt = (works: boolean, takes = 100) => async (): Promise<Renewal> => {
		attempts += 1;
		await clock.sleep(takes);
		return works ? { renewed: true } : { renewed: false, failure };
	};
	return { clock, tokens, attempt, attempts: () => attempts };
}

test('many that met the same 401 are served by one renewal, and nothing starts meanwhile', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(fc.nat(99), { minLength: 1, maxLength: 30 }), async (arrivals) => {
			const { clock, tokens, attempt, attempts } = setUp();
			const all = arrivals.map(async (at) => {
				if (at > 0) await clock.sleep(at);
				const renewal = tokens.renew('old', attempt(true));
				expect(tokens.isUnderWay).toBe(true);
				return await renewal;
			});
			expect(await clock.finish(Promise.all(all))).toEqual(arrivals.map(() => ({ renewed: true })));
			expect(attempts()).toBe(1);
			expect(tokens.isUnderWay).toBe(false);
		}),
	);
});

test('those who waited for a renewal that failed do not ask again; later ones do, and so do those with another token', async () => {
	const { clock, tokens, attempt, attempts } = setUp();
	const results = await clock.finish(Promise.all(Array.from({ length: 10 }, async () => await tokens.renew('old', attempt(false)))));
	expect(results).toEqual(results.map(() => ({ renewed: false, failure })));
	expect(await clock.finish(tokens.renew('old', attempt(true)))).toEqual({ renewed: false, failure });
	expect(attempts()).toBe(1);
	expect(await clock.finish(tokens.renew('other', attempt(false)))).toEqual({ renewed: false, failure });
	expect(await clock.finish(tokens.renew('old', attempt(false)))).toEqual({ renewed: false, failure });
	expect(attempts()).toBe(3);
	await clock.advance(5_001);
	expect(await clock.finish(tokens.renew('old', attempt(true)))).toEqual({ renewed: true });
});

test('an attempt that throws blocks nobody', async () => {
	const { clock, tokens, attempt } = setUp();
	const failing = await clock.finish(tokens.renew('old', async () => await Promise.reject(new Error('call failed'))));
	expect(failing).toMatchObject({ renewed: false, failure: { kind: 'uncertain' } });
	await clock.advance(5_001);
	expect(await clock.finish(tokens.renew('old', attempt(true)))).toEqual({ renewed: true });
});

test('a renewal that hangs is waited for a minute in all, and never started a second time', async () => {
	const { clock, tokens, attempt, attempts } = setUp();
	const begin = clock.elapsed();
	const first = tokens.renew('old', attempt(true, 300_000));
	await clock.advance(40_000);
	const second = tokens.renew('old', attempt(true));
	const hanging = { renewed: false, failure: { kind: 'uncertain', reason: 'the token endpoint has not answered for 60 seconds' } };
	expect(await clock.finish(Promise.all([first, second]))).toEqual([hanging, hanging]);
	expect(clock.elapsed() - begin).toBe(60_000);
	expect(tokens.isUnderWay).toBe(false);
	expect(await clock.finish(tokens.renew('old', attempt(true)))).toEqual(hanging);
	expect(clock.elapsed() - begin).toBe(60_000);
	expect(attempts()).toBe(1);
	await clock.advance(240_000);
	expect(await clock.finish(tokens.renew('old', attempt(true)))).toEqual({ renewed: true });
	expect(attempts()).toBe(2);
});

test('a renewal that hangs does not keep the token of a reconnected credential from being renewed, and takes nothing from it', async () => {
	const { clock, tokens, attempt, attempts } = setUp();
	const hanging = tokens.renew('old', attempt(true, 100_000));
	await clock.advance(59_000);
	const together = tokens.renew('reconnected', attempt(true));
	expect(attempts()).toBe(1);
	await clock.advance(1_000);
	expect(await Promise.all([hanging, together])).toMatchObject([{ renewed: false }, { renewed: false }]);
	const second = tokens.renew('reconnected', attempt(true, 50_000));
	expect(attempts()).toBe(2);
	expect(tokens.isUnderWay).toBe(true);
	// The old one ends while the new one is open.
	await clock.advance(45_000);
	expect(tokens.isUnderWay).toBe(true);
	expect(await clock.finish(Promise.all([second, tokens.renew('reconnected', attempt(true))]))).toEqual([{ renewed: true }, { renewed: true }]);
	expect(attempts()).toBe(2);
	expect(tokens.isUnderWay).toBe(false);
});

test('who is cancelled waits no longer; the renewal goes on for the others', async () => {
	const { clock, tokens, attempt } = setUp();
	let cancelled = false;
	const own = tokens.renew('old', attempt(true, 20_000), () => cancelled);
	const other = tokens.renew('old', attempt(true));
	await clock.advance(1_000);
	cancelled = true;
	expect(await clock.finish(own)).toMatchObject({ failure: { reason: 'the execution was cancelled meanwhile' } });
	expect(await clock.finish(other)).toEqual({ renewed: true });
});

test('only the token that was accepted last is known to be good', () => {
	const { tokens } = setUp();
	expect(tokens.wasAccepted('a')).toBe(false);
	tokens.accept('a');
	expect([tokens.wasAccepted('a'), tokens.wasAccepted('b')]).toEqual([true, false]);
});

describe('renewing through n8n', () => {
	/** A credential whose stored token the steps change; each step is what one try to renew it meets. */
	function world(steps: Array<unknown>) {
		const clock = new FakeClock();
		const stored = { token: 'old' };
		const warnings: string[] = [];
		let tries = 0;
		const caller = {
			getCredentials: async () => await Promise.resolve({ ...stored }),
			logger: { warn: (message: string) => warnings.push(message) },
			helpers: {
				refreshOAuth2Token: async () => {
					const step = steps[tries++];
					if (step !== undefined) throw step;
					stored.token = 'new';
					return await Promise.resolve({});
				},
			},
		} as unknown as Caller;
		const connection = { credentialType: 'sendosoOAuth2Api', account: { clock, random: () => 0 }, tokens: new TokenRenewal(tokenOf, clock) } as unknown as Connection;
		const refresh = async () => await clock.finish(refreshToken(caller, connection, 'old'));
		return { clock, stored, warnings, refresh, tries: () => tries };
	}
	const answered = (status: number, headers: object = {}) => Object.assign(new Error('Request failed'), { response: { status, headers } });

	test('a token that another process renewed is not renewed again', async () => {
		const { stored, refresh, tries } = world([]);
		stored.token = 'of another process';
		expect(await refresh()).toEqual({ renewed: true });
		expect(tries()).toBe(0);
	});

	test('what passes by itself is tried again, three times at the most', async () => {
		const passing = world([answered(503), answered(429, { 'retry-after': '7' }), Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })]);
		const begin = passing.clock.elapsed();
		expect(await passing.refresh()).toEqual({ renewed: true });
		expect(passing.clock.elapsed() - begin).toBe(1_000 + 7_000 + 4_000);
		const lasting = world(Array.from({ length: 9 }, () => answered(503)));
		expect(await lasting.refresh()).toEqual({ renewed: false, failure: { kind: 'passing', reason: 'the token endpoint answered 503', waitMs: undefined } });
		expect(lasting.tries()).toBe(4);
		expect(lasting.warnings).toEqual(['Sendoso: the access token could not be renewed: the token endpoint answered 503']);
	});

	test('a wait of more than half a minute is not waited for', async () => {
		const { clock, refresh, tries } = world([answered(429, { 'retry-after': '31' })]);
		const begin = clock.elapsed();
		expect(await refresh()).toMatchObject({ failure: { kind: 'passing', waitMs: 31_000 } });
		expect([tries(), clock.elapsed() - begin]).toEqual([1, 0]);
	});

	test('what may have spent the refresh token is not tried again', async () => {
		for (const step of [Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }), Object.assign(new Error('Expected JSON'), { status: 200 })]) {
			const { refresh, tries } = world([step]);
			expect(await refresh()).toMatchObject({ renewed: false, failure: { kind: 'uncertain' } });
			expect(tries()).toBe(1);
		}
	});

	test('a refresh token that another process spent is looked after for some seconds', async () => {
		const { clock, stored, refresh } = world([Object.assign(new Error('Unauthorized'), { code: 'EAUTH', body: { error: 'invalid_grant' } })]);
		void clock.sleep(3_500).then(() => (stored.token = 'of another process'));
		expect(await refresh()).toEqual({ renewed: true });
		const spent = world([Object.assign(new Error('Unauthorized'), { body: { error: 'invalid_grant' } })]);
		const begin = spent.clock.elapsed();
		expect(await spent.refresh()).toEqual({ renewed: false, failure });
		expect(spent.clock.elapsed() - begin).toBe(4_000);
	});
});

test.each<[string, unknown, TokenFailure['kind'], string]>([
	['n8n says so', new Error('The credential "Sendoso" needs to be reconnected.'), 'refused', 'the connection has ended'],
	['there is no refresh token', new Error('OAuth access token expired and no refresh token is available. Please reconnect the credentials.'), 'refused', 'the connection has ended'],
	['the client is unknown', { body: { error: 'invalid_client' } }, 'refused', 'the token endpoint answered invalid_client'],
	['the grant is, told by a cause', { message: 'x', cause: { body: { error: 'invalid_grant' } } }, 'refused', 'the token endpoint answered invalid_grant'],
	['another error', { code: 'EAUTH', body: { error: 'slow_down' } }, 'passing', 'the token endpoint answered slow_down'],
	['an error in words', { body: { error: 'Try <later>' } }, 'passing', 'the token endpoint answered an error'],
	['a 401 without a word', { status: 401, body: '' }, 'refused', 'the token endpoint answered 401'],
	['a 404', { status: 404, body: '<html>' }, 'uncertain', 'the token endpoint answered 404'],
	['a redirect', { status: 302 }, 'uncertain', 'the token endpoint answered 302 with something that is no token: a page of a proxy, perhaps'],
	['a page', { status: 200, body: '<html>', message: 'Expected JSON' }, 'uncertain', 'the token endpoint answered 200 with something that is no token: a page of a proxy, perhaps'],
	['no name', { cause: { syscall: 'getaddrinfo' } }, 'passing', 'no connection to the token endpoint could be made'],
	['a broken connection', { code: 'ECONNRESET' }, 'uncertain', 'the connection to the token endpoint broke'],
	['nothing', undefined, 'uncertain', 'the connection to the token endpoint broke'],
])('why a token could not be renewed: %s', (_name, error, kind, reason) => {
	expect(readTokenFailure(error)).toEqual({ kind, reason });
});

test('everything with the same host and client shares one account, in which each credential has a part', () => {
	const one = accountFor('https://a.example one', 'first', 8);
	const again = accountFor('https://a.example one', 'first', 3);
	expect(again.account).toBe(one.account);
	expect(again.share).toBe(one.share);
	expect(one.share.ceiling).toBe(3);
	expect(accountFor('https://a.example one', 'second', 5).share).not.toBe(one.share);
	expect(one.account.rateLimiter.rate).toBe(5);
	expect(accountFor('https://a.example two', 'first', 8).account).not.toBe(one.account);
	expect(accountFor('https://b.example one', 'first', 8).account).not.toBe(one.account);
});

test('everything with the same credential shares one renewal', () => {
	expect(renewalOf('one', tokenOf)).toBe(renewalOf('one', tokenOf));
	expect(renewalOf('one', tokenOf)).not.toBe(renewalOf('two', tokenOf));
});
