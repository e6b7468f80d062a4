import type { IDataObject } from 'n8n-workflow';
import type { Parameters, RunFacts } from '../../shared/operations/operation';
import { emailKey } from '../../shared/values/emails';
import { createdAt, readInstant } from '../../shared/values/instants';
import { member, textOf } from '../../shared/values/json';

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
	const statuses = new Set((filter('status') ?? []) as string[]);
	const touchId = textOf(filter('touchId'));
	const recipient = emailKey(filter('recipientEmail'));
	const sender = emailKey(filter('senderEmail'));
	const team = textOf(filter('teamName')).toLowerCase();
	const after = filter('createdAfter') === undefined ? -Infinity : readInstant(filter('createdAfter'), facts.timezone);
	const before = filter('createdBefore') === undefined ? Infinity : readInstant(filter('createdBefore'), facts.timezone, 'end');
	const dated = after !== -Infinity || before !== Infinity;
	const accept = (send: IDataObject) => {
		if (statuses.size > 0 && !statuses.has(textOf(send.status))) return false;
		if (touchId !== '' && textOf(member(send.touch, 'id')) !== touchId) return false;
		if (recipient !== '' && emailKey(member(send.recipient, 'email')) !== recipient) return false;
		if (sender !== '' && emailKey(member(send.sender, 'email')) !== sender) return false;
		if (team !== '' && textOf(member(send.sender, 'team_name')).toLowerCase() !== team) return false;
		if (!dated) return true;
		const time = createdAt(send);
		return time >= after && time <= before;
	};
	const isEmpty = statuses.size === 0 && [touchId, recipient, sender, team].every((wanted) => wanted === '') && !dated;
	return { accept, createdAfter: after, isEmpty };
}
