import { pollOnce } from '../../../nodes/shared/polling/pollOnce';
import { recentFrom } from '../../../nodes/shared/polling/poller';
import type { ResourceState } from '../../../nodes/shared/polling/state';
import type { Subscription } from '../../../nodes/shared/polling/subscription';
import { FakeSession, subscriptionTo } from '../../trigger/model';
import { HOUR, MINUTE, NOON, Scene, SECOND } from './scene';

/** One poll of a list of 30 sends an hour apart; answers what it told, and what the log says. */
async function poll(stored?: Partial<ResourceState>, { more = {} as Partial<Subscription>, isFirst = undefined as boolean | undefined, largestState = 1_000_000, at = NOON } = {}) {
	const scene = new Scene({ events: ['created'] }).fill(30);
	scene.now = at;
	const session = new FakeSession(scene, 10);
	session.largestState = largestState;
	const result = await pollOnce(session, subscriptionTo('send', ['created'], {}, more), stored as ResourceState | undefined, ...(isFirst === undefined ? [] : ([isFirst] as const)));
	const told = 'problem' in result ? [] : result.events.map(({ record }) => record.send_gid);
	return { result, told, warnings: session.warnings.filter((warning) => warning.includes('starting point')) };
}

async function stateOf(): Promise<ResourceState> {
	const { result } = await poll();
	if ('problem' in result) throw new Error(result.problem);
	return result.state;
}

describe('a poll', () => {
	test('without a state begins with what is there, and with what was asked for when it is the very first', async () => {
		const startFrom = NOON - 3 * HOUR;
		expect(await poll()).toMatchObject({ told: [], warnings: [] });
		expect((await poll(undefined, { more: { startFrom } })).told).toEqual(['old27', 'old28', 'old29']);
		expect((await poll(undefined, { more: { startFrom }, isFirst: true })).told).toHaveLength(3);
		expect((await poll(undefined, { more: { startFrom }, isFirst: false })).told).toEqual([]);
		expect((await poll(undefined, { isFirst: true })).told).toEqual([]);
	});

	test('with a state tells what is new, and says nothing of a beginning', async () => {
		const state = await stateOf();
		expect(state).toMatchObject({ subscription: 'subscription', account: { place: 'here', person: 'me' }, polledAt: NOON });
		expect(await poll(state)).toMatchObject({ told: [], warnings: [] });
	});

	test('of a resource that could not be read so far tells what was created since it was wanted', async () => {
		const wanted = await stateOf();
		delete wanted.state;
		expect((await poll({ ...wanted, polledAt: NOON - 5 * HOUR })).told).toHaveLength(5);
		expect((await poll({ ...wanted, polledAt: NOON - 5 * HOUR }, { more: { startFrom: 0 } })).told).toHaveLength(5);
	});

	test('with another filter begins anew, from the last poll on, and says so', async () => {
		const state = await stateOf();
		const { told, warnings } = await poll({ ...state, polledAt: NOON - 5 * HOUR - SECOND }, { more: { fingerprint: 'another' } });
		expect(told).toHaveLength(5);
		expect(warnings).toEqual(['a filter changed: what is there now is the new starting point']);
		// What was created in the second of the last poll may have been told.
		expect((await poll({ ...state, polledAt: NOON - 5 * HOUR }, { more: { fingerprint: 'another' } })).told).toHaveLength(4);
	});

	test.each([['place', 'elsewhere'], ['person', 'somebody else']])('with another account begins anew, and tells nothing: %s', async (part, value) => {
		const state = await stateOf();
		const { told, warnings } = await poll({ ...state, account: { ...state.account, [part]: value }, polledAt: NOON - 5 * HOUR });
		expect(told).toEqual([]);
		expect(warnings).toEqual(['the account behind the credential changed: what is there now is the new starting point']);
	});

	test('whose state has no room says so, and keeps nothing', async () => {
		expect((await poll(undefined, { largestState: 100 })).result).toEqual({ problem: expect.any(String), advice: expect.any(String) });
	});
});

test('what is recent was created within two minutes, or since a moment that the clock has reached', () => {
	expect(recentFrom({ floor: -Infinity }, NOON)).toBe(NOON - 2 * MINUTE);
	expect(recentFrom({ floor: NOON - MINUTE }, NOON)).toBe(NOON - MINUTE);
	expect(recentFrom({ floor: NOON + HOUR }, NOON)).toBe(NOON + HOUR);
	expect(recentFrom({ floor: -Infinity, since: NOON - HOUR }, NOON)).toBe(NOON - HOUR);
	expect(recentFrom({ floor: -Infinity, since: NOON + HOUR }, NOON)).toBe(NOON);
});
