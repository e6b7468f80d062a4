import { connect, start, stopAll } from './support';

afterEach(stopAll);

interface Page {
	per_page: number;
	[list: string]: unknown;
}

describe('lists', () => {
	it.each([
		['/api/v3/users', 'users', 'total_users', 165],
		['/api/v3/groups', 'groups', 'total_groups', 32],
		['/api/v3/touches', 'touches', 'total_posts', 300],
		['/api/v3/send', 'sends', 'total_count', 640],
	])('%s counts in its own words and pages without gaps', async (path, list, counter, total) => {
		const sandbox = await start({ seed: 'demo' });
		const client = connect(sandbox);
		const ids: string[] = [];
		for (let page = 1; ; page += 1) {
			const { data } = await client.get<Page>(path, { params: { page, per_page: 30 } });
			const records = data[list];
			expect(data).toMatchObject({ current_page: page, per_page: 30, [counter]: total });
			if (!Array.isArray(records) || records.length === 0) break;
			ids.push(...records.map((record: { id: unknown }) => String(record.id)));
		}
		expect([ids.length, new Set(ids).size]).toEqual([total, total]);
	});

	it('give smaller pages than asked for when told to, and say so', async () => {
		const sandbox = await start({ seed: { touches: 40 }, maxPerPage: 10 });
		const { data } = await connect(sandbox).get('/api/v3/touches?per_page=100');
		expect([data.per_page, data.touches.length]).toEqual([10, 10]);
	});

	it.each([
		['/api/v3/users', 'users', 'total_users'],
		['/api/v3/groups', 'groups', 'total_groups'],
		['/api/v3/touches', 'touches', 'total_posts'],
		['/api/v3/send', 'sends', 'total_count'],
	])('%s can hide its counter and ignore the page number, until the next reset', async (path, list, counter) => {
		const sandbox = await start({ seed: 'demo' });
		const client = connect(sandbox);
		const read = async (page: number) => (await client.get<Page>(path, { params: { page, per_page: 10 } })).data;
		const first = await read(1);
		sandbox.control.hideCounters(true);
		sandbox.control.ignorePageNumbers(true);
		expect(await read(2)).toEqual({ current_page: 1, per_page: 10, [list]: first[list] });
		sandbox.control.reset('demo');
		const second = await read(2);
		expect([second.current_page, second[counter]]).toEqual([2, first[counter]]);
		expect(second[list]).not.toEqual(first[list]);
		expect(sandbox.control.violations()).toEqual([]);
	});

	it('of sends can be odd in many ways, until the next reset', async () => {
		const sandbox = await start({ seed: { touches: 3, sends: 45 } });
		const { control } = sandbox;
		const client = connect(sandbox);
		const read = async (page: number) => (await client.get<{ per_page: number; total_count: unknown; sends: Array<Record<string, unknown> | string | null> }>('/api/v3/send', { params: { page, per_page: 20 } })).data;
		const [first, second, third, fourth, fifth] = control.sends.list({ limit: 5 }).map(({ send_gid }) => send_gid);
		control.offsetCounters(3);
		control.shortenPages(7);
		expect([(await read(1)).per_page, (await read(1)).sends.length, (await read(1)).total_count]).toEqual([20, 7, 48]);
		control.offsetCounters('text');
		expect((await read(1)).total_count).toBe('many');
		control.shortenPages(null);
		control.sends.listTwice(first ?? '');
		control.sends.misplace(second ?? '', -365 * 86_400_000);
		control.sends.spoil(third ?? '', 'null');
		control.sends.spoil(fourth ?? '', 'undated');
		control.sends.spoil(fifth ?? '', 'unnamed');
		const rows = (await read(1)).sends;
		const gids = rows.map((row) => (row as Record<string, unknown> | null)?.send_gid);
		expect(gids.slice(0, 5)).toEqual([first, first, undefined, fourth, undefined]);
		expect(rows[2]).toBeNull();
		expect(rows[3]).not.toHaveProperty('created_at');
		expect((await read(3)).sends.at(-1)).toMatchObject({ send_gid: second });
		expect((await read(4)).sends).toEqual([]);
		control.answerBehindEnd('repeat');
		expect((await read(9)).sends).toEqual((await read(3)).sends);
		control.answerBehindEnd('error');
		expect((await client.get('/api/v3/send?page=9&per_page=20')).status).toBe(404);
		control.sends.remove(first ?? '');
		expect((await read(1)).sends).not.toContainEqual(expect.objectContaining({ send_gid: first }));
		expect(control.violations()).toEqual([]);
		control.reset();
		expect((await read(1)).total_count).toBe(45);
		expect(new Set((await read(1)).sends.map((row) => (row as Record<string, unknown>).send_gid)).size).toBe(20);
	});

	it.each(['touches', 'groups', 'users'] as const)('of %s can be odd, until the next reset', async (list) => {
		const sandbox = await start({ seed: { touches: 12, groups: 6, users: 12 } });
		const { control } = sandbox;
		const client = connect(sandbox);
		const read = async () => (await client.get<Record<string, Array<Record<string, unknown> | null>>>(`/api/v3/${list}`, { params: { page: 1, per_page: 100 } })).data[list] ?? [];
		const polite = await read();
		const [first, second, third, fourth] = polite.map((row) => row?.id as number);
		control.listTwice(list, first ?? 0);
		control.leaveOut(list, second ?? 0);
		control.spoil(list, third ?? 0, 'null');
		control.spoil(list, fourth ?? 0, 'unnamed');
		expect((await read()).map((row) => row?.id).slice(0, 4)).toEqual([first, first, undefined, undefined]);
		if (list === 'touches') expect((await client.get(`/api/v3/touches/${second}`)).status).toBe(200);
		control.listTwice(list, first ?? 0, false);
		control.leaveOut(list, second ?? 0, false);
		control.spoil(list, third ?? 0, null);
		control.spoil(list, fourth ?? 0, null);
		expect(await read()).toEqual(polite);
		control.respell(true);
		const spellings = [await read(), await read()].map((rows) => JSON.stringify(rows));
		expect(spellings[0]).not.toBe(spellings[1]);
		control.leaveOut(list, second ?? 0);
		control.reset({ touches: 12, groups: 6, users: 12 });
		expect((await read()).map((row) => row?.id)).toEqual(polite.map((row) => row?.id));
		expect(control.violations()).toEqual([]);
	});

	it('leave out what is not active', async () => {
		const sandbox = await start();
		const client = connect(sandbox);
		const touch = sandbox.control.touches.add();
		const group = sandbox.control.groups.add();
		const user = sandbox.control.users.add();
		sandbox.control.touches.update(touch.id, { status: 'Inactive' });
		sandbox.control.groups.update(group.id, { active: false });
		sandbox.control.users.update(user.id, { active: false });
		expect((await client.get('/api/v3/touches')).data.total_posts).toBe(0);
		expect((await client.get('/api/v3/groups')).data.total_groups).toBe(0);
		expect((await client.get('/api/v3/users')).data.total_users).toBe(0);
		const one = await client.get(`/api/v3/touches/${touch.id}`);
		expect([one.status, one.data]).toEqual([404, { message: 'Touch not found!' }]);
		expect((await client.get(`/api/v3/groups/${String(group.id)}/members`)).data).toEqual({ message: 'Group not found!' });
	});

	it('show the sample data in the odd types that are documented', async () => {
		const sandbox = await start({ seed: 'demo' });
		const kinds = (values: unknown[]): string[] => [...new Set(values.map((value) => typeof value))].sort();
		const { control } = sandbox;
		expect(kinds(control.users.list().map((user) => user.id))).toEqual(['number', 'string']);
		expect(kinds(control.groups.list().map((group) => group.id))).toEqual(['number', 'string']);
		const times = control.sends.list().map((send) => send.created_at);
		expect(times.some((time) => /\.\d{3}[+-]/.test(time))).toBe(true);
		expect(times.some((time) => /:\d\d[+-]/.test(time) && !time.includes('.'))).toBe(true);
		expect(new Set(times.map((time) => time.slice(-6))).size).toBeGreaterThan(3);
	});
});

