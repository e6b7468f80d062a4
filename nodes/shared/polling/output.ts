import { deepCopy, type IDataObject, type INodeExecutionData } from 'n8n-workflow';
import type { TriggerEvent } from './events';
import type { Subscription } from './subscription';

/**
 * Turns an event into an output item: the record's own members, and `sendosoEvent`.
 *
 * @param now milliseconds since the epoch
 */
export function toEventItem(event: TriggerEvent, { resource, simplify, source }: Subscription, now: number): INodeExecutionData {
	const { record, ...facts } = event;
	const sendosoEvent = { ...facts, resource, detectedAt: new Date(now).toISOString() };
	const isWhole = !simplify || event.type === 'removed' || source.simplify === undefined;
	// Several events may be about one record: what a workflow does to one item must not reach the others.
	const json: IDataObject = { ...(isWhole ? deepCopy(record) : source.simplify?.(record, event)), sendosoEvent };
	return { json };
}
