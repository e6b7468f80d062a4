import type { IDataObject } from 'n8n-workflow';
import type { Parameters, RunFacts } from '../../shared/operations/operation';
import { readInstant } from '../../shared/values/instants';
import { isRow, member, textOf } from '../../shared/values/json';
import { createdAt } from './sendOrder';

/** What the node keeps of Sendoso's list of sends, which has no filter of its own (fact 76). */
export interface SendFilter {
	accept: (send: IDataObject) => boolean;
	/** Nothing older than this is wanted; milliseconds since the epoch. */
	createdAfter: number;
	/** Whether every send is wanted. */
	isEmpty: boolean;
}

/** Reads the `filters` parameter. Bounds are inclusive; a date without offset is in the workflow's time zone. */
export function readSendFilter(parameters: Parameters, facts: RunFacts): SendFilter {
	const filter = (name: string) => member(parameters.filters, name);
	const statuses = Array.isArray(filter('status')) ? (filter('status') as unknown[]).map(textOf) : [];
	const touchId = textOf(filter('touchId'));
	const recipient = textOf(filter('recipientEmail')).toLowerCase();
	const sender = textOf(filter('senderEmail')).toLowerCase();
	const after = textOf(filter('createdAfter')) === '' ? -Infinity : readInstant(filter('createdAfter'), facts.timezone);
	const before = textOf(filter('createdBefore')) === '' ? Infinity : readInstant(filter('createdBefore'), facts.timezone, 'end');
	const dated = after !== -Infinity || before !== Infinity;
	const accept = (send: IDataObject) => {
		if (statuses.length > 0 && !statuses.includes(textOf(send.status))) return false;
		if (touchId !== '' && textOf(isRow(send.touch) ? send.touch.id : '') !== touchId) return false;
		if (recipient !== '' && emailOf(send.recipient) !== recipient) return false;
		if (sender !== '' && emailOf(send.sender) !== sender) return false;
		if (!dated) return true;
		const time = createdAt(send);
		return time >= after && time <= before;
	};
	const isEmpty = statuses.length === 0 && touchId === '' && recipient === '' && sender === '' && !dated;
	return { accept, createdAfter: after, isEmpty };
}

/** E-mail address of a person in a send, for comparison. */
export function emailOf(person: unknown): string {
	return isRow(person) ? textOf(person.email).toLowerCase() : '';
}
