import type { Response } from 'express';
import { politeRecords, type RecordManners, respellAll } from './oddRecords';

/** What a server without manners does with its lists. */
export interface ListManners {
	/** Answers leave out how many records there are. */
	hidesCounters: boolean;
	/** By how much the counters are off, or a text instead of them. */
	counterOffset: number | 'text';
	/** Most rows on a page, whatever it says of itself; null for as many as it says. */
	shortenedTo: number | null;
	/** What comes behind the last page: a page without rows, an error, or the last page again. */
	behindTheEnd: 'empty' | 'error' | 'repeat';
	/** Rows that are spoilt: of sends by `send_gid`, of others by list and id, as in `touches 12`. */
	spoilt: Map<string, SpoiltRow>;
	records: RecordManners;
}

/** How a row is spoilt: it is no record, or something is missing from it. */
export type SpoiltRow = 'null' | 'text' | 'undated' | 'unnamed' | 'withoutHistory';

/** A server with manners. */
export const politeLists = (): ListManners => ({ hidesCounters: false, counterOffset: 0, shortenedTo: null, behindTheEnd: 'empty', spoilt: new Map(), records: politeRecords() });

type Answer = Record<string, unknown>;

/** Makes an answer of a list odd. It has been checked against the contract, which asks for better ones. */
export function oddList(lists: ListManners, response: Response, body: string): string {
	if (isPolite(lists) || !/^application\/json(;|$)/.test(String(response.getHeader('Content-Type') ?? ''))) return body;
	const answer = JSON.parse(body) as Answer | null;
	if (typeof answer !== 'object' || answer === null || !('per_page' in answer)) return body;
	const rows = Object.values(answer).find((value) => Array.isArray(value)) as unknown[] | undefined;
	if (lists.behindTheEnd === 'error' && rows?.length === 0 && Number(answer.current_page) > 1) {
		response.status(404);
		return JSON.stringify({ success: false, message: 'There is no such page' });
	}
	return JSON.stringify(Object.fromEntries(Object.entries(answer).flatMap(([name, value]) => oddMember(lists, name, value))));
}

function isPolite({ hidesCounters, counterOffset, behindTheEnd, spoilt, records }: ListManners): boolean {
	return !hidesCounters && counterOffset === 0 && behindTheEnd === 'empty' && spoilt.size === 0 && !records.respells;
}

function oddMember({ hidesCounters, counterOffset, spoilt, records }: ListManners, name: string, value: unknown): Array<[string, unknown]> {
	if (name.startsWith('total_')) return hidesCounters ? [] : [[name, counterOffset === 'text' ? 'many' : Math.max(0, Number(value) + counterOffset)]];
	if (!Array.isArray(value)) return [[name, value]];
	const rows = name === 'sends' ? value : respellAll(records, value);
	return [[name, rows.map((row: Answer) => spoil(row, spoilt.get(name === 'sends' ? String(row.send_gid) : `${name} ${String(row.id)}`)))]];
}

function spoil(row: Answer, how: SpoiltRow | undefined): unknown {
	if (how === undefined) return row;
	if (how === 'null') return null;
	if (how === 'text') return 'a send';
	const left = { undated: ['created_at'], unnamed: ['id', 'send_gid'], withoutHistory: ['status_updates'] }[how];
	return Object.fromEntries(Object.entries(row).filter(([name]) => !left.includes(name)));
}
