import { defaultThrottle, type ThrottleOptions } from '../options';
import type { Behaviour, Paging, Shapes } from './behaviour';
import type { BulkJob } from './bulk/bulkJobs';
import type { ConnectorEvent, EventShape } from './events';
import type { Instance } from './platform/instances';
import { resourceDesks } from './resources/resources';
import type { Row } from './row';
import type { Tenant } from './tenant';

/** Everything that can be asked of, and done to, the connector from outside its API. */
export class OpenConnectorsControl {
	readonly returnAddresses: { list(): Row[]; add(members?: Row): Row; update(id: unknown, changes: Row): Row; remove(id: unknown): boolean };

	constructor(private readonly tenant: Tenant) {
		this.returnAddresses = {
			list: () => tenant.returnAddresses.list(),
			add: (members = {}) => tenant.addReturnAddress({ address: '1 New Street', city: 'Augusta', state: 'ME', zip: '04330', ...members }),
			update: (id, changes) => {
				const row = tenant.updateReturnAddress(id, changes);
				if (row === undefined) throw new Error(`There is no return address with the id ${String(id)}`);
				return row;
			},
			remove: (id) => tenant.returnAddresses.remove(id),
		};
	}

	/** Rows of an object that Sendoso's connector does not have by itself; it is no longer missing. Children: `parent/id/child`. */
	setObject(name: string, rows: Row[]): void {
		this.tenant.objects.set(name, rows);
		this.behaviour.missing.delete(name);
	}

	setMissing(resource: string, isMissing: boolean): void {
		if (isMissing) this.behaviour.missing.add(resource);
		else this.behaviour.missing.delete(resource);
	}

	/** Whether a method is refused with 405; `/id` behind the resource means reading one record. */
	setMethodNotAllowed(resource: string, method: string, on: boolean): void {
		const entry = `${method} ${resource}`;
		if (on) this.behaviour.refusedMethods.add(entry);
		else this.behaviour.refusedMethods.delete(entry);
	}

	/** What metadata calls filterable; filtering on anything else is then refused. */
	setFilterable(resource: string, fields: string[] | undefined): void {
		if (fields === undefined) this.behaviour.filterable.delete(resource);
		else this.behaviour.filterable.set(resource, fields);
	}

	ignoreFilters(on: boolean): void {
		this.behaviour.ignoresFilters = on;
	}

	setPaging(paging: Paging): void {
		this.behaviour.paging = paging;
	}

	setPageLimit(limit: number): void {
		this.behaviour.pageLimit = limit;
	}

	/** Larger pages are refused with a 429 about their size. */
	refusePagesAbove(size: number): void {
		this.behaviour.largestAnswer = size;
	}

	setTotalCount(on: boolean): void {
		this.behaviour.announcesTotal = on;
	}

	/** By how much the announced number of rows is off; `zero` for a 0 whatever there is, `page` for the rows of the page alone. */
	offsetTotalCount(by: number | 'zero' | 'page'): void {
		this.behaviour.totalOffset = by;
	}

	/** While on, every page of a list carries the warning that rows may be missing. */
	warnAlways(on: boolean): void {
		this.behaviour.warnsAlways = on;
	}

	/** Every so-manieth pointer to a next page is missing; 0 for none. */
	losePointers(every: number): void {
		this.behaviour.losesPointers = every;
	}

	/** Makes every pointer that was given so far worth nothing. */
	endPointers(): void {
		this.behaviour.pointerAge += 1;
	}

	setShapes(shapes: Partial<Shapes>): void {
		Object.assign(this.behaviour.shapes, shapes);
	}

	setBulk(on: boolean): void {
		this.behaviour.hasBulk = on;
	}

	/** A job that another client of the instance started: it reads all rows of an object. */
	createBulkJob(objectName: string, format = 'application/json'): BulkJob {
		const rows = resourceDesks(this.tenant).get(objectName)?.rows() ?? [];
		return this.tenant.bulk.create({ objectName, format, query: `select * from ${objectName}`, rows });
	}

	stepBulkJob(id: unknown, state?: string): BulkJob {
		return this.tenant.bulk.step(id, state);
	}

	/** Ends a job with what went wrong, as records or texts. */
	failBulkJob(id: unknown, errors: unknown[]): BulkJob {
		return this.tenant.bulk.fail(id, errors);
	}

	/** Instances with their secrets. */
	instances(): Instance[] {
		return this.tenant.instances.list();
	}

	/** An instance without the consent of a person. */
	createInstance(name = 'Another', key = 'sendoso', configuration: Record<string, unknown> = {}): Instance {
		return this.tenant.instances.create({ name, key, configuration });
	}

	disableInstance(id: unknown): void {
		this.tenant.instances.get(id).disabled = true;
	}

	enableInstance(id: unknown): void {
		this.tenant.instances.get(id).disabled = false;
	}

	/** Ends what a person allowed an instance to do, until it is authorised again. */
	endGrant(id: unknown): void {
		this.tenant.instances.endGrant(id);
	}

	deleteInstance(id: unknown): void {
		this.tenant.instances.remove(id);
	}

	/** A grant code, as a person's consent gives one; it goes with any callback. */
	issueCode(): string {
		return this.tenant.instances.issueCode();
	}

	/** Switches the platform's own limit on; missing members keep those of the direct API. */
	setThrottle(throttle: Partial<ThrottleOptions> | false): void {
		this.tenant.throttle.configure(throttle === false ? false : { ...defaultThrottle, ...throttle });
	}

	/** Requests that the limit refused. */
	tooManyRequests(): number {
		return this.tenant.throttle.refused;
	}

	/** Tells an instance's callback of events, at most ten at a time; gives the callback's status for each notification. */
	async fireEvent(instanceId: unknown, events: ConnectorEvent[], shape: EventShape = 'message'): Promise<number[]> {
		const { tenant } = this;
		const desks = resourceDesks(tenant);
		const rows = events.flatMap(({ objectType, objectId }) => desks.get(objectType)?.rows().filter(({ id }) => String(id) === String(objectId)) ?? []);
		return await tenant.events.fire(tenant.instances.get(instanceId), events, shape, rows);
	}

	/** Sample data and behaviour as at the start. */
	reset(): void {
		this.tenant.reset();
	}

	private get behaviour(): Behaviour {
		return this.tenant.behaviour;
	}
}
