import type { IDataObject } from 'n8n-workflow';

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

/** Oldest first; events without a time last, in the order in which they were found. */
export function byTime(left: TriggerEvent, right: TriggerEvent): number {
	const [leftTime, rightTime] = [left, right].map(({ occurredAt }) => (occurredAt === undefined ? NaN : Date.parse(occurredAt)));
	const [leftKnown, rightKnown] = [leftTime ?? NaN, rightTime ?? NaN].map((time) => (Number.isNaN(time) ? Infinity : time));
	return leftKnown === rightKnown ? 0 : (leftKnown ?? 0) - (rightKnown ?? 0);
}
