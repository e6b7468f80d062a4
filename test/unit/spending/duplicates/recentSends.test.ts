import type { ListedSend } from '../../../../nodes/shared/spending/listedSend';
import { settle } from '../../../support/fakeClock';
import { EMAIL } from '../../../support/listedSend';
import { unitItem } from '../../../support/unitItem';
import { openListDesk, otherExecution } from './listDesk';

const DAY = 86_400_000;

describe('what makes a gift a duplicate', () => {
	test('the newest send of the same campaign and address within the window', async () => {
		const { clock, list, read } = openListDesk();
		list('old');
		await clock.advance(3 * DAY);
		list('new');
		list('other campaign', { touchId: '2' });
		list('other address', { email: 'ben@example.org' });
		const recent = await read();
		expect(recent.duplicatesOf('1', EMAIL)[0]?.id).toBe('new');
		expect(recent.duplicatesOf('3', EMAIL)[0]).toBeUndefined();
	});

	test('one at the very edge of the window counts, a millisecond earlier it does not', async () => {
		const { clock, list, read } = openListDesk();
		list('edge');
		await clock.advance(14 * DAY - 100);
		const recent = await read();
		expect(recent.duplicatesOf('1', EMAIL)[0]?.id).toBe('edge');
		await clock.advance(1);
		expect(recent.duplicatesOf('1', EMAIL)[0]).toBeUndefined();
	});

	test('one without a date counts, one that came to nothing does not', async () => {
		const { list, read } = openListDesk();
		list('undated', { createdAt: '' });
		list('refunded', { status: 'Refunded' });
		expect((await read()).duplicatesOf('1', EMAIL)[0]?.id).toBe('undated');
	});
});

test('a send that came to nothing is found by the time of its creation, the ends included', async () => {
	const { clock, list, read } = openListDesk();
	const moment = clock.now();
	list('expired', { status: 'Expired' });
	await clock.advance(1_000);
	list('sent');
	const recent = await read();
	const found = (from: number, to: number) => recent.cameToNothing('1', EMAIL, from, to);
	expect([found(moment, moment), found(moment - 1, moment + 1), found(moment + 1, moment + 2_000), found(moment - 2, moment - 1)]).toEqual([true, true, false, false]);
});

test('the name of a campaign is told by the first send that has one', async () => {
	const { list, read } = openListDesk();
	list('a', { touchName: 'Second' });
	list('b', { touchName: 'First' });
	list('c', { touchName: '' });
	const recent = await read();
	expect([recent.touchNameOf('1'), recent.touchNameOf('01'), recent.touchNameOf('2')]).toEqual(['First', 'First', undefined]);
});

test('a list is read once for an execution and window, as far back as the window, and anew by another one', async () => {
	const { clock, item, state, read } = openListDesk();
	const first = await read();
	expect(await read()).toBe(first);
	expect(state.whole).toEqual([{ reader: item, since: clock.now() - 100 - 14 * DAY, mostRows: 50_000 }]);
	expect(await read(item, 3)).not.toBe(first);
	expect(await read(otherExecution(item, '2'))).not.toBe(first);
	expect(await read(otherExecution(item, '1', { node: { credentials: { sendosoOAuth2Api: { id: 'other', name: 'Other' } } } }))).not.toBe(first);
	expect(state.whole).toHaveLength(4);
});

test('without a credential that n8n names a list is read all the same', async () => {
	const { clock, item, state, read } = openListDesk();
	for (const credentials of [undefined, {}]) {
		const reader = otherExecution(item, 'other', { node: { credentials } });
		await read(reader);
		await clock.advance(6_000);
		await read(reader);
	}
	// The second one has the same name: none.
	expect([state.whole.length, state.newest.length]).toEqual([1, 2]);
});

test('a list that could not be read is asked for again by the next item', async () => {
	const { state, read } = openListDesk();
	state.fails = true;
	await expect(read()).rejects.toThrow('The list answered 403');
	state.fails = false;
	await read();
	expect(state.whole).toHaveLength(2);
});

