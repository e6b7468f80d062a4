import type { IDataObject } from 'n8n-workflow';
import { fingerprint } from '../../../shared/values/fingerprint';
import { isRow, textOf } from '../../../shared/values/json';
import { FINAL_STATUSES } from '../../sendList/statuses';
import { CODE_LENGTH } from './sendCodec';

/** One entry of a send's history. */
export interface StatusEntry {
	status: string;
	/** As Sendoso gave it. */
	occurredAt: string;
	/** Milliseconds since the epoch; NaN when it can't be read. */
	at: number;
	/** Names the entry within its send: status and moment, however the moment is printed. */
	name: string;
	/** Stands for the entry in the state. */
	code: string;
	/** The status before it. */
	previousStatus: string | undefined;
}

/** The history of a send, oldest first whichever way the list is ordered; each entry once. */
export function historyOf(row: IDataObject): StatusEntry[] {
	const updates = Array.isArray(row.status_updates) ? row.status_updates.filter(isRow) : [];
	const entries = updates.map((update) => {
		const [status, occurredAt] = [textOf(update.status), textOf(update.occurred_at)];
		const at = Date.parse(occurredAt);
		const name = `${status}:${Number.isNaN(at) ? occurredAt : new Date(at).toISOString()}`;
		return { status, occurredAt, at, name, code: fingerprint(name, CODE_LENGTH) };
	});
	const [first, last] = [entries[0], entries[entries.length - 1]];
	if (first && last && first.at > last.at) entries.reverse();
	entries.sort((left, right) => (left.at === right.at || Number.isNaN(left.at - right.at) ? 0 : left.at - right.at));
	const unique = entries.filter(({ code }, index) => entries.findIndex((other) => other.code === code) === index);
	return unique.map((entry, index) => ({ ...entry, previousStatus: unique[index - 1]?.status }));
}

/**
 * Whether the send has reached its end (fact 62), and its history, when it lists one, says so, too: an entry that
 * comes late must not be missed.
 */
export function isFinished(row: IDataObject, history: StatusEntry[]): boolean {
	const status = textOf(row.status);
	return FINAL_STATUSES.includes(status) && (history.length === 0 || history.some((entry) => entry.status === status));
}
