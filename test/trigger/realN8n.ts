/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- runs on a desk, never inside n8n */
/**
 * Kills a real n8n again and again while campaigns or sends are added one by one, and compares what its executions got
 * with what the stand-in server holds. Each send is opened later, so that it makes three events.
 *
 *     npx tsx test/trigger/realN8n.ts [--sends] [--durable] [--kills 20] [--count 200] [--seed 1] [--during]
 *
 * With `--during` every kill hits a poll.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { installN8n } from '../../scripts/demo/installN8n';
import { dig, isRecord } from '../../scripts/demo/json';
import { Lifetime } from '../../scripts/demo/lifetime';
import { N8nClient, type StoredWorkflow } from '../../scripts/demo/n8nClient';
import { packageName, packPackage, unpackForN8n } from '../../scripts/demo/packPackage';
import { freePorts } from '../../scripts/demo/ports';
import { say, step } from '../../scripts/demo/progress';
import { makeRunFolder, removeFolder } from '../../scripts/demo/runFolder';
import { connectedCredential, type Sandbox, startStandIn } from '../../scripts/demo/standIn';
import { type RunningN8n, startN8n } from '../../scripts/demo/startN8n';
import { pause, waitFor } from '../../scripts/demo/waiting';

const owner = { email: 'demo@example.com', password: 'Demo-gifts-1', firstName: 'Demo', lastName: 'Owner' };
const durableCursors = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
	N8N_SCHEDULER_MATERIALIZATION_INTERVAL: '1',
	N8N_SCHEDULER_EXECUTOR_INTERVAL: '1',
};
const triggerName = 'Watch';
const began = Date.now();

interface Choices {
	isDurable: boolean;
	kills: number;
	/** Sends are watched instead of campaigns. */
	isAboutSends: boolean;
	/** Records that are added. */
	count: number;
	random: () => number;
	/** Waits for a poll before each kill. */
	isDuring: boolean;
	/** Longest time from the start of n8n to its end, in milliseconds. */
	longestLife: number;
}

async function campaign(choices: Choices, lifetime: Lifetime): Promise<number> {
	const folder = await makeRunFolder();
	lifetime.onEnd(async () => await removeFolder(folder));
	const installation = await installN8n();
	await step('Building and packing the package', async () => {
		await unpackForN8n(await packPackage(folder), folder);
		await registerTrigger(folder);
	});
	const [port = 0, apiPort = 0, controlPort = 0] = await freePorts(3);
	const standIn = await startStandIn(apiPort, controlPort, false);
	lifetime.onEnd(async () => await standIn.stop());
	// Slow answers make a poll of five requests take about a second, so that kills hit polls, too.
	standIn.control.setLatency(200);
	const environment = choices.isDurable ? durableCursors : {};
	const start = async (): Promise<RunningN8n> => await startN8n({ installation, userFolder: folder, port, environment });
	let n8n = await step('Starting n8n for the first time', start);
	lifetime.onEnd(async () => await n8n.kill());
	const client = new N8nClient(n8n.url);
	await client.setUpOwner(owner);
	const workflow = await publishWorkflow(client, standIn, choices);
	// With durable cursors n8n drops the state of the poll made at publishing: the baseline is that of the first tick.
	if (choices.isDurable) await waitForPolls(standIn, choices);
	const progress = { kills: 0 };
	const adder = addRecords(standIn, choices, progress);
	for (let kill = 1; kill <= choices.kills; kill++) {
		let life = Math.round(choices.random() * choices.longestLife);
		const isOpen = () => standIn.control.requests().some(({ end }) => end === 'open');
		if (choices.isDuring) {
			life = Math.round(choices.random() * 1_000);
			await waitFor('A poll', 120_000, async () => (isOpen() ? true : undefined), 20);
		}
		await pause(life);
		const isPolling = isOpen();
		await n8n.kill();
		progress.kills = kill;
		say(`  kill ${kill} after ${life} ms${isPolling ? ', during a poll' : ''}; ${adder.added.length} events so far`);
		n8n = await start();
	}
	await adder.finished;
	const patient = new N8nClient(n8n.url);
	await patient.signIn(owner);
	await waitFor('The last poll', 180_000, async () => ((await deliveries(patient, workflow)).get(adder.added.at(-1) ?? '') ? true : undefined), 2_000).catch(() => say('  the last event never came'));
	return report(choices, adder.added, await deliveries(patient, workflow), standIn);
}

/** Adds the trigger to the nodes that n8n loads, in case the package does not list it yet. */
async function registerTrigger(folder: string): Promise<void> {
	const path = join(folder, '.n8n', 'nodes', 'node_modules', packageName, 'package.json');
	const manifest = JSON.parse(await readFile(path, 'utf8')) as { n8n: { nodes: string[] } };
	const file = 'dist/nodes/Sendoso/SendosoTrigger.node.js';
	if (!manifest.n8n.nodes.includes(file)) manifest.n8n.nodes.push(file);
	await writeFile(path, JSON.stringify(manifest));
}

async function publishWorkflow(client: N8nClient, standIn: Sandbox, { isAboutSends }: Choices): Promise<StoredWorkflow> {
	const credential = await client.createCredential('Sendoso (stand-in)', 'sendosoOAuth2Api', connectedCredential(standIn));
	const workflow = await client.createWorkflow({
		name: 'Watched records',
		nodes: [
			{
				name: triggerName,
				type: `${packageName}.sendosoTrigger`,
				typeVersion: 1,
				position: [0, 0],
				parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] }, events: isAboutSends ? ['sendCreated', 'sendStatusChanged'] : ['touchCreated'] },
				credentials: { sendosoOAuth2Api: credential },
			},
			{ name: 'End', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [220, 0], parameters: {} },
		],
		connections: { [triggerName]: { main: [[{ node: 'End', type: 'main', index: 0 }]] } },
	});
	await client.publish(workflow);
	return workflow;
}