describe('order of sends', () => {
	it('is ascending, descending or none, also after sends came and went', async () => {
		const sandbox = await start();
		const client = connect(sandbox);
		const ids = async (): Promise<number[]> => (await client.get('/api/v3/send?per_page=100')).data.sends.map((send: { id: number }) => send.id);
		sandbox.control.touches.add();
		sandbox.control.setOrder('none');
		const { firstId } = sandbox.control.sends.addMany(30, { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' });
		const shuffledBefore = await ids();
		const tied = sandbox.control.sends.add({ createdAt: '2026-02-01T00:00:00Z' }).id;
		const oldest = sandbox.control.sends.add({ createdAt: '2025-01-01T00:00:00Z' }).id;
		sandbox.control.sends.remove(firstId + 10);

		const shuffled = await ids();
		expect(await ids()).toEqual(shuffled);
		expect(shuffled.filter((id) => shuffledBefore.includes(id))).toEqual(shuffledBefore.filter((id) => id !== firstId + 10));
		sandbox.control.setOrder('ascending');
		const ascending = await ids();
		sandbox.control.setOrder('descending');
		expect(await ids()).toEqual([...ascending].reverse());
		expect([ascending[0], ascending.at(-1), ascending.length]).toEqual([oldest, tied, 31]);
		expect([...ascending].sort((left, right) => left - right)).not.toEqual(shuffled);
	});

	it('costs a page, not the whole list, with 100,000 sends', async () => {
		const sandbox = await start({ validateResponses: false });
		const client = connect(sandbox);
		sandbox.control.sends.addMany(100_000);
		for (const order of ['ascending', 'descending', 'none'] as const) {
			sandbox.control.setOrder(order);
			// The first page of a shuffled list shuffles it, once.
			await client.get('/api/v3/send');
			const before = sandbox.control.sends.work();
			const { data } = await client.get('/api/v3/send?per_page=100&page=700');
			expect([data.total_count, data.sends.length]).toEqual([100_000, 100]);
			expect(sandbox.control.sends.work() - before).toBe(100);
		}
		const before = sandbox.control.sends.work();
		sandbox.control.sends.add();
		expect(sandbox.control.sends.work() - before).toBeLessThan(100);
	});
});
