import type { IDataObject } from 'n8n-workflow';
import { textOf } from '../../shared/values/json';
import { type ConnectorPage, CursorReader, type ReadConnectorPage } from './cursorPages';

/** A list of SAP Open Connectors, read from its beginning to its end. */
export interface PolledRows {
	rows: IDataObject[];
	/** Rows that there are: as announced, else as counted; one more than counted when the reading is in doubt. */
	total: number;
	/** Whether the server announced the total. */
	isCounted: boolean;
}

/** Rows beyond which a list can't be kept track of anyway. */
const MOST_ROWS = 60_000;

/**
 * Reads a list to its end, because a pointer to a page is worth nothing in the next poll. A page that is too large, or
 * that comes back shorter than asked for with a warning, makes the reading start again with smaller pages.
 *
 * @param mostPages pages to read at the most, for a look at the beginning
 * @throws what `readPage` throws
 */
export async function readPolledRows(readPage: ReadConnectorPage, pageSize: number, mostPages = Infinity): Promise<PolledRows> {
	for (let size = pageSize; ; ) {
		const read = await readWith(readPage, size, mostPages);
		if (typeof read !== 'number') return read;
		size = read;
	}
}

/** Answers the list, or the page size to try instead. */
async function readWith(readPage: ReadConnectorPage, pageSize: number, mostPages: number): Promise<PolledRows | number> {
	const reader = new CursorReader();
	const rows = new Map<string, IDataObject>();
	const pages: ConnectorPage[] = [];
	let count = 0;
	let brokenPromise = false;
	while (reader.cursor !== undefined && pages.length < mostPages) {
		const { cursor } = reader;
		const page = await readPage(cursor, pageSize);
		if (page === 'tooLarge') return Math.max(1, Math.floor(pageSize / 2));
		// The warning may be about the size of the page, so that a smaller one comes without it.
		const isCut = page.warning !== undefined && page.rows.length < pageSize && pageSize > 1;
		if (isCut && pages.length === 0) return Math.max(1, page.rows.length || Math.floor(pageSize / 2));
		pages.push(page);
		// A pointer promises rows.
		brokenPromise ||= 'nextPage' in cursor && page.rows.length === 0;
		for (const row of reader.take(page, pageSize)) {
			rows.set(textOf(row.id), row);
			count += 1;
		}
		if (rows.size > MOST_ROWS) break;
	}
	const announced = pages[0]?.total;
	// Rows that came twice moved, so that another one may have slipped through; a warning says that some are missing.
	const isDoubtful = brokenPromise || count !== rows.size || pages.some(({ warning, total }) => warning !== undefined || total !== announced);
	const total = isDoubtful ? rows.size + 1 : (announced ?? rows.size);
	return { rows: [...rows.values()], total, isCounted: announced !== undefined };
}
