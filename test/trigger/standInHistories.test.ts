/* eslint-disable @n8n/community-nodes/no-restricted-globals -- tests run on a desk, never inside n8n */
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import type { Sandbox } from '../../sandbox';
import { bench, connectorBench, eventsOf, start, stopAll, type TriggerBench } from './support';

const RUNS = Number(process.env.STAND_IN_RUNS ?? 18);
const EVENTS = ['created', 'updated', 'removed'];

/** One thing that happens to the list; `pick` chooses the record. */
const change = fc.record({ kind: fc.constantFrom('add', 'add', 'change', 'remove', 'twice', 'refuse', 'spoil'), pick: fc.nat(1_000) });
type Change = { kind: 'add' | 'change' | 'remove' | 'twice' | 'refuse' | 'spoil'; pick: number };

const poll = fc.record({
	kind: fc.constantFrom('poll', 'poll', 'poll', 'restart'),
	/** Changes while the poll reads: after which answer, and what. */
	during: fc.array(fc.record({ at: fc.integer({ min: 1, max: 8 }), change }), { maxLength: 2 }),
	/** Answer that fails. */
	failing: fc.option(fc.integer({ min: 1, max: 6 }), { freq: 6, nil: undefined }),
});

const history = fc.record({
	initial: fc.nat(14),
	manners: fc.record({
		count: fc.constantFrom(0, 0, 1, -1, 'text', 'none', 'zero'),
		rows: fc.constantFrom(null, null, 3),
		behindTheEnd: fc.constantFrom('empty' as const, 'empty' as const, 'error' as const, 'repeat' as const),
		respells: fc.boolean(),
		paging: fc.constantFrom('token' as const, 'page' as const),
		wrapsRows: fc.boolean(),
		warns: fc.boolean(),
		losesPointers: fc.constantFrom(0, 0, 2),
		pointersEnd: fc.boolean(),
	}),
	steps: fc.array(fc.oneof({ weight: 3, arbitrary: change }, { weight: 2, arbitrary: poll }), { minLength: 1, maxLength: 16 }),
});
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

interface Shelf {
	list(): IDataObject[];
	add(members?: IDataObject): IDataObject;
	update(id: never, members: IDataObject): IDataObject;
	remove(id: never): boolean;
}

const LISTS = { touch: 'touches', group: 'groups', user: 'users', returnAddress: 'return-addresses' } as const;
const MEMBERS = { touch: 'name', group: 'name', user: 'first_name', returnAddress: 'address' } as const;
type Resource = keyof typeof LISTS;

/** The records of one resource, and what was true of each. */
class World {
	private readonly seen = new Map<string, Map<string, number>>();
	/** Records whose rows nobody can read. */
	private readonly spoilt = new Set<string>();
	private count = 0;
	polls = 0;

	constructor(
		private readonly sandbox: Sandbox,
		private readonly resource: Resource,
		private readonly isConnector: boolean,
	) {}

	private get shelf(): Shelf {
		const { control } = this.sandbox;
		return { touch: control.touches, group: control.groups, user: control.users, returnAddress: control.openConnectors.returnAddresses }[this.resource] as unknown as Shelf;
	}

	textOf(record: IDataObject): string {
		return String(record[MEMBERS[this.resource]]);
	}

	now(): Map<string, string> {
		return new Map(this.rows().map((row) => [String(row.id), this.textOf(row)]));
	}

	private rows(): IDataObject[] {
		return this.shelf.list().filter(({ id }) => !this.spoilt.has(String(id)));
	}

	apply({ kind, pick }: Change) {
		const rows = this.rows();
		const id = rows[pick % Math.max(1, rows.length)]?.id as never;
		const { control } = this.sandbox;
		this.count += 1;
		if (kind === 'add') this.shelf.add({ [MEMBERS[this.resource]]: `Text ${this.count}` });
		else if (id === undefined) return;
		else if (kind === 'change') this.shelf.update(id, { [MEMBERS[this.resource]]: `Text ${this.count}` });
		else if (kind === 'remove') this.shelf.remove(id);
		else if (kind === 'twice') control.listTwice(LISTS[this.resource], id);
		else if (kind === 'refuse') control.fault({ match: { path: `*/touches/${String(id)}` }, times: 'always', action: { kind: 'status', status: 403, body: { message: 'not this one' }, stage: 'before' } });
		else if (!this.isConnector) {
			const spoilt = this.shelf.add({ id: 900_000 + this.count }).id as number;
			this.spoilt.add(String(spoilt));
			control.spoil(LISTS[this.resource], spoilt, (['null', 'text', 'unnamed'] as const)[pick % 3] ?? 'null');
		}
		this.note();
	}

