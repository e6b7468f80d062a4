import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { SendOrder } from '../../../sandbox';
import { itExplainsRefusals } from '../readErrors';
import { expectError, listedSends, locator, openDesk, without } from '../support';

const desk = openDesk({ seed: { touches: 6, groups: 2, users: 4, sends: 640 } });

const parameters = (more: INodeParameters = {}): INodeParameters => ({ resource: 'send', operation: 'getAll', simplify: false, ...more });
/** Listed sends, newest first, without what the API hides. */
const listed = () => listedSends(desk);
const jsonOf = (sends: unknown[]) => sends as IDataObject[];
const orders: SendOrder[] = ['descending', 'ascending', 'none'];

describe.each(orders)('a list in the order "%s"', (order) => {
	beforeEach(() => desk.control.setOrder(order));

	test.each([1, 50, 100, 101, 250])('limit %d gives the newest ones', async (limit) => {
		const { items, error } = await desk.run(parameters({ limit }));
		expect(error).toBeUndefined();
		expect(items).toEqual(jsonOf(listed().slice(0, limit)).map((json) => ({ json, pairedItem: { item: 0 } })));
		for (const { method, path, body } of desk.seen()) expect([method, path, body]).toEqual(['GET', '/api/v3/send', null]);
		// The first and the last page tell the order; then only pages that the limit needs. The last row of a page counts with the next page.
		const expected = { descending: Math.floor(limit / 100) + 2, ascending: 1 + Math.ceil((limit + 60) / 100), none: 7 }[order];
		expect(desk.seen()).toHaveLength(Math.min(expected, 7));
	});

	test('Return All gives every send once, newest first', async () => {
		const { items } = await desk.run(parameters({ returnAll: true }));
		expect(items.map(({ json }) => json)).toEqual(jsonOf(listed()));
		expect(desk.seen()).toHaveLength(7);
	});

	test('filters are applied before the limit', async () => {
		const expected = listed().filter(({ status }) => status === 'Used').slice(0, 30);
		const { items } = await desk.run(parameters({ limit: 30, filters: { status: ['Used'] } }));
		expect(items.map(({ json }) => json)).toEqual(jsonOf(expected));
	});

	test('Created After reads no further back than needed', async () => {
		const after = listed()[99]?.created_at ?? '';
		const { items } = await desk.run(parameters({ returnAll: true, filters: { createdAfter: after } }));
		expect(items.map(({ json }) => json)).toEqual(jsonOf(listed().filter(({ created_at }) => Date.parse(created_at) >= Date.parse(after))));
		expect(desk.seen().length).toBeLessThanOrEqual(order === 'none' ? 7 : 4);
	});

	test.each(['inserted', 'removed'])('a send that is %s meanwhile costs no other', async (what) => {
		const before = listed();
		let moves = 0;
		const stop = desk.control.beforeAnswer(() => {
			if (moves++ > 0) return;
			if (what === 'inserted') desk.control.sends.add();
			else desk.control.sends.remove(before[0]?.send_gid ?? '');
		});
		const { items } = await desk.run(parameters({ returnAll: true }));
		stop();
		const gids = items.map(({ json }) => json.send_gid);
		expect(new Set(gids).size).toBe(gids.length);
		const missing = before.slice(1).filter(({ send_gid }) => !gids.includes(send_gid));
		expect(missing).toEqual([]);
		const times = items.map(({ json }) => Date.parse(String(json.created_at)));
		expect(times).toEqual([...times].sort((left, right) => right - left));
	});
});

const simplified = (send: ReturnType<typeof listed>[number]) => ({
	send_gid: send.send_gid,
	status: send.status,
	status_changed_at: send.status_updates.at(-1)?.occurred_at,
	created_at: send.created_at,
	touch_name: send.touch?.name ?? null,
	recipient_email: send.recipient.email,
	sender_email: send.sender.email,
	team_name: send.sender.team_name,
	cost: Number(send.current_total_cost),
	currency: send.currency,
});

