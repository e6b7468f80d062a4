import type { IDataObject } from 'n8n-workflow';
import { fingerprint } from '../../../../shared/values/fingerprint';
import { isRow, textOf } from '../../../../shared/values/json';
import { FINAL_STATUSES } from '../../../sendList/statuses';
import { type KnownEntry, LONGEST_MARK, type StatusCodes } from './statusCodes';

/** One entry of a send's history. */
export interface StatusEntry {
	status: string;
	/** As Sendoso gave it. */
	occurredAt: string;
	/** Milliseconds since the epoch; NaN when it can't be read. */
	at: number;
	/** Names the entry within its send: status and moment, however the moment is printed. */
	name: string;
	/** The status before it. */
	previousStatus: string | undefined;
}

/** Which way the sends of a list give their histories, as far as times tell: newest entry first or not. */
export function givesNewestFirst(rows: Iterable<IDataObject>): boolean {
	let votes = 0;
	for (const row of rows) votes += directionOf(updatesOf(row));
	return votes > 0;
}

/**
 * The history of a send, oldest first whichever way the list gives it; each entry once.
 *
 * @param isNewestFirst which way other sends give theirs, for entries that their times tell not apart
 */
export function historyOf(row: IDataObject, isNewestFirst = () => false): StatusEntry[] {
	const entries = updatesOf(row);
	const [first, last] = [entries[0], entries[entries.length - 1]];
	const current = textOf(row.status);
	const direction = directionOf(entries);
	// The newest entry is the one that the send has now.
	const isCurrentFirst = first?.status === current && last?.status !== current;
	const isCurrentLast = last?.status === current && first?.status !== current;
	if (direction > 0 || (direction === 0 && (isCurrentFirst || (!isCurrentLast && entries.length > 1 && isNewestFirst())))) entries.reverse();
	const names = new Set<string>();
	const unique = entries.filter(({ name }) => !names.has(name) && names.add(name));
	return inOrder(unique, () => 0);
}

/** What is new in a history, and what is known of it afterwards. */
export interface Compared {
	/** Oldest first. */
	fresh: StatusEntry[];
	known: KnownEntry[];
}

/**
 * Compares a history with what is known of it. What counts is how often each status is listed: an entry whose time was
 * edited is no new one, and of several with the same status those are new that were not there.
 */
export function compareHistory(history: StatusEntry[], before: KnownEntry[], codes: StatusCodes): Compared {
	const fresh = new Set<StatusEntry>();
	const listed = groupBy(history, ({ status }) => codes.of(status));
	const knownMarks = groupBy(before, ({ code }) => code);
	// Entries that are listed no more may come back.
	const known = before.filter(({ code }) => !listed.has(code));
	for (const [code, entries] of listed) {
		const left = (knownMarks.get(code) ?? []).map(({ mark }) => mark);
		const count = left.length;
		const unmatched = entries.filter(({ name }) => {
			const place = left.findIndex((mark) => markOf(name).startsWith(mark));
			if (place >= 0) left.splice(place, 1);
			return place < 0;
		});
		const added = Math.max(0, entries.length - count);
		for (const entry of added === 0 ? [] : unmatched.slice(-added)) fresh.add(entry);
		known.push(...entries.map(({ name }) => ({ code, mark: markOf(name) })));
		known.push(...left.slice(0, Math.max(0, count - entries.length)).map((mark) => ({ code, mark })));
	}
	// Of entries within the same second the new ones are the later ones.
	const ordered = inOrder(history, (entry) => Number(fresh.has(entry)));
	const names = new Set([...fresh].map(({ name }) => name));
	return { fresh: ordered.filter(({ name }) => names.has(name)), known };
}

/** What is known of a history once it was told. */
export function knownEntries(history: StatusEntry[], codes: StatusCodes): KnownEntry[] {
	return history.map(({ status, name }) => ({ code: codes.of(status), mark: markOf(name) }));
}

/**
 * Whether the send has reached its end (fact 62), and its history, when it lists one, says so, too: an entry that
 * comes late must not be missed.
 */
export function isFinished(row: IDataObject, history: StatusEntry[]): boolean {
	const status = textOf(row.status);
	return FINAL_STATUSES.includes(status) && (history.length === 0 || history.some((entry) => entry.status === status));
}

function updatesOf(row: IDataObject): StatusEntry[] {
	const updates = Array.isArray(row.status_updates) ? row.status_updates.filter(isRow) : [];
	return updates.flatMap((update) => {
		const [status, occurredAt] = [textOf(update.status), textOf(update.occurred_at)];
		const at = Date.parse(occurredAt);
		const name = `${status}:${Number.isNaN(at) ? occurredAt : new Date(at).toISOString()}`;
		return status === '' ? [] : [{ status, occurredAt, at, name, previousStatus: undefined }];
	});
}

/** 1 when the first entry is newer than the last one, -1 when it is older, 0 when nobody can tell. */
function directionOf(entries: StatusEntry[]): number {
	const difference = (entries[0]?.at ?? NaN) - (entries[entries.length - 1]?.at ?? NaN);
	return Number.isNaN(difference) ? 0 : Math.sign(difference);
}

/** Sorts by time, then by something else; each entry gets the status before it. */
function inOrder(entries: StatusEntry[], second: (entry: StatusEntry) => number): StatusEntry[] {
	const sorted = [...entries].sort((left, right) => (left.at - right.at || second(left) - second(right)) || 0);
	return sorted.map((entry, place) => ({ ...entry, previousStatus: sorted[place - 1]?.status }));
}

function groupBy<T>(values: T[], keyOf: (value: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const value of values) {
		const key = keyOf(value);
		const group = groups.get(key);
		if (group) group.push(value);
		else groups.set(key, [value]);
	}
	return groups;
}

function markOf(name: string): string {
	return fingerprint(name, LONGEST_MARK);
}
