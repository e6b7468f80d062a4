import type { IHttpRequestOptions } from 'n8n-workflow';
import type { Connection } from '../../../nodes/shared/transport/connection';
import { type ApiRequest, type Caller, httpCall } from '../../../nodes/shared/transport/httpCall';
import { TokenRenewal } from '../../../nodes/shared/transport/tokenRenewal';
import { FakeClock, settle } from '../../support/fakeClock';

interface Response {
	statusCode: number;
	headers?: Record<string, unknown>;
	body?: unknown;
}

/** What n8n's helper does with a call: it reads the credential, hands the request over, and waits for the answer. */
type Helper = (caller: Caller, options: IHttpRequestOptions) => Promise<unknown>;

/** A caller in n8n whose requests are answered by `answer`, and a connection. */
function setUp(answer: (options: IHttpRequestOptions) => Response | Promise<Response>, { connection = {}, caller = {}, helper }: { connection?: Partial<Connection>; caller?: object; helper?: Helper } = {}) {
	const clock = new FakeClock();
	const sent: IHttpRequestOptions[] = [];
	const handedOver: IHttpRequestOptions[] = [];
	const signals: Array<AbortSignal | undefined> = [];
	const real = {
		name: 'real',
		getCredentials: async (name: string) => await Promise.resolve({ token: `token of ${name}` }),
		helpers: {
			httpRequest: async (options: IHttpRequestOptions) => {
				handedOver.push(options);
				return { headers: {}, ...(await answer(options)) };
			},
			async httpRequestWithAuthentication(this: Caller, name: string, options: IHttpRequestOptions) {
				sent.push(structuredClone(options));
				if ('getExecutionCancelSignal' in this) signals.push(this.getExecutionCancelSignal());
				if (helper) return await helper(this, options);
				await this.getCredentials(name);
				// eslint-disable-next-line @n8n/community-nodes/no-http-request-with-manual-auth -- this plays n8n's own helper
				return (await this.helpers.httpRequest(options)) as unknown;
			},
		},
		...caller,
	} as unknown as Caller;
	const whole = {
		credentialType: 'sendosoOAuth2Api',
		origin: 'https://sendoso.example',
		basePath: '/elements/api-v2',
		account: { clock },
		tokens: new TokenRenewal((credential) => ('token' in credential ? String(credential.token) : undefined), clock),
		...connection,
	} as unknown as Connection;
	const call = async (request: Partial<ApiRequest> = {}, departs?: () => Promise<void>) => await clock.finish(httpCall(real, whole, { method: 'GET', path: '/x', ...request }, departs));
	return { clock, sent, handedOver, signals, call, start: httpCall.bind(undefined, real, whole) };
}

const fine: Response = { statusCode: 200, body: { success: true } };

describe('the request', () => {
	test('goes to the host of the connection, as JSON, follows no redirect, and throws for no status', async () => {
		const { sent, call } = setUp(() => fine);
		await call();
		expect(sent).toEqual([
			{
				method: 'GET',
				baseURL: 'https://sendoso.example/elements/api-v2',
				url: '/x',
				qs: {},
				body: undefined,
				headers: { Accept: 'application/json' },
				encoding: 'text',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				arrayFormat: 'repeat',
				disableFollowRedirect: true,
				timeout: 60_000,
			},
		]);
	});

	test('takes over what the operation and the options of the node ask for', async () => {
		const { sent, call } = setUp(() => fine);
		const settings = { proxy: { host: 'proxy.example', port: 80 }, skipSslCertificateValidation: true, timeout: 5, url: '/elsewhere', json: false };
		await call({ method: 'POST', path: '/send', qs: { page: 2 }, body: { a: 1 }, headers: { 'X-More': '1', Accept: 'text/csv' }, asBytes: true, settings, deadlineMs: 90_000 });
		expect(sent[0]).toMatchObject({ method: 'POST', url: '/send', qs: { page: 2 }, body: { a: 1 }, headers: { 'X-More': '1', Accept: 'text/csv' }, encoding: 'arraybuffer', proxy: settings.proxy, skipSslCertificateValidation: true, timeout: 90_000, disableFollowRedirect: true });
	});

	test('is a fresh copy each time, so that nothing that n8n writes into it stays', async () => {
		const request = { qs: { filter: { a: 1 } }, body: { send: { touch_id: 1 } }, headers: { 'X-More': '1' }, settings: { encoding: 'json' as const } };
		const before = structuredClone(request);
		const { call } = setUp((options) => {
			Object.assign(options.qs?.filter as object, { a: 'changed' });
			Object.assign((options.body as typeof request.body).send, { touch_id: 'changed' });
			Object.assign(options.headers as object, { Authorization: 'Bearer secret' });
			options.proxy = { host: 'proxy.example', port: 1 };
			return fine;
		});
		await call(request);
		expect(request).toEqual(before);
	});
});

