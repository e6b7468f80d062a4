import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
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
	const isShort = !simplify || event.type === 'removed' || source.simplify === undefined;
	const json: IDataObject = { ...(isShort ? record : source.simplify?.(record)), sendosoEvent };
	return { json };
}
