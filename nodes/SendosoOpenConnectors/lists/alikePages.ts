import type { IDataObject } from 'n8n-workflow';
import { textOf } from '../../shared/values/json';
import type { ConnectorPage } from './cursorPages';

/** Full pages in a row that may as well be one page that comes again and again. */
const MOST_PAGES = 3;

/** Where a walk stands when a page comes. */
export interface Standing {
	/** Rows of the first page. */
	firstPage: IDataObject[] | undefined;
	/** The last page that brought something, and the size that it was asked for with. */
	last: ConnectorPage;
	lastSize: number;
	total: number | undefined;
	count: number;
}

/**
 * Pages of a list whose rows nothing tells apart: they have no IDs, and several say the same, as the errors of a job do. That
 * a row was met says nothing there. Whether a page is one more or an earlier one again shows in what stands around it alone:
 * in the counter, and in the size of the page before it.
 */
export class AlikePages {
	private inARow = 0;
	private isUntold = false;

	/**
	 * Takes note of a page.
	 *
	 * @param unknownRows rows of it that the walk has not met before
	 * @returns whether it is one more, although each of its rows was met
	 */
	take({ rows }: ConnectorPage, pageSize: number, unknownRows: number, { firstPage = [], last, lastSize, total, count }: Standing): boolean {
		const isAlike = unknownRows === 0 && rows.length > 0 && areUnnamed(rows) && areUnnamed(firstPage) && haveTwins(firstPage);
		const isCounted = total !== undefined && total >= count;
		const isAnother = isAlike && last.rows.length === lastSize && (!isCounted || count + rows.length <= total);
		this.inARow = isAnother && rows.length === pageSize ? this.inARow + 1 : 0;
		// A short page without a pointer was the last one, and comes again.
		this.isUntold ||= isAlike && !isAnother && !isCounted && last.nextPage !== undefined;
		return isAnother;
	}

	/** Whether one page may have come again and again, and no counter says how many rows there are. */
	isDoubtful(total: number | undefined, count: number): boolean {
		return (this.inARow >= MOST_PAGES || this.isUntold) && (total === undefined || total < count);
	}
}

function areUnnamed(rows: IDataObject[]): boolean {
	return rows.every(({ id }) => textOf(id) === '');
}

function haveTwins(rows: IDataObject[]): boolean {
	return new Set(rows.map((row) => JSON.stringify(row))).size < rows.length;
}
