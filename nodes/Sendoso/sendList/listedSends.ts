import type { IDataObject } from 'n8n-workflow';
import { sentGifts } from '../../SendosoOpenConnectors/lists/sentGifts';
import type { ItemContext } from '../../shared/execution/itemContext';
import { UnusableList } from '../../shared/spending/listedSend';
import { RecentSends } from '../../shared/spending/recentSends';
import { NewestFirstReader } from './newestFirst';
import { sendPages } from './sendPages';

/** Most sends that are looked through when the list comes in no order. */
const MOST_LOOKED_THROUGH = 50_000;

export async function readRecent(item: ItemContext, windowHours: number): Promise<RecentSends> {
	const { account, kind } = item.connection;
	const since = () => account.clock.now() + account.serverAhead - windowHours * 3_600_000;
	if (kind === 'openConnectors') return new RecentSends(await sentGifts(item), since());
	const reader = new NewestFirstReader(sendPages(item));
	await reader.readUntil(() => reader.horizon < since() || reader.size > MOST_LOOKED_THROUGH);
	if (reader.horizon >= since()) {
		throw new UnusableList(`Sendoso's list of sends comes in no order and holds more than ${MOST_LOOKED_THROUGH.toLocaleString('en-US')} sends`);
	}
	return new RecentSends(reader.rows, since());
}

export async function rowsSince(item: ItemContext, since: () => number): Promise<IDataObject[]> {
	if (item.connection.kind === 'openConnectors') return await sentGifts(item);
	const reader = new NewestFirstReader(sendPages(item));
	await reader.readUntil(() => reader.horizon < since());
	return reader.rows;
}