describe('an answer', () => {
	test('keeps its status, headers and body, whatever the status', async () => {
		for (const statusCode of [200, 302, 404, 500]) {
			const { call } = setUp(() => ({ statusCode, headers: { date: 'now' }, body: ['a'] }));
			expect(await call()).toEqual({ answer: { kind: 'answered', status: statusCode, headers: { date: 'now' }, body: ['a'] }, token: 'token of sendosoOAuth2Api' });
		}
	});

	test.each<[string, number, unknown, unknown]>([
		['a good one', 200, Buffer.from([0xff, 0x00]), { bytes: Buffer.from([0xff, 0x00]) }],
		['the last of the good ones', 299, Buffer.from('a,b'), { bytes: Buffer.from('a,b') }],
		['a good one that n8n read as text', 200, 'ä', { bytes: Buffer.from('ä') }],
		['a good one that n8n parsed', 201, { a: 1 }, { bytes: Buffer.from('{"a":1}') }],
		['one without anything', 200, undefined, { bytes: Buffer.from('') }],
		['a refusal in JSON', 422, Buffer.from('{"a":1}'), { a: 1 }],
		['a refusal in words', 300, Buffer.from('No'), 'No'],
		['none of the good ones', 199, Buffer.from('[1]'), [1]],
		['a refusal that n8n parsed', 422, { a: 1 }, { a: 1 }],
	])('is bytes where bytes were asked for, and it is a good one: %s', async (_name, statusCode, body, expected) => {
		const { call } = setUp(() => ({ statusCode, body }));
		expect(await call({ asBytes: true })).toMatchObject({ answer: { body: expected } });
	});

	test.each([[100, false], [101, true], [100_000, true]])('is cut where it is nested too deeply (%d levels)', async (levels, isCut) => {
		const nested = `${'['.repeat(levels)}${']'.repeat(levels)}`;
		for (const [statusCode, body, asBytes] of [[200, JSON.parse(nested), false], [422, Buffer.from(nested), true]] as const) {
			const { answer } = await setUp(() => ({ statusCode, body: body as unknown })).call({ asBytes });
			const kept = answer.kind === 'answered' ? JSON.stringify(answer.body) : '';
			expect(kept).toBe(isCut ? `${'['.repeat(100)}"(left out: nested too deeply)"${']'.repeat(100)}` : nested);
		}
	});

	test('is read as JSON, and left as it is where it is none', async () => {
		for (const [text, body] of [['{"a":1}', { a: 1 }], ['[]', []], ['', ''], ['<html>', '<html>'], [undefined, undefined], [5, 5]]) {
			const { call } = setUp(() => ({ statusCode: 200, body: text }));
			expect(await call()).toMatchObject({ answer: { kind: 'answered', body } });
		}
	});
});

