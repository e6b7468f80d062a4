import type { ClientStatistics, RequestEntry, SendSnapshot } from '../../sandbox';
import { type RunningServer, steer } from '../standIn/steered';

/** What the server saw of a run. */
export interface Counts {
	requests: number;
	/** Readings of the list of sends. */
	lists: number;
	/** Share of the requests that were answered with 429, in percent. */
	refusedPercent: number;
	/** Most requests in any window of one second. */
	peak: number;
	/** Requests per second, from the first to the last. */
	perSecond: number;
	seconds: number;
	/** People who got exactly one gift. */
	people: number;
	/** Gifts beyond the first one of each. */
	duplicates: number;
	/** By how many milliseconds the server itself was late at most. */
	lateMs: number;
}

/** Asks the server what it saw. */
export async function countsOf({ controlUrl, lateMs }: RunningServer): Promise<Counts> {
	// Before the server is held up by what it is asked for next.
	const late = await lateMs();
	const log = ((await steer(controlUrl, 'requests')) as RequestEntry[]).filter(({ path }) => path.startsWith('/api/'));
	const clients = Object.values((await steer(controlUrl, 'clients')) as Record<string, ClientStatistics>);
	const sends = (await steer(controlUrl, 'sends.list', { createdByRequest: true })) as SendSnapshot[];
	const gifts = new Map<string, number>();
	for (const { recipient } of sends) gifts.set(String(recipient?.email), (gifts.get(String(recipient?.email)) ?? 0) + 1);
	const arrivals = log.map(({ arrivedAt }) => arrivedAt);
	const seconds = (Math.max(...arrivals) - Math.min(...arrivals)) / 1_000;
	return {
		requests: log.length,
		lists: log.filter(({ method }) => method === 'GET').length,
		refusedPercent: (100 * log.filter(({ status }) => status === 429).length) / log.length,
		peak: Math.max(...clients.map(({ peakPerSecond }) => peakPerSecond)),
		perSecond: (log.length - 1) / seconds,
		seconds,
		people: [...gifts.values()].filter((count) => count === 1).length,
		duplicates: sends.length - gifts.size,
		lateMs: late,
	};
}
