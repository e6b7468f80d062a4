import type { IWebhookFunctions } from 'n8n-workflow';
import { fingerprint } from '../shared/values/fingerprint';
import { isRow } from '../shared/values/json';

const HOUR_MS = 3_600_000;

/** All attempts of one delivery span 27 hours and 35 minutes (fact 71). */
const RETRIES_MS = 28 * HOUR_MS;

/** How long a delivery is remembered: its retries, and a wide margin for clocks and queues. */
const MEMORY_MS = 48 * HOUR_MS;

/** Most deliveries, and most sends, that are remembered for one node; n8n writes them into its database each time. */
export const MOST_REMEMBERED = 5_000;

/** A delivery that was verified. */
export interface Delivery {
	/** The same for every attempt. */
	id: string;
	sendGid: string;
	/** When the status changed, in milliseconds since the epoch; NaN where it does not say. */
	changedAt: number;
}

/** What is remembered of earlier deliveries. Both hold fingerprints. */
interface Memory {
	/** When a delivery came, in milliseconds since the epoch. */
	seen: Record<string, number>;
	/** The newest change of each send, in milliseconds since the epoch. */
	newest: Record<string, number>;
}

/** How a delivery stands to earlier ones (fact 72). */
export interface Standing {
	/** It was taken before. */
	repeat: boolean;
	/** A newer change of the same send was taken before. */
	outOfOrder: boolean;
}

/**
 * What this process answered with 2xx, by node. n8n reads the static data when a request comes and writes it whole when it is
 * answered, so that of two deliveries at the same time one would be forgotten.
 */
const answered = new Map<string, Memory>();

/** Nodes whose memory was too small, which the log says once. */
const overflown = new Set<string>();

/** How a delivery stands to those that were taken before. */
export function standingOf(context: IWebhookFunctions, { id, sendGid, changedAt }: Delivery): Standing {
	const { seen, newest } = recall(context);
	return { repeat: Object.hasOwn(seen, print(id)), outOfOrder: (newest[print(sendGid)] ?? -Infinity) > changedAt };
}

/**
 * Remembers a delivery that starts an execution. Into the static data it goes at once, because n8n saves them before it
 * answers, and not if the execution could not be started. In this process it counts from the moment at which it was answered
 * with 2xx: what was refused or never answered has to come out when it comes again.
 *
 * @param now milliseconds since the epoch
 */
export function remember(context: IWebhookFunctions, delivery: Delivery, now: number) {
	const { seen, newest, isTooSmall } = added(recall(context), delivery, now);
	Object.assign(context.getWorkflowStaticData('node'), { seen, newest });
	const response = context.getResponseObject();
	response.once('finish', () => {
		if (response.statusCode < 200 || response.statusCode >= 300) return;
		answered.set(keyOf(context), added(answered.get(keyOf(context)) ?? nothing(), delivery, now));
	});
	if (!isTooSmall || overflown.has(keyOf(context))) return;
	overflown.add(keyOf(context));
	context.logger.warn(`Sendoso Webhook Trigger: more than ${MOST_REMEMBERED} deliveries came within ${RETRIES_MS / HOUR_MS} hours; an older one that comes again is no longer recognized as a repeat`, { node: context.getNode().name });
}

/** Everything that is known: what n8n stored, and what it may have overwritten meanwhile. */
function recall(context: IWebhookFunctions): Memory {
	const stored: unknown = context.getWorkflowStaticData('node');
	const [seen, newest] = isRow(stored) ? [timesIn(stored.seen), timesIn(stored.newest)] : [{}, {}];
	const here = answered.get(keyOf(context)) ?? nothing();
	for (const [send, changedAt] of Object.entries(here.newest)) newest[send] = Math.max(newest[send] ?? -Infinity, changedAt);
	return { seen: { ...seen, ...here.seen }, newest };
}

/** A memory with one more delivery, without those that are too old or too many. */
function added({ seen, newest }: Memory, { id, sendGid, changedAt }: Delivery, now: number): Memory & { isTooSmall: boolean } {
	const young = Object.entries({ ...seen, [print(id)]: now }).filter(([, at]) => Math.abs(now - at) <= MEMORY_MS);
	young.sort(([, left], [, right]) => left - right);
	const forgotten = young.slice(0, -MOST_REMEMBERED);
	const { [print(sendGid)]: known = -Infinity, ...sends } = newest;
	const newestChange = Number.isNaN(changedAt) ? known : Math.max(known, changedAt);
	// A send that was told of moves behind the others, so that the one that is silent for the longest is forgotten first.
	const all = Object.entries(newestChange === -Infinity ? sends : { ...sends, [print(sendGid)]: newestChange });
	return {
		seen: Object.fromEntries(young.slice(-MOST_REMEMBERED)),
		newest: Object.fromEntries(all.slice(-MOST_REMEMBERED)),
		isTooSmall: forgotten.some(([, at]) => now - at < RETRIES_MS),
	};
}

const nothing = (): Memory => ({ seen: {}, newest: {} });

const print = (text: string) => fingerprint(text, 12);

function keyOf(context: IWebhookFunctions): string {
	return `${context.getWorkflow().id ?? ''} ${context.getNode().id}`;
}

/** The times of a stored record; anything else in it is left out. */
function timesIn(value: unknown): Record<string, number> {
	if (!isRow(value)) return {};
	return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, number] => typeof entry[1] === 'number'));
}
