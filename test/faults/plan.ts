import { createHash } from 'node:crypto';
import { createRandom, type Random } from '../../sandbox/random';
import type { FaultAction } from '../../sandbox';
import { CANARY_PAGE } from './canaries';
import { callerScenarios } from './plans/callers';
import { PlanMaker } from './plans/maker';
import { runScenarios } from './plans/runs';
import { valueScenarios } from './plans/values';
import { worldScenarios } from './plans/worlds';
import { chooseTrouble, VARIANTS } from './troubles';
import { type ExecutionPlan, type Pairing, type ScenarioName, type ScenarioPlan, SCENARIOS } from './types';

const WEIGHTS: Record<ScenarioName, number> = {
	plain: 26,
	'doubled rows': 9,
	'overlapping executions': 14,
	'retry of a failed execution': 12,
	cancelled: 12,
	'after a restart': 12,
	'check switched off': 8,
	'agent tool': 6,
	'token expires': 5,
	'refresh fails': 4,
	'list cannot be read': 4,
	'too many requests': 8,
	'calls without execution': 12,
	'equal node IDs': 8,
	'two client IDs': 12,
	'two processes': 3,
	'rehearsed first': 8,
	'texts for values': 8,
	'Retry execution': 12,
	'clock steps': 4,
	'date is off': 4,
	'tokens end': 6,
	'renewal fails': 3,
	'renewal hangs': 1,
	blocked: 1,
	'odd list': 6,
	'page number ignored': 3,
	'odd proxy': 4,
};

/** What is planned for each scenario. */
const PLANS: Record<ScenarioName, (maker: PlanMaker, scenario: Pick<ScenarioPlan, 'troubleAt' | 'atOnce' | 'pairing' | 'trouble'>) => ExecutionPlan[]> = {
	...runScenarios,
	...callerScenarios,
	...valueScenarios,
	...worldScenarios,
};

/** Ways in which a list can't be read, and a token can't be renewed. */
const STUBBORN_FAULTS: FaultAction[] = [
	{ kind: 'status', status: 404, body: { message: 'gone' } },
	{ kind: 'status', status: 500, body: `<html>${CANARY_PAGE}</html>` },
	{ kind: 'drop' },
	{ kind: 'cutBody' },
	{ kind: 'malformedBody' },
	{ kind: 'status', status: 200, body: { success: true } },
];

/** Ways of two processes: one after the other of them, so that each occurs. */
const PAIRINGS = [false, true].flatMap((isSameOrder) => [0, 5_000, 10_000].map((apartMs): Pairing => ({ apartMs, isSameOrder })));

/** Sends from which on a campaign is long. */
const LONG_CAMPAIGN = 700;

/** Recipients that an execution asks a gift for. */
function addressesOf({ rows, beside }: ExecutionPlan): number {
	return rows.reduce((sum, { emails }) => sum + emails.length, 0) + (beside === undefined ? 0 : addressesOf(beside));
}

/**
 * Plans scenarios until they ask for at least `sends`; the same seed gives the same plan.
 *
 * @param only the scenarios to choose from
 */
export function makePlan(seed: number, sends: number, elsewhere: string, only: readonly ScenarioName[] = SCENARIOS): ScenarioPlan[] {
	const random = createRandom(seed);
	const plan: ScenarioPlan[] = [];
	const certain = certainNames(sends, only);
	for (let asked = 0; asked < sends || plan.length < certain.length; ) {
		const name = certain[plan.length] ?? chooseName(random, only);
		const before = plan.filter((scenario) => scenario.name === name).length;
		const scenario = makeScenario(random, `s${plan.length}`, name, elsewhere, before, seed);
		plan.push(scenario);
		asked += scenario.executions.reduce((sum, execution) => sum + addressesOf(execution), 0);
	}
	return plan;
}

/** Each scenario is there at least once, however short the campaign; in a long one each in all its ways. */
function certainNames(sends: number, only: readonly ScenarioName[]): readonly ScenarioName[] {
	if (sends < LONG_CAMPAIGN) return only;
	const ways = (name: ScenarioName) => (name === 'two processes' ? PAIRINGS.length : (VARIANTS[name] ?? 1));
	return only.flatMap((name) => Array.from({ length: ways(name) }, () => name));
}

/** A short text that is the same for equal plans. */
export function digestOf(plan: ScenarioPlan[]): string {
	// The port of the other host differs from start to start.
	const text = JSON.stringify(plan).replace(/127\.0\.0\.1:\d+/g, 'elsewhere');
	return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

function chooseName(random: Random, only: readonly ScenarioName[]): ScenarioName {
	let left = random.next() * only.reduce((sum, name) => sum + WEIGHTS[name], 0);
	return only.find((name) => (left -= WEIGHTS[name]) < 0) ?? only[0] ?? 'plain';
}

function makeScenario(random: Random, id: string, name: ScenarioName, elsewhere: string, before: number, seed: number): ScenarioPlan {
	const maker = new PlanMaker(random, id, elsewhere);
	const scenario = {
		id,
		name,
		ground: random.integer(0, 999),
		atOnce: random.chance(0.5),
		troubleAt: random.integer(1, maker.people.length),
		stubborn: random.pick(STUBBORN_FAULTS),
		pairing: PAIRINGS[before % PAIRINGS.length] ?? { apartMs: 0, isSameOrder: true },
		trouble: chooseTrouble(random, name, seed + before),
	};
	return { ...scenario, executions: PLANS[name](maker, scenario) };
}
