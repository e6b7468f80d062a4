import type { IDataObject } from 'n8n-workflow';
import { isRow } from '../transport/readList';
import type { PackedRecords } from './ledger';
import type { ListOrder } from '../sends/newestFirst';

/** Shape of the state. A state of another version is not read: a new baseline takes its place. */
export const STATE_VERSION = 2;

/** Whose records the state describes. Holds fingerprints only. */
export interface AccountPrint {
	/** Credential, host and client application. */
	place: string;
	/** The person behind the connection. */
	person: string;
	/** The access token with which the person was asked for: the same token needs no second question. */
	token: string;
}

/** What is remembered of groups, touches or users. */
export interface RecordState {
	known: PackedRecords;
	/** Server time from which on a dated record is new; set until the whole list has been read once. */
	newFrom?: number;
	/** Page at which the next poll goes on, when the budget ended this one. */
	nextPage?: number;
	/** The list came back empty in the last poll, which is believed the second time. */
	wasEmpty?: boolean;
	/** Changed records alone can be read; server times of the last reading of the whole list, and of any. */
	narrowing?: { fullAt: number; readAt: number };
}

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

/** The whole state of one trigger node; each member is a top-level key of its static data. */
export interface TriggerState {
	version: typeof STATE_VERSION;
	/** Fingerprint of resource and filters. */
	subscription: string;
	account: AccountPrint;
	/** Server time of the last poll. */
	polledAt: number;
	records?: RecordState;
	sends?: SendState;
}

const KEYS = ['version', 'subscription', 'account', 'polledAt', 'records', 'sends'] as const;

/**
 * Reads the static data of the node.
 *
 * @returns the state; undefined when there is none; 'unreadable' when it is not of this version
 */
export function readState(stored: IDataObject): TriggerState | undefined | 'unreadable' {
	if (stored.version === undefined) return undefined;
	const { version, subscription, account, polledAt, records, sends } = stored;
	const isWhole =
		version === STATE_VERSION &&
		typeof subscription === 'string' &&
		typeof polledAt === 'number' &&
		isRow(account) &&
		[account.place, account.person, account.token].every((part) => typeof part === 'string') &&
		(isRecordState(records) || isSendState(sends));
	return isWhole ? (stored as unknown as TriggerState) : 'unreadable';
}

function isRecordState(value: unknown): boolean {
	return isRow(value) && isRow(value.known) && typeof value.known.entries === 'string';
}

function isSendState(value: unknown): boolean {
	return isRow(value) && typeof value.recent === 'string' && typeof value.settled === 'number' && typeof value.total === 'number';
}

/**
 * Writes the state into the static data, whole top-level keys only (n8n notices nothing deeper), and only those that
 * changed.
 */
export function writeState(stored: IDataObject, state: TriggerState) {
	for (const key of KEYS) {
		const value = state[key];
		if (JSON.stringify(stored[key]) === JSON.stringify(value)) continue;
		if (value === undefined) delete stored[key];
		else stored[key] = value as unknown as IDataObject;
	}
}
