import type { Connection } from '../../../nodes/shared/transport/connection';
import type { Caller } from '../../../nodes/shared/transport/httpCall';
import { refreshToken } from '../../../nodes/shared/transport/token/refreshToken';
import { readTokenFailure } from '../../../nodes/shared/transport/token/tokenFailure';
import { TokenRenewal } from '../../../nodes/shared/transport/tokenRenewal';
import { FakeClock } from '../../support/fakeClock';

const broken = { kind: 'uncertain', reason: 'the connection to the token endpoint broke' };
const unreached = { kind: 'passing', reason: 'no connection to the token endpoint could be made' };

describe('why a token could not be renewed', () => {
	test.each(['invalid_grant', 'invalid_client', 'unauthorized_client', 'unsupported_grant_type', 'invalid_scope'])('%s asks for a new connection, wherever it stands as the whole word', (name) => {
		for (const error of [{ body: { error: name } }, { code: name }, { message: name }, { cause: { cause: { body: { error: name } } } }]) expect(readTokenFailure(error)).toEqual({ kind: 'refused', reason: `the token endpoint answered ${name}` });
		for (const error of [{ message: `${name}: no` }, { body: name }, { body: { error: [name] } }, { body: null, code: 5 }]) expect(readTokenFailure(error)).toEqual(broken);
	});

	test('so do words of n8n, near the beginning', () => {
		const refused = { kind: 'refused', reason: 'the connection has ended' };
		for (const message of ['Credential needs to be reconnected', 'no refresh token is available', 'It is not connected']) {
			expect(readTokenFailure(new Error(message))).toEqual(refused);
			expect(readTokenFailure({ message: 'x', cause: { message } })).toEqual(refused);
			expect(readTokenFailure({ message: `${'x'.repeat(490)} ${message}` })).toEqual(broken);
		}
	});

	test.each([['slow_down', 'slow_down'], ['a'.repeat(40), 'a'.repeat(40)], ['a'.repeat(41), 'an error'], ['slow_down!', 'an error'], ['!slow_down', 'an error'], ['', 'an error']])('another error that is answered, %j, passes', (error, told) => {
		expect(readTokenFailure({ cause: { body: { error }, status: 400 } })).toEqual({ kind: 'passing', reason: `the token endpoint answered ${told}` });
	});

	test.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])('%s says that nothing was reached', (code) => {
		expect(readTokenFailure({ cause: { code } })).toEqual(unreached);
	});

	test.each(['connect', 'getaddrinfo'])('so does %s of the operating system', (syscall) => {
		expect(readTokenFailure({ code: 'ETIMEDOUT', syscall })).toEqual(unreached);
		expect(readTokenFailure({ code: 'ETIMEDOUT', syscall: 'read' })).toEqual(broken);
	});

	test.each<[number, string]>([[100, 'uncertain'], [200, 'uncertain'], [399, 'uncertain'], [400, 'uncertain'], [401, 'refused'], [403, 'uncertain'], [428, 'uncertain'], [429, 'passing'], [499, 'uncertain'], [500, 'passing'], [503, 'passing']])('a status of %d is %s', (status, kind) => {
		for (const error of [{ status }, { response: { status }, status: 99 }, { cause: { response: { status: String(status) } } }]) {
			const { kind: found, reason } = readTokenFailure(error);
			expect([found, reason.includes(`answered ${status}`), reason.includes('proxy')]).toEqual([kind, true, status < 400]);
		}
	});

	test('what is no status says nothing', () => {
		for (const status of [99, 0, 404.5, 'x', null]) expect(readTokenFailure({ status, code: 'ECONNREFUSED' })).toEqual(unreached);
	});

	test.each<[unknown, number | undefined]>([['7', 7_000], ['0', undefined], ['-1', undefined], ['soon', undefined], [undefined, undefined]])('a wait of %j is told as %j', (value, waitMs) => {
		expect(readTokenFailure({ cause: { response: { status: 503, headers: { 'retry-after': value } } } }).waitMs).toBe(waitMs);
		expect(readTokenFailure({ cause: { body: { error: 'slow_down' }, response: { status: 429, headers: { 'retry-after': value } } } }).waitMs).toBe(waitMs);
		expect(readTokenFailure({ status: 503 }).waitMs).toBeUndefined();
	});

	test('causes are followed as far as errors of n8n go, round trips included', () => {
		const nested = (depth: number): object => (depth === 0 ? { status: 401 } : { cause: nested(depth - 1) });
		expect(readTokenFailure(nested(5))).toMatchObject({ kind: 'refused' });
		expect(readTokenFailure(nested(6))).toEqual(broken);
		const round = new Error('round');
		round.cause = round;
		for (const error of [round, null, 'text', 5]) expect(readTokenFailure(error)).toEqual(broken);
	});
});