test('is simplified by default, 50 sends', async () => {
	const { items } = await desk.run({ resource: 'send', operation: 'getAll' });
	expect(items.map(({ json }) => json)).toEqual(listed().slice(0, 50).map(simplified));
	expect(items[0]?.json).toMatchObject({ cost: expect.any(Number), currency: expect.stringMatching(/^[A-Z]{3}$/) });
});

test('follows a server with smaller pages', async () => {
	desk.control.setMaxPerPage(30);
	const { items } = await desk.run(parameters({ limit: 65 }));
	expect(items.map(({ json }) => json)).toEqual(jsonOf(listed().slice(0, 65)));
	expect(desk.seen()).toHaveLength(4);
});

test('an empty list gives no items', async () => {
	desk.control.reset('empty');
	for (const more of [{}, { returnAll: true }, { filters: { status: ['Used'] } }]) {
		const { items, error } = await desk.run(parameters(more));
		expect([items, error]).toEqual([[], undefined]);
	}
	expect(desk.seen()).toHaveLength(3);
});

test('reads the list for each item, and pairs the sends', async () => {
	const { items } = await desk.run(parameters({ limit: '={{ $json.limit }}' }), { items: [{ limit: 1 }, { limit: 2 }] });
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 1 }]);
});

describe('filters', () => {
	const find = async (filters: INodeParameters, more = {}) => {
		const { items, error } = await desk.run(parameters({ returnAll: true, filters }), more);
		expect(error).toBeUndefined();
		return items.map(({ json }) => json.send_gid);
	};
	const gids = (accept: (send: ReturnType<typeof listed>[number]) => boolean) => {
		const found = listed().filter(accept).map(({ send_gid }) => send_gid);
		expect(found.length).toBeGreaterThan(0);
		return found;
	};

	test('status, several of them, also from an expression', async () => {
		const expected = gids(({ status }) => ['Used', 'Delivered'].includes(status));
		expect(await find({ status: ['Used', 'Delivered'] })).toEqual(expected);
		expect(await find({ status: '={{ $json.wanted }}' }, { items: [{ wanted: ['Used', 'Delivered'] }] })).toEqual(expected);
	});

	test.each(['id', 'list'] as const)('campaign (mode %s)', async (mode) => {
		const id = listed()[7]?.touch?.id;
		expect(await find({ touchId: locator(String(id), mode) })).toEqual(gids(({ touch }) => touch?.id === id));
		expect(await find({ touchId: locator('={{ $json.id }}', mode) }, { items: [{ id }] })).toEqual(gids(({ touch }) => touch?.id === id));
	});

	test('an empty campaign is refused: it must not mean all', async () => {
		expectError(await desk.run({ resource: 'send', operation: 'getAll', filters: { touchId: locator('', 'list') } }), "'Campaign (Touch)' is empty", "'Filters'");
		expect(desk.seen()).toEqual([]);
	});

	test('recipient and sender, in any case and with space around', async () => {
		const { recipient, sender } = listed()[3] ?? listed()[0]!;
		expect(await find({ recipientEmail: ` ${recipient.email?.toUpperCase()} ` })).toEqual(gids((send) => send.recipient.email === recipient.email));
		expect(await find({ senderEmail: sender.email.toUpperCase() })).toEqual(gids((send) => send.sender.email === sender.email));
	});

	test('all of them together', async () => {
		const send = listed()[20];
		const filters = { status: [String(send?.status)], touchId: locator(send?.touch?.id), recipientEmail: String(send?.recipient.email), createdAfter: '2020-01-01', createdBefore: String(send?.created_at) };
		expect(await find(filters)).toContain(send?.send_gid);
	});

	test('a filter that nothing passes gives no items', async () => {
		expect(await find({ recipientEmail: 'nobody@example.com' })).toEqual([]);
	});
});

