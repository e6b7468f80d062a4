import { createHmac, randomUUID } from 'node:crypto';
import type { Instance } from './platform/instances';
import type { Row } from './row';

/** An event as the platform tells it to a callback. A poller can't tell of deletions (fact 75). */
export interface ConnectorEvent {
	objectType: string;
	objectId: number | string;
	eventType: 'CREATED' | 'UPDATED';
}

/** The three shapes of a notification that are on record (fact 79). */
export type EventShape = 'message' | 'bare' | 'response';

/** An event as the platform keeps it. */
export interface StoredEvent {
	[member: string]: unknown;
	id: string;
	instanceId: number;
	eventDate: string;
	status: string;
}

const mostEvents = 10;

/** What was told to callbacks, and how it is told. */
export class EventBook {
	private stored: StoredEvent[] = [];

	private next = 88_120;

	constructor(private readonly now: () => string) {}

	clear(): void {
		this.stored = [];
		this.next = 88_120;
	}

	/** Events of an instance, oldest first. */
	of(instanceId: number): StoredEvent[] {
		return this.stored.filter((event) => event.instanceId === instanceId);
	}

	/**
	 * Tells an instance's callback of events: at most ten at a time, the raw body whole in each (fact 77), signed when
	 * the instance has a key (fact 80).
	 *
	 * @param rows the changed records, for the raw body
	 * @returns the callback's status for each notification
	 */
	async fire({ id, configuration }: Instance, events: readonly ConnectorEvent[], shape: EventShape, rows: Row[]): Promise<number[]> {
		const date = this.now();
		const all = events.map((event) => ({ ...event, date, pollDate: date, elementKey: 'sendoso', hubKey: 'rewards' }));
		const statuses: number[] = [];
		for (let start = 0; start < all.length; start += mostEvents) {
			const eventId = String(this.next++);
			const told = all.slice(start, start + mostEvents);
			const objectType = told[0]?.objectType ?? '';
			const raw = { objectType, eventId, instance_id: String(id), events: all, [objectType]: rows };
			const bodies = {
				message: { message: { eventId, instanceId: id, events: told, raw } },
				bare: { ...raw, events: told },
				response: { eventId, instanceId: id, notificationId: randomUUID(), response: { events: told } },
			};
			this.stored.push({ id: eventId, instanceId: id, eventDate: date, status: 'NOTIFIED', notifiedData: [bodies[shape]] });
			statuses.push(await post(String(configuration['event.notification.callback.url']), JSON.stringify(bodies[shape]), configuration['event.notification.signature.key']));
		}
		return statuses;
	}
}

async function post(address: string, body: string, key: unknown): Promise<number> {
	const headers: Record<string, string> = { 'Content-Type': 'application/json', 'Elements-Webhook-Id': randomUUID() };
	if (typeof key === 'string' && key !== '') headers['Elements-Webhook-Signature'] = `sha256=${createHmac('sha256', key).update(body).digest('base64')}`;
	const answer = await fetch(address, { method: 'POST', headers, body });
	return answer.status;
}
