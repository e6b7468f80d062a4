import type { IWebhookFunctions } from 'n8n-workflow';
import { fingerprint } from '../shared/values/fingerprint';
import { isRow } from '../shared/values/json';
import { answeredWell } from './answered';

const HOUR_MS = 3_600_000;

/** All attempts of one delivery span 27 hours and 35 minutes (fact 71). */
const RETRIES_MS = 28 * HOUR_MS;

/** How long a delivery is remembered: its retries, and a wide margin for clocks and queues. */
const MEMORY_MS = 48 * HOUR_MS;

/** Most deliveries, and most sends, that are remembered for one node; n8n writes them into its database each time. */
export const MOST_REMEMBERED = 2_000;

/** A delivery that was verified. */
export interface Delivery {
	/** The same for every attempt, and at every endpoint. */
	id: string;
	sendGid: string;
	/** When the status changed, in milliseconds since the epoch; NaN where it does not say. */
	changedAt: number;
}

/** What is remembered of earlier deliveries, by fingerprints; what came last stands last. */
interface Memory {
	/** When a delivery came, in milliseconds since the epoch. */
	seen: Map<string, number>;
	/** The newest change of each send, in milliseconds since the epoch. */
	newest: Map<string, number>;
}

/** How a delivery stands to earlier ones (fact 72). */
export interface Standing {
	/** It was taken before. */
	repeat: boolean;
	/** A newer change of the same send was taken before. */
	outOfOrder: boolean;
}

/**
 * What this process took, by node. n8n reads the static data when a request comes and writes it whole when it is answered, so
 * that of two deliveries at the same time one would be forgotten.
 */
const taken = new Map<string, Memory>();

/** Nodes whose memory was too small, which the log says once. */
const overflown = new Set<string>();

/**
 * How a delivery stands to those that were taken before.
 *
 * @param now milliseconds since the epoch
 */
export function standingOf(context: IWebhookFunctions, { id, sendGid, changedAt }: Delivery, now: number): Standing {
	const { seen, newest } = recall(context);
	return { repeat: isYoung(seen.get(print(id)), now), outOfOrder: (newest.get(print(sendGid)) ?? -Infinity) > changedAt };
}

/**
 * Remembers a delivery that starts an execution: in the static data, which n8n saves if the execution could be started, and in
 * this process once n8n has answered that it was. What was refused has to come out when it comes again.
 *
 * @param now milliseconds since the epoch
 * @returns when it is remembered, or certainly not
 */
export async function remember(context: IWebhookFunctions, delivery: Delivery, now: number): Promise<void> {
	const memory = recall(context);
	const key = keyOf(context);
	const stored: unknown = context.getWorkflowStaticData('node');
	const { seen, newest } = toStore(memory, delivery, now);
	// n8n 2.40 takes the data for saved when it starts the execution, and saves them after that: they are changed until then.
	const keep = () => {
		if (isRow(stored)) Object.assign(stored, { seen, newest });
	};
	if (!(await answeredWell(context, keep))) return;
	const forgotten = add(memory, delivery, now);
	if (!forgotten || overflown.has(key)) return;
	overflown.add(key);
	context.logger.warn(`Sendoso Webhook Trigger: more than ${MOST_REMEMBERED} deliveries came within ${RETRIES_MS / HOUR_MS} hours; an older one that comes again is no longer recognized as a repeat`, { node: context.getNode().name });
}

/** Everything that is known: what this process took, and what n8n stored of others. */
function recall(context: IWebhookFunctions): Memory {
	const memory = taken.get(keyOf(context)) ?? { seen: new Map<string, number>(), newest: new Map<string, number>() };
	taken.set(keyOf(context), memory);
	const stored: unknown = context.getWorkflowStaticData('node');
	if (!isRow(stored)) return memory;
	for (const [name, at] of timesIn(stored.seen)) if (!memory.seen.has(name)) memory.seen.set(name, at);
	for (const [name, at] of timesIn(stored.newest)) if ((memory.newest.get(name) ?? -Infinity) < at) memory.newest.set(name, at);
	return memory;
}

/** Adds a delivery, and forgets what is too old or too much. Answers whether that was too early. */
function add({ seen, newest }: Memory, { id, sendGid, changedAt }: Delivery, now: number): boolean {
	seen.set(print(id), now);
	for (const [name, at] of seen) if (!isYoung(at, now)) seen.delete(name);
	let isTooEarly = false;
	for (const [name, at] of seen) {
		if (seen.size <= MOST_REMEMBERED) break;
		seen.delete(name);
		isTooEarly ||= now - at < RETRIES_MS;
	}
	const known = newest.get(print(sendGid)) ?? -Infinity;
	const change = Number.isNaN(changedAt) ? known : Math.max(known, changedAt);
	// A send that was told of moves behind the others, so that the one that is silent for the longest is forgotten first.
	newest.delete(print(sendGid));
	if (change !== -Infinity) newest.set(print(sendGid), change);
	for (const name of newest.keys()) {
		if (newest.size <= MOST_REMEMBERED) break;
		newest.delete(name);
	}
	return isTooEarly;
}

/** What n8n stores: the memory with one more delivery, which counts only if it was started. */
function toStore(memory: Memory, delivery: Delivery, now: number) {
	const copy = { seen: new Map(memory.seen), newest: new Map(memory.newest) };
	add(copy, delivery, now);
	return { seen: Object.fromEntries(copy.seen), newest: Object.fromEntries(copy.newest) };
}

/** Whether something came lately enough to be remembered; what n8n stored may be older, until the next delivery is taken. */
function isYoung(at: number | undefined, now: number): boolean {
	return at !== undefined && Math.abs(now - at) <= MEMORY_MS;
}

const print = (text: string) => fingerprint(text, 12);

function keyOf(context: IWebhookFunctions): string {
	const { id, name } = context.getNode();
	return `${context.getWorkflow().id ?? ''} ${id} ${name}`;
}

/** The times of a stored record; anything else in it is left out. */
function timesIn(value: unknown): Array<[string, number]> {
	if (!isRow(value)) return [];
	return Object.entries(value).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
}
