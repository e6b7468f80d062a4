import type { FailedEnding } from '../../execution/ending';
import { isCancelled, type ItemContext } from '../../execution/itemContext';
import type { Readiness } from '../../transport/requestWithRetry';
import { unreadableList } from './duplicateCheck';
import type { RecentSends } from './recentSends';

/** A condition of a send: that Sendoso's list is young, and still says that the gift is free. */
export interface Recheck<Duplicate> extends Readiness {
	/** What stands in the way of the send; undefined as long as nothing does. */
	obstacle: Duplicate | FailedEnding | undefined;
}

/**
 * The condition that the list of sends is brought up to date before a send starts, however long it waited for its turn;
 * undefined when none was read.
 *
 * @param findDuplicate looks the send up in the list as it is now
 */
export function recheckOf<Duplicate>(item: ItemContext, list: RecentSends | undefined, findDuplicate: () => Duplicate | undefined): Recheck<Duplicate> | undefined {
	if (list === undefined) return undefined;
	let seen = -1;
	const recheck: Recheck<Duplicate> = {
		obstacle: undefined,
		isReady() {
			if (list.isOld) return false;
			// Others bring the list up to date, too: what they found counts, and is looked through once.
			if (seen !== list.revision) [seen, recheck.obstacle] = [list.revision, findDuplicate()];
			return recheck.obstacle === undefined;
		},
		async prepare() {
			const [read] = await Promise.allSettled([list.isOld ? list.bringUpToDate({ ...item, isUngated: true }) : undefined]);
			// The end of the run says itself why nothing more starts.
			if (item.run.stopped || isCancelled(item.caller)) return false;
			recheck.obstacle = read.status === 'rejected' ? unreadableList(read.reason) : findDuplicate();
			return recheck.obstacle === undefined;
		},
	};
	return recheck;
}
