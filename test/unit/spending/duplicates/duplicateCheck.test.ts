import type { ItemContext } from '../../../../nodes/shared/execution/itemContext';
import { checkDuplicate, type Decision, describeDuplicate, duplicateModeOf, unreadableList } from '../../../../nodes/shared/spending/duplicates/duplicateCheck';
import { type Reservation, ReservationStore } from '../../../../nodes/shared/spending/duplicates/reservations';
import { type ListedSend, UnusableList } from '../../../../nodes/shared/spending/listedSend';
import type { SendsApi } from '../../../../nodes/shared/spending/sendsApi';
import { FakeClock, settle } from '../../../support/fakeClock';
import { EMAIL, listedSend } from '../../../support/listedSend';
import { unitItem } from '../../../support/unitItem';

const DAY = 86_400_000;
const TOOL = { type: 'n8n-nodes-sendoso.sendosoTool' };

type Free = Extract<Decision, { kind: 'free' }>;
type Blocked = Extract<Decision, { kind: 'blocked' }>;
type Known = Extract<Decision, { kind: 'duplicate' }>;

/** Sendoso's list and the sends of this process, and executions that ask whether a gift may go out. */
function desk() {
	const clock = new FakeClock();
	const listed: ListedSend[] = [];
	const store = new ReservationStore();
	const state = { fails: undefined as unknown, reads: 0 };
	const sends = {
		listSince: async () => {
			state.reads += 1;
			if (state.fails !== undefined) throw state.fails;
			return await Promise.resolve({ sends: [...listed] });
		},
	} as unknown as SendsApi;
	const { connection } = unitItem({ clock });
	const itemOf = (executionId: string, request: Parameters<typeof unitItem>[0] = {}): ItemContext =>
		unitItem({ executionId, ...request, parameters: { touchId: '1', ...request.parameters }, more: { connection } });
	return {
		clock,
		state,
		store,
		itemOf,
		list(id: string, more: Partial<ListedSend> = {}) {
			listed.unshift(listedSend(clock, id, more));
		},
		check: async <T extends Decision>(item: ItemContext, reservations = store): Promise<T> => (await checkDuplicate(item, sends, reservations, EMAIL)) as T,
	};
}

test('a gift is free once; whoever asks while it is in flight waits for its end', async () => {
	const { check, itemOf } = desk();
	const first = await check<Free>(itemOf('1'));
	expect(first.kind).toBe('free');
	const second = check<Known>(itemOf('2'));
	let isDecided = false;
	void second.then(() => (isDecided = true));
	await settle();
	expect(isDecided).toBe(false);
	first.reservation.settle('sent', { trackingCode: 'code' });
	expect(await second).toMatchObject({ kind: 'duplicate', send: undefined, trackingCode: 'code', earlier: { trackingCode: 'code' }, isDoubled: false });
});

test('a gift that certainly created nothing is free for who waited', async () => {
	const { check, itemOf } = desk();
	const first = await check<Free>(itemOf('1'));
	const second = check<Free>(itemOf('2'));
	await settle();
	first.reservation.settle('nothing');
	expect((await second).kind).toBe('free');
});

test.each([false, true])('who waits and is cancelled sends nothing, and nobody listens to it any more (cancelled before: %s)', async (isBefore) => {
	const { check, itemOf } = desk();
	await check(itemOf('1'));
	const controller = new AbortController();
	const listeners = new Set<unknown>();
	jest.spyOn(controller.signal, 'addEventListener').mockImplementation((_, listener) => void listeners.add(listener));
	jest.spyOn(controller.signal, 'removeEventListener').mockImplementation((_, listener) => void listeners.delete(listener));
	if (isBefore) controller.abort();
	const second = check<Blocked>(itemOf('2', { signal: controller.signal }));
	await settle();
	if (!isBefore) {
		controller.abort();
		for (const tell of listeners) (tell as () => void)();
	}
	expect(await second).toMatchObject({ kind: 'blocked', ending: { failure: 'notSent', message: 'the execution was cancelled', mayRepeat: false } });
	expect(listeners.size).toBe(0);
});

test('who waits with a signal that nobody uses gets the end', async () => {
	const { check, itemOf } = desk();
	const first = await check<Free>(itemOf('1'));
	const second = check<Known>(itemOf('2', { signal: new AbortController().signal }));
	await settle();
	first.reservation.settle('sent');
	expect((await second).kind).toBe('duplicate');
});

