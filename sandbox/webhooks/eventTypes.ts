import { readContractFile } from '../http/contract';

/** An event type of the contract. */
export interface EventType {
	name: string;
	meaning: string;
	/** The status that a send most likely has then; `unknown` where nobody can tell. */
	'likely-status': string;
}

interface Contract {
	webhooks: { sendStatusChanged: { post: { 'x-event-types': EventType[] } } };
}

let cached: EventType[] | undefined;

/** Every event type that the contract names. */
export function eventTypes(): EventType[] {
	cached ??= (readContractFile('sendoso.openapi.yaml') as Contract).webhooks.sendStatusChanged.post['x-event-types'];
	return cached;
}

/** The event type of a status; null where the contract maps none. */
export function eventTypeOf(status: string): string | null {
	return eventTypes().find((type) => type['likely-status'] === status)?.name ?? null;
}
