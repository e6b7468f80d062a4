import { createHmac } from 'node:crypto';
import type { Behaviour, Paging } from './behaviour';
import type { BulkJob } from './bulkJobs';
import type { Instance } from './instances';
import type { Row, Tenant } from './tenant';

/** An event as the platform tells it to a callback. */
export interface ConnectorEvent {
	objectType: string;
	objectId: number | string;
	eventType: 'CREATED' | 'UPDATED';
}

/** Everything that can be asked of, and done to, the connector from outside its API. */
export class OpenConnectorsControl {
	readonly returnAddresses: { list(): Row[]; add(members?: Row): Row; update(id: unknown, changes: Row): Row; remove(id: unknown): boolean };

	constructor(private readonly tenant: Tenant) {
		const shelf = () => tenant.returnAddresses;
		this.returnAddresses = {
			list: () => shelf().list(),
			add: (members = {}) => tenant.addReturnAddress({ address: '1 New Street', city: 'Augusta', state: 'ME', zip: '04330', ...members }),
			update: (id, changes) => {
				const row = shelf().update(id, changes);
				if (row === undefined) throw new Error(`There is no return address with the id ${String(id)}`);
				return row;
			},
			remove: (id) => shelf().remove(id),
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

	setShapes(shapes: Partial<Pick<Behaviour, 'wrapsRows' | 'sentGiftsAsObject' | 'sentGiftsBare'>>): void {
		Object.assign(this.behaviour, shapes);
	}

	setBulk(on: boolean): void {
		this.behaviour.hasBulk = on;
	}

	stepBulkJob(id: unknown, state?: string): BulkJob {
		return this.tenant.bulk.step(id, state);
	}

	/** Instances with their secrets. */
	instances(): Instance[] {
		return this.tenant.instances.list();
	}

	createInstance(name = 'Another', key = 'sendoso'): Instance {
		return this.tenant.instances.create({ name, key, configuration: {} });
	}

	disableInstance(id: unknown): void {
		this.tenant.instances.get(id).disabled = true;
	}

	enableInstance(id: unknown): void {
		this.tenant.instances.get(id).disabled = false;
	}

	deleteInstance(id: unknown): void {
		this.tenant.instances.remove(id);
	}

	/** A grant code, as a person's consent gives one. */
	issueCode(): string {
		return this.tenant.instances.issueCode();
	}

	/** Tells an instance's callback of events, signed when the instance has a key (facts 77 to 80); answers its status. */
	async fireEvent(instanceId: unknown, events: ConnectorEvent[]): Promise<number> {
		const { configuration, id } = this.tenant.instances.get(instanceId);
		const date = this.tenant.now();
		const told = events.slice(0, 10).map((event) => ({ ...event, date, pollDate: date, elementKey: 'sendoso', hubKey: 'rewards' }));
		const body = JSON.stringify({ message: { eventId: `event-${date}`, events: told, instance_id: id, raw: { objectType: events[0]?.objectType, events: told } } });
		const key = configuration['event.notification.signature.key'];
		const signature: Record<string, string> = typeof key === 'string' && key !== '' ? { 'Elements-Webhook-Signature': `sha256=${createHmac('sha256', key).update(body).digest('base64')}` } : {};
		const headers = { 'Content-Type': 'application/json', 'Elements-Webhook-Id': `webhook-${date}`, ...signature };
		const answer = await fetch(String(configuration['event.notification.callback.url']), { method: 'POST', headers, body });
		return answer.status;
	}

	/** Sample data and behaviour as at the start. */
	reset(): void {
		this.tenant.reset();
	}

	private get behaviour(): Behaviour {
		return this.tenant.behaviour;
	}
}
