import type { IDataObject } from 'n8n-workflow';
import { textOf } from '../values/json';

/** What can happen to a record. */
export type EventType = 'created' | 'updated' | 'removed' | 'statusChanged';

/** Something that happened, as found by a poll. */
export interface TriggerEvent {
	/** The same whenever this event is delivered again. */
	id: string;
	type: EventType;
	/** The record as Sendoso gave it. */
	record: IDataObject;
	/** When it happened, as Sendoso says it. */
	occurredAt?: string;
	/** The status that a send got. */
	status?: string;
	previousStatus?: string;
}

/** The value of the parameter `events` that chooses an event, such as `touchCreated`. */
export function eventValue(resource: string, type: EventType): string {
	return `${resource}${type.charAt(0).toUpperCase()}${type.slice(1)}`;
}

/** The time of an event, where the record tells one. */
export function occurredAt(time: unknown): Pick<TriggerEvent, 'occurredAt'> {
	return textOf(time) === '' ? {} : { occurredAt: textOf(time) };
}

/** Oldest first; events without a time last, in the order in which they were found. */
export function byTime(left: TriggerEvent, right: TriggerEvent): number {
	const [leftTime, rightTime] = [timeOf(left), timeOf(right)];
	return leftTime === rightTime ? 0 : leftTime - rightTime;
}

function timeOf({ occurredAt }: TriggerEvent): number {
	const time = occurredAt === undefined ? NaN : Date.parse(occurredAt);
	return Number.isNaN(time) ? Infinity : time;
}
