import { credentialIdOf, type ItemContext } from '../../execution/itemContext';
import { possibleTimes } from '../../transport/account';
import { freshness } from './freshness';
import type { ListedSend } from '../listedSend';
import type { SendListing } from '../sendsApi';
import { CLOCK_TOLERANCE_MS } from '../times';

type ReadNewest = NonNullable<SendListing['readNewest']>;

/** One reading of what came at the newest end of a list of sends. Ticks are the clock's elapsed milliseconds. */
export class NewestSends {
	readonly startedTick: number;
	/** Undefined while it goes on. */
	endedTick: number | undefined;
	/** Undefined when the list lost its order. */
	readonly sends: Promise<ListedSend[] | undefined>;

	/** @param completeFrom everything that was listed since this tick is in it */
	constructor(
		item: ItemContext,
		read: ReadNewest,
		readonly completeFrom: number,
	) {
		const { account } = item.connection;
		this.startedTick = account.clock.elapsed();
		const reading = read({ ...item, isUngated: true }, () => possibleTimes(account, completeFrom).earliest - CLOCK_TOLERANCE_MS);
		this.sends = reading.finally(() => {
			this.endedTick = account.clock.elapsed();
		});
		this.sends.catch(() => undefined);
	}
}

/** The last reading of each credential, as long as an execution holds on to it. */
const readings = new Map<string, WeakRef<NewestSends>>();

/**
 * Reads what came at the newest end of a list of sends, at most once per credential and age: executions share it.
 *
 * @param knownTo the tick up to which the caller knows the list
 * @returns a reading that has ended well
 * @throws what reading a page throws
 */
export async function readNewestSends(item: ItemContext, read: ReadNewest, knownTo: number): Promise<NewestSends> {
	const { account } = item.connection;
	const key = `${account.key} ${credentialIdOf(item)}`;
	const shared = readings.get(key)?.deref();
	if (shared !== undefined && shared.completeFrom <= knownTo && !isOld(shared, account.clock.elapsed())) {
		const [ended] = await Promise.allSettled([shared.sends]);
		// One that failed may have done so for a reason of its own, such as an execution that was cancelled.
		if (ended.status === 'fulfilled') return shared;
	}
	const own = new NewestSends(item, read, knownTo);
	readings.set(key, new WeakRef(own));
	await own.sends;
	return own;
}

function isOld({ endedTick }: NewestSends, now: number): boolean {
	return now - (endedTick ?? now) > freshness.longestAgeMs;
}
