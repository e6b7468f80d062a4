import type { SandboxContext } from '../context';
import { BulkJobs } from './bulkJobs';
import { Instances } from './instances';
import { defaultBehaviour, type Behaviour } from './behaviour';

/** A record as the connector gives it. */
export type Row = Record<string, unknown>;

/** Records that only the connector knows, by id as text. */
export class Shelf {
	private readonly rows = new Map<string, Row>();

	private next: number;

	constructor(private readonly firstId: number) {
		this.next = firstId;
	}

	list(): Row[] {
		return [...this.rows.values()];
	}

	get(id: unknown): Row | undefined {
		return this.rows.get(String(id));
	}

	add(members: Row): Row {
		const row = { id: this.next, ...members };
		this.next = Math.max(this.next, Number(row.id)) + 1;
		this.rows.set(String(row.id), row);
		return row;
	}

	update(id: unknown, changes: Row): Row | undefined {
		const row = this.get(id);
		return row && Object.assign(row, changes, { id: row.id });
	}

	remove(id: unknown): boolean {
		return this.rows.delete(String(id));
	}

	clear(): void {
		this.rows.clear();
		this.next = this.firstId;
	}
}

/** What SAP Open Connectors keeps for one tenant, beside what it reads from Sendoso. */
export class Tenant {
	readonly returnAddresses = new Shelf(71);

	readonly templates = new Shelf(510);

	readonly touchStyles = new Shelf(31);

	/** Rows of further objects by name, such as `journals`. */
	readonly objects = new Map<string, Row[]>();

	readonly instances = new Instances();

	readonly bulk: BulkJobs;

	behaviour: Behaviour = defaultBehaviour();

	private readonly seen = new Map<string, { content: string; updatedAt: string }>();

	constructor(readonly context: SandboxContext) {
		this.bulk = new BulkJobs(context.clock);
		this.reset();
	}

	/** Sample data as at the start. */
	reset(): void {
		for (const shelf of [this.returnAddresses, this.templates, this.touchStyles]) shelf.clear();
		this.objects.clear();
		this.seen.clear();
		this.instances.reset();
		this.bulk.clear();
		this.behaviour = defaultBehaviour();
		const created_at = new Date(this.context.clock.now() - 90 * 86_400_000).toISOString();
		this.addReturnAddress({ created_at, address: '12 Harbour Street', city: 'Portland', state: 'ME', zip: '04101' });
		this.addReturnAddress({ created_at, address: "5 O'Neill Road", city: 'Springfield', state: 'MA', zip: '01103' });
		this.touchStyles.add({ name: 'Classic card' });
		this.touchStyles.add({ name: 'Bright paper' });
		this.templates.add({ name: 'Welcome', message: 'Glad you joined us', touch_id: 220_145 });
	}

	/** Adds a return address with its dates. */
	addReturnAddress(members: Row): Row {
		return this.returnAddresses.add({ created_at: this.now(), ...members });
	}

	/** The row with the time of its last change, which Sendoso's own records don't carry. */
	stamped(kind: string, row: Row): Row {
		const key = `${kind} ${String(row.id)}`;
		const content = JSON.stringify(row);
		const known = this.seen.get(key);
		const created = typeof row.created_at === 'string' ? row.created_at : this.now();
		const updatedAt = known === undefined ? created : known.content === content ? known.updatedAt : this.now();
		this.seen.set(key, { content, updatedAt });
		return { ...row, updated_at: updatedAt };
	}

	now(): string {
		return new Date(this.context.clock.now()).toISOString();
	}
}
