/* eslint-disable no-console -- runs on a desk, never inside n8n */
import { type Checks, expectSame } from '../../scripts/demo/checks';
import { endings } from './calls';
import type { Cluster } from './cluster/cluster';
import { playGifts, prepareGifts } from './giftRun';

const AMOUNT = { executions: 8, peopleEach: 2 };
/** The token endpoint answers so late that both workers meet the ended token before one of them has a new one. */
const RENEWAL_MS = 1_500;

/** Has both workers meet an access token that has ended: its refresh token works once. */
export async function checkTokens(cluster: Cluster, checks: Checks): Promise<void> {
	const { control } = cluster.sandbox;
	await checks.run('both workers meet an ended access token: it is renewed, and every gift goes out once', async () => {
		const run = await prepareGifts(cluster, 'Ended token', await cluster.connect(4), AMOUNT);
		control.expireTokens();
		const fault = control.fault({ match: { path: '/oauth/token' }, times: 'always', action: { kind: 'delay', milliseconds: RENEWAL_MS, stage: 'after' } });
		const before = control.tokenStatistics();
		const figures = await playGifts(cluster, run);
		control.faults.remove(fault);
		const { refreshes, refusedRefreshes } = control.tokenStatistics();
		console.log(`  ended token: executions by worker ${figures.workers.join(':')}, renewals ${refreshes - before.refreshes}, refused renewals ${refusedRefreshes - before.refusedRefreshes}`);
		expectSame('endings', endings(figures.executions), { success: AMOUNT.executions });
		expectSame('duplicates and missing', [figures.duplicates, figures.missing], [0, 0]);
		await cluster.client.unpublish(run.listening.stored.id);
	});
}
