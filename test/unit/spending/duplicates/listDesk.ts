import { type RecentSends, recentSends } from '../../../../nodes/shared/spending/duplicates/recentSends';
import type { ItemContext } from '../../../../nodes/shared/execution/itemContext';
import type { ListedSend } from '../../../../nodes/shared/spending/listedSend';
import type { SendListing, SendsApi } from '../../../../nodes/shared/spending/sendsApi';
import { FakeClock } from '../../../support/fakeClock';
import { listedSend } from '../../../support/listedSend';
import { unitItem, type UnitItemRequest } from '../../../support/unitItem';

/** Sendoso's list of sends, as a test fills it, and how often it was read. */
export function openListDesk({ isOrdered = true, item: request = {} as UnitItemRequest } = {}) {
	const clock = new FakeClock();
	const listed: ListedSend[] = [];
	const state = { isOrdered, fails: false, whole: [] as Array<{ reader: ItemContext; since: number; mostRows: number | undefined }>, newest: [] as Array<{ reader: ItemContext; since: number }> };
	const readNewest: SendListing['readNewest'] = async (reader, since) => {
		state.newest.push({ reader, since: since() });
		await clock.sleep(100);
		if (state.fails) throw new Error('The list answered 403');
		return state.isOrdered ? [...listed] : undefined;
	};
	const sends = {
		listSince: async (reader: ItemContext, since: () => number, mostRows?: number) => {
			state.whole.push({ reader, since: since(), mostRows });
			await clock.sleep(100);
			if (state.fails) throw new Error('The list answered 403');
			return { sends: [...listed], ...(state.isOrdered ? { readNewest } : {}) };
		},
	} as unknown as SendsApi;
	const item = unitItem({ clock, ...request });
	return {
		clock,
		state,
		item,
		sends,
		list(id: string, more: Partial<ListedSend> = {}) {
			listed.unshift(listedSend(clock, id, more));
		},
		read: async (reader = item, days = 14): Promise<RecentSends> => await clock.finish(recentSends(reader, sends, days)),
	};
}

/** Another execution with the same credential, in the same process. */
export function otherExecution(item: ItemContext, executionId: string, more: UnitItemRequest = {}): ItemContext {
	return unitItem({ executionId, ...more, more: { connection: item.connection } });
}

