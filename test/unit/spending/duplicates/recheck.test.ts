import type { ItemContext } from '../../../../nodes/shared/execution/itemContext';
import type { RecentSends } from '../../../../nodes/shared/spending/duplicates/recentSends';
import { recheckOf } from '../../../../nodes/shared/spending/duplicates/recheck';

/** A list of sends as far as it counts here, and what it says of a gift. */
function desk() {
	const state = { isOld: false, revision: 0, duplicate: undefined as { id: string } | undefined, lookups: 0, readings: [] as ItemContext[], fails: false, stopped: undefined as { message: string; description: string } | undefined };
	const list = {
		get isOld() {
			return state.isOld;
		},
		get revision() {
			return state.revision;
		},
		async bringUpToDate(reader: ItemContext) {
			state.readings.push(reader);
			await Promise.resolve();
			if (state.fails) throw new Error('The list answered 403');
			state.isOld = false;
			state.revision += 1;
		},
	} as unknown as RecentSends;
	const item = { run: { get stopped() { return state.stopped; } }, caller: { getExecutionCancelSignal: () => undefined } } as unknown as ItemContext;
	const recheck = recheckOf(item, list, () => {
		state.lookups += 1;
		return state.duplicate;
	});
	if (recheck === undefined) throw new Error('A list was read');
	return { state, recheck, item };
}

test('without a list there is nothing to look at again', () => {
	expect(recheckOf({} as ItemContext, undefined, () => undefined)).toBeUndefined();
});

test('a gift is looked up once in a list, and once more in what anybody reads of it later', async () => {
	const { state, recheck } = desk();
	expect([recheck.isReady(), recheck.isReady(), state.lookups]).toEqual([true, true, 1]);
	// Another row brought the list up to date.
	state.revision += 1;
	state.duplicate = { id: 'gid' };
	expect([recheck.isReady(), recheck.isReady(), state.lookups]).toEqual([false, false, 2]);
	expect([await recheck.prepare(), recheck.obstacle, state.readings.length]).toEqual([false, { id: 'gid' }, 0]);
});

test('a list that others brought up to date before the first look is looked through as well', () => {
	const { state, recheck } = desk();
	[state.revision, state.duplicate] = [1, { id: 'gid' }];
	expect([recheck.isReady(), recheck.obstacle]).toEqual([false, { id: 'gid' }]);
});

test('an old list is read before a send starts, and says whether it is free', async () => {
	const { state, recheck, item } = desk();
	state.isOld = true;
	expect(recheck.isReady()).toBe(false);
	expect([await recheck.prepare(), recheck.isReady(), state.readings.length]).toEqual([true, true, 1]);
	// The request that waits for it holds the gate of the run.
	expect(state.readings[0]).toMatchObject({ ...item, isUngated: true });
	state.isOld = true;
	state.duplicate = { id: 'gid' };
	expect([recheck.isReady(), await recheck.prepare(), recheck.obstacle]).toEqual([false, false, { id: 'gid' }]);
});

test('a list that can not be read keeps the send back', async () => {
	const { state, recheck } = desk();
	[state.isOld, state.fails] = [true, true];
	expect(await recheck.prepare()).toBe(false);
	expect(recheck.obstacle).toMatchObject({ kind: 'failed', failure: 'notSent', message: "the duplicate check could not read Sendoso's list of sends. The list answered 403", mayRepeat: true });
});

test('the end of a run says itself why nothing more starts', async () => {
	const { state, recheck } = desk();
	[state.isOld, state.fails, state.stopped] = [true, true, { message: 'stopped', description: 'stopped' }];
	expect([await recheck.prepare(), recheck.obstacle]).toEqual([false, undefined]);
});
