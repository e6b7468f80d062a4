import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { type ResourceName, sourceOf } from '../../Sendoso/trigger/sources';
import { toNodeError } from '../errors/nodeErrors';
import { canonical, fingerprint } from '../values/fingerprint';
import { isRow, member, textOf } from '../values/json';
import type { EventType } from './events';
import type { Source } from './source';

/** What the node was told to watch. */
export interface Subscription {
	authentication: unknown;
	resource: ResourceName;
	source: Source;
	events: Set<EventType>;
	/** Members that every request for the list carries. */
	query: IDataObject;
	/** Whether a record is among those that are wanted. */
	accepts: (record: IDataObject) => boolean;
	/** Statuses of which a change is told; all when empty. */
	statuses: Set<string>;
	startWithExisting: boolean;
	trackStatusForDays: number;
	simplify: boolean;
	/** Changes when the resource or a filter does. */
	fingerprint: string;
}

/** Longest time that a send can be followed, in days. */
export const LONGEST_TRACKING_DAYS = 3_650;

/**
 * Reads the parameters of the node.
 *
 * @throws an error that names the parameter to change
 */
export function readSubscription(context: IPollFunctions): Subscription {
	const refuse = (message: string, description: string) => toNodeError(context.getNode(), { message, description });
	const authentication = context.getNodeParameter('authentication', 'oAuth2');
	const resource = textOf(context.getNodeParameter('resource', 'send')) as ResourceName;
	const source = sourceOf(authentication, resource);
	if (source === undefined) throw refuse(`'Resource' has the unknown value ${resource}`, "Choose another value in 'Resource'.");
	const chosen = context.getNodeParameter('events', ['created']);
	const events = new Set((Array.isArray(chosen) ? chosen : [chosen]).map(textOf)) as Set<EventType>;
	const possible: EventType[] = resource === 'send' ? ['created', 'statusChanged'] : ['created', 'updated', 'removed'];
	if (!possible.some((type) => events.has(type))) throw refuse("'Events' is empty", "Choose at least one event in 'Events'.");
	const filters = context.getNodeParameter('filters', {});
	const options = context.getNodeParameter('options', {});
	const days = Number(member(options, 'trackStatusForDays') ?? 90);
	if (!Number.isFinite(days) || days < 1 || days > LONGEST_TRACKING_DAYS) {
		throw refuse("'Track Status for Days' must be a number from 1 to 3,650", "Change 'Track Status for Days' in 'Options'.");
	}
	const deliveryType = resource === 'touch' && authentication === 'oAuth2' ? textOf(member(filters, 'deliveryType')) : '';
	const touchId = resource === 'send' ? idOf(member(filters, 'touchId')) : '';
	const status = resource === 'send' ? member(filters, 'status') : undefined;
	const statuses = new Set((Array.isArray(status) ? status : []).map(textOf));
	return {
		authentication,
		resource,
		source,
		events,
		query: deliveryType === '' ? {} : { delivery_type: deliveryType },
		accepts: (record) =>
			(touchId === '' || textOf(isRow(record.touch) ? record.touch.id : '') === touchId) &&
			(deliveryType === '' || textOf(record.delivery_type) === deliveryType),
		statuses,
		startWithExisting: member(options, 'startWithExisting') === true,
		trackStatusForDays: days,
		simplify: member(options, 'simplify') === true,
		fingerprint: fingerprint(canonical({ resource, deliveryType, touchId, statuses: [...statuses] }), 12),
	};
}

/** The ID in a resource locator, or in a plain value that an expression gave. */
function idOf(value: unknown): string {
	return textOf(isRow(value) && 'value' in value ? value.value : value);
}
