import { isRow } from '../../values/json';
import type { PackedRecords } from './knownRecords';

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

/** Whether a stored value is a state of records. */
export function isRecordState(value: unknown): value is RecordState {
	return isRow(value) && isRow(value.known) && typeof value.known.entries === 'string';
}