describe('renewing', () => {
	/** Each try to renew the token fails as the next step says; n8n stores a new one after the last. */
	function setUp(steps: unknown[], tokens?: TokenRenewal) {
		const clock = new FakeClock();
		const begin = clock.elapsed();
		const tries: number[] = [];
		const warnings: string[] = [];
		const caller = {
			getCredentials: async () => await Promise.resolve({}),
			logger: { warn: (message: string) => warnings.push(message) },
			helpers: {
				refreshOAuth2Token: async (credentialType: string) => {
					expect(credentialType).toBe('any');
					tries.push(clock.elapsed() - begin);
					const step = steps[tries.length - 1];
					if (step !== undefined) throw step;
					return await Promise.resolve({});
				},
			},
		} as unknown as Caller;
		const connection = { credentialType: 'any', account: { clock, random: () => 0.5 }, tokens } as unknown as Connection;
		return { clock, begin, tries, warnings, refresh: async () => await clock.finish(refreshToken(caller, connection, 'old')) };
	}
	const busy = (seconds?: number) => ({ response: { status: 503, headers: { 'retry-after': seconds } } });

	test('waits as long as it is asked to, half a minute at the most, or longer each time', async () => {
		const { tries, refresh, warnings } = setUp([busy(30), busy(1), busy()]);
		expect(await refresh()).toEqual({ renewed: true });
		expect(tries).toEqual([0, 30_000, 32_250, 36_750]);
		expect(warnings).toEqual([]);
	});

	test('gives up where somebody else changes nothing, and says so once', async () => {
		for (const step of [busy(30.001), { code: 'ECONNRESET' }]) {
			const { clock, begin, tries, refresh, warnings } = setUp([step]);
			expect(await refresh()).toMatchObject({ renewed: false });
			expect([tries.length, warnings.length, clock.elapsed() - begin]).toEqual([1, 1, 0]);
		}
	});

	test('a token that somebody else got after the refusal is nothing to warn of', async () => {
		let stored = 'old';
		const tokens = new TokenRenewal(() => stored);
		const { tries, refresh, warnings } = setUp([{ get body() {
			stored = 'new';
			return { error: 'invalid_grant' };
		} }], tokens);
		expect(await refresh()).toEqual({ renewed: true });
		expect([tries.length, warnings]).toEqual([1, []]);
	});

	test('a token that was taken away is another one than the one that was refused', async () => {
		const { tries, refresh } = setUp([], new TokenRenewal(() => undefined));
		expect(await refresh()).toEqual({ renewed: true });
		expect(tries).toEqual([]);
		const same = setUp([], new TokenRenewal(() => 'old'));
		expect(await same.refresh()).toEqual({ renewed: true });
		expect(same.tries).toEqual([0]);
	});
});

describe('a renewal', () => {
	test('holds calls for a minute, and failed ones count for five seconds', async () => {
		const clock = new FakeClock();
		const tokens = new TokenRenewal(() => 'old', clock);
		expect(tokens.isUnderWay).toBe(false);
		const open = tokens.renew('old', async () => {
			await clock.sleep(70_000);
			return { renewed: false, failure: { kind: 'uncertain', reason: 'broken' } };
		});
		await clock.advance(59_999);
		expect(tokens.isUnderWay).toBe(true);
		await clock.advance(1);
		expect(tokens.isUnderWay).toBe(false);
		expect(await clock.finish(open)).toMatchObject({ renewed: false });
		await clock.advance(10_000);
		const again = async () => await clock.finish(tokens.renew('old', async () => await Promise.resolve({ renewed: true })));
		await clock.advance(4_999);
		expect(await again()).toEqual({ renewed: false, failure: { kind: 'uncertain', reason: 'broken' } });
		await clock.advance(1);
		expect(await again()).toEqual({ renewed: true });
	});
});
