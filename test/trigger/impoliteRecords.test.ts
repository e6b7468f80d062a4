import { type IDataObject, type INodeParameters, sleep } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import { bench, connectorBench, eventsOf, start, stopAll, told, type TriggerBench } from './support';

afterEach(stopAll);

const ALL = ['created', 'updated', 'removed'];
const OLD = '2024-05-01T10:00:00Z';

async function serve(seed: IDataObject, options: IDataObject = {}): Promise<Sandbox> {
	return await start({ seed: seed as never, validateResponses: false, ...options });
}

/** One poll two minutes after the last one. */
async function tick(trigger: TriggerBench, { control }: Sandbox, budget?: number): Promise<string[]> {
	control.clock.advance(120_000);
	return told(await trigger.poll('trigger', budget));
}

const idsOf = (items: IDataObject[] | null) => (items ?? []).map(({ sendosoEvent }) => String((sendosoEvent as IDataObject).id));

describe('records that tell no date come and go as ever', () => {
	const users = async () => {
		const sandbox = await serve({ users: 130 });
		return { sandbox, trigger: bench(sandbox, { events: eventsOf('user', ALL) }) };
	};

	test.each([
		['the number of records is one too high', ({ control }: Sandbox) => control.offsetCounters(1), 'says another number of records'],
		['the number of records is one too low', ({ control }: Sandbox) => control.offsetCounters(-1), 'says another number of records'],
		['the number of records is a text', ({ control }: Sandbox) => control.offsetCounters('text'), 'does not say how many'],
		['the number of records is missing', ({ control }: Sandbox) => control.hideCounters(true), 'does not say how many'],
		['a record stands twice', ({ control }: Sandbox) => control.listTwice('users', control.users.list()[3]?.id ?? 0), 'stands twice'],
		['pages are smaller than asked for', ({ control }: Sandbox) => control.shortenPages(40), 'smaller pages'],
		['the list ends with an error', ({ control }: Sandbox) => control.answerBehindEnd('error'), 'does not end with an empty page'],
		['the last page comes again', ({ control }: Sandbox) => control.answerBehindEnd('repeat'), 'does not end with an empty page'],
		['an entry can not be read', ({ control }: Sandbox) => control.spoil('users', control.users.list()[3]?.id ?? 0, 'null'), 'can not be read or have no ID'],
		['an entry has no ID', ({ control }: Sandbox) => control.spoil('users', control.users.list()[3]?.id ?? 0, 'unnamed'), 'can not be read or have no ID'],
	])('although %s, and the log says so once', async (_, makeOdd, words) => {
		const { sandbox, trigger } = await users();
		makeOdd(sandbox);
		expect(await tick(trigger, sandbox)).toEqual([]);
		for (let round = 0; round < 3; round++) {
			const added = sandbox.control.users.add();
			expect(await tick(trigger, sandbox)).toEqual([`created ${String(added.id)}`]);
			const gone = sandbox.control.users.list().filter(({ active }) => active)[7 + round];
			sandbox.control.users.remove(gone?.id ?? 0);
			// At worst one poll later.
			expect([...(await tick(trigger, sandbox)), ...(await tick(trigger, sandbox))]).toEqual([`removed ${String(gone?.id)}`]);
		}
		expect(trigger.warnings.filter((warning) => warning.includes(words))).toHaveLength(1);
	});

	test.each([
		['every page carries a warning', ({ control }: Sandbox) => control.openConnectors.warnAlways(true), 'may not be whole'],
		['the number of records is always 0', ({ control }: Sandbox) => control.openConnectors.offsetTotalCount('zero'), 'says another number of records'],
		['pointers to pages are missing', ({ control }: Sandbox) => control.openConnectors.losePointers(2), undefined],
		['pages are smaller than asked for', ({ control }: Sandbox) => control.openConnectors.setPageLimit(30), undefined],
		['the last page comes again', ({ control }: Sandbox) => control.openConnectors.setPaging('lastForEver'), 'does not end with an empty page'],
		['all rows come at once whatever page is asked for', ({ control }: Sandbox) => control.openConnectors.setPaging('none'), undefined],
		['a record stands twice', ({ control }: Sandbox) => control.listTwice('return-addresses', 90), 'stands twice'],
	])('over SAP Open Connectors, although %s', async (_, makeOdd, words) => {
		const sandbox = await serve({});
		const { openConnectors } = sandbox.control;
		for (let count = 0; count < 150; count++) openConnectors.returnAddresses.add({ address: `Street ${count}` });
		openConnectors.setTotalCount(true);
		sandbox.control.clock.advance(600_000);
		makeOdd(sandbox);
		const { returnAddresses } = openConnectors;
		const trigger = connectorBench(sandbox, { events: eventsOf('returnAddress', ALL) });
		expect(await tick(trigger, sandbox)).toEqual([]);
		for (let round = 0; round < 2; round++) {
			const added = returnAddresses.add({ address: 'New' });
			const first = await tick(trigger, sandbox);
			// Only what fits on the one page that there is can be seen.
			if (_.startsWith('all rows')) expect(first).toEqual([]);
			else expect(first).toEqual([`created ${String(added.id)}`]);
			const gone = returnAddresses.list()[20 + round];
			returnAddresses.remove(gone?.id);
			const events = [...(await tick(trigger, sandbox)), ...(await tick(trigger, sandbox))];
			expect(events).toContain(`removed ${String(gone?.id)}`);
		}
		if (words !== undefined) expect(trigger.warnings.filter((warning) => warning.includes(words))).toHaveLength(1);
	});
});