test('what Sendoso said no to is not asked for again in the execution, and may be in another one', async () => {
	const { check, itemOf } = desk();
	(await check<Free>(itemOf('1'))).reservation.settle('declined');
	expect(await check(itemOf('1'))).toMatchObject({ kind: 'blocked', ending: { kind: 'failed', failure: 'notSent', message: expect.stringContaining('said no'), description: expect.stringContaining('another execution'), mayRepeat: false } });
	expect((await check(itemOf('2'))).kind).toBe('free');
});

test('what is unknown keeps the gift back, and says when it was asked for and what to do', async () => {
	const { clock, check, itemOf } = desk();
	const at = new Date(clock.now()).toISOString();
	(await check<Free>(itemOf('1'))).reservation.settle('unknown');
	expect(await check(itemOf('2'))).toMatchObject({
		kind: 'blocked',
		ending: { kind: 'failed', failure: 'notSent', message: `the same gift was asked for at ${at}, and its outcome is still unknown`, description: expect.stringContaining("'Duplicate Check' set to 'Off'"), mayRepeat: true },
	});
});

describe('the window', () => {
	test.each([
		['the default', {}, 14],
		['a shorter one', { options: { duplicateWindowDays: 3 } }, 3],
		['a longer one', { options: { duplicateWindowDays: 30 } }, 30],
	])('%s counts what this process sent up to its edge', async (_, parameters, days) => {
		const { clock, store, check, itemOf } = desk();
		(await check<Free>(itemOf('1', { parameters }))).reservation.settle('sent');
		await clock.advance(days * DAY);
		// The end of another send is when old ones are forgotten.
		store.reserve('2', EMAIL, clock, {}).settle('sent');
		expect((await check(itemOf('2', { parameters }))).kind).toBe('duplicate');
		await clock.advance(1);
		expect((await check(itemOf('3', { parameters }))).kind).toBe('free');
	});

	test('is at least the default when an earlier execution is retried', async () => {
		const { clock, check, itemOf } = desk();
		const parameters = { options: { duplicateWindowDays: 1 } };
		(await check<Free>(itemOf('1', { parameters }))).reservation.settle('sent');
		await clock.advance(13 * DAY);
		expect((await check(itemOf('2', { parameters, mode: 'retry' }))).kind).toBe('duplicate');
		const long = { options: { duplicateWindowDays: 30 } };
		expect((await check(itemOf('3', { parameters: long, mode: 'retry' }))).kind).toBe('duplicate');
		await clock.advance(2 * DAY);
		expect((await check(itemOf('4', { parameters: long, mode: 'retry' }))).kind).toBe('duplicate');
		expect((await check(itemOf('5', { parameters, mode: 'retry' }))).kind).toBe('free');
	});
});

describe('a listed send', () => {
	test('makes a gift a duplicate, with the tracking code that this process got for it', async () => {
		const { clock, check, itemOf, list } = desk();
		const { reservation } = await check<Free>(itemOf('1'));
		await clock.advance(1_000);
		list('gid');
		reservation.settle('sent', { trackingCode: 'code' });
		expect(await check(itemOf('2'))).toMatchObject({ kind: 'duplicate', send: { id: 'gid' }, earlier: undefined, trackingCode: 'code', isDoubled: false });
	});

	test.each([
		['two seconds before it was asked for', -2_000, 'code'],
		['earlier', -2_001, undefined],
		['two seconds after its answer', 3_000, 'code'],
		['later', 3_001, undefined],
	])('that was created %s is the one with the tracking code, or not', async (_, offset, trackingCode) => {
		const { clock, check, itemOf, list } = desk();
		list('gid', { createdAt: new Date(clock.now() + offset).toISOString() });
		const { reservation } = await check<Free>(itemOf('1', { parameters: { duplicateCheck: 'off' } }));
		await clock.advance(1_000);
		reservation.settle('sent', { trackingCode: 'code' });
		expect(await check(itemOf('2'))).toMatchObject({ kind: 'duplicate', send: { id: 'gid' }, trackingCode });
	});

	test('that was found to be a certain one of this process is no other', async () => {
		const { check, itemOf, list } = desk();
		const { reservation } = await check<Free>(itemOf('1', { parameters: { duplicateCheck: 'off' } }));
		reservation.settle('sent', { trackingCode: 'code', sendGid: 'one' });
		list('one');
		expect(await check(itemOf('2'))).toMatchObject({ send: { id: 'one' }, trackingCode: 'code' });
		list('two');
		expect(await check(itemOf('3'))).toMatchObject({ send: { id: 'two' }, trackingCode: undefined });
	});

	test('that came to nothing sets the gift free that this process sent', async () => {
		const { check, itemOf, list } = desk();
		(await check<Free>(itemOf('1'))).reservation.settle('sent');
		list('gid', { status: 'Refunded' });
		expect((await check(itemOf('2'))).kind).toBe('free');
	});

	test('of another time that came to nothing sets no gift free', async () => {
		const { clock, check, itemOf, list } = desk();
		list('old', { status: 'Refunded' });
		await clock.advance(2_001);
		(await check<Free>(itemOf('1'))).reservation.settle('sent');
		await clock.advance(2_001);
		list('new', { status: 'Refunded' });
		expect((await check(itemOf('2'))).kind).toBe('duplicate');
	});

	test('that came to nothing says nothing of a send with an unknown outcome', async () => {
		const { check, itemOf, list } = desk();
		(await check<Free>(itemOf('1'))).reservation.settle('unknown');
		list('gid', { status: 'Refunded' });
		expect((await check(itemOf('2'))).kind).toBe('blocked');
	});
});

