import type { RequestEntry } from './requestLog';

/** What one client application did since the log was last cleared. */
export interface ClientStatistics {
	requests: number;
	/** Requests that were answered with 429. */
	refused: number;
	/** Most arrivals within any one second, wherever it begins. */
	peakPerSecond: number;
}

const SECOND_MS = 1_000;

/** Sums up requests by client application; those that name none are left out. */
export function statisticsByClient(entries: readonly RequestEntry[]): Record<string, ClientStatistics> {
	const byClient = new Map<string, RequestEntry[]>();
	for (const entry of entries) {
		if (entry.clientId === null) continue;
		const own = byClient.get(entry.clientId);
		if (own === undefined) byClient.set(entry.clientId, [entry]);
		else own.push(entry);
	}
	return Object.fromEntries(
		[...byClient].map(([client, own]) => [
			client,
			{
				requests: own.length,
				refused: own.filter(({ status }) => status === 429).length,
				peakPerSecond: peakOf(own.map(({ arrivedAt }) => arrivedAt)),
			},
		]),
	);
}

/** Two arrivals that are a whole second apart are in no window of one second. */
function peakOf(arrivals: number[]): number {
	const inOrder = arrivals.sort((left, right) => left - right);
	let peak = 0;
	let first = 0;
	inOrder.forEach((arrival, place) => {
		while (arrival - (inOrder[first] ?? arrival) >= SECOND_MS) first += 1;
		peak = Math.max(peak, place - first + 1);
	});
	return peak;
}
