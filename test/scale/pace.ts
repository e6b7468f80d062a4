/* eslint-disable no-console -- runs on a desk, never inside n8n */
import { type Checks, expectSame } from '../../scripts/demo/checks';
import { endings } from './calls';
import type { Cluster } from './cluster/cluster';
import { type Amount, type GiftFigures, playGifts, prepareGifts } from './giftRun';
import { processorSeconds } from './processorTime';

/** Of the requests, the share that may be refused with 429. */
const MOST_REFUSED = 0.05;
/** After this nothing may be refused: the processes have found a pace at which they fit below the limit together. */
const SETTLED_MS = 15_000;

/** What a run cost, beside what it came to. */
export interface PaceFigures extends GiftFigures {
	/** Seconds of processor time of the main process, and of all workers. */
	processor: { main: number; workers: number };
}

/** Sends the same number of gifts with whatever workers there are, and holds what the server saw against what was promised. */
export async function checkPace(cluster: Cluster, checks: Checks, amount: Amount, name: string, requestsPerSecond?: number): Promise<PaceFigures> {
	const run = await prepareGifts(cluster, name, await cluster.connect(requestsPerSecond), amount);
	const before = await processorTimes(cluster);
	const figures = await playGifts(cluster, run);
	const after = await processorTimes(cluster);
	const processor = { main: after.main - before.main, workers: after.workers - before.workers };
	const { executions, statistics } = figures;
	console.log(`  ${name}: ${describeFigures(figures)}; processor: main ${processor.main.toFixed(1)} s, workers ${processor.workers.toFixed(1)} s`);
	await checks.run(`${name}: every execution ends well, on each worker`, async () => {
		expectSame('endings', endings(executions), { success: amount.executions });
		expectSame('workers without work', figures.workers.filter((count) => count === 0).length, 0);
	});
	await checks.run(`${name}: everybody gets one gift`, async () => expectSame('duplicates and missing', [figures.duplicates, figures.missing], [0, 0]));
	await checks.run(`${name}: at most ${100 * MOST_REFUSED} % are refused, none after ${SETTLED_MS / 1_000} s`, async () => {
		const late = figures.course.slice(SETTLED_MS / 5_000).reduce((sum, { refused }) => sum + refused, 0);
		expectSame(`${statistics.refused} of ${statistics.requests} refused, ${late} of them late`, [statistics.refused <= MOST_REFUSED * statistics.requests, late], [true, 0]);
	});
	return { ...figures, processor };
}

async function processorTimes({ main, workers }: Cluster): Promise<PaceFigures['processor']> {
	const [ofMain = 0, ...ofWorkers] = await Promise.all([main, ...workers].map(async ({ pid }) => await processorSeconds(pid)));
	return { main: ofMain, workers: ofWorkers.reduce((sum, seconds) => sum + seconds, 0) };
}

/** What a run came to, in one line. */
export function describeFigures({ seconds, workers, sends, duplicates, missing, statistics: { requests, refused, peakPerSecond }, course }: GiftFigures): string {
	const share = ((100 * refused) / Math.max(1, requests)).toFixed(1);
	const parts = course.map((part) => `${part.requests}${part.refused === 0 ? '' : `(${part.refused})`}`);
	return `${sends} gifts in ${seconds.toFixed(0)} s, executions by worker ${workers.join(':')}, duplicates ${duplicates}, missing ${missing}, ${requests} requests, ${refused} refused (${share} %), at most ${peakPerSecond} in a second; each five seconds ${parts.join(' ')}`;
}
