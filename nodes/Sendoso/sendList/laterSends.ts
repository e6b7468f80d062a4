import type { IDataObject } from 'n8n-workflow';
import type { Page, ReadPage } from '../../shared/transport/pages';
import { createdAt } from '../../shared/values/instants';
import { sendId } from './sendId';
import { disorder, slackOf, TOLERATED_DISORDER_MS } from './sendOrder';

/** Where new sends come into a list that was read. */
export type ListEnd =
	/** In front of the first page. */
	| { place: 'front'; pageSize: number }
	/** Behind the last row that is known: how many rows there were with it, and which one it is. */
	| { place: 'back'; pageSize: number; count: number; lastId: string }
	/** Anywhere, but the list is a single page. */
	| { place: 'page'; pageSize: number };

/** What came into a list since it was read, and where the next ones will come. */
export interface LaterSends {
	rows: IDataObject[];
	end: ListEnd;
}

/** Most rows that are known already and read again, so that a page holds many that are new. */
const MOST_READ_AGAIN = 20;

/**
 * Reads what came into a list at its newest end, with the page around it: one request as long as little came.
 *
 * @param since nothing older is needed; milliseconds since the epoch by the server's clock
 * @returns undefined when the list is not what it was: rows left it, its order changed, or it does not say how long it is
 */
export async function readLaterSends(readPage: ReadPage, end: ListEnd, since: () => number): Promise<LaterSends | undefined> {
	if (end.place === 'back') return await readBehind(readPage, end);
	const rows: IDataObject[] = [];
	let told = 0;
	for (let number = 1; ; number++) {
		const page = await readWhole(readPage, number, end.pageSize);
		// Rows that left made others slide to a page that was read already.
		if (page?.total === undefined || page.total < told) return undefined;
		told = page.total;
		rows.push(...page.rows);
		const { rising } = disorder(rows.map(createdAt));
		if (end.place === 'page') return told <= end.pageSize ? { rows, end } : undefined;
		if (rising > TOLERATED_DISORDER_MS) return undefined;
		const oldest = Math.min(...rows.map(createdAt).filter((time) => !Number.isNaN(time)));
		if (oldest + slackOf(rising) < since() || number * end.pageSize >= told || page.rows.length === 0) return { rows, end };
	}
}

/** Reads from the last known row on. It has to be where it was, or others may have moved past it. */
async function readBehind(readPage: ReadPage, { pageSize: largest, count, lastId }: Extract<ListEnd, { place: 'back' }>): Promise<LaterSends | undefined> {
	const pageSize = sizeWithRoom(count, largest);
	const first = Math.ceil(count / pageSize);
	const rows: IDataObject[] = [];
	for (let number = first; ; number++) {
		const page = await readWhole(readPage, number, pageSize);
		if (page?.total === undefined) return undefined;
		rows.push(...page.rows);
		const last = rows[rows.length - 1];
		const known = rows[count - (first - 1) * pageSize - 1];
		if (last === undefined || known === undefined || sendId(known) !== lastId) return undefined;
		if (disorder(rows.map(createdAt)).falling > TOLERATED_DISORDER_MS) return undefined;
		if (number * pageSize < page.total && page.rows.length > 0) continue;
		return { rows: rows.reverse(), end: { place: 'back', pageSize: largest, count: (first - 1) * pageSize + rows.length, lastId: sendId(last) } };
	}
}

/** A page of a size that was asked for; undefined when the server has another one. */
async function readWhole(readPage: ReadPage, number: number, pageSize: number): Promise<Page | undefined> {
	const page = await readPage(number, pageSize, () => true);
	return page.pageSize === pageSize ? page : undefined;
}

/** A page size with which the page that holds the last known row begins shortly before it. */
function sizeWithRoom(count: number, largest: number): number {
	for (let size = largest; size > largest / 2; size--) if (count % size >= 1 && count % size <= MOST_READ_AGAIN) return size;
	return largest;
}
