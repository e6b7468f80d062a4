import { type EventType, eventValue } from '../../nodes/shared/polling/events';

/** Values of the parameter `events` for some events of one resource. */
export function eventsOf(resource: string, types: string[]): string[] {
	return types.map((type) => eventValue(resource, type as EventType));
}
