import type { INodePropertyOptions } from 'n8n-workflow';
import type { Field } from '../parameters/field';
import { type EventType, eventValue } from './events';

/** What is said of each event, in the words of its resource. */
export interface EventWords {
	/** Name of the resource. */
	resource: string;
	/** One record at the beginning of a label, such as `Team Group`. */
	label: string;
	/** What each event means; the events of the resource are those that are named here. */
	descriptions: Partial<Record<EventType, string>>;
}

const VERBS: Record<EventType, string> = { created: 'Created', removed: 'Removed', statusChanged: 'Status Changed', updated: 'Updated' };

/** Entries of the field `events` for one resource. The editor lists each as "On campaign created". */
function eventOptions({ resource, label, descriptions }: EventWords): INodePropertyOptions[] {
	return (Object.entries(descriptions) as Array<[EventType, string]>).map(([type, description]) => ({
		name: `${label} ${VERBS[type]}`,
		value: eventValue(resource, type),
		action: `On ${`${label} ${VERBS[type]}`.toLowerCase()}`,
		description,
	}));
}

/** What happens to records that are known by comparing one reading of their list with the next. */
export const recordEvents = (resource: string, label: string, descriptions: Partial<Record<EventType, string>> = {}): EventWords => ({
	resource,
	label,
	descriptions: {
		created: `A ${label.toLowerCase()} appeared in the list: it is new, or active again`,
		removed: `A ${label.toLowerCase()} has left the list`,
		updated: `Any member of a listed ${label.toLowerCase()} changed`,
		...descriptions,
	},
});

/** The field that chooses what starts the workflow. */
export const eventsField = (words: EventWords[], preset: string): Field => ({
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	options: words.flatMap(eventOptions).sort((left, right) => (left.name < right.name ? -1 : 1)),
	default: [preset],
	required: true,
	description: 'What starts the workflow. Events of several resources may be chosen together; each item says its resource.',
});

/** The display condition of what concerns some events only. */
export const forEvents = (events: string[]): Pick<Field, 'displayOptions'> => ({ displayOptions: { show: { '/events': events } } });

/** What exists already comes out of the first poll. */
export const startFrom: Field = {
	displayName: 'Start From',
	name: 'startFrom',
	type: 'dateTime',
	default: '',
	description:
		"The node's very first poll gives what was created from then on, at most 10,000 records of each resource. Empty: only what happens from now on. A date without an offset is in the time zone of the workflow.",
};

/** Members whose change alone is no event, unless the user says otherwise. */
export const DEFAULT_IGNORED = ['updated_at'];

/** What is no change. */
export const ignoreFields = (events: string[]): Field => ({
	displayName: 'Ignore Changes In',
	name: 'ignoreFields',
	type: 'string',
	holds: 'list',
	default: DEFAULT_IGNORED.join(', '),
	...forEvents(events),
	description:
		'Names of members whose change alone is no Updated event, separated by commas; wherever in the record they stand. Empty: every change counts. Spelling never does, such as another offset of the same time.',
});

/** Whether long records are cut down. */
export const simplify: Field = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Wraps the options of a trigger into their collection. */
export const triggerOptions = (options: Field[]): Field => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	description: 'How changes are looked for',
	options,
});
