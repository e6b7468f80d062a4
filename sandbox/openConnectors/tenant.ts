import type { Request } from 'express';
import type { SandboxContext } from '../context';
import { groupControl, type RecordControl, touchControl, userControl } from '../control/recordControl';
import type { TeamGroupRecord, Touch, UserRecord } from '../store/records';
import { Throttle } from '../throttle';
import { type Behaviour, defaultBehaviour } from './behaviour';
import { BulkJobs } from './bulk/bulkJobs';
import { ChangeDates } from './changeDates';
import { EventBook } from './events';
import { type Instance, Instances } from './platform/instances';
import type { Row } from './row';

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

	/** Ids of the touches that each group was given. */
	readonly touchesOfGroups = new Map<string, string[]>();

	readonly instances: Instances;

	readonly bulk: BulkJobs;

	readonly events: EventBook;

	readonly changes: ChangeDates;

	/** Touches, groups and users of Sendoso; what is changed through these is dated. */
	readonly records: { touches: RecordControl<Touch>; groups: RecordControl<TeamGroupRecord>; users: RecordControl<UserRecord> };

	/** A limit of the platform's own; off until it is switched on. */
	readonly throttle: Throttle;

	behaviour: Behaviour = defaultBehaviour();

	private readonly callers = new WeakMap<Request, Instance>();

	constructor(readonly context: SandboxContext) {
		const now = (): string => this.now();
		this.instances = new Instances(now);
		this.bulk = new BulkJobs(context.clock);
		this.events = new EventBook(now);
		this.changes = new ChangeDates(now);
		this.records = {
			touches: this.changes.watch('touch', touchControl(context)),
			groups: this.changes.watch('group', groupControl(context)),
			users: userControl(context),
		};
		this.throttle = new Throttle(false, 1000, () => context.clock.monotonic());
		this.reset();
	}

	/** Sample data as at the start. */
	reset(): void {
		for (const kept of [this.returnAddresses, this.templates, this.touchStyles, this.objects, this.touchesOfGroups, this.changes, this.bulk, this.events]) kept.clear();
		this.instances.reset();
		this.throttle.configure(false);
		this.throttle.reset();
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
		const row = this.returnAddresses.add({ created_at: this.now(), ...members });
		return Object.assign(row, { updated_at: row.updated_at ?? row.created_at });
	}

	/** Changes a return address; the date of the change is now unless it is given. */
	updateReturnAddress(id: unknown, changes: Row): Row | undefined {
		return this.returnAddresses.update(id, { updated_at: this.now(), ...changes });
	}

	/** Remembers on behalf of which instance a request comes. */
	rememberCaller(request: Request, instance: Instance): void {
		this.callers.set(request, instance);
	}

	/** The instance that a request named by its token. */
	instanceOf(request: Request): Instance | undefined {
		return this.callers.get(request);
	}

	now(): string {
		return new Date(this.context.clock.now()).toISOString();
	}
}
