import { createHash } from 'node:crypto';
import { createRandom, type Random } from '../../sandbox/random';
import type { FaultAction } from '../../sandbox';
import { CANARY_DOMAIN, CANARY_PAGE } from './canaries';
import { chooseFault } from './itemFaults';
import { type ExecutionPlan, type Row, type ScenarioName, type ScenarioPlan, SCENARIOS, type SpendingOperation } from './types';

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
};

const OPERATIONS: SpendingOperation[] = ['createEgift', 'createEgift', 'createPhysical', 'createWithAddressCollection', 'createEgiftLinks'];

/** Ways in which a list can't be read, and a token can't be renewed. */
const STUBBORN_FAULTS: FaultAction[] = [
	{ kind: 'status', status: 404, body: { message: 'gone' } },
	{ kind: 'status', status: 500, body: `<html>${CANARY_PAGE}</html>` },
	{ kind: 'drop' },
	{ kind: 'cutBody' },
	{ kind: 'malformedBody' },
	{ kind: 'status', status: 200, body: { success: true } },
];

/** Recipients that an execution asks a gift for. */
export function addressesOf({ rows }: ExecutionPlan): number {
	return rows.reduce((sum, { emails }) => sum + emails.length, 0);
}

/** Plans scenarios until they ask for at least `sends`; the same seed gives the same plan. */
export function makePlan(seed: number, sends: number, elsewhere: string): ScenarioPlan[] {
	const random = createRandom(seed);
	const plan: ScenarioPlan[] = [];
	for (let asked = 0; asked < sends; ) {
		// Each scenario is there at least once, however short the campaign.
		const name = SCENARIOS[plan.length] ?? chooseName(random);
		const scenario = makeScenario(random, `s${plan.length}`, name, elsewhere);
		plan.push(scenario);
		asked += scenario.executions.reduce((sum, execution) => sum + addressesOf(execution), 0);
	}
	return plan;
}

/** A short text that is the same for equal plans. */
export function digestOf(plan: ScenarioPlan[]): string {
	// The port of the other host differs from start to start.
	const text = JSON.stringify(plan).replace(/127\.0\.0\.1:\d+/g, 'elsewhere');
	return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

function chooseName(random: Random): ScenarioName {
	let left = random.next() * Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0);
	return SCENARIOS.find((name) => (left -= WEIGHTS[name]) < 0) ?? 'plain';
}

function makeScenario(random: Random, id: string, name: ScenarioName, elsewhere: string): ScenarioPlan {
	const operation = random.pick(OPERATIONS);
	const people = Array.from({ length: random.integer(8, 26) }, (_, index) => `person${index}@${id}.${CANARY_DOMAIN}`);
	const rowsFor = (emails: string[], faulty = 0.35): Row[] =>
		(operation === 'createEgiftLinks' ? inGroups(random, emails) : emails.map((email) => [email])).map((group) => ({
			emails: group,
			...(random.chance(faulty) ? { fault: chooseFault(random, elsewhere) } : {}),
		}));
	const execution = (letter: string, rows: Row[], more: Partial<ExecutionPlan> = {}): ExecutionPlan => ({
		id: `${id}${letter}`,
		operation,
		rows,
		onError: random.pick(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'] as const),
		retryOnFail: random.chance(0.4),
		duplicateCheck: random.chance(0.8) ? 'skip' : 'fail',
		findSend: operation !== 'createEgiftLinks' && random.chance(0.05),
		mode: random.pick(['manual', 'trigger', 'webhook'] as const),
		asTool: false,
		...more,
	});
	const scenario = {
		id,
		name,
		ground: random.integer(0, 999),
		atOnce: random.chance(0.5),
		troubleAt: random.integer(1, people.length),
		stubborn: random.pick(STUBBORN_FAULTS),
	};
	const calm = { onError: 'continueRegularOutput', duplicateCheck: 'skip', retryOnFail: false } as const;
	const half = people.slice(Math.floor(people.length / 2));
	const executions: Record<ScenarioName, () => ExecutionPlan[]> = {
		plain: () => [execution('a', rowsFor(people))],
		'doubled rows': () => [execution('a', rowsFor(people.flatMap((email, index) => (index % 2 === 0 ? [email] : disguises(random, email)))))],
		'overlapping executions': () => [
			execution('a', rowsFor(people, 0.25)),
			execution('b', rowsFor(shuffled(random, [...half, `extra@${id}.${CANARY_DOMAIN}`]), 0.25)),
			execution('c', rowsFor(shuffled(random, half), 0.1)),
		],
		'retry of a failed execution': () => [
			execution('a', rowsFor(people, 0.15), { onError: 'stopWorkflow' }),
			execution('b', rowsFor(people, 0.1), { mode: 'retry' }),
			execution('c', rowsFor(people, 0), { ...calm, mode: 'retry' }),
		],
		cancelled: () => [
			execution('a', rowsFor(people, 0.15), { cancelAfter: scenario.troubleAt, onError: 'continueRegularOutput' }),
			execution('b', rowsFor(people, 0), calm),
			execution('c', rowsFor(people, 0), calm),
		],
		'after a restart': () => [
			execution('a', rowsFor(people, 0.3), { onError: 'continueRegularOutput' }),
			execution('b', rowsFor(people, 0), calm),
		],
		'check switched off': () => [
			execution('a', rowsFor([...people, ...half]), { duplicateCheck: 'off', onError: 'continueErrorOutput' }),
			execution('b', rowsFor(half, 0.3), { duplicateCheck: 'off', onError: 'continueErrorOutput' }),
		],
		'agent tool': () =>
			people.slice(0, 8).flatMap((email, index) => [
				execution(`a${index}`, rowsFor([email], 0.5), { asTool: true, retryOnFail: true }),
				execution(`b${index}`, rowsFor([email], 0), { asTool: true, duplicateCheck: 'off' }),
			]),
		'token expires': () => [execution('a', rowsFor(people, 0.1)), execution('b', rowsFor(half, 0))],
		'refresh fails': () => [
			execution('a', rowsFor(people, 0.1), { isBlind: true }),
			execution('b', rowsFor(people, 0), { ...calm, mode: 'retry' }),
		],
		'list cannot be read': () => [
			execution('a', rowsFor(people, 0.3), { isBlind: true, onError: 'continueRegularOutput' }),
			execution('b', rowsFor(people, 0), calm),
		],
		'too many requests': () => [execution('a', rowsFor(people, 0.15)), execution('b', rowsFor(half, 0.1))],
	};
	return { ...scenario, executions: executions[name]() };
}

/** The same address written in ways that are the same mailbox to the node. */
function disguises(random: Random, email: string): string[] {
	return shuffled(random, [email, email.toUpperCase(), ` ${email} `]).slice(0, random.integer(2, 3));
}

function inGroups(random: Random, emails: string[]): string[][] {
	const groups: string[][] = [];
	for (let start = 0; start < emails.length; ) {
		const size = random.integer(1, 5);
		const group = new Map(emails.slice(start, start + size).map((email) => [email.trim().toLowerCase(), email]));
		groups.push([...group.values()]);
		start += size;
	}
	return groups;
}

function shuffled<T>(random: Random, list: T[]): T[] {
	return list
		.map((value) => ({ value, place: random.next() }))
		.sort((left, right) => left.place - right.place)
		.map(({ value }) => value);
}