test('without the check nothing is read, and every gift is free', async () => {
	const { state, store, check, itemOf, list } = desk();
	list('gid');
	const item = itemOf('1', { parameters: { duplicateCheck: 'off' } });
	const [first, second] = [await check<Free>(item), await check<Free>(item)];
	expect([first.kind, first.before, second.kind, state.reads]).toEqual(['free', undefined, 'free', 0]);
	expect(store.since(-Infinity, '1', EMAIL)).toHaveLength(2);
});

test('of two rows of a dry run the second one is doubled', async () => {
	const { check, itemOf } = desk();
	const rehearsal = new ReservationStore(true);
	(await check<Free>(itemOf('1'), rehearsal)).reservation.settle('sent');
	expect(await check(itemOf('1'), rehearsal)).toMatchObject({ kind: 'duplicate', isDoubled: true });
});

test.each([
	['as chosen', {}, 'off', 'off'],
	['as chosen', {}, 'fail', 'fail'],
	['as chosen', {}, 'skip', 'skip'],
	['the safe one for what it does not know', {}, 'sometimes', 'skip'],
	['the safe one when none is given', {}, undefined, 'skip'],
	['the safe one for agents', TOOL, 'off', 'skip'],
])('the mode is %s', (_, node, duplicateCheck, expected) => {
	expect(duplicateModeOf(unitItem({ node, parameters: { duplicateCheck } }))).toBe(expected);
});

describe('a list that can not be read', () => {
	test('keeps the gift back, and reserves nothing', async () => {
		const { state, store, check, itemOf } = desk();
		state.fails = Object.assign(new Error('It answered 403.'), { description: 'Row [item 3] failed: ask an admin. [item 12]' });
		expect(await check(itemOf('1'))).toMatchObject({
			kind: 'blocked',
			ending: {
				kind: 'failed',
				failure: 'notSent',
				message: "the duplicate check could not read Sendoso's list of sends. It answered 403.",
				description: "Row [item 3] failed: ask an admin. To send without the check, set 'Duplicate Check' to 'Off'.",
				mayRepeat: true,
			},
		});
		expect(store.since(-Infinity, '1', EMAIL)).toEqual([]);
	});

	test('because it can not serve for it says how to make sure in another way', () => {
		expect(unreadableList(new UnusableList('It has no addresses.'))).toMatchObject({ message: expect.stringContaining('It has no addresses.'), description: expect.stringContaining('make sure in another way'), mayRepeat: true });
	});

	test('for a reason that is no error is told, too', () => {
		expect(unreadableList('broken').message).toContain('the list could not be read');
	});
});

describe('the words for a duplicate', () => {
	const words = (more: Partial<Known>) => describeDuplicate({ kind: 'duplicate', send: undefined, earlier: undefined, trackingCode: undefined, isDoubled: false, before: undefined as never, ...more });
	const send = { id: 'gid', status: 'Used', createdAt: '2026-03-01T00:00:00Z' } as ListedSend;
	const earlier = { startedAt: Date.parse('2026-03-05T00:00:00Z') } as Reservation;

	test.each([
		['a listed one', { send }, 'Sendoso lists one from 2026-03-01T00:00:00Z with the status Used (send_gid gid).'],
		['one without a date', { send: { ...send, createdAt: '' } }, 'Sendoso lists one from an unknown time with the status Used (send_gid gid).'],
		['one of this process', { earlier: { ...earlier, trackingCode: 'code' } }, 'This n8n process sent it at 2026-03-05T00:00:00.000Z (tracking code code).'],
		['one without a tracking code', { earlier }, 'This n8n process sent it at 2026-03-05T00:00:00.000Z.'],
		['a row of a dry run', { isDoubled: true, earlier }, 'Another row of this dry run is for the same gift.'],
	])('%s', (_, more, text) => {
		expect(words(more)).toBe(text);
	});
});
