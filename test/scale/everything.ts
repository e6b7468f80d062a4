/* eslint-disable no-console -- runs on a desk, never inside n8n */
import { type Checks, expectSame } from '../../scripts/demo/checks';
import { itemsOf } from '../../scripts/demo/execution';
import { pause, waitFor } from '../../scripts/demo/waiting';
import { checkWebhook } from '../matrix/wholeN8n/triggers';
import { NODE, nodeOf, startedBy } from '../matrix/wholeN8n/workflows';
import { askFor, endings, executionsOf, listen, type Listening, shareOfWorkers } from './calls';
import type { Cluster, Connected } from './cluster/cluster';
import { type Amount, countGifts, type GiftRun, LATENCY_MS, prepareGifts } from './giftRun';
import { waitForSends } from './once';

const LONGEST_RUN_MS = 300_000;
/** n8n polls once a minute, and one poll may leave something for the next. */
const POLLS_MS = 200_000;
/** The share of the gifts after which a worker is killed. */
const KILLED_AFTER = 1 / 3;

/**
 * Everything at once: gifts on both workers while triggers run and deliveries come in, and a worker that is killed in the
 * middle. All is asked for again then, as people would.
 */
export async function checkEverything(cluster: Cluster, checks: Checks, amount: Amount): Promise<void> {
	const { sandbox, client, main } = cluster;
	const connected = await cluster.connect();
	const run = await prepareGifts(cluster, 'Everything at once', connected, amount);
	const watching = await watchSends(cluster, connected);
	sandbox.control.setLatency(LATENCY_MS);
	sandbox.control.clearRequests();
	await Promise.all(run.groups.map(async (group) => await askFor(run.listening, group)));
	await waitForSends(cluster, run.touchId, Math.floor(amount.executions * amount.peopleEach * KILLED_AFTER));
	await cluster.workers[1]?.kill();
	await checkWebhook({ client, credential: connected.credential, sandbox, n8n: main }, checks, LONGEST_RUN_MS);
	const executions = await executionsOf(cluster, run.listening, amount.executions, LONGEST_RUN_MS);
	const failed = executions.filter(({ status }) => status !== 'success');
	const before = countGifts(sandbox, run);
	console.log(`  killed in the middle: ${JSON.stringify(endings(executions))}, executions by worker ${shareOfWorkers(cluster, executions).join(':')}, ${before.people - before.missing} of ${before.people} people got a gift, duplicates ${before.duplicates}`);
	await checks.run('every execution is there and has ended, those of the killed worker visibly failed', async () => {
		expectSame('executions', executions.length, amount.executions);
		expectSame(`failed ones (${failed.length})`, failed.length > 0 && failed.length <= 5, true);
	});
	await checks.run('nobody has two gifts, and only failed executions left people without', async () => {
		const incomplete = incompleteGroups(cluster, run);
		expectSame('duplicates', before.duplicates, 0);
		expectSame(`groups with people without a gift: ${incomplete}, failed executions: ${failed.length}`, incomplete <= failed.length, true);
	});
	await cluster.replaceWorker(1);
	await checks.run('all asked for again, those get theirs, and nobody gets a second one', async () => {
		// n8n keeps nothing of an execution that was killed, not even whom it was for: what people do is ask for all.
		await Promise.all(run.groups.map(async (group) => await askFor(run.listening, group)));
		const all = await executionsOf(cluster, run.listening, 2 * amount.executions, LONGEST_RUN_MS);
		expectSame('endings', endings(all.slice(amount.executions)), { success: amount.executions });
		const { duplicates, missing } = countGifts(sandbox, run);
		expectSame('duplicates and missing', [duplicates, missing], [0, 0]);
	});
	const { statistics } = countGifts(sandbox, run);
	console.log(`  ${statistics.requests} requests of three processes and one that followed, ${statistics.refused} refused (${((100 * statistics.refused) / statistics.requests).toFixed(1)} %), at most ${statistics.peakPerSecond} in a second`);
	await checks.run('the trigger tells of each send once', async () => {
		const sends = sandbox.control.sends.list({}).map(({ send_gid }) => send_gid).sort();
		const told = await toldSends(cluster, watching, sends.length);
		console.log(`  the trigger told of ${told.length} sends, ${new Set(told).size} different ones, of ${sends.length}`);
		expectSame('sends', told.sort(), sends);
	});
	sandbox.control.setLatency(0);
	await client.unpublish(watching.stored.id);
	await client.unpublish(run.listening.stored.id);
}

/** Publishes a trigger that watches sends; its first poll finds none. */
async function watchSends(cluster: Cluster, { credential }: Connected): Promise<Listening> {
	const parameters = { pollTimes: { item: [{ mode: 'everyMinute' }] }, events: ['sendCreated'] };
	const watching = await listen(cluster, { workflow: startedBy('Watches sends', nodeOf('sendosoTrigger', parameters, { sendosoOAuth2Api: credential })), path: '' });
	// What is published polls at once, in the background: what comes before that poll is no news.
	await waitFor('The first poll', LONGEST_RUN_MS, async () => (cluster.sandbox.control.requests().some(({ method, path }) => method === 'GET' && path.endsWith('/send')) ? true : undefined));
	await pause(1_000);
	return watching;
}

/** The sends that the trigger told of, once it told of so many, and of nothing more by the next poll. */
async function toldSends({ client }: Cluster, { stored }: Listening, count: number): Promise<string[]> {
	const read = async () => {
		const executions = await Promise.all((await client.listExecutions(stored.id, 100)).map(async ({ id }) => await client.waitForExecution(id)));
		return executions.flatMap((execution) => itemsOf(execution, NODE).map((item) => String(item.send_gid)));
	};
	await waitFor(`${count} sends in the executions of the trigger`, POLLS_MS, async () => ((await read()).length >= count ? true : undefined), 2_000);
	return await read();
}

/** How many groups hold somebody without a gift. */
function incompleteGroups({ sandbox }: Cluster, { touchId, groups }: GiftRun): number {
	const sent = new Set(sandbox.control.sends.list({ touchId }).map(({ recipient }) => String(recipient?.email)));
	return groups.filter((group) => group.some(({ email }) => !sent.has(email))).length;
}
