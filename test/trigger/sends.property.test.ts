/* eslint-disable @n8n/community-nodes/no-restricted-globals -- tests run on a desk, never inside n8n */
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { SendState } from '../../nodes/Sendoso/trigger/sends/state';
import type { TriggerEvent } from '../../nodes/shared/polling/events';
import { FakeSession, FakeTrigger, PageFailure, subscriptionTo, type World } from './model';

const RUNS = Number(process.env.TRIGGER_RUNS ?? 1_000);
const FINAL = ['Used', 'Delivered', 'Expired'];
const OPEN = ['Sent', 'Opened', 'Clicked', 'Shipped', 'Brand New Status'];

type Order = 'newestFirst' | 'oldestFirst' | 'none';
type Change =
	| { kind: 'send'; count: number }
	| { kind: 'status'; pick: number; final: boolean }
	| { kind: 'remove'; pick: number }
	| { kind: 'clock'; seconds: number }
	| { kind: 'order'; order: Order };

const change: fc.Arbitrary<Change> = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ kind: fc.constant('send' as const), count: fc.constantFrom(1, 1, 2, 7, 30) }) },
	{ weight: 6, arbitrary: fc.record({ kind: fc.constant('status' as const), pick: fc.nat(1_000), final: fc.boolean() }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), pick: fc.nat(1_000) }) },
	{ weight: 2, arbitrary: fc.record({ kind: fc.constant('clock' as const), seconds: fc.constantFrom(-30, 1, 59, 60, 600, 90_000) }) },
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('order' as const), order: fc.constantFrom<Order>('newestFirst', 'oldestFirst', 'none') }) },
);

const poll = fc.record({
	kind: fc.constantFrom('poll', 'poll', 'poll', 'crash', 'restart'),
	during: fc.array(fc.record({ at: fc.nat(6), change }), { maxLength: 2 }),
	failing: fc.option(fc.nat(6), { freq: 6, nil: undefined }),
	empty: fc.option(fc.nat(2), { freq: 8, nil: undefined }),
	budget: fc.option(fc.integer({ min: 2, max: 12 }), { freq: 8, nil: undefined }),
});

const history = fc.record({
	initial: fc.constantFrom(0, 1, 15, 15, 15, 60, 60, 140, 200),
	pageSize: fc.constantFrom(15, 20, 100),
	order: fc.constantFrom<Order>('newestFirst', 'oldestFirst', 'none'),
	isDurable: fc.boolean(),
	steps: fc.array(fc.oneof({ weight: 3, arbitrary: change }, { weight: 2, arbitrary: poll }), { minLength: 1, maxLength: 25 }),
});

interface Send {
	gid: string;
	at: number;
	updates: Array<{ status: string; at: number }>;
}

/** A list of sends in one of three orders, and every event that a user may expect. */
class SendWorld implements World {
	now = Date.UTC(2026, 2, 1);
	person = 'me';
	order: Order = 'newestFirst';
	/** A clock that steps back hides changes of sends that the trigger has not looked at yet: a limit that the docs name. */
	mayStepBack = () => true;
	/** Events that happened, by id, and those among them that must be told. */
	readonly happened = new Set<string>();
	readonly owed = new Set<string>();
	private sends: Send[] = [];
	private nextId = 1;
	/** The list as it was last asked for; every change empties it. */
	private listed: IDataObject[] | undefined;

	rows(): IDataObject[] {
		this.listed ??= this.list();
		return this.listed;
	}

	private list(): IDataObject[] {
		const scattered = (send: Send) => (Number(send.gid.slice(1)) * 7_919) % 1_009;
		const sorted = [...this.sends].sort((left, right) =>
			this.order === 'none' ? scattered(left) - scattered(right) : left.at - right.at || left.gid.localeCompare(right.gid),
		);
		if (this.order === 'newestFirst') sorted.reverse();
		return sorted.map(({ gid, at, updates }) => ({
			id: Number(gid.slice(1)),
			send_gid: gid,
			created_at: new Date(at).toISOString(),
			status: updates[updates.length - 1]?.status ?? '',
			status_updates: updates.map((update) => ({ status: update.status, occurred_at: new Date(update.at).toISOString() })),
		}));
	}