describe('time', () => {
	const slow = (clock: () => FakeClock, takes: number) => async () => {
		await clock().sleep(takes);
		return fine;
	};

	test.each([[undefined, 60], [500, 0.5]])('an answer that does not come within the deadline is lost, and its request is aborted (%p)', async (deadlineMs, seconds) => {
		const { clock, signals, start } = setUp(slow(() => clock, 200_000));
		const begin = clock.elapsed();
		const call = start({ method: 'GET', path: '/x', deadlineMs });
		await clock.advance(seconds * 1_000 - 1);
		expect(signals.map((signal) => signal?.aborted)).toEqual([false]);
		expect(await clock.finish(call)).toEqual({ answer: { kind: 'lost', reason: `no complete answer within ${seconds} seconds` }, token: 'token of sendosoOAuth2Api' });
		expect(clock.elapsed() - begin).toBe(seconds * 1_000);
		expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
	});

	test('so it is where n8n has a signal, which may be missing, and when that one is aborted', async () => {
		const missing = setUp(slow(() => missing.clock, 200_000), { caller: { getExecutionCancelSignal: () => undefined } });
		expect(await missing.call()).toMatchObject({ answer: { kind: 'lost' } });
		expect(missing.signals.map((signal) => signal?.aborted)).toEqual([true]);
		const controller = new AbortController();
		const late = setUp(slow(() => late.clock, 200_000), { caller: { getExecutionCancelSignal: () => controller.signal } });
		expect(await late.call()).toMatchObject({ answer: { kind: 'lost' } });
		expect(late.signals.map((signal) => signal?.aborted)).toEqual([true]);
		const { clock, signals, start } = setUp(slow(() => clock, 1_000), { caller: { getExecutionCancelSignal: () => controller.signal } });
		const call = start({ method: 'GET', path: '/x' });
		await settle();
		expect(signals.map((signal) => signal?.aborted)).toEqual([false]);
		controller.abort();
		expect(signals.map((signal) => signal?.aborted)).toEqual([true]);
		expect(await clock.finish(call)).toMatchObject({ answer: { status: 200 } });
	});
});

describe('what is seen of a call on its way through n8n', () => {
	test('the token that signs it is known by its fingerprint, whatever comes back', async () => {
		const error = Object.assign(new Error('broken'), { code: 'ECONNRESET' });
		const { call } = setUp(() => Promise.reject(error));
		expect(await call()).toMatchObject({ answer: { kind: 'lost' }, token: 'token of sendosoOAuth2Api' });
		const { call: without } = setUp(() => fine, { connection: { tokens: undefined } });
		expect(await without()).toMatchObject({ answer: { kind: 'answered', status: 200 }, token: undefined });
	});

	test('it waits for its departure with the token in hand, before n8n hands it over', async () => {
		const { clock, handedOver, start } = setUp(() => fine);
		let departs = 0;
		const call = start({ method: 'GET', path: '/x' }, async () => {
			departs += 1;
			await clock.sleep(3_000);
		});
		await clock.advance(2_999);
		expect([departs, handedOver.length]).toEqual([1, 0]);
		expect(await clock.finish(call)).toMatchObject({ answer: { status: 200 } });
		expect([departs, handedOver.length]).toEqual([1, 1]);
	});

	test('n8n gets the data of the credential, and all else of its caller', async () => {
		let seen: unknown;
		const helper: Helper = async (caller, options) => {
			seen = [await caller.getCredentials('one'), (caller as unknown as { name: string }).name, typeof caller.helpers.httpRequestWithAuthentication];
			return (await caller.helpers.httpRequest(options)) as unknown;
		};
		const { call } = setUp(() => fine, { helper });
		expect(await call()).toMatchObject({ answer: { status: 200 }, token: 'token of one' });
		expect(seen).toEqual([{ token: 'token of one' }, 'real', 'function']);
	});

	test('whether n8n made the request decides what a failure without a word means', async () => {
		const failing = new Error('Broken');
		const early = setUp(() => fine, { helper: async () => await Promise.reject(failing) });
		expect(await early.call()).toMatchObject({ answer: { kind: 'notSent', reason: 'n8n did not make the request: Broken' } });
		const late = setUp(() => Promise.reject(failing));
		expect(await late.call()).toMatchObject({ answer: { kind: 'lost' } });
	});

	test('an answer that can not be read is lost, where n8n hands requests over by itself, too', async () => {
		// So it does for credentials that need no signature.
		const helper: Helper = async (caller) => {
			await caller.getCredentials('key');
			return {
				statusCode: 201,
				headers: {},
				get body() {
					throw new Error('Unreadable');
				},
			};
		};
		const { call } = setUp(() => fine, { helper });
		expect(await call({ method: 'POST' })).toMatchObject({ answer: { kind: 'lost' } });
	});

	test('an error of n8n before anything is awaited is told, not thrown', async () => {
		const helper = (() => {
			throw new Error('No credential');
		}) as unknown as Helper;
		expect(await setUp(() => fine, { helper }).call()).toMatchObject({ answer: { kind: 'notSent' } });
	});
});