/** Waits until two polls, the one at publishing and the first tick, have read the whole list, or its newest page. */
async function waitForPolls({ control }: Sandbox, { isAboutSends }: Choices): Promise<void> {
	const pages = isAboutSends ? 1 : Math.ceil(control.touches.list().filter(({ status }) => status === 'Active').length / 100);
	const isFirst = (page: unknown) => !isAboutSends || page === '1';
	await waitFor('The first tick', 120_000, async () => {
		const list = isAboutSends ? '/api/v3/send' : '/api/v3/touches';
		const answered = control.requests().filter(({ path, end, query }) => path === list && end === 'answered' && isFirst(query.page));
		return answered.length >= pages * 2 ? true : undefined;
	});
	await pause(2_000);
}

/** Adds records one by one, as many between two kills as come to each; answers the events that they make. */
function addRecords({ control }: Sandbox, { isAboutSends, count: records, kills, longestLife }: Choices, progress: { kills: number }): { added: string[]; finished: Promise<void> } {
	const added: string[] = [];
	let made = 0;
	let last: string | undefined;
	const add = () => {
		made += 1;
		if (!isAboutSends) {
			added.push(keyOf('created', String(control.touches.add({ name: `Added ${made}` }).id)));
			return;
		}
		const { send_gid: gid } = control.sends.add({ kind: 'egift' });
		added.push(keyOf('created', gid), keyOf('statusChanged', gid, 'Sent'));
		if (last !== undefined) {
			control.sends.advance(last, 'Opened');
			added.splice(-1, 0, keyOf('statusChanged', last, 'Opened'));
		}
		last = gid;
	};
	const restartMilliseconds = 8_000;
	const every = (kills * (longestLife / 2 + restartMilliseconds)) / records;
	const work = async () => {
		while (made < records) {
			const isDue = made < (records * (progress.kills + 1)) / kills || progress.kills >= kills;
			if (isDue) add();
			await pause(isDue ? every : 100);
		}
	};
	return { added, finished: work() };
}

/** What tells an event from others. */
function keyOf(type: string, record: string, status = ''): string {
	return [type, record, status].filter((part) => part !== '').join(' ');
}

/** How often executions got each event. */
async function deliveries(client: N8nClient, { id }: StoredWorkflow): Promise<Map<string, number>> {
	const counts = new Map<string, number>();
	for (const summary of await client.listExecutions(id, 100)) {
		const { data } = await client.getExecution(summary.id);
		for (const event of eventsIn(data)) counts.set(event, (counts.get(event) ?? 0) + 1);
	}
	return counts;
}

/** Events among the items of an execution, finished or not. */
function eventsIn(data: unknown): Set<string> {
	const found = new Set<string>();
	const visited = new Set<unknown>();
	const visit = (value: unknown) => {
		if (typeof value !== 'object' || value === null || visited.has(value)) return;
		visited.add(value);
		const type = dig(value, 'sendosoEvent', 'type');
		if (isRecord(value) && typeof type === 'string') found.add(keyOf(type, String(value.send_gid ?? value.id), String(dig(value, 'sendosoEvent', 'status') ?? '')));
		Object.values(value).forEach(visit);
	};
	visit(data);
	return found;
}

function report({ isDurable, kills }: Choices, added: string[], counts: Map<string, number>, standIn: Sandbox): number {
	const lost = added.filter((id) => !counts.has(id));
	const repeated = added.filter((id) => (counts.get(id) ?? 0) > 1);
	const foreign = [...counts.keys()].filter((id) => !added.includes(id) && !happenedByItself(id, standIn));
	console.log(`${isDurable ? 'durable cursors' : 'default engine'}: ${kills} kills, ${added.length} events, lost ${lost.length}, repeated ${repeated.length}, invented ${foreign.length}`);
	if (lost.length + repeated.length + foreign.length > 0) console.log(`lost: ${lost.join(', ')}; repeated: ${repeated.join(', ')}; invented: ${foreign.join(', ')}`);
	return foreign.length > 0 || (isDurable && lost.length + repeated.length > 0) ? 1 : 0;
}

/**
 * Whether a sample send was created, or got a status, while this ran or in the two minutes before, which the first poll gives:
 * the stand-in moves them on.
 */
function happenedByItself(event: string, { control }: Sandbox): boolean {
	const [type, gid = '', ...status] = event.split(' ');
	const send = control.sends.get(gid);
	const isRecent = (time: string) => Date.parse(time) >= began - 120_000;
	if (type === 'created') return send !== null && isRecent(send.created_at);
	return send?.status_updates.some((update) => update.status === status.join(' ') && isRecent(update.occurred_at)) === true;
}

/** Random numbers that come again with the same seed. */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}

const { values } = parseArgs({
	options: {
		durable: { type: 'boolean', default: false },
		kills: { type: 'string', default: '20' },
		count: { type: 'string', default: '200' },
		sends: { type: 'boolean', default: false },
		life: { type: 'string' },
		during: { type: 'boolean', default: false },
		seed: { type: 'string', default: String(Date.now() % 100_000) },
	},
});
const lifetime = new Lifetime();
const choices: Choices = {
	isDurable: values.durable,
	isDuring: values.during,
	kills: Number(values.kills),
	isAboutSends: values.sends,
	count: Number(values.count),
	longestLife: Number(values.life ?? (values.durable ? 70_000 : 8_000)),
	random: seeded(Number(values.seed)),
};
console.log(`seed ${values.seed}`);
void lifetime.run(async () => await campaign(choices, lifetime)).then((code) => process.exit(code));