describe('a list that aged', () => {
	test('is old after five seconds, and then its newest end is read, back to what was known', async () => {
		const { clock, item, state, list, read } = openListDesk();
		const startedAt = clock.now();
		const recent = await read();
		// It was read while a tenth of a second passed; its age counts from the start.
		await clock.advance(4_900);
		expect(recent.isOld).toBe(false);
		await clock.advance(1);
		expect(recent.isOld).toBe(true);
		list('new');
		expect(recent.duplicatesOf('1', EMAIL)[0]).toBeUndefined();
		expect(await read()).toBe(recent);
		expect(recent.duplicatesOf('1', EMAIL)[0]?.id).toBe('new');
		expect(state.newest).toMatchObject([{ reader: { caller: item.caller, isUngated: true }, since: startedAt - 2_000 }]);
		expect([state.whole.length, recent.isOld, recent.revision]).toEqual([1, false, 1]);
	});

	test('the next reading goes back to the start of the last one', async () => {
		const { clock, state, read } = openListDesk();
		await read();
		await clock.advance(6_000);
		const startedAt = clock.now();
		await read();
		await clock.advance(6_000);
		await read();
		expect(state.newest.map(({ since }) => since)[1]).toBe(startedAt - 2_000);
	});

	test('is young for five seconds after its newest end was read', async () => {
		const { clock, state, read } = openListDesk();
		await read();
		await clock.advance(6_000);
		const recent = await read();
		await clock.advance(5_000);
		expect(recent.isOld).toBe(false);
		await clock.advance(1);
		expect(recent.isOld).toBe(true);
		expect(state.newest).toHaveLength(1);
	});

	test('takes over the new status of what it knows, and keeps the newest first', async () => {
		const { clock, list, read } = openListDesk();
		list('first');
		await clock.advance(10);
		const recent = await read();
		await clock.advance(6_000);
		list('second');
		list('third');
		list('first', { status: 'Cancelled', createdAt: new Date(clock.now() - 6_110).toISOString() });
		await read();
		expect(recent.duplicatesOf('1', EMAIL)[0]?.id).toBe('third');
		expect(recent.cameToNothing('1', EMAIL, 0, Infinity)).toBe(true);
	});

	test('says no longer that a gift went out which was cancelled meanwhile', async () => {
		const { clock, list, read } = openListDesk();
		list('first');
		const recent = await read();
		await clock.advance(6_000);
		list('first', { status: 'Cancelled' });
		await read();
		expect(recent.duplicatesOf('1', EMAIL)[0]).toBeUndefined();
	});

	test('rows without an id, or with the same one, are not merged', async () => {
		const { clock, list, read } = openListDesk();
		list('', { status: 'Cancelled' });
		list('same', { status: 'Cancelled' });
		list('same');
		const recent = await read();
		expect(recent.duplicatesOf('1', EMAIL)[0]?.id).toBe('same');
		expect(recent.cameToNothing('1', EMAIL, 0, Infinity)).toBe(true);
		await clock.advance(6_000);
		list('');
		await read();
		// The cancelled one without an id is still there, beside the new one.
		expect(recent.duplicatesOf('1', EMAIL)[0]).toMatchObject({ id: '', status: 'Sent' });
	});

	test('says what was seen before a moment', async () => {
		const { clock, list, read } = openListDesk();
		list('first');
		const recent = await read();
		const seen = clock.elapsed();
		await clock.advance(6_000);
		list('second');
		await read();
		const row = (id: string) => ({ id }) as ListedSend;
		expect([recent.wasListed(row('first'), seen), recent.wasListed(row('first'), seen - 1), recent.wasListed(row('second'), seen), recent.wasListed(row('never'), Infinity)]).toEqual([true, false, false, true]);
	});

	test('in no order it is never old, as nobody knows where the new ones are', async () => {
		const { clock, state, read } = openListDesk({ isOrdered: false });
		const recent = await read();
		await clock.advance(60_000);
		expect(recent.isOld).toBe(false);
		await clock.finish(recent.bringUpToDate(unitItem({ clock })));
		expect([state.whole.length, state.newest.length]).toEqual([1, 0]);
	});

	test('that lost its order is read again as a whole, and not again after that', async () => {
		const { clock, state, list, read } = openListDesk();
		const recent = await read();
		state.isOrdered = false;
		list('new');
		await clock.advance(6_000);
		await read();
		expect(recent.duplicatesOf('1', EMAIL)[0]?.id).toBe('new');
		expect(state.whole[1]).toMatchObject({ reader: { isUngated: true } });
		await clock.advance(6_000);
		await read();
		expect([state.whole.length, state.newest.length, recent.isOld, recent.revision]).toEqual([2, 1, false, 1]);
	});

	test('that finds its order again is young from then on', async () => {
		const { clock, state, read } = openListDesk();
		const recent = await read();
		state.isOrdered = false;
		await clock.advance(6_000);
		const updating = recent.bringUpToDate(unitItem({ clock }));
		await clock.advance(150);
		state.isOrdered = true;
		await clock.finish(updating);
		expect(recent.isOld).toBe(false);
	});

	test('is read once by several who ask at the same time, and again after a failure', async () => {
		const { clock, item, state, read } = openListDesk();
		const recent = await read();
		await clock.advance(6_000);
		state.fails = true;
		const results = Promise.allSettled([recent.bringUpToDate(item), recent.bringUpToDate(item)]);
		expect((await clock.finish(results)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		expect(state.newest).toHaveLength(1);
		state.fails = false;
		await clock.finish(Promise.all([recent.bringUpToDate(item), recent.bringUpToDate(item)]));
		expect([state.newest.length, recent.isOld]).toEqual([2, false]);
	});

	test('one who asks while another reads waits for it, and reads nothing itself', async () => {
		const { clock, item, state, read } = openListDesk();
		const recent = await read();
		await clock.advance(6_000);
		const first = recent.bringUpToDate(item);
		await settle();
		await clock.finish(Promise.all([first, recent.bringUpToDate(item)]));
		expect([state.newest.length, recent.revision]).toEqual([1, 1]);
	});

	test('one who asks while another reads waits for it, and reads itself when that one failed', async () => {
		const { clock, item, state, read } = openListDesk();
		const recent = await read();
		await clock.advance(6_000);
		state.fails = true;
		const first = recent.bringUpToDate(item);
		first.catch(() => undefined);
		await settle();
		const second = recent.bringUpToDate(item);
		await clock.advance(50);
		expect(state.newest).toHaveLength(1);
		await clock.advance(50);
		state.fails = false;
		await clock.finish(second);
		await expect(first).rejects.toThrow();
		expect([state.newest.length, recent.isOld]).toEqual([2, false]);
	});
});
