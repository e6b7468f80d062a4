import { isRow } from '../../../shared/values/json';
import type { ListOrder } from '../../sendList/sendOrder';

/** What is remembered of open sends. */
export interface StatusState {
	/** Server time from which on the history of a send is told, if the send was not read before. */
	since: number;
	/** Days of following that `found` was made for. */
	days: number;
	/** Every send created after this was looked at; null once all inside the days were. */
	found: number | null;
	/** Where `found` is in the list, counted from the oldest send. */
	foundRank: number;
	/** Rank at which the next poll goes on when not all pages with open sends could be read. */
	nextRank: number;
	/** The followed sends, packed. */
	open: string;
}

/** What is remembered of sends. */
export interface SendState {
	order: ListOrder;
	/** Sends announced by the last poll. */
	total: number;
	/** All sends created before this server time were read, as far as they are new. */
	settled: number;
	/** All sends created after this are in `recent`; null when all sends are. */
	from: number | null;
	recent: string;
	/** Sends left the list during the last poll, so that one may have slipped through between two pages. */
	moved: boolean;
	/** A reading of the whole unordered list that goes on in the next poll. */
	scan?: { nextPage: number; startedAt: number; moved: boolean };
	status?: StatusState;
}

/** Whether a stored value is a state of sends. */
export function isSendState(value: unknown): value is SendState {
	return isRow(value) && typeof value.recent === 'string' && typeof value.settled === 'number' && typeof value.total === 'number';
}
