import { recentSends } from '../../../../nodes/shared/spending/duplicates/recentSends';
import { settle } from '../../../support/fakeClock';
import { EMAIL } from '../../../support/listedSend';
import type { UnitItemRequest } from '../../../support/unitItem';
import { openListDesk, otherExecution } from './listDesk';

describe('executions that share a reading of the newest end', () => {
	/** Two executions that know the list, the second a second later. */
	async function two(more: UnitItemRequest = {}) {
		const one = openListDesk();
		const recent = await one.read();
		await one.clock.advance(1_000);
		const reader = otherExecution(one.item, '2', more);
		return { ...one, recent, reader, other: await one.read(reader) };
	}

	test('the second one takes what the first one read, as long as it is young', async () => {
		const { clock, state, list, item, recent, reader, other } = await two();
		await clock.advance(8_000);
		list('new');
		await clock.finish(recent.bringUpToDate(item));
		await clock.advance(5_000);
		await clock.finish(other.bringUpToDate(reader));
		expect([state.newest.length, other.duplicatesOf('1', EMAIL)[0]?.id]).toEqual([1, 'new']);
		expect(other.isOld).toBe(false);
		// Its age counts from the reading, not from when it was taken over.
		await clock.advance(1);
		expect(other.isOld).toBe(true);
		await clock.finish(other.bringUpToDate(reader));
		expect(state.newest).toHaveLength(2);
	});

	test('that began at the same moment read once', async () => {
		const one = openListDesk();
		const reader = otherExecution(one.item, '2');
		const both = Promise.all([recentSends(one.item, one.sends, 14), recentSends(reader, one.sends, 14)]);
		const [recent, other] = await one.clock.finish(both);
		await one.clock.advance(6_000);
		await one.clock.finish(recent.bringUpToDate(one.item));
		await one.clock.finish(other.bringUpToDate(reader));
		expect(one.state.newest).toHaveLength(1);
	});

	test('one that reaches less far back than another one needs is no use to it', async () => {
		const { clock, state, item, recent, reader, other } = await two();
		await clock.advance(8_000);
		// The list of the second execution is a second younger: its reading does not hold what the first one misses.
		await clock.finish(other.bringUpToDate(reader));
		await clock.finish(recent.bringUpToDate(item));
		expect(state.newest).toHaveLength(2);
	});

	test('one that is going on is waited for; when it fails the second one reads itself', async () => {
		const { clock, state, item, recent, reader, other } = await two();
		await clock.advance(8_000);
		state.fails = true;
		const first = recent.bringUpToDate(item);
		first.catch(() => undefined);
		await settle();
		const second = other.bringUpToDate(reader);
		await clock.advance(100);
		state.fails = false;
		await clock.finish(second);
		await expect(first).rejects.toThrow('The list answered 403');
		expect(state.newest).toHaveLength(2);
	});

	test('with another credential each reads for itself', async () => {
		const { clock, state, item, recent, reader, other } = await two({ node: { credentials: { sendosoOAuth2Api: { id: 'other', name: 'Other' } } } });
		await clock.advance(8_000);
		await clock.finish(recent.bringUpToDate(item));
		await clock.finish(other.bringUpToDate(reader));
		expect(state.newest).toHaveLength(2);
	});
});