describe('dates', () => {
	const add = (createdAt: string) => desk.control.sends.add({ createdAt }).send_gid;
	const find = async (filters: INodeParameters, timezone = 'UTC') => {
		const { items, error } = await desk.run(parameters({ returnAll: true, filters }), { timezone });
		expect(error).toBeUndefined();
		return items.map(({ json }) => json.send_gid);
	};
	beforeEach(() => desk.control.reset({ touches: 1 }));

	test('bounds are inclusive', async () => {
		const [early, late] = [add('2026-03-04T10:00:00.000Z'), add('2026-03-04T11:00:00.000Z')];
		expect(await find({ createdAfter: '2026-03-04T10:00:00Z', createdBefore: '2026-03-04T11:00:00Z' })).toEqual([late, early]);
		expect(await find({ createdAfter: '2026-03-04T10:00:00.001Z' })).toEqual([late]);
		expect(await find({ createdBefore: '2026-03-04T10:59:59.999Z' })).toEqual([early]);
	});

	test.each([
		['America/Los_Angeles', '2026-03-04T18:00:00Z'],
		['Asia/Kolkata', '2026-03-04T04:30:00Z'],
		['UTC', '2026-03-04T10:00:00Z'],
	])('a date without offset is in the time zone of the workflow: %s', async (timezone, moment) => {
		const before = add(new Date(Date.parse(moment) - 1000).toISOString());
		const at = add(moment);
		expect(await find({ createdAfter: '2026-03-04T10:00:00' }, timezone)).toEqual([at]);
		expect(await find({ createdAfter: '2026-03-04 10:00' }, timezone)).toEqual([at]);
		expect(await find({ createdBefore: '2026-03-04T09:59:59' }, timezone)).toEqual([before]);
		expect(await find({ createdAfter: `={{ $json.day ?? "2026-03-04T10:00:00" }}` }, timezone)).toEqual([at]);
	});

	test('an offset counts, whatever the time zone of the workflow', async () => {
		const at = add('2026-03-04T10:00:00Z');
		expect(await find({ createdAfter: '2026-03-04T11:00:00+01:00', createdBefore: '2026-03-04T02:00:00-08:00' }, 'Asia/Tokyo')).toEqual([at]);
		expect(await find({ createdAfter: '2026-03-04T11:00:01+01:00' }, 'Asia/Tokyo')).toEqual([]);
	});

	test('a day as a bound means the whole day', async () => {
		const inside = ['2026-03-03T23:00:00.000Z', '2026-03-04T22:59:59.999Z'].map(add);
		add('2026-03-03T22:59:59.999Z');
		add('2026-03-04T23:00:00.000Z');
		expect(await find({ createdAfter: '2026-03-04', createdBefore: '2026-03-04' }, 'Europe/Paris')).toEqual(inside.reverse());
	});

	test.each([
		['America/Santiago', 'set forward at its beginning', '2025-09-07', '2025-09-07T04:00:00.000Z', '2025-09-08T02:59:59.999Z'],
		['America/Santiago', 'set back at its end', '2025-04-05', '2025-04-05T03:00:00.000Z', '2025-04-06T03:59:59.999Z'],
		['America/Havana', 'set forward at its beginning', '2025-03-09', '2025-03-09T05:00:00.000Z', '2025-03-10T03:59:59.999Z'],
		['Africa/Cairo', 'set back at its end', '2025-10-30', '2025-10-29T21:00:00.000Z', '2025-10-30T21:59:59.999Z'],
	])('a day of %s whose clocks are %s is whole: %s', async (timezone, _name, day, from, to) => {
		const beside = (moment: string, milliseconds: number) => new Date(Date.parse(moment) + milliseconds).toISOString();
		const [before, first, last, after] = [beside(from, -1), from, to, beside(to, 1)].map(add);
		expect(await find({ createdAfter: day, createdBefore: day }, timezone)).toEqual([last, first]);
		expect(await find({ createdAfter: day }, timezone)).toEqual([after, last, first]);
		expect(await find({ createdBefore: day }, timezone)).toEqual([last, first, before]);
	});

	test('dates that expressions give', async () => {
		const at = add('2026-03-04T10:00:00Z');
		expect(await find({ createdAfter: '={{ DateTime.fromISO("2026-03-04T10:00:00Z") }}', createdBefore: '={{ new Date("2026-03-04T10:00:00Z") }}' })).toEqual([at]);
		expect(await find({ createdAfter: '={{ $now.minus({ days: 1 }) }}' })).toEqual([]);
	});

	test.each(['yesterday', '2026-13-01', '2026-02-30', '04.03.2026', '={{ 20260304 }}', '2026-03-04T25:00:00Z', '={{ DateTime.fromISO("nonsense") }}'])(
		'refuses the date %j before any request',
		async (date) => {
			expectError(await desk.run(parameters({ filters: { createdAfter: date } })), "'Created After' is not a readable date", "'Created After'");
			expectError(await desk.run(parameters({ filters: { createdBefore: date } })), "'Created Before' is not a readable date", "'Created Before'");
			expect(desk.seen()).toEqual([]);
		},
	);
});

