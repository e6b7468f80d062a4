/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
/**
 * n8n in queue mode, on real PostgreSQL and Redis: gifts over two workers, one of which is killed, and a gate for people
 * who are asked for twice in the same second.
 *
 *     npm run test:scale -- [--only pace,tokens,everything,once,held] [--durable] [--sample]
 *
 * `--durable` switches n8n's durable cursors of polling triggers on.
 */
import { parseArgs } from 'node:util';
import { Checks } from '../../scripts/demo/checks';
import { Lifetime } from '../../scripts/demo/lifetime';
import { type Cluster, startCluster } from './cluster/cluster';
import { checkEverything } from './everything';
import type { Amount } from './giftRun';
import { checkHeldPeople } from './heldPeople';
import { checkOnce } from './once';
import { checkPace } from './pace';
import { checkTokens } from './tokens';

const PARTS = ['pace', 'tokens', 'everything', 'once', 'held'];
const WHOLE: Amount = { executions: 30, peopleEach: 10 };
const SAMPLE: Amount = { executions: 12, peopleEach: 5 };

/** What n8n keeps the state of polling triggers with, in a table of its own and in one transaction with the execution. */
const DURABLE_CURSORS = { N8N_SCHEDULER_ENABLED: 'true', N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true', N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true' };

const lifetime = new Lifetime();

async function main(): Promise<number> {
	const { values } = parseArgs({ options: { only: { type: 'string', default: PARTS.join() }, durable: { type: 'boolean', default: false }, sample: { type: 'boolean', default: false } } });
	const parts = values.only.split(',');
	if (parts.some((part) => !PARTS.includes(part))) throw new Error(`--only takes some of ${PARTS.join(', ')}`);
	const checks = new Checks();
	const isWhole = !values.sample;
	const amount = isWhole ? WHOLE : SAMPLE;
	const cluster = await startCluster(lifetime, { workers: isWhole && parts.includes('pace') ? 1 : 2, environment: values.durable ? DURABLE_CURSORS : {} });
	if (parts.includes('pace')) await comparePaces(cluster, checks, amount, isWhole);
	if (parts.includes('tokens')) await checkTokens(cluster, checks);
	if (parts.includes('everything') && isWhole) await checkEverything(cluster, checks, amount);
	if (parts.includes('once')) await checkOnce(cluster, checks, isWhole ? { gated: 5, open: 3 } : { gated: 1, open: 0 });
	if (parts.includes('held')) await checkHeldPeople(cluster, checks);
	return checks.close();
}

/** One worker, then two of them at the default pace, then two whose paces fit below the limit together. */
async function comparePaces(cluster: Cluster, checks: Checks, amount: Amount, isWhole: boolean): Promise<void> {
	if (isWhole) {
		await checkPace(cluster, checks, amount, 'one worker at 8/s');
		await cluster.replaceWorker(1);
	}
	await checkPace(cluster, checks, amount, 'two workers at 8/s each');
	if (isWhole) await checkPace(cluster, checks, amount, 'two workers at 4/s each', 4);
}

void lifetime.run(main).then((code) => process.exit(code));