describe('a record that can not be read by itself', () => {
	test.each([403, 422, 405, 200])('and answers %s blocks nobody, and has left when two readings say so', async (status) => {
		const sandbox = await serve({ touches: 30 });
		const { control } = sandbox;
		for (const events of [['created'], ALL]) {
			const trigger = bench(sandbox, { events: eventsOf('touch', events) });
			await tick(trigger, sandbox);
			const [gone] = control.touches.list().filter(({ status: state }) => state === 'Active');
			control.fault({ match: { path: `/api/v3/touches/${gone?.id}` }, times: 'always', action: { kind: 'status', status, body: { message: 'not this one' }, stage: 'before' } });
			control.touches.update(gone?.id ?? 0, { status: 'Inactive' });
			const added = control.touches.add();
			const told = events.length > 1 ? [`created ${added.id}`, `removed ${gone?.id}`] : [`created ${added.id}`];
			expect((await tick(trigger, sandbox)).sort()).toEqual(told);
			expect(await tick(trigger, sandbox)).toEqual([]);
		}
	});

	test.each([404, 410])('and answers %s has left', async (status) => {
		const sandbox = await serve({ touches: 30 });
		const { control } = sandbox;
		const trigger = bench(sandbox, { events: eventsOf('touch', ALL) });
		await tick(trigger, sandbox);
		const [gone] = control.touches.list().filter(({ status: state }) => state === 'Active');
		control.fault({ match: { path: `/api/v3/touches/${gone?.id}` }, times: 'always', action: { kind: 'status', status, body: { message: 'not this one' }, stage: 'before' } });
		control.leaveOut('touches', gone?.id ?? 0);
		control.clearRequests();
		expect(await tick(trigger, sandbox)).toEqual([`removed ${gone?.id}`]);
		// One page, the empty one behind it, and the campaign.
		expect(control.requests()).toHaveLength(3);
	});

	test('eight campaigns that are active but not listed are no removed ones, and are asked for less and less', async () => {
		const sandbox = await serve({ touches: 60 });
		const { control } = sandbox;
		const trigger = bench(sandbox, { events: eventsOf('touch', ALL) });
		await tick(trigger, sandbox);
		const active = control.touches.list().filter(({ status }) => status === 'Active');
		for (const { id } of active.slice(0, 8)) control.leaveOut('touches', id);
		const counts: number[] = [];
		for (let poll = 0; poll < 60; poll++) {
			control.clearRequests();
			expect(await tick(trigger, sandbox)).toEqual([]);
			counts.push(control.requests().filter(({ path }) => /touches\/\d/.test(path)).length);
		}
		expect(counts[0]).toBe(8);
		expect(Math.max(...counts.slice(1))).toBe(2);
		expect(counts.slice(40).reduce((sum, count) => sum + count, 0)).toBeLessThan(16);
		control.touches.remove(active[20]?.id ?? 0);
		expect(await tick(trigger, sandbox)).toEqual([`removed ${active[20]?.id}`]);
		// One of them goes for good, and another one is listed again.
		control.touches.remove(active[0]?.id ?? 0);
		control.leaveOut('touches', active[1]?.id ?? 0, false);
		control.clock.advance(86_400_000);
		const events: string[] = [];
		for (let poll = 0; poll < 6; poll++) events.push(...(await tick(trigger, sandbox)));
		expect(events).toEqual([`removed ${active[0]?.id}`]);
		expect(trigger.warnings.filter((warning) => warning.includes('can still be read as active'))).toHaveLength(1);
	});
});

