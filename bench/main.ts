/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, no-console -- benchmarks run on a desk, never inside n8n */
/**
 * Measures what our nodes cost beside what people would use in their place.
 *
 *     npm run bench -- [--quick] [--only lists,pace] [--write]
 *
 * A run of everything writes docs/benchmarks; a quick one only shows that everything runs. It fails when a run is broken,
 * and never because of a time.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { n8nVersion } from '../scripts/demo/installN8n';
import { nodeVersion } from '../scripts/demo/nodeRuntime';
import { type Installation, prepareInstallation } from './harness/installation';
import { isMet, type Scenario } from './harness/scenario';
import { chartOf } from './report/chart';
import { limitText, withUnit } from './report/figures';
import { markdownOf } from './report/markdown';
import type { Result, ScenarioResult } from './report/result';
import { scenariosOf } from './scenarios';

const folder = join(__dirname, '..', 'docs', 'benchmarks');

async function runScenario(scenario: Scenario, isQuick: boolean): Promise<ScenarioResult> {
	const { name, title, about, note } = scenario;
	const started = Date.now();
	const secondsGone = () => Math.round((Date.now() - started) / 1_000);
	console.log(`\n${title} (${name})`);
	const [ended] = await Promise.allSettled([scenario.run({ isQuick })]);
	const facts = { name, title, about, note, seconds: secondsGone() };
	if (ended.status === 'rejected') {
		const broken = ended.reason instanceof Error ? (ended.reason.stack ?? ended.reason.message) : String(ended.reason);
		console.log(`  BROKEN after ${facts.seconds} s: ${broken}`);
		return { ...facts, broken: broken.split('\n')[0] };
	}
	for (const goal of ended.value.goals) console.log(`  ${isMet(goal) ? 'met   ' : 'MISSED'} ${goal.text}: ${withUnit(goal.value, goal.unit)}, ${limitText(goal)}`);
	console.log(`  ${facts.seconds} s`);
	return { ...facts, outcome: ended.value };
}

async function measureAll(installation: Installation, isQuick: boolean, only: string[] | undefined): Promise<Result> {
	const chosen = scenariosOf(installation).filter(({ name }) => only?.includes(name) ?? true);
	if (chosen.length === 0) throw new Error(`There is nothing to measure: choose of ${scenariosOf(installation).map(({ name }) => name).join(', ')}`);
	const scenarios: ScenarioResult[] = [];
	for (const scenario of chosen) scenarios.push(await runScenario(scenario, isQuick));
	const [processor] = cpus();
	const machine = `${cpus().length} cores of ${processor?.model.trim() ?? 'an unknown processor'}`;
	return { day: new Date().toISOString().slice(0, 10), isQuick, machine, node: nodeVersion, n8n: n8nVersion, scenarios };
}

async function write(result: Result) {
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'results.json'), `${JSON.stringify(result, undefined, '\t')}\n`);
	await writeFile(join(folder, 'README.md'), await markdownOf(result));
	await writeFile(join(folder, 'goals.svg'), `${await chartOf(result)}\n`);
}

async function main(): Promise<number> {
	const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, write: { type: 'boolean', default: false } } });
	const installation = await prepareInstallation();
	try {
		const result = await measureAll(installation, values.quick, values.only?.split(','));
		console.log(`\n${await markdownOf(result)}`);
		// What a quick run measures says nothing, but its report has to be written, too.
		if (values.quick) await chartOf(result);
		else if (values.write || values.only === undefined) await write(result);
		const broken = result.scenarios.filter(({ outcome }) => outcome === undefined).length;
		console.log(`${result.scenarios.length - broken} passed, ${broken} failed`);
		return broken === 0 ? 0 : 1;
	} finally {
		await installation.remove();
	}
}

void main().then(
	(code) => process.exit(code),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
