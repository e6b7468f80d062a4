import type { IDataObject } from 'n8n-workflow';
import { openPages, trusted } from '../../../nodes/Sendoso/trigger/sends/reading/sendReading';
import type { SendState } from '../../../nodes/Sendoso/trigger/sends/state';
import { FakeSession, subscriptionTo } from '../../trigger/model';
import { HOUR, MINUTE, NOON, type Order, Scene } from './scene';

const rows = (count: number): IDataObject[] => Array.from({ length: count }, (_, index) => ({ send_gid: `g${index}`, created_at: new Date(NOON - (count - index) * HOUR).toISOString() }));

/** Opens a list of 50 sends in pages of ten; answers what was asked for. */
async function open(state: Partial<SendState> | undefined, { order = 'oldestFirst' as Exclude<Order, 'none'>, broken = [] as number[], count = 50 } = {}) {
	const list = order === 'oldestFirst' ? rows(count) : rows(count).reverse();
	const session = new FakeSession({ rows: () => list, now: NOON, person: 'me' }, 10, { broken: (page) => broken.includes(page) });
	const asked: number[] = [];
	const readPage = session.readPage.bind(session);
	session.readPage = async (page) => {
		asked.push(page);
		return await readPage(page);
	};
	const [opened] = await Promise.allSettled([openPages(state as SendState | undefined, 10, session)]);
	return { asked, pages: opened.status === 'fulfilled' ? opened.value.pages : undefined, end: opened.status === 'fulfilled' ? opened.value.end : undefined };
}

describe('a list is opened', () => {
	test('at its first page when it was never read, which tells its order', async () => {
		for (const order of ['oldestFirst', 'newestFirst'] as const) {
			const { asked, pages, end } = await open(undefined, { order });
			expect([asked, pages?.order, end]).toEqual([[1], order, { page: 1, stride: 1 }]);
		}
		expect((await open(undefined, { count: 1 })).pages?.order).toBe('newestFirst');
	});

	test('where its newest end was, in the order that was known', async () => {
		expect(await open({ order: 'oldestFirst', size: 25, end: { page: 5 } })).toMatchObject({ asked: [5], pages: { order: 'oldestFirst', size: 25 }, end: { page: 5 } });
		expect(await open({ order: 'newestFirst', size: 10, end: { page: 5 } })).toMatchObject({ asked: [1], pages: { order: 'newestFirst' } });
		expect(await open({ order: 'none', size: 10, end: { page: 5 } })).toMatchObject({ asked: [1], pages: { order: 'none' } });
	});

	test('at its beginning when it became shorter', async () => {
		expect(await open({ order: 'oldestFirst', size: 10, end: { page: 8 } })).toMatchObject({ asked: [8, 1] });
		expect((await open({ order: 'oldestFirst', size: 10, end: { page: 8 } }, { count: 0 })).pages?.isEmpty).toBe(true);
	});

	test('behind a last page that can not be read, and nowhere when that is the only one', async () => {
		expect(await open({ order: 'oldestFirst', size: 10, end: { page: 3 } }, { broken: [3] })).toMatchObject({ asked: [3, 4], pages: { numbers: [4] } });
		for (const [state, broken, asked] of [
			[{ order: 'newestFirst', size: 10, end: { page: 3 } }, [1], [1]],
			[{ order: 'oldestFirst', size: 10, end: { page: 1 } }, [1], [1]],
			[{ order: 'oldestFirst', size: 10, end: { page: 3 } }, [3, 4], [3, 4]],
			[undefined, [1], [1]],
		] as const) {
			expect(await open(state, { broken: [...broken] })).toEqual({ asked, pages: undefined, end: undefined });
		}
	});
});

test('of two moments the later one counts, unless the clock has stepped back behind it', () => {
	expect(trusted(10, 5, 12)).toBe(10);
	expect(trusted(10, 5, 10)).toBe(10);
	expect(trusted(10, 5, 9)).toBe(5);
	expect(trusted(10, 5, 3)).toBe(3);
	expect(trusted(10, 20, 9)).toBe(9);
});