test('nine campaigns that are active but not listed for a while are no removed ones', async () => {
	const sandbox = await serve({ touches: 60 });
	const { control } = sandbox;
	for (const make of [bench, connectorBench]) {
		const trigger = make(sandbox, { events: eventsOf('touch', ALL) });
		await tick(trigger, sandbox);
		const active = control.touches.list().filter(({ status }) => status === 'Active').slice(0, 9);
		for (const { id } of active) control.leaveOut('touches', id);
		for (let poll = 0; poll < 4; poll++) expect(await tick(trigger, sandbox)).toEqual([]);
		for (const { id } of active) control.leaveOut('touches', id, false);
		expect(await tick(trigger, sandbox)).toEqual([]);
	}
});

test('a filter that the server ignores filters nevertheless', async () => {
	const sandbox = await serve({});
	const { touches } = sandbox.control;
	for (let count = 0; count < 250; count++) touches.add({ delivery_type: 'mail', created_at: OLD });
	sandbox.control.beforeAnswer((pending) => {
		if (!pending.request.path.endsWith('/touches')) return;
		const all = touches.list();
		const page = Number(pending.request.query.page);
		pending.answer = { current_page: page, per_page: 100, total_posts: all.length, touches: all.slice((page - 1) * 100, page * 100) };
	});
	const trigger = bench(sandbox, { events: eventsOf('touch', ALL), filters: { deliveryType: 'email' } });
	await tick(trigger, sandbox);
	touches.add({ delivery_type: 'mail' });
	const wanted = touches.add({ delivery_type: 'email' });
	expect(await tick(trigger, sandbox)).toEqual([`created ${wanted.id}`]);
	expect(trigger.warnings.filter((warning) => warning.includes('stands twice'))).toEqual([]);
});

