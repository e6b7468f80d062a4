import type { IDataObject } from 'n8n-workflow';
import { textOf } from '../resources/shared/checks';
import { type ConnectorPage, ConnectorWalk, type ReadConnectorPage } from '../openConnectors/pages';

/** A list of SAP Open Connectors, read from its beginning to its end. */
export interface WholeList {
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
export async function readWholeList(readPage: ReadConnectorPage, pageSize: number, mostPages = Infinity): Promise<WholeList> {
	for (let size = pageSize; ; ) {
		const read = await readWith(readPage, size, mostPages);
		if (typeof read !== 'number') return read;
		size = read;
	}
}

/** Answers the list, or the page size to try instead. */
async function readWith(readPage: ReadConnectorPage, pageSize: number, mostPages: number): Promise<WholeList | number> {
	const walk = new ConnectorWalk();
	const rows = new Map<string, IDataObject>();
	const pages: ConnectorPage[] = [];
	let count = 0;
	while (walk.cursor !== undefined && pages.length < mostPages) {
		const page = await readPage(walk.cursor, pageSize);
		if (page === 'tooLarge') return Math.max(1, Math.floor(pageSize / 2));
		const isCut = page.warning !== undefined && page.rows.length > 0 && page.rows.length < pageSize;
		if (isCut && pages.length === 0) return page.rows.length;
		pages.push(page);
		for (const row of walk.take(page, pageSize)) {
			rows.set(textOf(row.id), row);
			count += 1;
		}
		if (rows.size > MOST_ROWS) break;
	}
	const announced = pages[0]?.total;
	// Rows that came twice moved, so that another one may have slipped through; a warning says that some are missing.
	const isDoubtful = count !== rows.size || pages.some(({ warning, total }) => warning !== undefined || total !== announced);
	const total = isDoubtful ? rows.size + 1 : (announced ?? rows.size);
	return { rows: [...rows.values()], total, isCounted: announced !== undefined };
}
