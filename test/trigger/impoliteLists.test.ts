import type { Sandbox } from '../../sandbox';
import { bench, between, eventsOf, start, stopAll, told, type TriggerBench } from './support';

afterEach(stopAll);

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const both = eventsOf('send', ['created', 'statusChanged']);

/** Sends that are over, spread over the last 60 days. */
async function withSends(count: number, order: 'ascending' | 'descending' = 'descending', status = 'Used'): Promise<Sandbox> {
	const sandbox = await start({ order, validateResponses: false, seed: { touches: 3 } });
	const now = sandbox.control.clock.now();
	if (count > 0) sandbox.control.sends.addMany(count, { from: now - 60 * DAY, to: now - HOUR, status });
	return sandbox;
}

async function polls(trigger: TriggerBench, { control }: Sandbox, count: number, budget?: number): Promise<string[]> {
	const events: string[] = [];
	for (let poll = 0; poll < count; poll++) {
		control.clock.advance(60_000, { moveSends: false });
		events.push(...told(await trigger.poll('trigger', budget)));
	}
	return events;
}

/** A new send; answers its events. */
function add({ control }: Sandbox): string[] {
	const { send_gid: gid } = control.sends.add({ kind: 'egift' });
	return [`created ${gid}`, `statusChanged ${gid} Sent`];
}

describe.each(['ascending', 'descending'] as const)('in %s order', (order) => {
	test.each([
		[250, 1],
		[250, 2],
		[250, 3],
		[950, 2],
		[950, 5],
		[950, 9],
	])('a send that is made during the first poll of %i sends, before answer %i, is told, and nothing older', async (count, nth) => {
		const sandbox = await withSends(count, order);
		const trigger = bench(sandbox, { events: both });
		let expected: string[] = [];
		const undo = between(sandbox, nth, () => (expected = add(sandbox)));
		const events = told(await trigger.poll());
		undo();
		expect([...events, ...(await polls(trigger, sandbox, 6))]).toEqual(expected);
	});

	test('counters that are off, no number or missing lose no send and invent none', async () => {
		for (const offset of [1, -1, 150, -150, 'text', 'missing'] as const) {
			const sandbox = await withSends(300, order);
			if (offset === 'missing') sandbox.control.hideCounters(true);
			else sandbox.control.offsetCounters(offset);
			const trigger = bench(sandbox, { events: both });
			expect(await polls(trigger, sandbox, 12)).toEqual([]);
			for (const { send_gid: gid } of sandbox.control.sends.list({ limit: 290 }).slice(-3)) sandbox.control.sends.remove(gid);
			expect(await polls(trigger, sandbox, 2)).toEqual([]);
			const expected = add(sandbox);
			expect(await polls(trigger, sandbox, 2)).toEqual(expected);
		}
	});

	test('pages that are smaller than they say, and a last page that comes again or is an error, change nothing', async () => {
		for (const behind of ['empty', 'error', 'repeat'] as const) {
			const sandbox = await withSends(130, order);
			sandbox.control.shortenPages(30);
			sandbox.control.answerBehindEnd(behind);
			if (behind === 'repeat') sandbox.control.hideCounters(true);
			const trigger = bench(sandbox, { events: both });
			expect(await polls(trigger, sandbox, 14)).toEqual([]);
			const expected = [...add(sandbox), ...add(sandbox)];
			expect((await polls(trigger, sandbox, 3)).sort()).toEqual(expected.sort());
			sandbox.control.clearRequests();
			await polls(trigger, sandbox, 1);
			expect(sandbox.control.requests().length).toBeLessThanOrEqual(4);
		}
	});

	test('sends out of their place or listed twice cost no request more', async () => {
		const sandbox = await withSends(10_000, order);
		const { control } = sandbox;
		const [newest, another] = control.sends.list({ limit: 40 }).slice(-2);
		control.sends.misplace(newest?.send_gid ?? '', 3 * 60_000);
		control.sends.misplace(another?.send_gid ?? '', 20 * DAY);
		control.sends.listTwice(control.sends.list({ limit: 10 })[5]?.send_gid ?? '');
		const trigger = bench(sandbox, { events: eventsOf('send', ['created']) });
		await polls(trigger, sandbox, 3);
		for (let poll = 0; poll < 5; poll++) {
			control.clearRequests();
			expect(await polls(trigger, sandbox, 1)).toEqual([]);
			expect(control.requests().length).toBeLessThanOrEqual(3);
		}
		const expected = Array.from({ length: 250 }, () => add(sandbox)[0]);
		control.clearRequests();
		expect((await polls(trigger, sandbox, 1)).sort()).toEqual(expected.sort());
		expect(control.requests().length).toBeLessThanOrEqual(7);
	});

	test('rows that are no sends, or lack a time or names, are left out or told, and the log says so once', async () => {
		const sandbox = await withSends(120, order);
		const { sends } = sandbox.control;
		for (const [place, how] of (['null', 'text', 'unnamed', 'undated', 'withoutHistory'] as const).entries()) sends.spoil(sends.list()[place * 7]?.send_gid ?? '', how);
		const trigger = bench(sandbox, { events: both });
		expect(await polls(trigger, sandbox, 8)).toEqual([]);
		const [created = '', sent = ''] = add(sandbox);
		sends.spoil(created.split(' ')[1] ?? '', 'undated');
		expect((await polls(trigger, sandbox, 3)).sort()).toEqual([created, sent].sort());
		expect(trigger.warnings.filter((warning) => warning.includes('left out'))).toHaveLength(1);
	});

	test('a page that always fails keeps nothing else back', async () => {
		const sandbox = await withSends(700, order);
		const trigger = bench(sandbox, { events: both });
		await polls(trigger, sandbox, 4);
		sandbox.control.beforeAnswer((pending) => {
			if (pending.request.query.page === '4') Object.assign(pending, { status: 404, answer: { message: 'No such page' } });
		});
		const events: string[] = [];
		const expected: string[] = [];
		for (let poll = 0; poll < 15; poll++) {
			expected.push(...add(sandbox));
			events.push(...(await polls(trigger, sandbox, 1)));
		}
		expect(events.sort()).toEqual(expected.sort());
		expect(trigger.warnings.filter((warning) => warning.includes('could not be read'))).toHaveLength(1);
	});
});

test('old sends that a new role reveals are taken for known, and young ones come out', async () => {
	const sandbox = await withSends(30);
	const { sends, clock } = sandbox.control;
	const trigger = bench(sandbox, { events: both });
	await polls(trigger, sandbox, 3);
	sends.addMany(2_970, { from: clock.now() - 900 * DAY, to: clock.now() - 3 * DAY, status: 'Used' });
	const { send_gid: gid } = sends.add({ createdAt: clock.now() - DAY, status: 'Used', kind: 'egift' });
	const events = await polls(trigger, sandbox, 60);
	expect(new Set(events.map((event) => event.split(' ')[1]))).toEqual(new Set([gid]));
	expect(trigger.warnings.filter((warning) => warning.includes('for the first time'))).toHaveLength(1);
});
