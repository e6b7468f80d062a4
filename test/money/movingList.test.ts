import type { IDataObject } from 'n8n-workflow';
import { listedSends } from '../../nodes/Sendoso/sendList/listedSends';
import { NewestFirstReader } from '../../nodes/Sendoso/sendList/newestFirst';
import type { ItemContext } from '../../nodes/shared/execution/itemContext';
import { recentSends } from '../../nodes/shared/spending/duplicates/recentSends';
import { createAccount, noteServerTime, serverTime } from '../../nodes/shared/transport/account';
import { interpretAnswer } from '../../nodes/shared/transport/answer';
import { type Sandbox, startSandbox } from '../../sandbox';
import { runNode, storedCredential } from '../support/engine';
import { FakeClock } from '../support/fakeClock';
import { egiftParameters, people } from './support';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ throttle: false, seed: 'empty' });
});
afterAll(async () => await sandbox.stop());

test('a gift that a new send pushes past a page that was answered early is seen all the same', async () => {
	const [touch, other] = [1, 2].map(() => sandbox.control.touches.add({ delivery_type: 'email' }));
	const [person] = people(1);
	const hour = 3_600_000;
	const now = sandbox.control.clock.now();
	sandbox.control.sends.addMany(1_200, { touchId: other?.id, from: now - 20 * hour, to: now - hour });
	// The last one of page 4.
	const pushed = sandbox.control.sends.list()[399];
	sandbox.control.sends.update(pushed?.id ?? '', { recipientEmail: person?.email, touchId: touch?.id });
	// Pages 1, 12, 2 and 3 come one by one, then several at once: page 4 late, and a send arrives after page 5.
	sandbox.control.fault({ match: { method: 'GET', path: '/api/v3/send', nth: 5 }, action: { kind: 'delay', milliseconds: 400 } });
	let hasArrived = false;
	const stop = sandbox.control.on('answered', ({ query }) => {
		if (query.page !== '5' || hasArrived) return;
		hasArrived = true;
		sandbox.control.sends.add({ touchId: other?.id });
	});
	const credential = storedCredential(sandbox.url, sandbox.control.issueToken());
	const { items } = await runNode({ credential, items: [person ?? {}], parameters: egiftParameters(touch?.id) });
	stop();
	expect(hasArrived).toBe(true);
	expect(items[0]?.json).toMatchObject({ sendoso: { outcome: 'skipped', matchedSend: { send_gid: pushed?.send_gid } } });
});

/** A list, newest first, that changes after its first page was read. */
function changingList(before: number[], after: number[]) {
	let reads = 0;
	return async (page: number, pageSize: number) => {
		const list = reads++ === 0 ? before : after;
		const rows = list.slice((page - 1) * pageSize, page * pageSize).map((id) => ({ id, send_gid: `gid${id}`, created_at: new Date(id * 60_000).toISOString() }));
		return { rows: rows as IDataObject[], total: list.length, pageSize };
	};
}
const downFrom = (highest: number, count: number) => Array.from({ length: count }, (_, index) => highest - index);

test.each([
	['a send arrives', downFrom(200, 200), downFrom(201, 201)],
	['a send leaves', downFrom(200, 200), downFrom(200, 200).filter((id) => id !== 150)],
])('a list of two pages is read whole although %s between them', async (_name, before, after) => {
	const reader = new NewestFirstReader(changingList(before, after));
	await reader.readUntil(() => false);
	for (const id of before.filter((known) => after.includes(known))) expect(reader.get(`gid${id}`)).toBeDefined();
});

test("a slow answer does not move the server's time, a wrong clock is found, and a step of the clock changes nothing", async () => {
	const clock = new FakeClock();
	const account = createAccount('desk', 8, clock);
	const [now, tick] = [clock.now(), clock.elapsed()];
	noteServerTime(account, now - 9_000, tick - 10_000);
	expect(serverTime(account)).toBe(now);
	noteServerTime(account, now - 3_600_000, tick - 50);
	expect(serverTime(account)).toBeLessThanOrEqual(now - 3_600_000);
	expect(serverTime(account)).toBeGreaterThan(now - 3_602_000);
	const told = serverTime(account);
	clock.step(86_400_000);
	expect(serverTime(account)).toBe(told);
	await clock.advance(5_000);
	expect(serverTime(account)).toBe(told + 5_000);
	expect(serverTime(account, tick)).toBe(told);
});

test('two credentials of one client application do not share a list', async () => {
	const account = createAccount('desk', 100);
	const signal = new AbortController().signal;
	const asked: string[] = [];
	const item = (id: string) => {
		const helpers = {
			httpRequestWithAuthentication: async () => {
				asked.push(id);
				return { statusCode: 200, headers: {}, body: { sends: [], total_count: 0 } };
			},
		};
		const caller = {
			getNode: () => ({ credentials: { sendosoOAuth2Api: { id, name: id } } }),
			getExecutionCancelSignal: () => signal,
			getExecutionId: () => 'execution',
			helpers,
		};
		const pass = { pass: async <T>(task: () => Promise<T>) => await task() };
		const connection = { account, credentialType: 'sendosoOAuth2Api', origin: '', hostname: '', tokens: { ticket: 0 }, interpret: interpretAnswer };
		return { caller, connection, run: { firstRequest: pass }, request: {}, answers: { makeOutput: false } } as unknown as ItemContext;
	};
	for (const id of ['first', 'second', 'first']) await recentSends(item(id), listedSends, 72);
	expect(asked).toEqual(['first', 'second']);
});

describe('a list whose count can not be right is read to its end', () => {
	const rows = downFrom(250, 250);
	/** Pages of a server that counts wrongly, or cuts pages without a word. */
	const server = (total: number | undefined, largest = 100, order: 'down' | 'up' = 'down') => async (page: number, pageSize: number) => {
		const size = Math.min(pageSize, largest);
		const list = order === 'down' ? rows : [...rows].reverse();
		const listed = list.slice((page - 1) * size, page * size).map((id) => ({ id, send_gid: `gid${id}`, created_at: new Date(id * 60_000).toISOString() }));
		return await Promise.resolve({ rows: listed as IDataObject[], total, pageSize });
	};

	test.each([
		['nothing', server(0)],
		['less than a page', server(30)],
		['a page', server(100)],
		['far too much', server(1_000_000_000)],
		['not at all', server(undefined)],
		['rightly, but with pages that are cut', server(250, 50)],
		['rightly, but with pages that are cut, oldest first', server(250, 50, 'up')],
	])('it counts %s', async (_name, readPage) => {
		let reads = 0;
		const reader = new NewestFirstReader(async (page, pageSize) => {
			reads += 1;
			return await readPage(page, pageSize);
		});
		await reader.readUntil(() => false);
		expect(reader.size).toBe(250);
		expect(reads).toBeLessThanOrEqual(7);
	});
});
