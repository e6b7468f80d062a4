/* eslint-disable @n8n/community-nodes/no-restricted-globals -- tests run on a desk, never inside n8n */
import fc from 'fast-check';
import { sources as connectorSources } from '../../nodes/SendosoOpenConnectors/trigger/sources';
import type { TriggerEvent } from '../../nodes/shared/polling/events';
import { FakeSession, FakeTrigger, PageFailure, subscriptionTo } from './model';
import { change, type Change, FakeConnectorSession, manners, PAGE, RecordWorld } from './recordWorld';

const RUNS = Number(process.env.TRIGGER_RUNS ?? 1_100);
const EVENTS = ['created', 'updated', 'removed'] as const;

/** Polls within which something must have been true that an event tells. */
const READINGS = 12;

/** Polls within which what is left comes out. */
const MOST_POLLS = 200;

const poll = fc.record({
	kind: fc.constantFrom('poll', 'poll', 'poll', 'crash', 'restart'),
	/** Changes while the poll reads: before which request, and what. */
	during: fc.array(fc.record({ at: fc.nat(12), change }), { maxLength: 2 }),
	failing: fc.option(fc.nat(8), { freq: 6, nil: undefined }),
	empty: fc.option(fc.nat(8), { freq: 6, nil: undefined }),
	budget: fc.option(fc.integer({ min: 1, max: 10 }), { freq: 5, nil: undefined }),
});

const history = (resources: string[]) =>
	fc.record({
		resource: fc.constantFrom(...resources),
		initial: fc.nat(30),
		manners,
		isDurable: fc.boolean(),
		/** Requests of each of the last polls. */
		patience: fc.constantFrom(Infinity, 4),
		steps: fc.array(fc.oneof({ weight: 3, arbitrary: change }, { weight: 2, arbitrary: poll }), { minLength: 1, maxLength: 30 }),
	});

/** What a user knows of the list who was told the baseline and every event. */
class Believer {
	readonly believed = new Map<string, string>();
	private readonly ids = new Set<string>();

	constructor(private readonly world: RecordWorld) {}

	take({ id, type, record }: TriggerEvent) {
		const key = String(record.id);
		const before = this.believed.get(key);
		expect([id, this.ids.has(id)]).toEqual([id, false]);
		this.ids.add(id);
		if (type === 'removed') {
			expect([id, before !== undefined, this.world.wasTrue(key, 'gone', READINGS)]).toEqual([id, true, true]);
			this.believed.delete(key);
			return;
		}
		const content = `${String(record.name)} ${Number(record.budget)}`;
		expect([id, before !== undefined, this.world.wasTrue(key, content, 2)]).toEqual([id, type === 'updated', true]);
		expect([id, content]).not.toEqual([id, before]);
		this.believed.set(key, content);
	}
}

type History = ReturnType<typeof history> extends fc.Arbitrary<infer T> ? T : never;

