/* eslint-disable @n8n/community-nodes/no-restricted-globals -- tests run on a desk, never inside n8n */
import fc from 'fast-check';
import type { SendState } from '../../nodes/Sendoso/trigger/sends/state';
import type { TriggerEvent } from '../../nodes/shared/polling/events';
import { FakeSession, FakeTrigger, PageFailure, subscriptionTo } from './model';
import { type Change, type Counter, type Happening, type Order, SendWorld } from './sendWorld';

const RUNS = Number(process.env.TRIGGER_RUNS ?? 2_000);
const DAYS = 86_400_000;
const anyOrder = fc.constantFrom<Order>('newestFirst', 'oldestFirst', 'none');
const anyCounter = fc.constantFrom<Counter>('right', 'right', 'missing', 'tooHigh', 'tooLow', 'zero');

const change: fc.Arbitrary<Change> = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({
			kind: fc.constant('send' as const),
			count: fc.constantFrom(1, 1, 2, 7, 30),
			displaced: fc.constantFrom(0, 0, 0, -180_000, 180_000, -3_600_000, 3_600_000),
			isTwice: fc.constantFrom(false, false, false, true),
		}),
	},
	{ weight: 6, arbitrary: fc.record({ kind: fc.constant('status' as const), pick: fc.nat(1_000), status: fc.nat(6) }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('edit' as const), pick: fc.nat(1_000) }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), pick: fc.nat(1_000) }) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant('clock' as const), seconds: fc.constantFrom(-3_600, -30, 1, 59, 60, 600, 90_000, 400_000) }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('order' as const), order: anyOrder }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('counter' as const), counter: anyCounter }) },
);

const disturbance = fc.record({
	during: fc.array(fc.record({ at: fc.nat(6), change }), { maxLength: 2 }),
	failing: fc.option(fc.nat(6), { freq: 6, nil: undefined }),
	empty: fc.option(fc.nat(2), { freq: 8, nil: undefined }),
	budget: fc.option(fc.integer({ min: 3, max: 12 }), { freq: 2, nil: undefined }),
});

const anyPoll = fc.record({
	kind: fc.constantFrom('poll', 'poll', 'poll', 'crash', 'restart'),
	disturbance,
	misdated: fc.option(fc.constantFrom(-400 * DAYS, 400 * DAYS), { freq: 12, nil: undefined }),
});

const history = fc.record({
	initial: fc.constantFrom(0, 1, 15, 15, 15, 60, 60, 140, 200),
	pageSize: fc.constantFrom(5, 15, 20, 100),
	/** Requests for which there is time in each of the polls after all that. */
	patience: fc.constantFrom(3, 5, undefined),
	manners: fc.record({
		order: anyOrder,
		counter: anyCounter,
		displacedEvery: fc.constantFrom(0, 0, 7, 40),
		twiceEvery: fc.constantFrom(0, 0, 11),
		isHistoryReversed: fc.boolean(),
	}),
	isDurable: fc.boolean(),
	first: disturbance,
	steps: fc.array(fc.oneof({ weight: 3, arbitrary: change }, { weight: 2, arbitrary: anyPoll }), { minLength: 1, maxLength: 25 }),
});

type Drawn<A> = A extends fc.Arbitrary<infer Value> ? Value : never;

/** Checks each event against what happened. */
class Listener {
	private readonly told = new Map<Happening, string>();

	constructor(private readonly world: SendWorld) {}

	take(events: TriggerEvent[]) {
		this.world.diary.push(`  told: ${events.map(({ id }) => id).join(', ') || 'nothing'}`);
		for (const { id } of events) {
			const happening = this.world.happenings.find(({ names }) => names.has(id));
			if (happening === undefined) throw new Error(`${id} never happened`);
			const before = this.told.get(happening);
			if (before !== undefined) throw new Error(`${id} was told already, as ${before}`);
			this.told.set(happening, id);
		}
	}

	private get missing(): Happening[] {
		return this.world.happenings.filter((happening) => happening.isOwed && !this.told.has(happening));
	}

