import type { ItemContext } from '../../../nodes/shared/execution/itemContext';
import type { ListedSend } from '../../../nodes/shared/spending/listedSend';
import { type CreatedSend, findCreatedSend, type Sought } from '../../../nodes/shared/spending/reconciliation';
import { type OwnedReservation, ReservationStore } from '../../../nodes/shared/spending/duplicates/reservations';
import type { SendsApi } from '../../../nodes/shared/spending/sendsApi';
import { createAccount } from '../../../nodes/shared/transport/account';
import { FakeClock } from '../../support/fakeClock';
import { EMAIL, listedSend } from '../../support/listedSend';

/** A list of sends that a test fills, and the search in it by a clock of its own. */
function desk() {
	const clock = new FakeClock();
	const listed: ListedSend[] = [];
	const store = new ReservationStore();
	const cancelling = new AbortController();
	const item = { connection: { account: createAccount('reconciliation', 8, clock) }, caller: { getExecutionCancelSignal: () => cancelling.signal } } as unknown as ItemContext;
	const readings: Array<{ reader: ItemContext; at: number }> = [];
	const state = { isUnreadable: false };
	const sends = {
		listSince: async (reader: ItemContext) => {
			readings.push({ reader, at: clock.elapsed() });
			await Promise.resolve();
			if (state.isUnreadable) throw new Error('The list answered 500');
			return { sends: [...listed] };
		},
	} as unknown as SendsApi;
	return {
		clock,
		cancelling,
		readings,
		state,
		store,
		list(id: string, more: Partial<ListedSend> = {}) {
			listed.unshift(listedSend(clock, id, more));
		},
		reserve: () => store.reserve('1', EMAIL, clock, {}),
		search: async (reservation: OwnedReservation, more: Partial<Sought> = {}): Promise<CreatedSend> =>
			await findCreatedSend(item, sends, store, { touchId: '1', email: EMAIL, startedTick: clock.elapsed(), reservation, before: undefined, ...more }),
	};
}

test('a listed send is claimed by one of two searches that found it', async () => {
	const { clock, store, list, reserve, search } = desk();
	const first = reserve();
	list('gid');
	const found = await clock.finish(search(first));
	expect(found.found?.id).toBe('gid');
	first.settle('sent', { sendGid: 'gid' });
	// The second request starts so soon after that the time of the entry would fit it, too.
	const second = reserve();
	const other = await clock.finish(search(second, { startedTick: clock.elapsed() - 1_000 }));
	expect(other).toMatchObject({ found: undefined, candidates: [], reason: 'no matching send was found yet' });
	expect(store.isMatched('gid')).toBe(true);
});

test('two searches at the same moment do not both get the one entry, even without knowing of each other', async () => {
	const { clock, store, list, reserve, search } = desk();
	const [first, second] = [reserve(), reserve()];
	list('gid');
	// As if each belonged to a send that the other search leaves out.
	const searches = Promise.all([search(first), search(second)]);
	first.sendGid = 'one';
	second.sendGid = 'other';
	const results = await clock.finish(searches);
	expect(results.map(({ found }) => found?.id).filter((id) => id !== undefined)).toEqual(['gid']);
	expect(store.isMatched('gid')).toBe(true);
});

test.each(['unknown', 'in flight'] as const)('an entry is nobody’s while another send of the same gift is %s', async (state) => {
	const { clock, list, reserve, search } = desk();
	const [own, rival] = [reserve(), reserve()];
	if (state === 'unknown') rival.settle('unknown');
	list('gid');
	expect(await clock.finish(search(own))).toMatchObject({ found: undefined, reason: 'another send of the same gift was started at the same time' });
});

test('a send of the same gift that ended well before is no rival', async () => {
	const { clock, list, reserve, search } = desk();
	reserve().settle('sent');
	await clock.advance(4_001);
	const own = reserve();
	list('gid');
	expect((await clock.finish(search(own))).found?.id).toBe('gid');
});

test('one that ended just before may be meant', async () => {
	const { clock, list, reserve, search } = desk();
	reserve().settle('sent');
	await clock.advance(3_999);
	const own = reserve();
	list('gid');
	expect((await clock.finish(search(own))).found).toBeUndefined();
});

test('an unknown one counts for ten minutes', async () => {
	const { clock, list, reserve, search } = desk();
	reserve().settle('unknown');
	await clock.advance(600_001);
	const own = reserve();
	list('gid');
	expect((await clock.finish(search(own))).found?.id).toBe('gid');
});

