import type { IDataObject } from 'n8n-workflow';
import { UnusableList } from '../../shared/spending/listedSend';
import { EndlessList, MOST_ROWS, TooManyRows } from '../../shared/transport/pages';
import { textOf } from '../../shared/values/json';
import type { ConnectorPage, ReadConnectorPage } from './cursorPages';
import type { PageWalk } from './pageWalk';
import { type Collector, readList } from './readList';

/** What is wanted of a list. */
export interface WantedRows {
	limit?: number;
	pageSize: number;
	/** Keeps a row; rows that it refuses don't count for `limit`. */
	accept?: (row: IDataObject) => boolean;
}

/** The rows that were wanted, in the list's order. */
export interface CollectedRows {
	rows: IDataObject[];
	/** How many were refused. */
	refused: number;
	/** Rows that the server announced, when it announced more than stood before an empty page. */
	announced?: number;
}

/**
 * Collects rows of a list. One that comes on two pages, because others moved, is given once; those of one page are never
 * taken for one another.
 *
 * @throws {@link TooManyRows} beyond {@link MOST_ROWS}; {@link EndlessList} when rows are missing; what `readPage` throws
 */
export async function collectConnectorRows(readPage: ReadConnectorPage, { limit = Infinity, pageSize, accept }: WantedRows): Promise<CollectedRows> {
	// Nobody can foresee how many rows a filter leaves.
	const wish = accept === undefined ? { pageSize: Math.min(pageSize, limit), most: limit } : { pageSize, most: limit === Infinity ? limit : 0 };
	const { collector, announced } = await readList(readPage, wish, () => new WantedCollector(limit, accept));
	const { kept, refused } = collector;
	return { rows: kept.slice(0, limit), refused, ...(announced === undefined ? {} : { announced }) };
}

/** Keeps the rows that are wanted. */
class WantedCollector implements Collector {
	readonly kept: IDataObject[] = [];
	refused = 0;
	/** IDs of earlier pages. */
	private readonly known = new Set<string>();

	constructor(
		private readonly limit: number,
		private readonly accept: (row: IDataObject) => boolean = () => true,
	) {}

	get isEnough(): boolean {
		return this.kept.length >= this.limit;
	}

	take(rows: IDataObject[], { sharesIds }: PageWalk) {
		const ids = rows.map(({ id }) => textOf(id));
		for (const [place, row] of rows.entries()) {
			const id = ids[place] ?? '';
			if (id !== '' && !sharesIds && this.known.has(id)) continue;
			if (this.accept(row)) this.kept.push(row);
			else this.refused += 1;
		}
		for (const id of ids) if (id !== '') this.known.add(id);
		if (this.limit === Infinity && this.kept.length > MOST_ROWS) throw new TooManyRows();
	}
}

const INCOMPLETE = "The connector's list of sent gifts could not be read to its end";

/**
 * Reads a list of which nothing may be missing: doubt refuses it. Rows are not told apart by their IDs, which they may lack.
 *
 * @throws {@link UnusableList} when the end of the list can't be told; what `readPage` throws
 */
export async function readWholeList(readPage: ReadConnectorPage, pageSize: number): Promise<IDataObject[]> {
	let last: ConnectorPage = { rows: [] };
	let total: number | undefined;
	const withoutTotal: ReadConnectorPage = async (...at) => {
		const page = await readPage(...at);
		if (page === 'tooLarge' || 'failure' in page) return page;
		last = page;
		total = page.total ?? total;
		// A counter ends no walk here: one that counts the rows of a page, or is always 0, would hide what comes behind it.
		return { ...page, total: undefined };
	};
	const [read] = await Promise.allSettled([readList(withoutTotal, { pageSize }, () => new WholeCollector())]);
	if (read.status === 'rejected') {
		if (read.reason instanceof EndlessList) throw new UnusableList(`${INCOMPLETE}: it ${read.reason.message}`);
		throw read.reason;
	}
	const { collector: { rows }, isDoubtful } = read.value;
	if (total !== undefined && total > rows.length) throw new UnusableList(`${INCOMPLETE}: it is said to hold ${total} records, and gave ${rows.length}`);
	const isCounted = rows.length > 0 && total === rows.length;
	if (!isCounted && (isDoubtful || last.warning !== undefined)) throw new UnusableList(`${INCOMPLETE}: nothing shows where that is`);
	return rows;
}

/** Keeps every row. */
class WholeCollector implements Collector {
	readonly isEnough = false;
	readonly rows: IDataObject[] = [];

	take(rows: IDataObject[]) {
		for (const row of rows) this.rows.push(row);
		if (this.rows.length > MOST_ROWS) throw new UnusableList(`The connector's list of sent gifts holds more than ${MOST_ROWS.toLocaleString('en-US')} gifts`);
	}
}
