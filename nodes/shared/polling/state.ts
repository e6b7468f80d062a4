import type { IDataObject } from 'n8n-workflow';
import { isSendState, type SendState } from '../../Sendoso/trigger/sends/state';
import { isRow } from '../values/json';
import { isRecordState, type RecordState } from './records/state';

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
