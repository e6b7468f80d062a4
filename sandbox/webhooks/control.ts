import { randomBytes } from 'node:crypto';
import type { SandboxContext } from '../context';
import type { LooseId, SendRecord } from '../store/records';
import { viewOfSend } from '../store/views';
import type { DeliveryAttempt, DeliveryOrder, WebhookDelivery, WebhookDesk } from './desk';
import { newSecret, requireLoopback, type WebhookEndpoint } from './endpoints';
import { eventTypeOf, eventTypes } from './eventTypes';

const day = 86_400_000;
const shownAttempts = 30;

/** What an endpoint is made of. */
export type NewEndpoint = Pick<WebhookEndpoint, 'url'> & Partial<Pick<WebhookEndpoint, 'eventTypes' | 'headerPrefix' | 'paused'>>;

/** One attempt, with what it was about. */
export interface AttemptEntry extends DeliveryAttempt {
	endpointId: string;
	messageId: string;
	eventType: string;
	sendGid: string;
	/** Whether it comes again. */
	state: WebhookDelivery['state'];
	nextAt: number | null;
}

/** The webhooks portal: endpoints, and what was delivered to them. */
export class WebhookControl {
	private readonly desk: WebhookDesk;

	constructor(private readonly context: SandboxContext) {
		this.desk = context.webhooks;
	}

	/** Adds an endpoint on this machine; its secret comes with it. */
	add({ url, eventTypes: types = [], headerPrefix = 'svix', paused = false }: NewEndpoint): WebhookEndpoint {
		requireLoopback(url);
		const unknown = types.find((name) => !eventTypes().some((type) => type.name === name));
		if (unknown !== undefined) throw new Error(`There is no event type ${unknown}`);
		const endpoint: WebhookEndpoint = {
			id: `ep_${randomBytes(8).toString('hex')}`,
			url,
			eventTypes: types,
			headerPrefix,
			paused,
			disabled: false,
			secret: newSecret(),
			previousSecret: null,
			previousUntil: null,
			failingSince: null,
			answersToLose: 0,
			timestampOffsetSeconds: 0,
		};
		this.desk.endpoints.set(endpoint.id, endpoint);
		return { ...endpoint };
	}

	/** Changes an endpoint; `disabled: false` switches one on again. What was due meanwhile goes out. */
	update(id: string, changes: Partial<NewEndpoint & Pick<WebhookEndpoint, 'disabled' | 'timestampOffsetSeconds'>>): WebhookEndpoint {
		if (changes.url !== undefined) requireLoopback(changes.url);
		const endpoint = Object.assign(this.require(id), changes);
		if (changes.disabled === false) endpoint.failingSince = null;
		this.desk.deliverDue();
		return { ...endpoint };
	}

	remove(id: string): boolean {
		return this.desk.endpoints.delete(id);
	}

	list(): WebhookEndpoint[] {
		return [...this.desk.endpoints.values()].map((endpoint) => ({ ...endpoint }));
	}

	/** Names of the event types. */
	eventTypes(): string[] {
		return eventTypes().map(({ name }) => name);
	}

	/** Gives an endpoint a new secret; the one before it signs, too, for a day of virtual time unless another is given. */
	rotateSecret(id: string, keepMilliseconds = day): WebhookEndpoint {
		const endpoint = this.require(id);
		Object.assign(endpoint, { previousSecret: endpoint.secret, previousUntil: this.context.clock.now() + keepMilliseconds, secret: newSecret() });
		return { ...endpoint };
	}

	/** Tells of an event by hand; of the newest send unless one is named. Gives the ID of the message. */
	fire(eventType: string, reference?: LooseId): string {
		const { sends } = this.context.store;
		const send = reference === undefined ? sends.newest(1)[0] : sends.find(reference);
		if (send === undefined) throw new Error(`There is no send ${String(reference ?? '')}`);
		return this.desk.publish(eventType, eventOf(send));
	}

