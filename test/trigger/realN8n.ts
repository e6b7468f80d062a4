/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- runs on a desk, never inside n8n */
/**
 * Kills a real n8n again and again while records change one by one, and compares what its executions got with what
 * happened at the stand-in server: campaigns are added, sends are made and opened, or records of three kinds are added,
 * changed and removed, over Sendoso's own API or over SAP Open Connectors.
 *
 *     npx tsx test/trigger/realN8n.ts [--watch campaigns|sends|records|connector] [--durable] [--kills 20] [--count 200] [--seed 1] [--during]
 *
 * With `--during` every kill hits a poll.
 */
import { parseArgs } from 'node:util';
import { installN8n } from '../../scripts/demo/installN8n';
import { dig, isRecord } from '../../scripts/demo/json';
import { Lifetime } from '../../scripts/demo/lifetime';
import { N8nClient, type StoredWorkflow } from '../../scripts/demo/n8nClient';
import { packPackage, unpackForN8n } from '../../scripts/demo/packPackage';
import { freePorts } from '../../scripts/demo/ports';
import { say, step } from '../../scripts/demo/progress';
import { makeRunFolder, removeFolder } from '../../scripts/demo/runFolder';
import { type Sandbox, startStandIn } from '../../scripts/demo/standIn';
import { type RunningN8n, startN8n } from '../../scripts/demo/startN8n';
import { pause, waitFor } from '../../scripts/demo/waiting';
import { keyOf, type Scenario, scenarios, typeOf } from './realScenarios';

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
	scenario: Scenario;
	/** Things that happen. */
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
	const workflow = await publishWorkflow(client, standIn, choices.scenario);
	// With durable cursors n8n drops the state of the poll made at publishing: the baseline is that of the first tick.
	if (choices.isDurable) await waitForPolls(standIn, choices.scenario);
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

async function publishWorkflow(client: N8nClient, standIn: Sandbox, scenario: Scenario): Promise<StoredWorkflow> {
	const credential = await client.createCredential('Sendoso (stand-in)', scenario.credentialType, scenario.credential(standIn));
	const workflow = await client.createWorkflow({
		name: 'Watched records',
		nodes: [
			{
				name: triggerName,
				type: typeOf(scenario),
				typeVersion: 1,
				position: [0, 0],
				parameters: { pollTimes: { item: [{ mode: 'everyMinute' }] }, events: scenario.events },
				credentials: { [scenario.credentialType]: credential },
			},
			{ name: 'End', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [220, 0], parameters: {} },
		],
		connections: { [triggerName]: { main: [[{ node: 'End', type: 'main', index: 0 }]] } },
	});
	await client.publish(workflow);
	return workflow;
}

/** Waits until two polls, the one at publishing and the first tick, have begun; lists of records are read twice by each. */
async function waitForPolls({ control }: Sandbox, { list }: Scenario): Promise<void> {
	const readings = list.endsWith('/send') ? 2 : 4;
	const isFirst = ({ page, nextPage }: Record<string, unknown>) => nextPage === undefined && (page === undefined || page === '1');
	await waitFor('The first tick', 180_000, async () => (control.requests().filter(({ path, end, query }) => path === list && end === 'answered' && isFirst(query)).length >= readings ? true : undefined));
	await pause(5_000);
}

/** Lets things happen one by one, as many between two kills as come to each; answers the events that they make. */
function addRecords(standIn: Sandbox, { scenario, count: records, kills, longestLife }: Choices, progress: { kills: number }): { added: string[]; finished: Promise<void> } {
	const added: string[] = [];
	let made = 0;
	const add = () => {
		added.push(...scenario.happen(standIn, made));
		made += 1;
	};
	const restartMilliseconds = 8_000;
	const every = Math.max(200, (kills * (longestLife / 2 + restartMilliseconds)) / records);
	const work = async () => {
		while (made < records) {
			const isDue = progress.kills >= kills || made < (records * (progress.kills + 1)) / kills;
			if (isDue) add();
			await pause(isDue ? every : 100);
		}
	};
	return { added, finished: work() };
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
		if (isRecord(value) && typeof type === 'string') found.add(keyOf(type, recordOf(value, String(dig(value, 'sendosoEvent', 'resource'))), String(dig(value, 'sendosoEvent', 'status') ?? '')));
		Object.values(value).forEach(visit);
	};
	visit(data);
	return found;
}

/** The record that an event is about; of several kinds of records, its kind as well. */
function recordOf({ send_gid: gid, id }: Record<string, unknown>, resource: string): string {
	const record = String(gid ?? id);
	return choices.scenario.events.length > 2 ? `${resource} ${record}` : record;
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
		watch: { type: 'string', default: 'campaigns' },
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
	scenario: (scenarios[values.watch] ?? scenarios.campaigns)?.() as Scenario,
	count: Number(values.count),
	longestLife: Number(values.life ?? (values.durable ? 70_000 : 8_000)),
	random: seeded(Number(values.seed)),
};
console.log(`seed ${values.seed}`);
void lifetime.run(async () => await campaign(choices, lifetime)).then((code) => process.exit(code));