test('an older entry, one of another gift and one that was listed before are not it', async () => {
	const { clock, list, reserve, search } = desk();
	list('old');
	await clock.advance(2_001);
	const own = reserve();
	list('other campaign', { touchId: '2' });
	list('other address', { email: 'ben@example.org' });
	list('listed');
	const startedTick = clock.elapsed();
	const before = { wasListed: ({ id }: ListedSend, tick: number) => id === 'listed' && tick === startedTick } as unknown as Sought['before'];
	expect(await clock.finish(search(own, { before, startedTick }))).toMatchObject({ found: undefined, candidates: [] });
});

test('an entry without a date is it only when a list without it was read before', async () => {
	const { clock, list, reserve, search } = desk();
	const own = reserve();
	list('undated', { createdAt: '' });
	expect((await clock.finish(search(own))).found).toBeUndefined();
	const before = { wasListed: () => false } as unknown as Sought['before'];
	expect((await clock.finish(search(own, { before }))).found?.id).toBe('undated');
});

test('several entries can not be told apart, and all of them are shown', async () => {
	const { clock, list, reserve, search } = desk();
	const own = reserve();
	list('one');
	list('two');
	expect(await clock.finish(search(own))).toMatchObject({ found: undefined, candidates: [{ id: 'two' }, { id: 'one' }], reason: '2 sends match and cannot be told apart' });
});

test('an entry that is listed late is found at the second look', async () => {
	const { clock, list, reserve, search } = desk();
	const own = reserve();
	const searching = search(own, { startedTick: clock.elapsed() });
	await clock.advance(1_600);
	list('late', { createdAt: new Date(clock.now() - 1_500).toISOString() });
	expect((await clock.finish(searching)).found?.id).toBe('late');
});

test('an entry that is as old as the clocks may differ can be it', async () => {
	const { clock, list, reserve, search } = desk();
	list('gid');
	await clock.advance(2_000);
	const own = reserve();
	expect((await clock.finish(search(own))).found?.id).toBe('gid');
});

test('a send of the same gift that ended as long ago as the clocks may differ is a rival', async () => {
	const { clock, list, reserve, search } = desk();
	reserve().settle('sent');
	await clock.advance(4_000);
	const own = reserve();
	list('gid');
	expect((await clock.finish(search(own))).found).toBeUndefined();
});

test('one whose outcome nobody knows is a rival however early it ended', async () => {
	const { clock, list, reserve, search } = desk();
	reserve().settle('unknown');
	await clock.advance(4_001);
	const own = reserve();
	list('gid');
	expect((await clock.finish(search(own))).found).toBeUndefined();
});

test('the list is read a second time after it could not be read', async () => {
	const { clock, state, list, reserve, search } = desk();
	const own = reserve();
	state.isUnreadable = true;
	list('gid');
	const searching = search(own, { startedTick: clock.elapsed() });
	await clock.advance(1_600);
	state.isUnreadable = false;
	expect((await clock.finish(searching)).found?.id).toBe('gid');
});

test('a list that can not be read at all is said to be', async () => {
	const { clock, state, reserve, search } = desk();
	state.isUnreadable = true;
	expect(await clock.finish(search(reserve()))).toEqual({ found: undefined, candidates: [], reason: "Sendoso's list could not be read" });
});

test('an entry without a name can be any send of the same gift', async () => {
	const { clock, list, reserve, search } = desk();
	const own = reserve();
	list('');
	expect(await clock.finish(search(own))).toMatchObject({ found: undefined, candidates: [{ id: '' }], reason: 'what is listed can be another send of the same gift' });
});

test('the search goes on after the run was stopped: what became of a send has to be told', async () => {
	const { clock, readings, reserve, search } = desk();
	await clock.finish(search(reserve()));
	expect(readings.map(({ reader }) => reader.outlivesRun)).toEqual([true, true]);
	expect(readings.map(({ reader }) => 'connection' in reader)).toEqual([true, true]);
});

test('it ends with the execution, without another look', async () => {
	const { clock, cancelling, readings, reserve, search } = desk();
	const searching = search(reserve());
	const began = clock.elapsed();
	await clock.advance(1_000);
	cancelling.abort();
	expect(await clock.finish(searching)).toMatchObject({ found: undefined, candidates: [] });
	expect([readings, clock.elapsed() - began]).toEqual([[], 1_250]);
});
