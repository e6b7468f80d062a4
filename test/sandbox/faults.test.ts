import type { AxiosInstance } from 'axios';
import type { FaultAction, Sandbox } from '../../sandbox';
import { connect, egiftBody, start, stopAll, until } from './support';

afterEach(stopAll);

interface Outcome {
	status?: number;
	data?: unknown;
	code?: string;
	sends: number;
}

async function post(client: AxiosInstance, sandbox: Sandbox, touchId: number): Promise<Outcome> {
	const result = await client.post('/api/v3/send', egiftBody(touchId)).then(
		({ status, data }: { status: number; data: unknown }) => ({ status, data }),
		(error: { code?: string }) => ({ code: error.code }),
	);
	return { ...result, sends: sandbox.control.sends.count() };
}

describe('faults', () => {
	const cases: Array<[FaultAction, Partial<Outcome>]> = [
		[{ kind: 'status', status: 503, body: '<h1>Down</h1>' }, { status: 503, data: '<h1>Down</h1>', sends: 0 }],
		[{ kind: 'status', status: 502, stage: 'after' }, { status: 502, data: '', sends: 1 }],
		[{ kind: 'status', status: 500, body: { error: 'x' }, stage: 'after' }, { status: 500, data: { error: 'x' }, sends: 1 }],
		[{ kind: 'drop' }, { code: 'ECONNRESET', sends: 0 }],
		[{ kind: 'drop', stage: 'after' }, { code: 'ECONNRESET', sends: 1 }],
		[{ kind: 'cutBody' }, { code: expect.stringMatching(/ERR_BAD_RESPONSE|ECONNRESET|ECONNABORTED/), sends: 1 }],
		[{ kind: 'malformedBody' }, { status: 200, data: expect.stringMatching(/,}$/), sends: 1 }],
		[{ kind: 'nested', levels: 3 }, { status: 200, data: { success: true, nested: [[[]]] }, sends: 1 }],
		[{ kind: 'unsuccessful' }, { status: 200, data: { success: false, message: expect.any(String) }, sends: 0 }],
		[{ kind: 'repeatSecrets', status: 422 }, { status: 422, data: { success: false, message: expect.stringContaining('Bearer sandbox-client-secret'), errors: expect.anything() }, sends: 0 }],
		[{ kind: 'repeatSecrets', status: 200, stage: 'after' }, { status: 200, data: { success: true, echo: { all: expect.stringContaining('sandbox-client-secret') } }, sends: 1 }],
		[{ kind: 'redirect', status: 307, location: 'http://127.0.0.1:1/' }, { status: 307, sends: 0 }],
		[{ kind: 'tooManyRequests', header: { name: 'Retry-After', value: '3' } }, { status: 429, sends: 0 }],
		[{ kind: 'delay', milliseconds: 1 }, { status: 200, sends: 1 }],
		[{ kind: 'delay', milliseconds: 1, stage: 'after' }, { status: 200, sends: 1 }],
	];

	it.each(cases)('%j', async (action, expected) => {
		const sandbox = await start();
		const client = connect(sandbox);
		const touchId = sandbox.control.touches.add().id;
		sandbox.control.fault({ match: { method: 'post', path: '/api/v3/send' }, action });

		expect((await client.get('/api/v3/me')).status).toBe(200);
		expect(await post(client, sandbox, touchId)).toMatchObject(expected);
		expect(sandbox.control.requests().at(-1)?.fault).toContain(action.kind);
		expect(await post(client, sandbox, touchId)).toMatchObject({ status: 200 });
	});

	it.each([['before', 0], ['after', 1]] as const)('a stall %s the work never answers', async (stage, sends) => {
		const sandbox = await start();
		const client = connect(sandbox);
		const touchId = sandbox.control.touches.add().id;
		sandbox.control.fault({ action: { kind: 'stall', stage } });
		const abort = new AbortController();
		const stalled = client.post('/api/v3/send', egiftBody(touchId), { signal: abort.signal }).catch((error: { code: string }) => error.code);
		await until(() => sandbox.control.requests().some((request) => request.fault !== null) && sandbox.control.sends.count() === sends);
		expect(sandbox.control.requests()[0]).toMatchObject({ end: 'open', status: null });
		abort.abort();
		expect(await stalled).toBe('ERR_CANCELED');
		await until(() => sandbox.control.requests()[0]?.end === 'aborted');
	});

	it('hit the n-th match, by body, as often as told, until they are cleared', async () => {
		const sandbox = await start();
		const client = connect(sandbox);
		const status = async (path: string): Promise<number> => (await client.get(path)).status;
		sandbox.control.fault({ match: { path: '/api/*/me', nth: 2 }, action: { kind: 'status', status: 500 } });
		expect([await status('/api/v3/me'), await status('/api/v3/users'), await status('/api/v3/me'), await status('/api/v3/me')]).toEqual([200, 200, 500, 200]);

		sandbox.control.fault({ match: { path: '/users$/' }, times: 'always', action: { kind: 'status', status: 501 } });
		expect([await status('/api/v3/users'), await status('/api/v3/users'), await status('/api/v3/me')]).toEqual([501, 501, 200]);
		expect(sandbox.control.faults.list().at(-1)).toMatchObject({ hits: 2, remaining: 'always' });
		sandbox.control.faults.clear();
		expect(await status('/api/v3/users')).toBe(200);

		const touchId = sandbox.control.touches.add().id;
		sandbox.control.fault({ match: { bodyIncludes: 'unlucky@' }, action: { kind: 'status', status: 500 } });
		expect((await client.post('/api/v3/send', egiftBody(touchId, 'lucky@example.org'))).status).toBe(200);
		expect((await client.post('/api/v3/send', egiftBody(touchId, 'unlucky@example.org'))).status).toBe(500);
	});

	it('with a probability hit the same requests every time', async () => {
		const patterns: string[] = [];
		for (let round = 0; round < 2; round += 1) {
			const sandbox = await start();
			const client = connect(sandbox);
			sandbox.control.fault({ times: 'always', probability: 0.5, seed: 11, action: { kind: 'status', status: 500 } });
			const statuses: number[] = [];
			for (let index = 0; index < 16; index += 1) statuses.push((await client.get('/api/v3/me')).status);
			patterns.push(statuses.join());
		}
		expect(patterns[0]).toBe(patterns[1]);
		expect(patterns[0]).toContain('500');
		expect(patterns[0]).toContain('200');
	});
});

describe('hooks', () => {
	it('run between the work and the answer', async () => {
		const sandbox = await start();
		const client = connect(sandbox);
		const { sends, touches } = sandbox.control;
		touches.add();
		sends.addMany(4, {});
		const stop = sandbox.control.beforeAnswer(({ request }) => {
			if (request.query.page === '1') sends.add();
		});
		const idsOf = async (page: number): Promise<number[]> =>
			(await client.get('/api/v3/send', { params: { page, per_page: 2 } })).data.sends.map((send: { id: number }) => send.id);
		const first = await idsOf(1);
		const second = await idsOf(2);
		expect(second[0]).toBe(first[1]);
		stop();
		await idsOf(1);
		expect(sends.count()).toBe(5);
	});

	it('can change the next answer', async () => {
		const sandbox = await start();
		sandbox.control.beforeAnswer((pending) => {
			pending.status = 202;
			pending.answer = { changed: true };
		});
		const answer = await connect(sandbox).get('/api/v3/me');
		expect([answer.status, answer.data]).toEqual([202, { changed: true }]);
	});
});