	get hasAll(): boolean {
		return this.missing.length === 0;
	}

	expectAll() {
		const { missing } = this;
		if (missing.length > 0) throw new Error(`never told: ${missing.flatMap(({ names }) => [...names]).join(', ')}`);
	}
}

/** Polls, whatever happens meanwhile. */
function sessionOf(world: SendWorld, pageSize: number, { during, failing, empty, budget }: Drawn<typeof disturbance>, misdated?: number): FakeSession {
	const before = (request: number) => {
		for (const { at, change: disturbing } of during) if (at === request) world.apply(disturbing);
	};
	return new FakeSession(world, pageSize, { before, failing, empty, budget, misdated });
}

type History = Drawn<typeof history>;

/** Whether every send was met, so that the clock decides on none any more. */
function hasLookedAround(state: SendState | undefined): boolean {
	return state?.status?.passes === 2 && state.from === undefined;
}

async function live({ initial, pageSize, patience, isDurable, first, steps }: History, world: SendWorld) {
	world.begin(initial);
	const trigger = new FakeTrigger(subscriptionTo('send', ['created', 'statusChanged'], { trackStatusForDays: 365 }), isDurable);
	const stateOf = () => trigger.state?.state as SendState | undefined;
	// A crash must not bring back a time at which the trigger had not looked at everything.
	world.mayStepBack = () => [trigger.state, trigger.kept].every((stored) => hasLookedAround(stored?.state as SendState | undefined));
	const listener = new Listener(world);
	let empties = 0;
	// One wrong date is borne, two in succession may be a clock that was set.
	const isDatedWell = () => Math.abs((stateOf()?.now ?? Infinity) - world.now) < 40 * DAYS;
	// The trigger begins with the first answer. What is empty at first is taken for an empty list, and a trigger that can read nothing does not begin.
	await ignoringFailures(async () => listener.take(await trigger.poll(sessionOf(world, pageSize, { ...first, during: first.during.filter(({ at }) => at > 0), empty: undefined, failing: first.failing === 0 ? undefined : first.failing }))));
	world.now += 1_000;
	for (const step of steps) {
		if (!('disturbance' in step)) {
			world.apply(step);
			continue;
		}
		world.diary.push(`${step.kind} ${JSON.stringify({ ...step.disturbance, misdated: step.misdated })}`);
		if (step.kind === 'restart') trigger.restart();
		const misdated = isDatedWell() ? step.misdated : undefined;
		// The end of the list that three polls find too early is taken for it: nobody can tell without a count.
		if (step.disturbance.empty !== undefined) empties += 1;
		const session = sessionOf(world, pageSize, empties > 2 ? { ...step.disturbance, empty: undefined } : step.disturbance, misdated);
		if (step.kind === 'crash') await ignoringFailures(async () => await trigger.pollAndDie(session));
		else await ignoringFailures(async () => listener.take(await trigger.poll(session)));
	}
	// Two walks of the background scan find everything, wherever it stands.
	const pages = Math.ceil(world.rows().length / pageSize);
	const polls = patience === undefined ? 2 * pages + 12 : 8 * pages + 40;
	for (let count = 0; count < polls && (count < 12 || !listener.hasAll); count++) {
		world.now += 300_000;
		listener.take(await trigger.poll(new FakeSession(world, pageSize, { budget: patience })));
	}
	listener.expectAll();
}

test('random histories of sends: every send and every status is told once, and nothing that did not happen', async () => {
	let counted = 0;
	const result = await fc.check(
		fc.asyncProperty(history, async (drawn) => {
			counted += 1;
			await live(drawn, new SendWorld({ ...drawn.manners }));
		}),
		{ numRuns: RUNS, ...(process.env.TRIGGER_SEED ? { seed: Number(process.env.TRIGGER_SEED) } : {}) },
	);
	const [shrunk] = result.counterexample ?? [];
	if (shrunk !== undefined) throw new Error(await tell(shrunk, result));
	expect(counted).toBeGreaterThanOrEqual(RUNS);
});