	/** Sends as they were before the trigger began: nobody is told of them. */
	begin(count: number) {
		for (let index = count; index > 0; index--) {
			const at = this.now - index * 20_000 - 200_000;
			const updates = [{ status: 'Sent', at }, ...(index % 3 === 0 ? [{ status: 'Used', at: at + 1_000 }] : [])];
			this.sends.push({ gid: `g${this.nextId++}`, at, updates });
		}
	}

	apply(next: Change) {
		this.listed = undefined;
		// No two things happen at the same millisecond, apart from what is made in one go.
		this.now += 1;
		if (next.kind === 'clock' && (next.seconds > 0 || this.mayStepBack())) this.now += next.seconds * 1_000;
		if (next.kind === 'order') this.order = next.order;
		if (next.kind === 'send') {
			for (let index = 0; index < next.count; index++) {
				const send = { gid: `g${this.nextId++}`, at: this.now, updates: [{ status: 'Sent', at: this.now }] };
				this.sends.push(send);
				this.owe(`send:${send.gid}:created`);
				this.oweStatus(send, 'Sent');
			}
		}
		const send = this.sends.length === 0 || !('pick' in next) ? undefined : this.sends[next.pick % this.sends.length];
		if (send && next.kind === 'status' && !FINAL.includes(send.updates[send.updates.length - 1]?.status ?? '')) {
			const status = (next.final ? FINAL : OPEN)[next.pick % 3] ?? 'Opened';
			send.updates.push({ status, at: this.now });
			this.oweStatus(send, status);
		}
		if (send && next.kind === 'remove') {
			this.sends = this.sends.filter((other) => other !== send);
			// What was not told before it left the list can't be told any more.
			for (const id of this.owed) if (id.startsWith(`send:${send.gid}:`)) this.owed.delete(id);
		}
	}

	private oweStatus({ gid }: Send, status: string) {
		this.owe(`send:${gid}:statusChanged:${status}:${new Date(this.now).toISOString()}`);
	}

	private owe(id: string) {
		this.happened.add(id);
		this.owed.add(id);
	}
}

test('random histories of sends: every send and every status is told once, and nothing that did not happen', async () => {
	await fc.assert(
		fc.asyncProperty(history, async ({ initial, pageSize, order, isDurable, steps }) => {
			const world = new SendWorld();
			world.begin(initial);
			world.order = order;
			const trigger = new FakeTrigger(subscriptionTo('send', ['created', 'statusChanged'], { trackStatusForDays: 30 }), isDurable);
			world.mayStepBack = () => (trigger.state?.state as SendState | undefined)?.status?.found === null;
			const told = new Set<string>();
			const take = (events: TriggerEvent[]) => {
				for (const { id } of events) {
					expect([id, told.has(id), world.happened.has(id)]).toEqual([id, false, true]);
					told.add(id);
				}
			};
			take(await trigger.poll(new FakeSession(world, pageSize)));
			world.now += 1_000;
			for (const current of steps) {
				if (!('during' in current)) {
					world.apply(current);
					continue;
				}
				const { during, failing, empty, budget } = current;
				const before = (request: number) => {
					for (const { at, change: disturbing } of during) if (at === request) world.apply(disturbing);
				};
				const session = new FakeSession(world, pageSize, { before, failing, empty, budget });
				if (current.kind === 'restart') trigger.restart();
				else if (current.kind === 'crash') await trigger.pollAndDie(session).catch(ignorePageFailure);
				else take((await trigger.poll(session).catch(ignorePageFailure)) ?? []);
			}
			for (let count = 0; count < 6; count++) {
				world.now += 300_000;
				take(await trigger.poll(new FakeSession(world, pageSize)));
			}
			expect([...world.owed].filter((id) => !told.has(id))).toEqual([]);
		}),
		{ numRuns: RUNS, ...(process.env.TRIGGER_SEED ? { seed: Number(process.env.TRIGGER_SEED) } : {}) },
	);
});

function ignorePageFailure(error: unknown): undefined {
	if (!(error instanceof PageFailure)) throw error;
	return undefined;
}
