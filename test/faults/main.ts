/* eslint-disable @n8n/community-nodes/no-restricted-globals -- the campaign runs on a desk, never inside n8n */
import { print, printedByOthers } from './output';
import { AcrossProcesses } from './acrossProcesses';
import { audit, ServerRecord, Tally } from './audit';
import { auditGifts } from './auditGifts';
import type { Executed } from './execute';
import { type Ground, Grounds, startElsewhere } from './grounds';
import { CANARY_DOMAIN, CANARY_PAGE } from './canaries';
import { digestOf, makePlan } from './plan';
import { RunnerProcesses } from './processes/runnerProcess';
import type { Stage } from './scene';
import { perform } from './scenarios';
import { type ScenarioName, type ScenarioPlan, SCENARIOS } from './types';
import { pause } from './waiting';

/** A scenario that took place. */
interface Performed {
	plan: ScenarioPlan;
	executions: Executed[];
}

async function main(): Promise<number> {
	const [sends, seed] = [numberOption('--sends', 6_500), numberOption('--seed', 20_261_123)];
	const elsewhere = await startElsewhere();
	const plan = makePlan(seed, sends, elsewhere.url, scenariosOption()).filter(({ id }) => (textOption('--id') ?? id) === id);
	const executions = plan.reduce((sum, scenario) => sum + scenario.executions.length, 0);
	print(`Seed ${seed}: ${plan.length} scenarios with ${executions} executions (plan ${digestOf(plan)})`);
	const stage: Stage = { grounds: await Grounds.start(), processes: new RunnerProcesses() };
	const { grounds } = stage;
	for (const ground of grounds.all) addBackgroundTrouble(ground, seed);
	const began = Date.now();
	const performed = await performAll(stage, plan, seed);
	// Requests that the node gave up may still be at work.
	await pause(3_000);
	print(`Took ${Math.round((Date.now() - began) / 1000)} s`);
	stage.processes.stop();
	const tally = await compare(grounds, performed);
	const checks = [...figures(tally), ...canaries(grounds, performed), ['requests at the host that redirects name', elsewhere.received.length] as const];
	await grounds.stop();
	elsewhere.stop();
	for (const line of tally.describeComplaints()) print(`  ${line}`);
	const failed = checks.filter(([, count]) => count > 0);
	for (const [name, count] of checks) print(`${count === 0 ? 'ok  ' : 'FAIL'} ${name}: ${count}`);
	print(`${checks.length - failed.length} passed, ${failed.length} failed`);
	return failed.length === 0 ? 0 : 1;
}

/** Small trouble with the list of sends, as on any bad day: slow pages that overtake each other, passing faults. */
function addBackgroundTrouble({ sandbox }: Ground, seed: number) {
	const match = { method: 'GET', path: '/api/v3/send' };
	const trouble = { match, times: 'always' } as const;
	sandbox.control.fault({ ...trouble, probability: 0.01, seed, action: { kind: 'status', status: 503 } });
	sandbox.control.fault({ ...trouble, probability: 0.01, seed: seed + 1, action: { kind: 'drop' } });
	sandbox.control.fault({ ...trouble, probability: 0.01, seed: seed + 2, action: { kind: 'cutBody' } });
	sandbox.control.fault({ ...trouble, probability: 0.15, seed: seed + 3, action: { kind: 'delay', milliseconds: 120 } });
}

/** Scenarios with a server of their own that take place at the same time; they mostly wait. */
const OWN_GROUNDS_AT_ONCE = 6;

/** Seconds for which a scenario does nothing but wait: the longest ones begin first. */
function waitingTime({ trouble }: ScenarioPlan): number {
	if (trouble?.kind === 'hang') return 60;
	return trouble?.kind === 'block' ? trouble.seconds : 0;
}

async function performAll(stage: Stage, plan: ScenarioPlan[], seed: number): Promise<Performed[]> {
	const { grounds } = stage;
	const queues = new Map<Ground, ScenarioPlan[]>();
	for (const scenario of plan.filter(({ trouble }) => trouble === undefined)) {
		const ground = grounds.choose(scenario.name, scenario.ground);
		queues.set(ground, [...(queues.get(ground) ?? []), scenario]);
	}
	const performed: Performed[] = [];
	const lane = async (queue: ScenarioPlan[], choose: (scenario: ScenarioPlan) => Ground | Promise<Ground>) => {
		for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
			const ground = await choose(next);
			performed.push({ plan: next, executions: await perform(stage, ground, next) });
			for (const credential of ground.credentials) grounds.rememberSecrets(credential);
		}
	};
	const worlds = plan.filter(({ trouble }) => trouble !== undefined).sort((left, right) => waitingTime(right) - waitingTime(left));
	const ownGround = async (scenario: ScenarioPlan) => {
		const ground = await grounds.open(scenario);
		if (scenario.name !== 'page number ignored') addBackgroundTrouble(ground, seed);
		return ground;
	};
	await Promise.all([
		...Array.from({ length: OWN_GROUNDS_AT_ONCE }, async () => await lane(worlds, ownGround)),
		...[...queues].flatMap(([ground, queue]) => Array.from({ length: ground.lanes }, async () => await lane(queue, () => ground))),
	]);
	return performed;
}

