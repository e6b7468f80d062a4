import { memoryOf } from '../execution/executionMemory';
import type { ItemContext } from '../execution/itemContext';
import { createdAt, giftKey, type ListedSend, stillCounts, touchKey } from './listedSend';
import type { SendsApi } from './sendsApi';

/** Most sends that are looked through when the list comes in no order. */
const MOST_LOOKED_THROUGH = 50_000;

const DAY_MS = 86_400_000;

/** Sendoso's sends since a moment, as they were before the first send of the execution. */
export class RecentSends {
	private readonly known = new Set<string>();
	private readonly byGift = new Map<string, ListedSend[]>();
	private readonly touchNames = new Map<string, string>();

	/**
	 * @param sends newest first where the order is known
	 * @param since milliseconds since the epoch, by Sendoso's clock
	 */
	constructor(
		sends: ListedSend[],
		private readonly since: number,
	) {
		for (const send of sends) {
			this.known.add(send.id);
			const key = giftKey(send.touchId, send.email);
			const same = this.byGift.get(key);
			if (same) same.push(send);
			else this.byGift.set(key, [send]);
			const touch = touchKey(send.touchId);
			if (send.touchName !== '' && !this.touchNames.has(touch)) this.touchNames.set(touch, send.touchName);
		}
	}

	/** Name of a campaign, where a listed send tells it. */
	touchNameOf(touchId: string): string | undefined {
		return this.touchNames.get(touchKey(touchId));
	}

	/** The newest send that makes this one a duplicate. A matching send without a date counts. */
	duplicateOf(touchId: string, email: string): ListedSend | undefined {
		return this.byGift.get(giftKey(touchId, email))?.find((send) => stillCounts(send) && !(createdAt(send) < this.since));
	}

	/** Whether a send of this gift that was created between two moments is listed, and came to nothing. */
	cameToNothing(touchId: string, email: string, from: number, to: number): boolean {
		return (this.byGift.get(giftKey(touchId, email)) ?? []).some((send) => !stillCounts(send) && createdAt(send) >= from && createdAt(send) <= to);
	}

	/** Whether a listed send was there before. */
	has(send: ListedSend): boolean {
		return this.known.has(send.id);
	}
}

/**
 * Reads Sendoso's list once per execution, newest first, as far back as the window needs; in no order, the whole list.
 *
 * @throws an error about the item when the list can't be read; the next try reads again
 */
export async function recentSends(item: ItemContext, sends: SendsApi, windowDays: number): Promise<RecentSends> {
	const memory = memoryOf(item.caller);
	// Two credentials of one client application may belong to two organizations, each with a list of its own.
	const { account, credentialType } = item.connection;
	const credential = item.caller.getNode().credentials?.[credentialType]?.id ?? '';
	const key = `recent sends ${account.key} ${credential} ${windowDays}`;
	const known = memory.get(key) as Promise<RecentSends> | undefined;
	if (known) return await known;
	const reading = readRecent(item, sends, windowDays);
	memory.set(key, reading);
	reading.catch(() => memory.delete(key));
	return await reading;
}

async function readRecent(item: ItemContext, sends: SendsApi, windowDays: number): Promise<RecentSends> {
	const { account } = item.connection;
	const since = () => account.clock.now() + account.serverAhead - windowDays * DAY_MS;
	return new RecentSends(await sends.listSince(item, since, MOST_LOOKED_THROUGH), since());
}
