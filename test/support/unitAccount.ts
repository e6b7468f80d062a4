import { createAccount } from '../../nodes/shared/transport/account';
import { interpretAnswer, type Safety } from '../../nodes/shared/transport/answer';
import type { Connection } from '../../nodes/shared/transport/connection';
import type { Caller } from '../../nodes/shared/transport/httpCall';
import { type Conditions, requestWithRetry } from '../../nodes/shared/transport/requestWithRetry';
import { TokenRenewal } from '../../nodes/shared/transport/tokenRenewal';
import { FakeClock } from './fakeClock';

/** What one call is answered with, by status and headers; a text is the code of an error that n8n throws. */
export type Step = number | string | { status: number; headers?: Record<string, string>; body?: unknown };

/** What comes of one try to renew the token: the new one, or what n8n throws. */
type RenewalStep = string | Error;

interface UnitAccountRequest {
	/** One for each call; the last one goes on. */
	steps?: Step[];
	/** What the API makes of a token; tokens are not asked for otherwise. */
	accepts?: (token: string) => boolean;
	renewals?: RenewalStep[];
	takes?: number;
	interpret?: Connection['interpret'];
}

/** An account whose calls are answered by steps, and a credential whose token can be renewed. */
export function unitAccount({ steps = [200], accepts, renewals = [], takes = 0, interpret = interpretAnswer }: UnitAccountRequest = {}) {
	const clock = new FakeClock();
	const begin = clock.elapsed();
	const account = createAccount('account', 100, clock, () => 0);
	const stored = { token: 'first' };
	const calls: Array<{ at: number; token: string }> = [];
	const seen = { renewals: 0, warnings: 0, readings: 0 };
	const answer = (token: string): Step => {
		if (accepts?.(token) === false) return 401;
		return (steps.length > 1 ? steps.shift() : steps[0]) ?? 200;
	};
	const caller = {
		getCredentials: async () => {
			seen.readings += 1;
			return await Promise.resolve({ ...stored });
		},
		logger: { warn: () => (seen.warnings += 1) },
		helpers: {
			async httpRequestWithAuthentication(this: Caller) {
				const credential = await this.getCredentials<typeof stored>('any');
				const { token } = credential;
				// As n8n does when it renews a token.
				credential.token = 'spoilt';
				calls.push({ at: clock.elapsed() - begin, token });
				if (takes > 0) await clock.sleep(takes);
				const step = answer(token);
				if (typeof step === 'string') throw Object.assign(new Error(step), { code: step });
				const { status, headers = {}, body = { success: true } } = typeof step === 'number' ? { status: step } : step;
				return { statusCode: status, headers, body };
			},
			refreshOAuth2Token: async () => {
				const step = renewals[Math.min(seen.renewals++, renewals.length - 1)] ?? new Error('socket hang up');
				await clock.sleep(100);
				if (step instanceof Error) throw step;
				stored.token = step;
				return {};
			},
		},
	} as unknown as Caller;
	const tokens = accepts ? new TokenRenewal((credential) => ('token' in credential ? String(credential.token) : undefined), clock) : undefined;
	const connection = { credentialType: 'any', origin: 'https://sendoso.example', basePath: '', account, interpret, tokens } as unknown as Connection;
	const start = async (safety: Safety = 'spends', more: Partial<Conditions> = {}) => {
		return await requestWithRetry(caller, connection, { method: safety === 'reads' ? 'GET' : 'POST', path: '/x' }, { safety, priority: 'send', ...more });
	};
	const ask = async (safety?: Safety, more?: Partial<Conditions>) => await clock.finish(start(safety, more));
	return { clock, begin, account, connection, stored, calls, seen, tokens, start, ask };
}

/** When calls went out, in seconds since the begin. */
export const times = (calls: Array<{ at: number }>) => calls.map(({ at }) => Math.round(at / 100) / 10);
