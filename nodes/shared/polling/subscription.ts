import type { IPollFunctions } from 'n8n-workflow';
import { toNodeError } from '../errors/nodeErrors';
import { readParameters } from '../parameters/readParameters';
import { canonical, fingerprint } from '../values/fingerprint';
import { readInstant } from '../values/instants';
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
	/** The very first poll gives what was created from this moment on, in milliseconds since the epoch; absent for nothing. */
	startFrom?: number;
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
export function readSubscriptions(context: IPollFunctions, { fields, sources }: TriggerService): Subscription[] {
	const stored = context.getNode().parameters;
	const raw = Object.fromEntries(fields.filter(({ name }) => stored[name] !== undefined).map(({ name }) => [name, context.getNodeParameter(name)]));
	const { values, problems: [problem] } = readParameters(fields, raw, stored, context.getTimezone());
	if (problem !== undefined) throw toNodeError(context.getNode(), problem);
	const { filters, options } = values;
	const startFrom = member(options, 'startFrom');
	const chosen = values.events as string[];
	return Object.entries(sources).flatMap(([resource, source]) => {
		const events = new Set(source.events.filter((type) => chosen.includes(eventValue(resource, type))));
		if (events.size === 0) return [];
		const filter = source.read(filters, options);
		return [
			{
				resource,
				source,
				filter,
				events,
				poller: filter.createPoller({ resource, events, nameOf: (record) => source.nameOf(record) }),
				...(textOf(startFrom) === '' ? {} : { startFrom: readInstant(startFrom, context.getTimezone()) }),
				simplify: member(options, 'simplify') !== false,
				fingerprint: fingerprint(canonical({ resource, ...filter.identity }), 12),
			},
		];
	});
}