describe.each<Order>(['newestFirst', 'oldestFirst'])('a list that comes %s and holds nothing that was known', (order) => {
	test('belongs to another account when that answers so, though the access token is the same', async () => {
		const scene = new Scene({ order }).fill(30);
		await scene.polls(8);
		scene.person = 'somebody else';
		scene.sends = [];
		scene.fill(20).add('theirs');
		scene.sends.forEach((send, place) => (send.gid = `other${place}`));
		expect(await scene.poll({ isTokenKept: true })).toEqual([]);
		expect(scene.warnings).toContainEqual(expect.stringContaining('the account behind the credential changed'));
		const expected = scene.add('new');
		expect(await scene.poll({ isTokenKept: true }, MINUTE)).toEqual(expected);
	});

	test('holds nothing but new sends when the account is the same', async () => {
		const scene = new Scene({ order, events: ['created'] }).fill(30);
		await scene.polls(8);
		const expected = Array.from({ length: 45 }, (_, index) => scene.add(`new${index}`)[0]);
		expect((await scene.polls(2, { isTokenKept: true })).sort()).toEqual([...expected].sort());
		expect(scene.warnings.filter((warning) => warning.includes('account'))).toEqual([]);
	});
});

test('a list whose known sends are still there is not asked whose it is', async () => {
	const scene = new Scene().fill(30);
	await scene.polls(8);
	scene.person = 'somebody else';
	const expected = scene.add('new');
	expect(await scene.poll({ isTokenKept: true })).toEqual(expected);
});

describe('the event that a send could have given', () => {
	const send = {
		send_gid: 'one',
		created_at: '2026-03-01T12:00:00.000Z',
		status: 'Used',
		status_updates: [
			{ status: 'Sent', occurred_at: '2026-03-01T12:00:00.000Z' },
			{ status: 'Opened', occurred_at: '2026-03-01T13:00:00.000Z' },
			{ status: 'Used', occurred_at: '2026-03-01T14:00:00.000Z' },
		],
	};
	const examples = (type: 'created' | 'statusChanged', filters: IDataObject = {}, row: IDataObject = send) => {
		const { source } = subscriptionTo('send', ['created', 'statusChanged']);
		const filter = source.read(filters, {});
		return filter.createPoller({ resource: 'send', events: new Set(['created', 'statusChanged']), nameOf: source.nameOf }).example(row, type);
	};

	test('is its creation, or its newest status', () => {
		expect(examples('created')).toEqual([{ id: 'send:one:created:sample', type: 'created', record: send, occurredAt: '2026-03-01T12:00:00.000Z' }]);
		expect(examples('statusChanged')).toEqual([{ id: 'send:one:statusChanged:sample', type: 'statusChanged', record: send, status: 'Used', previousStatus: 'Opened', occurredAt: '2026-03-01T14:00:00.000Z' }]);
	});

	test('is the newest one among the statuses that are wanted', () => {
		expect(examples('statusChanged', { status: ['Sent', 'Opened'] })).toMatchObject([{ status: 'Opened', previousStatus: 'Sent' }]);
		expect(examples('statusChanged', { status: ['Refunded'] })).toEqual([]);
		expect(examples('created', { status: ['Refunded'] })).toHaveLength(1);
		expect(examples('statusChanged', {}, { send_gid: 'bare', status: 'Sent' })).toEqual([]);
	});
});

describe('before the list was looked at twice', () => {
	test.each<Order>(['newestFirst', 'oldestFirst'])('a send without a time that comes in front of a known one is new: %s', async (order) => {
		const scene = new Scene({ order }).fill(30);
		// Nothing proves a walk whole in a single poll.
		scene.count = () => undefined;
		expect(await scene.poll()).toEqual([]);
		const expected = scene.add('undated', { at: null, place: scene.now });
		expect((await scene.polls(6)).sort()).toEqual([...expected].sort());
	});

	test('what another account got in the second of the change is not told', async () => {
		const scene = new Scene().fill(30);
		await scene.polls(8);
		scene.person = 'somebody else';
		scene.sends = [];
		scene.fill(45);
		scene.get('old3').history = [['Sent', NOON - HOUR], ['Opened', scene.now + MINUTE]];
		expect(await scene.polls(4)).toEqual([]);
		scene.advance('old3', 'Used');
		expect(await scene.poll()).toEqual(['Used old3']);
	});
});
