import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { simplifyTouch } from '../../Sendoso/resources/touch/simplifyTouch';
import { simplifySend } from '../../Sendoso/sendList/simplifySend';
import type { TriggerEvent } from './events';
import type { Subscription } from './subscription';

/**
 * Turns an event into an output item: the record's own members, and `sendosoEvent`.
 *
 * @param now milliseconds since the epoch
 */
export function toEventItem(event: TriggerEvent, subscription: Subscription, now: number): INodeExecutionData {
	const sendosoEvent: IDataObject = { ...event, resource: subscription.resource, detectedAt: new Date(now).toISOString() };
	delete sendosoEvent.record;
	return { json: { ...shape(event, subscription), sendosoEvent } };
}

function shape({ type, record }: TriggerEvent, { simplify, resource }: Subscription): IDataObject {
	if (!simplify || type === 'removed') return record;
	if (resource === 'send') return simplifySend(record);
	return resource === 'touch' ? simplifyTouch(record) : record;
}
