import { memoryOf } from '../../execution/executionMemory';
import { credentialIdOf, type ItemContext } from '../../execution/itemContext';
import { type Account, possibleTimes } from '../../transport/account';
import { DAY_MS } from '../times';
import { freshness } from './freshness';
import { createdAt, giftKey, type ListedSend, stillCounts, touchKey } from '../listedSend';
import { type NewestSends, readNewestSends } from './newestSends';
import type { SendListing, SendsApi } from '../sendsApi';

/** Most sends that are looked through when the list comes in no order. */
const MOST_LOOKED_THROUGH = 50_000;

/** Sendoso's sends within a window, kept up to date. Ticks are the clock's elapsed milliseconds. */
export class RecentSends {
	/** When each send was first seen here. */
	private readonly seen = new Map<string, number>();
	/** Newest first where the order is known. */
	private readonly byGift = new Map<string, ListedSend[]>();
	private readonly touchNames = new Map<string, string>();
	/** Reads the newest end of the list; undefined where nobody knows where that is. */
	private readNewest: SendListing['readNewest'];
	/** Everything that was listed before this tick is here. */
	private knownTo: number;
	/** When the list itself was read. */
	private readTick: number;
	/** The last reading of its newest end; other executions find it as long as it is held here. */
	private newest: NewestSends | undefined;
	private updating: Promise<void> | undefined;
	/** How often something newer was taken in. */
	revision = 0;

	/**
	 * @param list reads the list as far back as the window needs
	 * @param listing what it gave
	 * @param startedTick when it began
	 * @param windowMs how far back a send makes another one a duplicate
	 */
	private constructor(
		private readonly list: (item: ItemContext) => Promise<SendListing>,
		listing: SendListing,
		startedTick: number,
		private readonly account: Account,
		private readonly windowMs: number,
	) {
		[this.knownTo, this.readTick, this.readNewest] = [startedTick, startedTick, listing.readNewest];
		for (const send of listing.sends) this.add(send);
	}

	/** Reads the list for an item. */
	static async read(item: ItemContext, sends: SendsApi, windowMs: number): Promise<RecentSends> {
		const { account } = item.connection;
		const list = async (reader: ItemContext) => await sends.listSince(reader, () => possibleTimes(account).earliest - windowMs, MOST_LOOKED_THROUGH);
		const startedTick = account.clock.elapsed();
		return new RecentSends(list, await list(item), startedTick, account, windowMs);
	}

	/** Name of a campaign, where a listed send tells it. */
	touchNameOf(touchId: string): string | undefined {
		return this.touchNames.get(touchKey(touchId));
	}

	/** The sends that make this one a duplicate, newest first. A matching send without a date counts. */
	duplicatesOf(touchId: string, email: string): ListedSend[] {
		const since = possibleTimes(this.account).earliest - this.windowMs;
		return this.sendsOf(touchId, email).filter((send) => stillCounts(send) && !(createdAt(send) < since));
	}

	/** Everything that is listed of a campaign and an address, newest first, whatever became of it. */
	listed(touchId: string, email: string): readonly ListedSend[] {
		return this.sendsOf(touchId, email);
	}

	/** Whether a send of this gift that was created between two moments is listed, and came to nothing. */
	cameToNothing(touchId: string, email: string, from: number, to: number): boolean {
		return this.sendsOf(touchId, email).some((send) => !stillCounts(send) && createdAt(send) >= from && createdAt(send) <= to);
	}

	/** Whether a listed send was seen here before a tick. */
	wasListed(send: ListedSend, tick: number): boolean {
		return (this.seen.get(send.id) ?? Infinity) <= tick;
	}

	/** Whether something may be listed by now that is not here, and could be. */
	get isOld(): boolean {
		const lastTick = Math.max(this.readTick, this.newest?.endedTick ?? -Infinity);
		return this.readNewest !== undefined && this.account.clock.elapsed() - lastTick > freshness.longestAgeMs;
	}

	/**
	 * Reads the newest end of an old list again, unless somebody with the same credential just did; the whole list when it
	 * lost its order.
	 *
	 * @throws what reading a page throws
	 */
	async bringUpToDate(item: ItemContext) {
		// One that failed may have done so for a reason of its own, such as a run that was stopped, and left the list old.
		await Promise.allSettled([this.updating]);
		if (!this.isOld) return;
		this.updating ??= this.update(item).finally(() => {
			this.updating = undefined;
		});
		await this.updating;
	}

	private async update(item: ItemContext) {
		if (this.readNewest === undefined) return;
		const newest = await readNewestSends(item, this.readNewest, this.knownTo);
		const sends = await newest.sends;
		if (sends === undefined) return await this.readAgain(item);
		this.newest = newest;
		this.renew(sends, newest.startedTick);
	}

	private async readAgain(item: ItemContext) {
		const startedTick = this.account.clock.elapsed();
		const listing = await this.list({ ...item, isUngated: true });
		this.readNewest = listing.readNewest;
		this.readTick = this.account.clock.elapsed();
		this.renew(listing.sends, startedTick);
	}

	/** Takes newer knowledge in: sends that are here already may have another status by now. */
	private renew(sends: ListedSend[], knownTo: number) {
		for (const send of [...sends].reverse()) this.add(send, true);
		this.knownTo = Math.max(this.knownTo, knownTo);
		this.revision += 1;
	}

	private sendsOf(touchId: string, email: string): ListedSend[] {
		return this.byGift.get(giftKey(touchId, email)) ?? [];
	}

	private add(send: ListedSend, isNewer = false) {
		const key = giftKey(send.touchId, send.email);
		const same = this.byGift.get(key) ?? [];
		this.byGift.set(key, same);
		// Rows of one reading are never merged, whatever their ids.
		const place = isNewer && send.id !== '' ? same.findIndex(({ id }) => id === send.id) : -1;
		if (place !== -1) same[place] = send;
		else if (isNewer) same.unshift(send);
		else same.push(send);
		if (!this.seen.has(send.id)) this.seen.set(send.id, this.account.clock.elapsed());
		const touch = touchKey(send.touchId);
		if (send.touchName !== '' && !this.touchNames.has(touch)) this.touchNames.set(touch, send.touchName);
	}
}

/**
 * The list of sends of an execution, read once, newest first, as far back as the window needs; in no order, the whole
 * list. After that its newest end alone is read again, when it is old.
 *
 * @throws an error about the item when the list can't be read; the next try reads again
 */
export async function recentSends(item: ItemContext, sends: SendsApi, windowDays: number): Promise<RecentSends> {
	const memory = memoryOf(item.caller);
	// Two credentials of one client application may belong to two organizations, each with a list of its own.
	const key = `recent sends ${item.connection.account.key} ${credentialIdOf(item)} ${windowDays}`;
	const known = memory.get(key) as Promise<RecentSends> | undefined;
	if (known === undefined) {
		const reading = RecentSends.read(item, sends, windowDays * DAY_MS);
		memory.set(key, reading);
		reading.catch(() => memory.delete(key));
		return await reading;
	}
	const recent = await known;
	await recent.bringUpToDate(item);
	return recent;
}
