/* eslint-disable @n8n/community-nodes/no-restricted-globals -- tests run on a desk, never inside n8n */
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { Sandbox } from '../../../sandbox';
import { connectorBench, eventsOf, start, stopAll } from '../../trigger/support';

const RUNS = Number(process.env.CONNECTOR_TRIGGER_RUNS ?? 40);
const EVENTS = ['created', 'updated', 'removed'];

/** One thing that happens to the list; `pick` chooses the record. */
const change = fc.record({ kind: fc.constantFrom('add', 'add', 'change', 'remove'), pick: fc.nat(1_000) });
type Change = { kind: 'add' | 'change' | 'remove'; pick: number };

const poll = fc.record({
	kind: fc.constantFrom('poll', 'poll', 'poll', 'restart'),
	/** Changes while the poll reads: after which answer, and what. */
	during: fc.array(fc.record({ at: fc.integer({ min: 1, max: 8 }), change }), { maxLength: 3 }),
	/** Answer that fails. */
	failing: fc.option(fc.integer({ min: 1, max: 6 }), { freq: 6, nil: undefined }),
	/** Answer that comes back empty. */
	empty: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 8, nil: undefined }),
});

const history = fc.record({
	initial: fc.nat(14),
	paging: fc.constantFrom('token' as const, 'page' as const),
	announcesTotal: fc.boolean(),
	wrapsRows: fc.boolean(),
	steps: fc.array(fc.oneof({ weight: 3, arbitrary: change }, { weight: 2, arbitrary: poll }), { minLength: 1, maxLength: 18 }),
});

/** The records of one resource, and what was true of each since the last poll. */
class World {
	/** Texts that each record had; null stands for not being listed. */
	readonly seen = new Map<string, Set<string | null>>();

	private readonly ids = new Set<string>();

	private count = 0;

	constructor(
		private readonly sandbox: Sandbox,
		private readonly resource: string,
	) {}

	private get shelf() {
		const { control } = this.sandbox;
		if (this.resource === 'touch') return control.touches as unknown as Sandbox['control']['openConnectors']['returnAddresses'];
		if (this.resource === 'group') return control.groups as unknown as Sandbox['control']['openConnectors']['returnAddresses'];
		return control.openConnectors.returnAddresses;
	}

	private get member(): string {
		return this.resource === 'returnAddress' ? 'address' : 'name';
	}

	textOf(record: IDataObject): string {
		return String(record[this.member]);
	}

	now(): Map<string, string> {
		return new Map(this.shelf.list().map((row) => [String(row.id), String(row[this.member])]));
	}

	apply({ kind, pick }: Change) {
		const rows = this.shelf.list();
		const id = rows[pick % Math.max(1, rows.length)]?.id;
		this.count += 1;
		if (kind === 'add') this.shelf.add({ [this.member]: `Text ${this.count}` });
		else if (id !== undefined && kind === 'change') this.shelf.update(id, { [this.member]: `Text ${this.count}` });
		else if (id !== undefined) this.shelf.remove(id);
		this.note();
	}

	/** Forgets what was true before this moment. */
	mark() {
		this.seen.clear();
		this.note();
	}

	private note() {
		const current = this.now();
		for (const id of current.keys()) this.ids.add(id);
		for (const id of this.ids) {
			this.seen.set(id, (this.seen.get(id) ?? new Set<string | null>()).add(current.get(id) ?? null));
		}
	}
}

afterAll(stopAll);

test.each(['group', 'returnAddress', 'touch'])('random histories of %s: every change is told once, and nothing that did not happen', async (resource) => {
	const sandbox = await start();
	await fc.assert(
		fc.asyncProperty(history, async ({ initial, paging, announcesTotal, wrapsRows, steps }) => {
			sandbox.control.reset('empty');
			const { openConnectors: connector } = sandbox.control;
			connector.setPaging(paging);
			connector.setTotalCount(announcesTotal);
			// The contract knows wrapped campaigns and addresses only.
			connector.setShapes({ wrapsRows: wrapsRows && resource !== 'group' });
			connector.setPageLimit(4);
			const world = new World(sandbox, resource);
			for (let count = 0; count < initial; count++) world.apply({ kind: 'add', pick: count });
			sandbox.control.clock.advance(600_000);
			let trigger = connectorBench(sandbox, { events: eventsOf(resource, EVENTS) });
			const believed = world.now();
			const ids = new Set<unknown>();
			const take = (items: IDataObject[] | null) => {
				for (const item of items ?? []) {
					const { type, id: eventId } = item.sendosoEvent as IDataObject;
					const id = String(item.id);
					const seen = world.seen.get(id) ?? new Set();
					expect(ids.has(eventId)).toBe(false);
					ids.add(eventId);
					if (type === 'removed') expect([believed.delete(id), seen.has(null)]).toEqual([true, true]);
					else {
						expect([type, believed.has(id), seen.has(world.textOf(item))]).toEqual([type, type === 'updated', true]);
						believed.set(id, world.textOf(item));
					}
				}
			};
			take(await trigger.poll());
			world.mark();
			for (const step of steps) {
				if (!('during' in step)) {
					world.apply(step as Change);
					continue;
				}
				if (step.kind === 'restart') trigger = trigger.restarted();
				let answers = 0;
				const stop = sandbox.control.beforeAnswer((pending) => {
					if (!pending.request.path.startsWith('/elements')) return;
					answers += 1;
					for (const { at, change: disturbing } of step.during) if (at === answers) world.apply(disturbing as Change);
					if (answers === step.failing) Object.assign(pending, { status: 400, answer: { message: 'broken page' } });
					if (answers === step.empty && Array.isArray(pending.answer)) pending.answer = [];
				});
				const [items] = await Promise.allSettled([trigger.poll()]);
				stop();
				if (items.status === 'rejected') expect((items.reason as Error).message).toBe('broken page');
				else {
					take(items.value);
					world.mark();
				}
			}
			// What was in doubt is settled when it is quiet.
			for (let count = 0; count < 4; count++) take(await trigger.poll());
			expect([...believed].sort()).toEqual([...world.now()].sort());
			expect(await trigger.poll()).toBeNull();
		}),
		{ numRuns: RUNS },
	);
}, 240_000);