const quiet: Drawn<typeof disturbance> = { during: [], failing: undefined, empty: undefined, budget: undefined };

/** A poll in which nothing happens but what is said. */
const poll = (change: Partial<typeof quiet>, misdated?: Drawn<typeof anyPoll>['misdated']): Drawn<typeof anyPoll> => ({ kind: 'poll', disturbance: { ...quiet, ...change }, misdated });

test.each<[string, History]>([
	[
		'an empty answer for one page made another one the end of the list, and its order changed during the next walk',
		{
			...{ initial: 200, pageSize: 5, patience: 3, isDurable: false, first: quiet },
			manners: { order: 'oldestFirst', counter: 'zero', displacedEvery: 0, twiceEvery: 0, isHistoryReversed: false },
			steps: [poll({ empty: 0 }), poll({ empty: 0 }), poll({ during: [{ at: 0, change: { kind: 'status', pick: 277, status: 0 } }], failing: 4 }), { kind: 'order', order: 'none' }],
		},
	],
	[
		'the first walk ended too early, and the order had changed during it',
		{
			...{ initial: 200, pageSize: 20, patience: 3, isDurable: false, first: { ...quiet, during: [{ at: 3, change: { kind: 'order', order: 'oldestFirst' } }] } },
			manners: { order: 'newestFirst', counter: 'zero', displacedEvery: 40, twiceEvery: 0, isHistoryReversed: false },
			steps: [poll({ empty: 2 }), poll({ empty: 1 })],
		},
	],
	[
		'the server counted one send too few, and the order became the one in which it was behind the page that looked like the last',
		{
			...{ initial: 15, pageSize: 15, patience: 3, isDurable: false, first: quiet },
			manners: { order: 'newestFirst', counter: 'tooLow', displacedEvery: 0, twiceEvery: 0, isHistoryReversed: false },
			steps: [poll({}), poll({}), { kind: 'order', order: 'oldestFirst' }, poll({}), { kind: 'send', count: 1, displaced: 0, isTwice: false }, { kind: 'clock', seconds: -3600 }],
		},
	],
	[
		'a walk through the list began at a time that the server dated far ahead, and a send came onto a page behind it',
		{
			...{ initial: 15, pageSize: 20, patience: 3, isDurable: false, first: quiet },
			manners: { order: 'newestFirst', counter: 'right', displacedEvery: 0, twiceEvery: 0, isHistoryReversed: false },
			steps: [
				{ kind: 'order', order: 'oldestFirst' },
				poll({ empty: 1, during: [{ at: 0, change: { kind: 'send', count: 30, displaced: 3_600_000, isTwice: true } }] }, 400 * DAYS),
				poll({}),
				{ kind: 'send', count: 1, displaced: 0, isTwice: false },
				{ kind: 'clock', seconds: 400_000 },
			],
		},
	],
])('a history that went wrong once: %s', async (_, known) => {
	await live(known, new SendWorld({ ...known.manners }));
});

/** A history that went wrong, in words. */
async function tell(shrunk: History, { seed, numRuns, errorInstance }: { seed: number; numRuns: number; errorInstance?: unknown }): Promise<string> {
	const world = new SendWorld({ ...shrunk.manners });
	const [outcome] = await Promise.allSettled([live(shrunk, world)]);
	const { initial, pageSize, patience, manners, isDurable } = shrunk;
	const reason: unknown = outcome.status === 'rejected' ? outcome.reason : errorInstance;
	return [
		`${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`,
		`TRIGGER_SEED=${seed}, ${numRuns} histories`,
		`${initial} sends, pages of ${pageSize}, time for ${patience ?? 'all'} requests in the last polls, ${isDurable ? 'durable cursors' : 'default engine'}, ${JSON.stringify(manners)}; first poll ${JSON.stringify(shrunk.first)}`,
		...world.diary,
	].join('\n');
}

async function ignoringFailures(work: () => Promise<void>) {
	const [result] = await Promise.allSettled([work()]);
	if (result.status === 'rejected' && !(result.reason instanceof PageFailure)) throw result.reason;
}
