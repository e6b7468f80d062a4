import type { IDataObject } from 'n8n-workflow';
import type { ApiRequest } from '../transport/httpCall';
import type { Page } from '../transport/pages';
import type { Outcome } from '../transport/requestWithRetry';
import type { ListWalk } from './walks/listWalk';

/** Whose records a state describes. Holds fingerprints only. */
export interface AccountPrint {
	/** Credential, host and client application. */
	place: string;
	/** The person behind the connection. */
	person: string;
	/** The access token with which the person was asked for: the same token needs no second question. */
	token: string;
}

/** One page of a list, and the server's own time when it answered. */
export interface TimedPage extends Page {
	/** Milliseconds since the epoch, by the `Date` header. */
	serverTime: number;
	/** Rows on the page that are no records, and are left out; none when absent. */
	unreadable?: number;
}

/** What reading a record by itself says of it: `unreadable` when no record can be read so, `unclear` when this one could not. */
export type Standing = 'listed' | 'gone' | 'unclear' | 'unreadable';

/** Reads only records that were changed. */
export interface ChangedRecords {
	/** Whether a record says when it was changed. */
	isDated(row: IDataObject): boolean;
	/** Whether changed records can be asked for from now on. */
	areOffered(): Promise<boolean>;
	/** Records that were changed since a server time; undefined when they can't be told apart, so that the whole list has to be read. */
	readSince(since: number): Promise<TimedPage | undefined>;
}

/** A watched list during one poll. */
export interface PolledList {
	/**
	 * Reads one page of the list. Throws when it can't be read, or when `isNeeded` answers false before the request
	 * starts.
	 */
	readPage(page: number, pageSize: number, isNeeded?: () => boolean): Promise<TimedPage>;
	/**
	 * Goes through the list.
	 *
	 * @param place where an earlier walk stopped; absent for the beginning
	 * @param mayGoOn whether there is time for another request
	 */
	openWalk(place: unknown, mayGoOn: () => boolean): ListWalk;
	/** What reading a missing record says of it; absent where it proves nothing. */
	standingOf?(id: string): Promise<Standing>;
	/** Absent where every poll has to read the whole list. */
	changes?: ChangedRecords;
}

/** Everything that a poller asks of the world. Tests hand in a world of their own. */
export interface PollContext extends Omit<PolledList, 'openWalk'> {
	/**
	 * Goes through the list as long as there is time.
	 *
	 * @param place where an earlier walk stopped; absent for the beginning
	 */
	openWalk(place?: unknown): ListWalk;
	/** Whether there is time for another request. */
	mayGoOn(): boolean;
	/**
	 * Whether the connection still belongs to the person it belonged to when the poll began.
	 *
	 * @param certainly ask Sendoso even if the access token is the same
	 */
	isSameAccount(certainly?: boolean): Promise<boolean>;
	/** Largest state that the poller may leave, in characters of JSON. */
	readonly largestState: number;
	/** Part of the room for states that is its own, in characters of JSON; what can be shortened takes no more. */
	readonly ownState: number;
	/** Writes into n8n's log. */
	warn(message: string): void;
}

/** Pages that are asked for together: as many as polls may have in flight. */
const WAVE = 3;

/**
 * Reads several pages, some at a time, until all are read or the time is over. Pages that were read in time count, even
 * when the time ended others of the same wave.
 *
 * @param numbers pages, in the order in which they are wanted
 * @returns the pages that were read, in that order and without a gap
 */
export async function readPages(poll: PollContext, numbers: number[], pageSize: number): Promise<TimedPage[]> {
	const pages: TimedPage[] = [];
	for (let at = 0; at < numbers.length && (at === 0 || poll.mayGoOn()); at += WAVE) {
		let failure: PromiseRejectedResult | undefined;
		const results = await Promise.allSettled(
			numbers.slice(at, at + WAVE).map(async (number) => {
				const [result] = await Promise.allSettled([poll.readPage(number, pageSize, () => failure === undefined)]);
				if (result.status === 'fulfilled') return result.value;
				failure ??= result;
				throw result.reason;
			}),
		);
		for (const result of results) {
			if (result.status === 'fulfilled') pages.push(result.value);
			else if (pages.length > 0 && !poll.mayGoOn()) return pages;
			else throw (failure ?? result).reason;
		}
	}
	return pages;
}

/** Under which conditions a request of a poll is made. */
export interface AskConditions {
	isNeeded?(): boolean;
	/** Says that the poll can do without the answer: the request takes no more than half of the time that is left. */
	isOptional?: boolean;
}

/** How a list makes its requests: inside the time of the poll, giving way to sends and other reads. */
export interface PollRequests {
	/** Whether a look at the beginning of the list is enough, because only an example is wanted. */
	readonly isExample: boolean;
	/**
	 * Makes one request that changes nothing.
	 *
	 * @param operation `resource.operation`, for advice in errors
	 * @throws when the time of the poll is over, or `isNeeded` answers false, before the request could start
	 */
	ask(request: PollRequest, operation: string, conditions?: AskConditions): Promise<Outcome>;
	/** The error of a request that failed. */
	failed(outcome: Outcome, operation: string): Error;
	/** Takes note of an answer's own time; gives it in milliseconds since the epoch. */
	timeOf(outcome: Outcome): number;
}

/** A request of a poll; n8n has no settings for it, and its deadline is that of the poll. */
export type PollRequest = Omit<ApiRequest, 'settings' | 'deadlineMs'>;

/** What the poll of one resource needs besides its list: who is asking, and the server's time. */
export interface PollSession extends PollContext {
	/** Who is behind the connection; asks Sendoso only when that can have changed. */
	identify(known: AccountPrint | undefined): Promise<AccountPrint>;
	/** The account as it was last seen. */
	readonly current: AccountPrint;
	/** Server time of the first answer about this list, in milliseconds since the epoch. */
	readonly serverTime: number;
}