describe('over SAP Open Connectors, what the poll can do without', () => {
	const prepare = async () => {
		const sandbox = await serve({});
		const { openConnectors, clock } = sandbox.control;
		openConnectors.setFilterable('return-addresses', ['updated_at']);
		for (let count = 0; count < 20; count++) openConnectors.returnAddresses.add({ address: `Street ${count}` });
		clock.advance(600_000);
		return { sandbox, addresses: openConnectors.returnAddresses, trigger: connectorBench(sandbox, { events: eventsOf('returnAddress', ['created', 'updated']) }) };
	};

	test.each([502, 504, 204, 200, 401, 429, 'hangs'])('answers %s, and the whole list is read', async (status) => {
		const { sandbox, addresses, trigger } = await prepare();
		await tick(trigger, sandbox);
		sandbox.control.beforeAnswer(async (pending) => {
			if (pending.request.query.where === undefined) return;
			if (status === 'hangs') await sleep(3_000);
			else Object.assign(pending, { status, answer: status === 200 ? { success: false } : '' });
		});
		const added = addresses.add({ address: 'New' });
		expect(await tick(trigger, sandbox, 4_000)).toEqual([`created ${String(added.id)}`]);
	}, 20_000);

	test.each([503, 429, 401])('is metadata that answer %s, and the poll goes on', async (status) => {
		const { sandbox, addresses, trigger } = await prepare();
		sandbox.control.fault({ match: { path: '*/objects*' }, times: 'always', action: { kind: 'status', status, body: { message: 'not now' }, stage: 'before' } });
		expect(await tick(trigger, sandbox, 4_000)).toEqual([]);
		const added = addresses.add({ address: 'New' });
		expect(await tick(trigger, sandbox, 4_000)).toEqual([`created ${String(added.id)}`]);
	}, 20_000);
});

describe('event ids', () => {
	test('of two baselines never meet, but for what is created', async () => {
		const sandbox = await serve({ touches: 30 });
		const { touches } = sandbox.control;
		const trigger = bench(sandbox, { events: eventsOf('touch', ALL) });
		const ids: string[] = [];
		for (let baseline = 0; baseline < 3; baseline++) {
			trigger.dropState();
			await tick(trigger, sandbox);
			const [first, second] = touches.list().filter(({ status }) => status === 'Active');
			for (let round = 0; round < 2; round++) {
				touches.update(first?.id ?? 0, { name: `Name ${round}` });
				touches.update(second?.id ?? 0, { status: 'Inactive' });
				sandbox.control.clock.advance(120_000);
				ids.push(...idsOf(await trigger.poll()));
				touches.update(second?.id ?? 0, { status: 'Active' });
				ids.push(...idsOf(await trigger.poll()));
			}
		}
		expect(ids).toHaveLength(18);
		expect(new Set(ids).size).toBe(18);
	});

	test('of a new record are made of the record alone', async () => {
		const sandbox = await serve({ touches: 3 });
		const trigger = bench(sandbox, { events: ['touchCreated'] });
		await tick(trigger, sandbox);
		const added = sandbox.control.touches.add();
		expect(idsOf(await trigger.poll())).toEqual([`touch:${added.id}:created:0`]);
		trigger.dropState();
		expect(idsOf(await trigger.poll())).toEqual([`touch:${added.id}:created:0`]);
	});
});

