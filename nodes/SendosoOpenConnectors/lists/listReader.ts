import type { IDataObject } from 'n8n-workflow';
import { UnusableList } from '../../shared/spending/listedSend';
import { MOST_ROWS, TooManyRows } from '../../shared/transport/pages';
import { type ConnectorPage, type Cursor, CursorReader, type ReadConnectorPage } from './cursorPages';

/** What becomes of the rows of one reading, and of the doubt whether all of them came. */
interface Collector<Result> {
	/** Whether a page that a warning cut short makes the reading start again with smaller pages (fact 53). */
	startsAgain?(): boolean;
	isEnough?(): boolean;
	/** @param taken rows of the page that belong to the list: none when it repeats the beginning */
	take(page: ConnectorPage, taken: IDataObject[], at: { cursor: Cursor; pageSize: number; isCut: boolean; isLast: boolean }): void;
	result(): Result;
}

/**
 * Reads a list to its end, or as far as it is wanted. A page that the platform calls too large makes the reading start
 * again with half the rows per page (A12), because the places of pages move with their size.
 */
async function readList<Result>(readPage: ReadConnectorPage, pageSize: number, collect: () => Collector<Result>): Promise<Result> {
	const reader = new CursorReader();
	const collector = collect();
	while (reader.cursor !== undefined && collector.isEnough?.() !== true) {
		const { cursor } = reader;
		const page = await readPage(cursor, pageSize);
		const count = page === 'tooLarge' ? 0 : page.rows.length;
		const isCut = page !== 'tooLarge' && page.warning !== undefined && count < pageSize;
		if (page === 'tooLarge' || (isCut && pageSize > 1 && collector.startsAgain?.() === true)) {
			return await readList(readPage, count || Math.floor(pageSize / 2), collect);
		}
		const taken = reader.take(page, pageSize);
		collector.take(page, taken, { cursor, pageSize, isCut, isLast: reader.cursor === undefined });
	}
	return collector.result();
}

/** What is wanted of a list. */
export interface WantedRows {
	limit?: number;
	pageSize: number;
	/** Keeps a row; rows that it refuses don't count for `limit`. */
	accept?: (row: IDataObject) => boolean;
}

/**
 * Collects rows of a list. Doubt is dropped: what came is the list.
 *
 * @returns rows in the list's order, each once where they carry an `id`, and how many were refused
 * @throws {@link TooManyRows} beyond {@link MOST_ROWS}; what `readPage` throws
 */
export async function collectConnectorRows(readPage: ReadConnectorPage, { limit = Infinity, pageSize, accept }: WantedRows) {
	return await readList(readPage, accept ? pageSize : Math.min(pageSize, limit), () => {
		const seen = new Set<string>();
		const kept: IDataObject[] = [];
		let refused = 0;
		return {
			isEnough: () => kept.length >= limit,
			take(_page, taken) {
				for (const row of taken) {
					const id = row.id === undefined || row.id === null ? undefined : String(row.id);
					if (id !== undefined && seen.has(id)) continue;
					if (id !== undefined) seen.add(id);
					if (accept?.(row) === false) refused += 1;
					else kept.push(row);
				}
				if (limit === Infinity && kept.length > MOST_ROWS) throw new TooManyRows();
			},
			result: () => ({ rows: kept.slice(0, limit), refused }),
		};
	});
}

const INCOMPLETE = "The connector's list of sent gifts could not be read to its end";

/**
 * Reads a list of which nothing may be missing: doubt refuses it. Rows are not told apart by their IDs, which they may lack.
 *
 * @throws {@link UnusableList} when the end of the list can't be told; what `readPage` throws
 */
export async function readWholeList(readPage: ReadConnectorPage, pageSize: number): Promise<IDataObject[]> {
	return await readList(readPage, pageSize, () => {
		const rows: IDataObject[] = [];
		let announced = 0;
		return {
			startsAgain: () => rows.length === 0,
			take(page, taken, { pageSize: asked, isCut, isLast }) {
				announced = Math.max(announced, page.total ?? 0);
				rows.push(...taken);
				// An endpoint that knows no page numbers gives all rows at once, or never more than the first ones.
				const goesInCircles = taken.length < page.rows.length && page.rows.length <= asked;
				const pointsBack = page.nextPage !== undefined && isLast;
				if (isCut || goesInCircles || pointsBack) throw new UnusableList(INCOMPLETE);
				if (rows.length > MOST_ROWS) throw new UnusableList(`The connector's list of sent gifts holds more than ${MOST_ROWS.toLocaleString('en-US')} gifts`);
			},
			result() {
				if (rows.length < announced) throw new UnusableList(INCOMPLETE);
				return rows;
			},
		};
	});
}