	note() {
		const current = this.now();
		for (const id of new Set([...current.keys(), ...this.seen.keys()])) {
			this.seen.set(id, (this.seen.get(id) ?? new Map<string, number>()).set(current.get(id) ?? 'gone', this.polls));
		}
	}

	wasTrue(id: string, text: string, polls: number): boolean {
		return (this.seen.get(id)?.get(text) ?? -Infinity) > this.polls - polls;
	}
}

function makeOdd({ control }: Sandbox, { count, rows, behindTheEnd, respells, paging, wrapsRows, warns, losesPointers }: History['manners'], resource: Resource) {
	const { openConnectors: connector } = control;
	control.setMaxPerPage(4);
	control.shortenPages(rows);
	control.answerBehindEnd(behindTheEnd);
	control.respell(respells);
	if (count === 'none' || count === 'zero') control.hideCounters(true);
	else control.offsetCounters(count as number | 'text');
	connector.setPaging(paging);
	connector.setTotalCount(count !== 'none' && count !== 'text');
	connector.offsetTotalCount(count === 'zero' ? 'zero' : Number(count) || 0);
	// The contract knows wrapped campaigns and addresses only.
	connector.setShapes({ wrapsRows: wrapsRows && resource !== 'group' });
	connector.setPageLimit(4);
	connector.warnAlways(warns);
	connector.losePointers(losesPointers);
}

async function tell(sandbox: Sandbox, resource: Resource, isConnector: boolean, { initial, manners, steps }: History) {
	sandbox.control.reset('empty');
	makeOdd(sandbox, manners, resource);
	const world = new World(sandbox, resource, isConnector);
	for (let count = 0; count < initial; count++) world.apply({ kind: 'add', pick: count });
	sandbox.control.clock.advance(600_000);
	let trigger: TriggerBench = (isConnector ? connectorBench : bench)(sandbox, { events: eventsOf(resource, EVENTS) });
	const believed = world.now();
	const ids = new Set<unknown>();
	const take = (items: IDataObject[] | null) => {
		for (const item of items ?? []) {
			const { type, id: eventId } = item.sendosoEvent as IDataObject;
			const id = String(item.id);
			expect([eventId, ids.has(eventId)]).toEqual([eventId, false]);
			ids.add(eventId);
			if (type === 'removed') expect([eventId, believed.delete(id), world.wasTrue(id, 'gone', 12)]).toEqual([eventId, true, true]);
			else {
				expect([eventId, type, believed.has(id), world.wasTrue(id, world.textOf(item), 2)]).toEqual([eventId, type, type === 'updated', true]);
				believed.set(id, world.textOf(item));
			}
		}
	};
	const tick = async () => {
		world.polls += 1;
		world.note();
		sandbox.control.clock.advance(120_000);
		if (manners.pointersEnd) sandbox.control.openConnectors.endPointers();
		return await trigger.poll();
	};
	take(await tick());
	for (const step of steps) {
		if (!('during' in step)) {
			world.apply(step as Change);
			continue;
		}
		if (step.kind === 'restart') trigger = trigger.restarted();
		let answers = 0;
		const stop = sandbox.control.beforeAnswer((pending) => {
			answers += 1;
			for (const { at, change: disturbing } of step.during) if (at === answers) world.apply(disturbing as Change);
			if (answers === step.failing) Object.assign(pending, { status: 400, answer: { message: 'broken page' } });
		});
		const [items] = await Promise.allSettled([tick()]);
		stop();
		if (items.status === 'rejected') expect((items.reason as Error).message).toBe('broken page');
		else take(items.value);
	}
	// What was in doubt is settled when it is quiet.
	for (let count = 0; count < 6; count++) take(await tick());
	expect([...believed].sort()).toEqual([...world.now()].sort());
	expect(await tick()).toBeNull();
}

afterAll(stopAll);

describe.each([
	['the direct connection', false, ['touch', 'group', 'user']],
	['SAP Open Connectors', true, ['touch', 'group', 'returnAddress']],
] as const)('over %s', (_, isConnector, resources) => {
	test.each(resources)('random histories of %s against the stand-in: every change is told once, and nothing that did not happen', async (resource) => {
		const sandbox = await start({ validateResponses: false });
		const seed = process.env.PROPERTY_SEED;
		await fc.assert(
			fc.asyncProperty(history, async (drawn) => await tell(sandbox, resource, isConnector, drawn)),
			{ numRuns: RUNS, ...(seed ? { seed: Number(seed) } : {}) },
		);
	}, 240_000);
});