describe('what counts as updated', () => {
	const record: IDataObject = {
		name: 'Spring',
		created_at: OLD,
		updated_at: OLD,
		start_date: '2026-01-05T10:00:00.000Z',
		price: '75.0',
		note: '',
		labels: ['a', 'b'],
		members: [{ id: 1, name: 'Ada' }, { id: 2, name: 'Grace' }],
		settings: { color: 'red', empty: null },
		is_hidden: false,
		image: 'https://example.com/a.png?signature=1',
		code: '007',
	};

	/** The events of a poll after a campaign's members were replaced. */
	const after = async (changes: IDataObject, options: INodeParameters = {}) => {
		const sandbox = await serve({});
		const { id } = sandbox.control.touches.add(record as never);
		const trigger = bench(sandbox, { events: eventsOf('touch', ALL), options });
		await tick(trigger, sandbox);
		sandbox.control.touches.update(id, changes as never);
		return await tick(trigger, sandbox);
	};

	test.each<[string, IDataObject]>([
		['another offset', { start_date: '2026-01-05T11:00:00+01:00' }],
		['another precision', { start_date: '2026-01-05T10:00:00Z' }],
		['zeros behind the point', { price: '75.00' }],
		['a number instead of its text', { price: 75 }],
		['null instead of an empty text', { note: null }],
		['an empty list instead of nothing', { note: [] }],
		['nothing instead of false', { is_hidden: undefined }],
		['another order of records', { members: [{ id: 2, name: 'Grace' }, { id: 1, name: 'Ada' }] }],
		['another order of members', { settings: { empty: null, color: 'red' } }],
		['no empty member', { settings: { color: 'red' } }],
		['another signature', { image: 'https://example.com/a.png?signature=2&expires=9' }],
		['another time of the change', { updated_at: '2026-03-01T10:00:00Z' }],
	])('not %s', async (_, changes) => {
		expect(await after(changes)).toEqual([]);
	});

	test.each<[string, IDataObject]>([
		['another moment', { start_date: '2026-01-05T10:00:01.000Z' }],
		['another amount', { price: '75.01' }],
		['zeros in front', { code: '7' }],
		['zeros of a whole number', { code: '0070' }],
		['another order of texts', { labels: ['b', 'a'] }],
		['one text more', { labels: ['a', 'b', 'b'] }],
		['another value in a record of a list', { members: [{ id: 1, name: 'Ada' }, { id: 2, name: 'Hopper' }] }],
		['values that changed places', { name: '007', code: 'Spring' }],
		['true instead of false', { is_hidden: true }],
		['another address', { image: 'https://example.com/b.png?signature=1' }],
		['a member deep inside', { settings: { color: 'blue', empty: null } }],
		['a zero instead of nothing', { note: 0 }],
	])('but %s', async (_, changes) => {
		expect(await after(changes)).toEqual([expect.stringMatching(/^updated /)]);
	});

	test("what stands in 'Ignore Changes In', and updated_at when it was emptied", async () => {
		expect(await after({ name: 'Other', settings: { color: 'blue' } }, { ignoreFields: 'name, color' })).toEqual([]);
		expect(await after({ updated_at: '2026-03-01T10:00:00Z' }, { ignoreFields: 'name' })).toHaveLength(1);
		expect(await after({ updated_at: '2026-03-01T10:00:00Z' }, { ignoreFields: '' })).toHaveLength(1);
	});

	test("a change of 'Ignore Changes In' tells nothing by itself, and every change after it", async () => {
		const sandbox = await serve({ touches: 250 });
		const { touches } = sandbox.control;
		const trigger = bench(sandbox, { events: eventsOf('touch', ALL) });
		await tick(trigger, sandbox);
		trigger.change({ options: { ignoreFields: 'name' } });
		const added = touches.add();
		expect(await tick(trigger, sandbox)).toEqual([`created ${added.id}`]);
		expect(trigger.warnings.filter((warning) => warning.includes("'Ignore Changes In' was changed"))).toHaveLength(1);
		touches.update(added.id, { name: 'Other' });
		expect(await tick(trigger, sandbox)).toEqual([]);
		touches.update(added.id, { currency: 'EUR' });
		expect(await tick(trigger, sandbox)).toEqual([`updated ${added.id}`]);
	});

	test('respelled answers are none, on both connections', async () => {
		const sandbox = await serve({ touches: 60, groups: 9 });
		sandbox.control.respell(true);
		const direct = bench(sandbox, { events: [...eventsOf('touch', ALL), ...eventsOf('group', ALL)] });
		const connector = connectorBench(sandbox, { events: [...eventsOf('touch', ALL), ...eventsOf('group', ALL)] });
		for (let poll = 0; poll < 5; poll++) expect([await tick(direct, sandbox), await tick(connector, sandbox)]).toEqual([[], []]);
	});
});

test.each([1, 2, 3, 40])('an empty answer for %s records is no removal, and a list that stays empty is one', async (count) => {
	const sandbox = await serve({});
	const { control } = sandbox;
	for (let group = 0; group < count; group++) control.groups.add({ created_at: OLD });
	const trigger = bench(sandbox, { events: eventsOf('group', ALL) });
	await tick(trigger, sandbox);
	const stop = control.beforeAnswer((pending) => {
		Object.assign(pending.answer as object, { groups: [], total_groups: 0 });
	});
	expect(await tick(trigger, sandbox)).toEqual([]);
	stop();
	expect(await tick(trigger, sandbox)).toEqual([]);
	for (const { id } of control.groups.list()) control.groups.remove(id);
	expect(await tick(trigger, sandbox)).toEqual([]);
	expect(await tick(trigger, sandbox)).toHaveLength(count);
});

