/* eslint-disable @n8n/community-nodes/no-restricted-globals -- the stand-in server runs on a desk, never inside n8n */
import { randomBytes } from 'node:crypto';
import type { VirtualClock } from '../clock';
import { signedHeaders, type WebhookEndpoint } from './endpoints';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Time from each attempt to the next one (fact 71). */
const schedule = [0, 5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 10 * hour];
const answerWithin = 15 * second;
const disabledAfter = 5 * day;
const timerMilliseconds = 250;
const keptMessages = 2000;

/** What is told, the same for every endpoint and attempt. */
export interface WebhookMessage {
	id: string;
	eventType: string;
	body: string;
	/** Virtual time. */
	createdAt: number;
}

/** One try to deliver. */
export interface DeliveryAttempt {
	/** Virtual time. */
	at: number;
	/** Status of the answer; null when none came. */
	status: number | null;
	/** What the receiver said, or what went wrong. */
	note: string;
}

/** A message on its way to one endpoint. */
export interface WebhookDelivery {
	endpointId: string;
	message: WebhookMessage;
	attempts: DeliveryAttempt[];
	state: 'waiting' | 'underWay' | 'delivered' | 'failed';
	/** When the next attempt is due, in virtual time. */
	nextAt: number | null;
	/** Attempts since it was published or sent anew. */
	tries: number;
}

/** In which order deliveries go out that are due together. */
export type DeliveryOrder = 'oldestFirst' | 'newestFirst';

/** What can be chosen of the deliveries. */
export interface WebhookOptions {
	/** How many times faster retries come than documented; 1 by default. */
	timeScale?: number;
}

/** Sends signed deliveries to endpoints and repeats those that fail, as Svix does. */
export class WebhookDesk {
	readonly endpoints = new Map<string, WebhookEndpoint>();

	deliveries: WebhookDelivery[] = [];

	/** While on, nothing goes out. */
	held = false;

	private readonly underWay = new Set<Promise<void>>();

	private readonly stopping = new AbortController();

	private readonly timer: NodeJS.Timeout;

	constructor(
		private readonly clock: VirtualClock,
		private readonly options: WebhookOptions = {},
	) {
		this.timer = setInterval(() => this.deliverDue(), timerMilliseconds);
		this.timer.unref();
	}

	/** Tells every endpoint of the type; gives the ID of the message. */
	publish(eventType: string, event: { send_gid: string; status_changed_at: string }): string {
		const message = { id: `msg_${randomBytes(16).toString('hex')}`, eventType, body: JSON.stringify(event), createdAt: this.clock.now() };
		for (const endpoint of this.endpoints.values()) {
			const wants = endpoint.eventTypes.length === 0 || endpoint.eventTypes.includes(eventType);
			if (!wants || endpoint.disabled) continue;
			this.deliveries.push({ endpointId: endpoint.id, message, attempts: [], state: 'waiting', nextAt: message.createdAt, tries: 0 });
		}
		if (this.deliveries.length > keptMessages) this.deliveries = this.deliveries.slice(-keptMessages);
		this.deliverDue();
		return message.id;
	}

	/** Sends a delivery again from the start of the schedule, under the same ID. */
	restart(delivery: WebhookDelivery): void {
		Object.assign(delivery, { state: 'waiting', nextAt: this.clock.now(), tries: 0 });
	}

	/** Starts every attempt that is due, side by side. */
	deliverDue(): void {
		for (const delivery of this.due()) this.follow(this.attempt(delivery));
	}

	/** Makes every attempt that is due, one after the other. */
	async deliverInOrder(order: DeliveryOrder): Promise<void> {
		const due = this.due(true).sort((left, right) => left.message.createdAt - right.message.createdAt);
		for (const delivery of order === 'newestFirst' ? due.reverse() : due) await this.attempt(delivery);
	}

	/** Waits until nothing is under way and nothing is due. */
	async settle(): Promise<void> {
		for (this.deliverDue(); this.underWay.size > 0; this.deliverDue()) await Promise.all(this.underWay);
	}

	clear(): void {
		this.endpoints.clear();
		this.deliveries = [];
		this.held = false;
	}

	async stop(): Promise<void> {
		clearInterval(this.timer);
		this.held = true;
		this.stopping.abort();
		await Promise.all(this.underWay);
	}

	private due(evenIfHeld = false): WebhookDelivery[] {
		if (this.held && !evenIfHeld) return [];
		const now = this.clock.now();
		return this.deliveries.filter(({ state, nextAt, endpointId }) => {
			const endpoint = this.endpoints.get(endpointId);
			return state === 'waiting' && nextAt !== null && nextAt <= now && endpoint !== undefined && !endpoint.paused && !endpoint.disabled;
		});
	}

	private follow(work: Promise<void>): void {
		this.underWay.add(work);
		void work.finally(() => this.underWay.delete(work));
	}

	private async attempt(delivery: WebhookDelivery): Promise<void> {
		const endpoint = this.endpoints.get(delivery.endpointId);
		if (endpoint === undefined) return;
		delivery.state = 'underWay';
		if (endpoint.previousUntil !== null && endpoint.previousUntil <= this.clock.now()) Object.assign(endpoint, { previousSecret: null, previousUntil: null });
		const at = this.clock.now();
		let answer = await post(endpoint, delivery.message, this.stopping.signal);
		if (endpoint.answersToLose > 0) {
			endpoint.answersToLose -= 1;
			answer = { status: null, note: `the answer ${String(answer.status)} was lost` };
		}
		delivery.attempts.push({ at, ...answer });
		this.conclude(delivery, endpoint, at, answer.status !== null && answer.status >= 200 && answer.status < 300);
	}

	private conclude(delivery: WebhookDelivery, endpoint: WebhookEndpoint, at: number, isTaken: boolean): void {
		delivery.tries += 1;
		if (isTaken) {
			Object.assign(delivery, { state: 'delivered', nextAt: null });
			endpoint.failingSince = null;
			return;
		}
		const wait = schedule[delivery.tries];
		if (wait === undefined) Object.assign(delivery, { state: 'failed', nextAt: null });
		else Object.assign(delivery, { state: 'waiting', nextAt: at + wait / (this.options.timeScale ?? 1) });
		endpoint.failingSince ??= at;
		if (at - endpoint.failingSince >= disabledAfter) endpoint.disabled = true;
	}
}

/** One request; redirects are failures like everything that is not 2xx. */
async function post(endpoint: WebhookEndpoint, { id, body }: WebhookMessage, stopping: AbortSignal): Promise<Pick<DeliveryAttempt, 'status' | 'note'>> {
	try {
		const signal = AbortSignal.any([stopping, AbortSignal.timeout(answerWithin)]);
		const answer = await fetch(endpoint.url, { method: 'POST', headers: signedHeaders(endpoint, id, body, Date.now()), body, redirect: 'manual', signal });
		return { status: answer.status, note: (await answer.text()).slice(0, 200) };
	} catch (error) {
		const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
		return { status: null, note: cause instanceof Error ? cause.message : String(cause) };
	}
}