async function compare(grounds: Grounds, performed: Performed[]): Promise<Tally> {
	const tally = new Tally();
	const across = new AcrossProcesses();
	const records = new Map(grounds.all.map(({ name, sandbox }) => [name, new ServerRecord(sandbox.control.sends.list(), name)]));
	for (const { plan, executions } of performed) {
		const record = records.get(executions[0]?.ground.name ?? '');
		if (record === undefined) continue;
		audit(tally, record, plan, executions);
		auditGifts(tally, across, record, plan, executions);
	}
	if (across.hasFigures) printFigures(across);
	return tally;
}

function printFigures(across: AcrossProcesses) {
	print(`Across two processes: ${across.describe(true)}`);
	print(`Across two processes, without reading the list again: ${across.describe(false)}`);
}

function figures(tally: Tally): Array<readonly [string, number]> {
	const told = (name: keyof Tally['told']) => tally.told[name] ?? 0;
	print(`Sends asked: ${tally.asked}`);
	print(`Sends in the server: ${tally.inServer}`);
	print(`Duplicates: ${tally.duplicates}`);
	print(`Lost silently: ${tally.lostSilently}`);
	print(`Reported unknown: ${told('unknown')}`);
	print(`Reconciled: ${told('reconciled')}`);
	print(`Wrongly reported: ${tally.wronglyReported}`);
	print(`Unknown that could have been told: ${tally.couldHaveBeenTold}`);
	print(`Cancelled, judged by the run after it: ${tally.cancelled}`);
	print(`Not there, and told unknown by the last retry: ${tally.leftOpen}`);
	print(
		`Told sent ${told('sent')}, validated ${told('validated')}, skipped ${told('skipped')}, Duplicate ${told('duplicate')}, Refused ${told('refused')}, Not sent ${told('notSent')}, not reached in a stopped run ${told('nothing')}`,
	);
	return [
		['duplicates', tally.duplicates],
		['lost silently', tally.lostSilently],
		['wrongly reported', tally.wronglyReported],
		['listed sends that two requests took for theirs', tally.claimedTwice],
		['unknown that could have been told', tally.couldHaveBeenTold],
		['errors without one of the four phrases', tally.withoutPhrase],
		['executions that did not end when they had to', tally.withoutEnd],
	];
}

/** Searches stored executions and everything printed for what must not be there. */
function canaries(grounds: Grounds, performed: Performed[]): Array<readonly [string, number]> {
	const stored = performed.flatMap(({ executions }) => executions.map((execution) => execution.stored));
	const printed = printedByOthers();
	const secrets = [...grounds.secrets];
	print(`Searched ${stored.length} stored executions and ${printed.length} characters of log for ${secrets.length} tokens and secrets`);
	return [
		['stored executions with a token or secret', stored.filter((text) => secrets.some((secret) => text.includes(secret))).length],
		['stored executions with an error page', stored.filter((text) => text.includes(CANARY_PAGE)).length],
		['tokens and secrets in the log', secrets.filter((secret) => printed.includes(secret)).length],
		['e-mail addresses in the log', printed.split(CANARY_DOMAIN).length - 1],
	];
}

function numberOption(name: string, otherwise: number): number {
	const value = Number(textOption(name) ?? otherwise);
	if (!Number.isInteger(value) || value < 1) throw new Error(`${name} needs a whole number`);
	return value;
}

/** What stands behind an option, such as the id behind `--id`: the one scenario of the plan that is to take place. */
function textOption(name: string): string | undefined {
	const place = process.argv.indexOf(name);
	return place === -1 ? undefined : (process.argv[place + 1] ?? '');
}

/** The scenarios to choose from: those named behind `--only`, separated by commas. */
function scenariosOption(): readonly ScenarioName[] {
	const names = textOption('--only');
	if (names === undefined) return SCENARIOS;
	const wanted = names.split(',').map((name) => name.trim());
	const unknown = wanted.find((name) => !SCENARIOS.some((known) => known === name));
	if (unknown !== undefined) throw new Error(`There is no scenario '${unknown}'. There are: ${SCENARIOS.join(', ')}`);
	return SCENARIOS.filter((name) => wanted.includes(name));
}

void main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		print(error instanceof Error ? (error.stack ?? error.message) : String(error));
		process.exit(1);
	},
);