describe('a stored state that is not whole', () => {
	const half = (state: IDataObject): IDataObject[] => {
		const broken = [null, 'text', 7, [], {}];
		const members = Object.keys(state).flatMap((name) => [...broken, undefined].map((value) => ({ ...state, [name]: value }) as IDataObject));
		const known = state.known as IDataObject;
		const inside = Object.keys(known).flatMap((name) => broken.map((value) => ({ ...state, known: { ...known, [name]: value } }) as IDataObject));
		const spoilt = ['x', 'a:b', '%E0%A4%A:abcdef', '1:abcdef ', ' '].map((entries) => ({ ...state, known: { ...known, entries } }) as IDataObject);
		const names = [{ letters: 'a', codes: 'AAAZZZ' }, { letters: 'a', codes: 'A' }, { letters: 5, codes: '' }].map((text) => ({ ...state, known: { ...known, names: { text, length: 40 } } }) as IDataObject);
		return [...(broken as IDataObject[]), ...members, ...inside, ...spoilt, ...names];
	};

	test('never stops the polls, and loses nothing that was created since the last one', async () => {
		const sandbox = await serve({ touches: 12 });
		const { control } = sandbox;
		const trigger = bench(sandbox, { events: eventsOf('touch', ALL) });
		await tick(trigger, sandbox);
		const stored = trigger.state.touch as IDataObject;
		for (const state of half(stored.state as IDataObject)) {
			trigger.workflow.getStaticData('node', trigger.node).touch = { ...stored, polledAt: control.clock.now(), state } as unknown as IDataObject;
			control.clock.advance(600_000);
			const added = control.touches.add();
			// Old records are called new only where nobody could know that they are.
			expect((await trigger.poll())?.map(({ id }) => id)).toContain(added.id);
			control.touches.remove(added.id);
			await trigger.poll();
		}
	}, 120_000);

	test.each(['text', 7, true])('as a whole (%p) is told with the way out', async (whole) => {
		const sandbox = await serve({ touches: 3 });
		const trigger = bench(sandbox, { events: ['touchCreated'] });
		(trigger.workflow.staticData as Record<string, unknown>)[`node:${trigger.node.name}`] = whole;
		await expect(trigger.poll()).rejects.toMatchObject({ message: expect.stringContaining('is not whole') as unknown, description: expect.stringContaining('Rename the node') as unknown });
	});
});

test('a campaign that is active again tells no old date, and another id than a new one', async () => {
	const sandbox = await serve({ touches: 5 });
	const { touches } = sandbox.control;
	const draft = touches.add({ status: 'Inactive', created_at: OLD });
	const trigger = bench(sandbox, { events: eventsOf('touch', ALL) });
	await tick(trigger, sandbox);
	touches.update(draft.id, { status: 'Active' });
	const [event] = (await trigger.poll()) ?? [];
	expect(event?.sendosoEvent).toMatchObject({ type: 'created' });
	expect(event?.sendosoEvent).not.toHaveProperty('occurredAt');
	expect(String((event?.sendosoEvent as IDataObject).id)).not.toBe(`touch:${draft.id}:created:0`);
	sandbox.control.clock.advance(120_000);
	const added = touches.add();
	expect((await trigger.poll())?.[0]?.sendosoEvent).toMatchObject({ occurredAt: added.created_at });
});