test.each([
	[{ limit: 0 }, "'Limit' must be a whole number from 1 to 50,000", "'Limit'"],
	[{ limit: 50_001 }, "'Limit' must be a whole number from 1 to 50,000", "'Limit'"],
	[{ filters: { recipientEmail: 'ana' } }, "'Recipient Email' is not an e-mail address", "'Recipient Email'"],
	[{ filters: { senderEmail: 'a@b' } }, "'Sender Email' is not an e-mail address", "'Sender Email'"],
])('refuses %j before any request', async (more, message, advice) => {
	expectError(await desk.run(parameters(more as INodeParameters)), message, advice);
	expect(desk.seen()).toEqual([]);
});

test.each<[string, boolean, INodeParameters]>([
	['counts', false, { returnAll: true }],
	['counts', false, { limit: 50 }],
	['does not count', true, { returnAll: true }],
	['does not count', true, { limit: 50 }],
	['does not count', true, { limit: 300, filters: { status: ['Used'] } }],
])('says that the list repeats itself when a server that %s ignores the page number (%j)', async (_name, isUncounted, more) => {
	desk.control.ignorePageNumbers(true);
	desk.control.hideCounters(isUncounted);
	const result = await desk.run(parameters(more));
	expectError(result, "Sendoso's list repeats itself: a page held nothing but records of earlier pages", 'Run the node again');
	expect(result.items).toEqual([]);
	expect(desk.seen().length).toBeLessThanOrEqual(7);
});

test('sends that carry no name come all the same, twins of one page too', async () => {
	const nameless = (sends: object[]) => sends.map((send) => without(send, 'send_gid', 'id'));
	const expected = nameless(listed());
	const stop = desk.control.beforeAnswer(({ answer }) => {
		const page = answer as { sends: IDataObject[] };
		page.sends = nameless(page.sends);
		if (page.sends.length > 1) page.sends[1] = { ...page.sends[0] };
	});
	const { items } = await desk.run(parameters({ returnAll: true }));
	stop();
	expect(items).toHaveLength(640);
	const [first] = expected;
	expect(items.filter(({ json }) => JSON.stringify(json) === JSON.stringify(first))).toHaveLength(2);
});

test('more than 50,000 sends are too many for one item, and 50,000 are not', async () => {
	desk.control.reset({ touches: 1 });
	desk.control.sends.addMany(50_000);
	expect((await desk.run(parameters({ limit: 1 }))).items).toHaveLength(1);
	expect(desk.seen().map(({ query }) => query.page)).toEqual(['1', '500', '501']);
	desk.control.sends.add();
	const result = await desk.run(parameters({ returnAll: true }));
	expectError(result, 'The list holds more than 50,000 records, the most that one item can return', "'Return All'");
	expect(desk.seen()).toHaveLength(4);
});

itExplainsRefusals(desk, () => parameters());
