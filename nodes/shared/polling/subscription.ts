import type { IPollFunctions } from 'n8n-workflow';
import { toNodeError } from '../errors/nodeErrors';
import { canonical, fingerprint } from '../values/fingerprint';
import { member, textOf } from '../values/json';
import { type EventType, eventValue } from './events';
import type { Poller } from './poller';
import type { Filter, Source } from './source';
import type { TriggerService } from './triggerService';

/** What the node was told to watch of one resource. */
export interface Subscription {
	resource: string;
	source: Source;
	filter: Filter;
	/** What starts the workflow. */
	events: Set<EventType>;
	poller: Poller;
	/** Whether the very first poll gives what exists already. */
	startWithExisting: boolean;
	simplify: boolean;
	/** Changes when a filter does. */
	fingerprint: string;
}

/**
 * Reads the parameters of the node: one subscription for each resource that an event was chosen of, in the order of the
 * service.
 *
 * @throws an error that names the parameter to change
 */
export function readSubscriptions(context: IPollFunctions, { sources }: TriggerService): Subscription[] {
	const refuse = (message: string, description: string) => toNodeError(context.getNode(), { message, description });
	const chosen = readEvents(context.getNodeParameter('events', []));
	const possible = Object.entries(sources).flatMap(([resource, { events }]) => events.map((type) => eventValue(resource, type)));
	if (chosen.length === 0) throw refuse("'Events' is empty", "Choose at least one event in 'Events'.");
	const unknown = chosen.find((value) => !possible.includes(value));
	if (unknown !== undefined) throw refuse(`'Events' has the unknown value ${unknown}`, `Set 'Events' to some of: ${possible.join(', ')}.`);
	const filters = context.getNodeParameter('filters', {});
	const options = context.getNodeParameter('options', {});
	return Object.entries(sources).flatMap(([resource, source]) => {
		const events = new Set(source.events.filter((type) => chosen.includes(eventValue(resource, type))));
		if (events.size === 0) return [];
		const filter = source.read(filters, options, events);
		if ('message' in filter) throw refuse(filter.message, filter.description);
		return [
			{
				resource,
				source,
				filter,
				events,
				poller: filter.createPoller({ resource, events, nameOf: (record) => source.nameOf(record) }),
				startWithExisting: member(options, 'startWithExisting') === true,
				simplify: member(options, 'simplify') === true,
				fingerprint: fingerprint(canonical({ resource, ...filter.identity }), 12),
			},
		];
	});
}

function readEvents(value: unknown): string[] {
	return (Array.isArray(value) ? value : [value]).map(textOf).filter((event) => event !== '');
}
