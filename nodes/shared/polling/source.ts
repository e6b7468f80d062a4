import type { IDataObject } from 'n8n-workflow';
import type { EventType, TriggerEvent } from './events';
import type { PolledList, PollRequests } from './pollContext';
import type { Poller } from './poller';

/** What a poller is made for. */
export interface Watched {
	/** Name of the resource; the key of its state and a part of its events' ids. */
	resource: string;
	/** What starts the workflow. */
	events: Set<EventType>;
	nameOf(record: IDataObject): string;
}

/** The filters and options of a node, read for one resource. */
export interface Filter {
	/** Members that every request for the list carries. */
	query: IDataObject;
	/** Whether a record is among those that are wanted. */
	accepts(record: IDataObject): boolean;
	/** A change of it begins anew, with what is there at that moment. */
	identity: IDataObject;
	createPoller(watched: Watched): Poller;
}

/** Where the records of one resource come from, and what can happen to them. */
export interface Source {
	/** Name of one record in a sentence, such as `campaign (touch)`. */
	label: string;
	/** What to do when there is nothing to show in the editor. */
	emptyAdvice: string;
	/** Events that can be told, in the order in which one of them is shown as an example. */
	events: EventType[];
	nameOf(record: IDataObject): string;
	/** The most useful members of the record of an event; absent when it is short anyway. */
	simplify?(record: IDataObject, event: Pick<TriggerEvent, 'status' | 'occurredAt'>): IDataObject;
	/**
	 * What the parameters of those names mean for this resource; each of them is of the type of its field.
	 */
	read(filters: unknown, options: unknown): Filter;
	/** The list during one poll. */
	openList(requests: PollRequests, filter: Filter): PolledList;
}