test('over SAP Open Connectors nobody asks who is connected', async () => {
	const sandbox = await serve({ groups: 9 });
	const trigger = connectorBench(sandbox, { events: eventsOf('group', ALL) });
	for (let poll = 0; poll < 3; poll++) await tick(trigger, sandbox);
	expect(new Set(sandbox.control.requests().map(({ path }) => path.split('/').at(-1)))).toEqual(new Set(['groups']));
});

test.each([
	['with a reason', { success: false, message: 'The plan of this account has no API' }, 'The plan of this account has no API'],
	['without one', { success: false }, 'Sendoso refused the request, and does not say why'],
])('a list that is refused with a 200 says so, %s', async (_, answer, message) => {
	const sandbox = await serve({ groups: 9 });
	sandbox.control.beforeAnswer((pending) => {
		if (pending.request.path.endsWith('/groups')) pending.answer = answer;
	});
	for (const [make, party] of [[bench, 'Sendoso'], [connectorBench, 'SAP Open Connectors']] as const) {
		const polled = make(sandbox, { events: ['groupCreated'] }).poll();
		await expect(polled).rejects.toMatchObject({ message: message.replace('Sendoso', party), description: expect.not.stringContaining('did not come from') as unknown });
	}
});

test.each([['direct', bench], ['SAP Open Connectors', connectorBench]] as const)('a list that never ends says so, over %s', async (_, make) => {
	const sandbox = await serve({ groups: 9 });
	let next = 1_000_000_000_000;
	sandbox.control.beforeAnswer((pending) => {
		if (!pending.request.path.endsWith('/groups')) return;
		const groups = Array.from({ length: 1_000 }, () => ({ id: (next += 1_000), name: 'Again' }));
		pending.answer = Array.isArray(pending.answer) ? groups : { current_page: 1, per_page: 100, groups };
	});
	await expect(make(sandbox, { events: ['groupCreated'] }).poll()).rejects.toMatchObject({ message: expect.stringContaining('too many records to keep track of') as unknown });
	expect(sandbox.control.requests().length).toBeLessThan(120);
});

describe('a list that is too long for one poll', () => {
	test.each([['direct', bench], ['SAP Open Connectors', connectorBench]] as const)('is read over several, removals included, over %s', async (name, make) => {
		const sandbox = await serve({ groups: 0 }, { maxPerPage: 10 });
		const { control } = sandbox;
		control.openConnectors.setPageLimit(10);
		for (let count = 0; count < 120; count++) control.groups.add({ created_at: OLD });
		const trigger = make(sandbox, { events: eventsOf('group', ALL) });
		control.setLatency(30);
		const budget = name === 'direct' ? 250 : 400;
		const polls = async (count: number) => {
			const events: string[] = [];
			for (let poll = 0; poll < count; poll++) events.push(...(await tick(trigger, sandbox, budget)));
			return events.sort();
		};
		expect(await polls(10)).toEqual([]);
		expect(trigger.warnings.filter((warning) => warning.includes('too long for the time of one poll'))).toHaveLength(1);
		const added = control.groups.add({ created_at: OLD });
		const [gone, changed] = [control.groups.list()[3], control.groups.list()[110]];
		control.groups.remove(gone?.id ?? 0);
		control.groups.update(changed?.id ?? 0, { name: 'Other' });
		expect(await polls(16)).toEqual([`created ${String(added.id)}`, `removed ${String(gone?.id)}`, `updated ${String(changed?.id)}`]);
	}, 60_000);

	test('gives all that was there with Start From, undated records, too', async () => {
		const sandbox = await serve({ users: 0 }, { maxPerPage: 10 });
		const { control } = sandbox;
		for (let count = 0; count < 200; count++) control.users.add();
		const trigger = bench(sandbox, { events: ['userCreated'], options: { startFrom: '2000-01-01' } });
		control.setLatency(30);
		const events: string[] = [];
		for (let poll = 0; poll < 12; poll++) events.push(...(await tick(trigger, sandbox, 400)));
		expect(new Set(events).size).toBe(200);
		expect(events).toHaveLength(200);
	}, 60_000);
});
