/* eslint-disable @n8n/community-nodes/no-restricted-globals -- tests run on a desk, never inside n8n */
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { TriggerEvent } from '../../nodes/shared/polling/events';
import { canonical } from '../../nodes/shared/values/fingerprint';
import { FakeSession, FakeTrigger, PageFailure, subscriptionTo, type World } from './model';

const PAGE = 4;
const RUNS = Number(process.env.TRIGGER_RUNS ?? 1_200);

/** One thing that happens to the list; `pick` chooses the record. */
type Change = { kind: 'add' | 'change' | 'remove' | 'swap' | 'touchClock'; pick: number };

const change: fc.Arbitrary<Change> = fc.record({
	kind: fc.constantFrom('add', 'add', 'change', 'remove', 'swap', 'touchClock'),
	pick: fc.nat(1_000),
});

const poll = fc.record({
	kind: fc.constantFrom('poll', 'poll', 'poll', 'crash', 'restart'),
	/** Changes while the poll reads: before which request, and what. */
	during: fc.array(fc.record({ at: fc.nat(12), change }), { maxLength: 3 }),
	failing: fc.option(fc.nat(8), { freq: 6, nil: undefined }),
	empty: fc.option(fc.nat(8), { freq: 6, nil: undefined }),
	budget: fc.option(fc.integer({ min: 1, max: 10 }), { freq: 8, nil: undefined }),
});

const step = fc.oneof({ weight: 3, arbitrary: change }, { weight: 2, arbitrary: poll });

const history = fc.record({
	initial: fc.nat(30),
	isDated: fc.boolean(),
	readsOne: fc.boolean(),
	isDurable: fc.boolean(),
	steps: fc.array(step, { minLength: 1, maxLength: 30 }),
});

/** A list of records, and everything that was true of each since the last poll. */
class RecordWorld implements World {
	now = Date.UTC(2026, 2, 1);
	person = 'me';
	private readonly list: IDataObject[] = [];
	private nextId = 1;
	/** Contents that each record had since the last poll; null stands for not being listed. */
	readonly seen = new Map<string, Set<string | null>>();

	constructor(private readonly isDated: boolean) {}

	private listed: IDataObject[] | undefined;

	rows() {
		this.listed ??= structuredClone(this.list);
		return this.listed;
	}

	apply({ kind, pick }: Change) {
		this.listed = undefined;
		const index = this.list.length === 0 ? -1 : pick % this.list.length;
		const row = this.list[index];
		if (kind === 'touchClock') this.now += (pick - 500) * 1_000;
		if (kind === 'add') {
			// Some come back after they were removed.
			const id = pick % 5 === 0 && this.nextId > 1 ? (pick % this.nextId) + 1 : this.nextId++;
			if (this.list.some((other) => other.id === id)) return;
			const record = { id, name: `Name ${pick}`, tags: ['b', 'a'], ...(this.isDated ? { created_at: new Date(this.now).toISOString() } : {}) };
			this.list.splice(pick % 2 === 0 ? this.list.length : pick % (this.list.length + 1), 0, record);
			this.note(record.id);
		}
		if (!row) return;
		if (kind === 'change') row.name = `Name ${String(row.name)}${pick % 3}`.slice(-12);
		if (kind === 'remove') this.list.splice(index, 1);
		if (kind === 'swap') this.list.push(...this.list.splice(index, 1));
		this.note(row.id as number);
	}

	contentOf(id: string): string | null {
		const row = this.list.find((other) => String(other.id) === id);
		return row === undefined ? null : canonical(row);
	}

	/** Forgets what was true before this moment. */
	mark() {
		this.seen.clear();
		for (let id = 1; id < this.nextId + 2; id++) this.note(id);
	}

	private note(id: number) {
		const key = String(id);
		this.seen.set(key, (this.seen.get(key) ?? new Set()).add(this.contentOf(key)));
	}
}

/** What a user knows of the list who was told the baseline and every event. */
class Believer {
	readonly believed = new Map<string, string>();
	readonly ids = new Set<string>();

	take({ id, type, record }: TriggerEvent, world: RecordWorld) {
		const key = String(record.id);
		const before = this.believed.get(key);
		const seen = world.seen.get(key) ?? new Set();
		expect(this.ids.has(id)).toBe(false);
		this.ids.add(id);
		if (type === 'removed') {
			expect([type, before !== undefined, seen.has(null)]).toEqual([type, true, true]);
			this.believed.delete(key);
			return;
		}
		expect([type, before !== undefined, seen.has(canonical(record))]).toEqual([type, type === 'updated', true]);
		expect(canonical(record)).not.toBe(before);
		this.believed.set(key, canonical(record));
	}
}

test('random histories of a list: every change is told once, and nothing that did not happen', async () => {
	await fc.assert(
		fc.asyncProperty(history, async ({ initial, isDated, readsOne, isDurable, steps }) => {
			const world = new RecordWorld(isDated);
			for (let count = 0; count < initial; count++) world.apply({ kind: 'add', pick: count * 5 + 1 });
			world.now += 600_000;
			const trigger = new FakeTrigger(subscriptionTo(readsOne ? 'touch' : 'group', ['created', 'updated', 'removed']), isDurable);
			const believer = new Believer();
			for (const row of world.rows()) believer.believed.set(String(row.id), canonical(row));
			expect(await trigger.poll(new FakeSession(world, PAGE, {}, readsOne))).toEqual([]);
			world.mark();
			for (const current of steps) {
				if (current.kind !== 'poll' && current.kind !== 'crash' && current.kind !== 'restart') {
					world.apply(current as Change);
					continue;
				}
				const { during, failing, empty, budget } = current as Exclude<typeof current, Change>;
				const before = (request: number) => {
					for (const { at, change: disturbing } of during) if (at === request) world.apply(disturbing);
				};
				const session = new FakeSession(world, PAGE, { before, failing, empty, budget }, readsOne);
				if (current.kind === 'restart') trigger.restart();
				else if (current.kind === 'crash') await trigger.pollAndDie(session).catch(ignorePageFailure);
				else {
					const events = await trigger.poll(session).catch(ignorePageFailure);
					if (events === undefined) continue;
					for (const event of events) believer.take(event, world);
					// A poll that ran out of time has not looked at everything.
					if (budget === undefined) world.mark();
				}
			}
			// The last changes come out when it is quiet; an emptied list is believed the second time.
			for (let count = 0; count < 4; count++) {
				for (const event of await trigger.poll(new FakeSession(world, PAGE, {}, readsOne))) believer.take(event, world);
			}
			expect([...believer.believed].sort()).toEqual(world.rows().map((row) => [String(row.id), canonical(row)]).sort());
			expect(await trigger.poll(new FakeSession(world, PAGE, {}, readsOne))).toEqual([]);
		}),
		{ numRuns: RUNS, ...(process.env.TRIGGER_SEED ? { seed: Number(process.env.TRIGGER_SEED) } : {}) },
	);
});

function ignorePageFailure(error: unknown): undefined {
	if (!(error instanceof PageFailure)) throw error;
	return undefined;
}