	/** Delivers a message again under the same ID. */
	resend(messageId: string, endpointId?: string): number {
		return this.restart(({ message, endpointId: target }) => message.id === messageId && (endpointId === undefined || target === endpointId));
	}

	/** Delivers everything that an endpoint was told again, one after the other, in either order. */
	async replay(endpointId: string, { since = -Infinity, order = 'oldestFirst' }: { since?: number; order?: DeliveryOrder } = {}): Promise<number> {
		const wasHeld = this.desk.held;
		this.desk.held = true;
		const count = this.restart(({ message, endpointId: target, state }) => target === endpointId && state !== 'underWay' && message.createdAt >= since);
		await this.desk.deliverInOrder(order);
		this.desk.held = wasHeld;
		return count;
	}

	/** While on, deliveries wait. */
	hold(on: boolean): void {
		this.desk.held = on;
		if (!on) this.desk.deliverDue();
	}

	/** Lets what was held go out, one after the other, in either order. */
	async release(order: DeliveryOrder = 'oldestFirst'): Promise<void> {
		await this.desk.deliverInOrder(order);
		this.desk.held = false;
	}

	/** Loses so many of the next answers of an endpoint: the delivery arrives, and counts as failed. */
	loseAnswers(id: string, count: number): void {
		this.require(id).answersToLose = count;
	}

	/** Attempts, newest first. */
	attempts(endpointId?: string): AttemptEntry[] {
		const all = this.desk.deliveries.flatMap(({ message, attempts, endpointId: target, state, nextAt }) =>
			endpointId !== undefined && target !== endpointId
				? []
				: attempts.map((attempt) => ({ ...attempt, endpointId: target, messageId: message.id, eventType: message.eventType, sendGid: String((JSON.parse(message.body) as { send_gid: unknown }).send_gid), state, nextAt })),
		);
		return all.reverse().sort((left, right) => right.at - left.at);
	}

	/** What the console page shows. */
	overview(): { endpoints: WebhookEndpoint[]; attempts: AttemptEntry[]; waiting: number; held: boolean; eventTypes: string[] } {
		const waiting = this.desk.deliveries.filter(({ state }) => state === 'waiting').length;
		return { endpoints: this.list(), attempts: this.attempts().slice(0, shownAttempts), waiting, held: this.desk.held, eventTypes: this.eventTypes() };
	}

	/** Resolves when nothing is under way and nothing is due. */
	async settle(): Promise<void> {
		await this.desk.settle();
	}

	private restart(isMeant: (delivery: WebhookDelivery) => boolean): number {
		const meant = this.desk.deliveries.filter(isMeant);
		for (const delivery of meant) this.desk.restart(delivery);
		this.desk.deliverDue();
		return meant.length;
	}

	private require(id: string): WebhookEndpoint {
		const endpoint = this.desk.endpoints.get(id);
		if (endpoint === undefined) throw new Error(`There is no endpoint ${id}`);
		return endpoint;
	}
}

/** Tells endpoints of every status that a send gets; of a status that no type stands for only when it is the first one. */
export function tellOfChanges({ store, webhooks }: Pick<SandboxContext, 'store' | 'webhooks'>): void {
	store.onStatus = (send, place) => {
		// Thousands of sends are made before anybody listens.
		if (webhooks.endpoints.size === 0) return;
		const { status } = send.updates[place] ?? send;
		const type = eventTypeOf(status) ?? (place === 0 ? 'send.initiated' : null);
		if (type !== null) webhooks.publish(type, eventOf(send, place));
	};
}

/** The body of a delivery: two members and no more (fact 67). */
function eventOf(send: SendRecord, place = send.updates.length - 1): { send_gid: string; status_changed_at: string } {
	const view = viewOfSend(send);
	return { send_gid: view.send_gid, status_changed_at: view.status_updates[place]?.occurred_at ?? view.created_at };
}
