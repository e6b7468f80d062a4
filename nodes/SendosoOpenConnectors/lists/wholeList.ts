import type { IDataObject } from 'n8n-workflow';
import { UnusableList } from '../../shared/spending/listedSend';
import { MOST_ROWS } from '../../shared/transport/pages';
import { type ConnectorPage, CursorReader, type ReadConnectorPage } from './cursorPages';

const INCOMPLETE = "The connector's list of sent gifts could not be read to its end";

/**
 * Reads a list of which nothing may be missing. A page that is too large, and a first page that comes back shorter than
 * asked for with a warning, make the reading start again with smaller pages. Rows are not told apart by their IDs, which they may lack.
 *
 * @throws {@link UnusableList} when the end of the list can't be told; what `readPage` throws
 */
export async function readWholeList(readPage: ReadConnectorPage, pageSize: number): Promise<IDataObject[]> {
	const reader = new CursorReader();
	const rows: IDataObject[] = [];
	let announced = 0;
	while (reader.cursor !== undefined) {
		const page = await readPage(reader.cursor, pageSize);
		const smaller = page === 'tooLarge' ? Math.floor(pageSize / 2) : smallerSize(page, pageSize);
		if (smaller !== undefined && smaller >= 1 && (page === 'tooLarge' || rows.length === 0)) return await readWholeList(readPage, smaller);
		if (page === 'tooLarge' || smaller !== undefined) throw new UnusableList(INCOMPLETE);
		announced = Math.max(announced, page.total ?? 0);
		const taken = reader.take(page, pageSize);
		rows.push(...taken);
		// An endpoint that knows no page numbers gives all rows at once, or never more than the first ones.
		const goesInCircles = taken.length < page.rows.length && page.rows.length <= pageSize;
		const pointsBack = page.nextPage !== undefined && reader.cursor === undefined;
		if (goesInCircles || pointsBack) throw new UnusableList(INCOMPLETE);
		if (rows.length > MOST_ROWS) throw new UnusableList(`The connector's list of sent gifts holds more than ${MOST_ROWS.toLocaleString('en-US')} gifts`);
	}
	if (rows.length < announced) throw new UnusableList(INCOMPLETE);
	return rows;
}

/** Rows per page to try instead when a warning says that some are missing (fact 53); 0 when no size helps. */
function smallerSize({ rows, warning }: ConnectorPage, pageSize: number): number | undefined {
	if (warning === undefined || rows.length >= pageSize) return undefined;
	return rows.length > 0 ? rows.length : Math.floor(pageSize / 2);
}