async function tell({ resource, initial, manners: own, isDurable, patience, steps }: History, isConnector: boolean) {
	const world = new RecordWorld(own, resource !== 'user' && resource !== 'returnAddress');
	const readsOne = resource === 'touch';
	const open = (disturbance: ConstructorParameters<typeof FakeSession>[2] = {}) => {
		world.polls += 1;
		world.now += 120_000;
		world.note();
		return new (isConnector ? FakeConnectorSession : FakeSession)(world, PAGE, disturbance, readsOne);
	};
	for (let count = 0; count < initial; count++) world.apply({ kind: 'add', pick: count * 5 + 1 });
	world.now += 3_600_000;
	const trigger = new FakeTrigger(subscriptionTo(resource, [...EVENTS], {}, {}, isConnector ? connectorSources : undefined), isDurable);
	const believer = new Believer(world);
	for (const [id, content] of world.contents) believer.believed.set(id, content);
	// The baseline of a long list takes several polls.
	const isOpen = () => (trigger.state?.state as { newFrom?: number } | undefined)?.newFrom !== undefined;
	for (let count = 0; count < MOST_POLLS && (count === 0 || isOpen()); count++) expect(await trigger.poll(open({ budget: patience }))).toEqual([]);
	trigger.keep();
	// Nobody can tell two mistakes at the same place from the truth.
	let mistakes = 0;
	for (const step of steps) {
		if (step.kind !== 'poll' && step.kind !== 'crash' && step.kind !== 'restart') {
			world.apply(step as Change);
			continue;
		}
		const { during, empty, ...others } = step as Exclude<typeof step, Change>;
		const disturbance = { ...others, empty: empty !== undefined && mistakes++ > 0 ? undefined : empty };
		const before = (request: number) => {
			for (const { at, change: disturbing } of during) if (at === request) world.apply(disturbing);
		};
		if (step.kind === 'restart') trigger.restart();
		else if (step.kind === 'crash') await trigger.pollAndDie(open({ ...disturbance, before })).catch(ignorePageFailure);
		else for (const event of (await trigger.poll(open({ ...disturbance, before })).catch(ignorePageFailure)) ?? []) believer.take(event);
	}
	// The last changes come out when it is quiet, however little time each poll has.
	const unsure = (id: string) => readsOne && world.contentOf(id) === undefined && world.isReadable(id);
	const difference = () => [[...believer.believed].filter(([id]) => !unsure(id)).sort(), [...world.contents].sort()];
	for (let count = 0; count < MOST_POLLS && (count < 4 || JSON.stringify(difference()[0]) !== JSON.stringify(difference()[1])); count++) {
		for (const event of await trigger.poll(open({ budget: patience }))) believer.take(event);
	}
	const [believed, truth] = difference();
	expect(believed).toEqual(truth);
	for (let count = 0; count < 3; count++) for (const event of await trigger.poll(open())) believer.take(event);
	expect(difference()[0]).toEqual(truth);
	expect(await trigger.poll(open())).toEqual([]);
}

describe.each([
	['the direct connection', false, ['touch', 'group', 'user']],
	['SAP Open Connectors', true, ['touch', 'group', 'returnAddress']],
] as const)('over %s', (_, isConnector, resources) => {
	test('random histories in an impolite world: every change is told once, and nothing that did not happen', async () => {
		const seed = process.env.TRIGGER_SEED ?? process.env.PROPERTY_SEED;
		await fc.assert(
			fc.asyncProperty(history([...resources]), async (drawn) => await tell(drawn, isConnector)),
			{ numRuns: RUNS, ...(seed ? { seed: Number(seed) } : {}) },
		);
	}, 600_000);
});

/** A server without faults, but for those that are named. */
const polite: History['manners'] = {
	count: 'right',
	twice: undefined,
	unnamed: undefined,
	short: 4,
	behindTheEnd: 'empty',
	refusesEach: undefined,
	staysReadable: undefined,
	paging: 'token',
	warns: false,
	loses: undefined,
	pointersEnd: false,
	largest: 100,
	respells: false,
};
const quiet = { kind: 'poll' as const, during: [], failing: undefined, empty: undefined, budget: undefined };

test.each<[string, boolean, History]>([
	[
		'nobody could tell what became of three campaigns, and asking took the time of the list',
		true,
		{ resource: 'touch', initial: 3, isDurable: false, patience: 4, manners: { ...polite, refusesEach: 1, largest: 40 }, steps: [...Array.from({ length: 3 }, () => ({ kind: 'remove' as const, pick: 0 })), { kind: 'add', pick: 76 }] },
	],
	[
		'a group was met between two readings without it by a walk that did not come to its end',
		false,
		{
			...{ resource: 'group', initial: 8, isDurable: false, patience: Infinity, manners: polite },
			steps: [{ kind: 'add', pick: 152 }, { ...quiet, failing: 1 }, { ...quiet, budget: 1 }, { ...quiet, during: [{ at: 1, change: { kind: 'move', pick: 0 } }] }, { kind: 'add', pick: 0 }],
		},
	],
])('a history that went wrong once: %s', async (_, isConnector, known) => {
	await tell(known, isConnector);
});

function ignorePageFailure(error: unknown): undefined {
	if (!(error instanceof PageFailure)) throw error;
	return undefined;
}
