import { dig } from '../../demo/json';
import { type Answer, isAnswer, type Reading } from '../http/reader';
import type { Survey } from '../survey';
import { type Row, rowsOf } from '../values/rows';

/** A list of the Core API. */
export interface ListShape {
	path: string;
	/** Member with the records. */
	rows: string;
	/** Member with their number. */
	counter: string;
	/** Records asked for on a page. */
	size: number;
}

/** A page as far as it was given. */
export interface Page {
	/** Undefined when there was no answer. */
	answer: Answer | undefined;
	rows: Row[];
	/** Undefined when it is missing or no number. */
	total: number | undefined;
	/** The counter as it came. */
	told: unknown;
	reportedSize: unknown;
}

/** The pages of a list that tell how it is cut. */
export interface Walk {
	list: ListShape;
	first: Page;
	second: Page;
	/** The last one by the counter; undefined without one. */
	last: Page | undefined;
	lastNumber: number | undefined;
	/** Records that a page really holds. */
	step: number;
	/** The one behind the last one, or one far behind all of them. */
	behind: Page;
}

/** Larger than any list, for when nobody says where it ends. */
const FAR_BEHIND = 1_000_000;

/** Reads the first two pages of a list, the last one and one behind it. */
export async function walkList(survey: Survey, list: ListShape): Promise<Walk> {
	const page = async (number: number, isTrial = false) => {
		const query = { page: number, per_page: list.size };
		return pageOf(list, await survey.read(list.path, { query, isTrial }));
	};
	const first = await page(1);
	const second = await page(2, true);
	const { total } = first;
	const isCut = first.rows.length > 0 && first.rows.length < list.size && (total === undefined || first.rows.length < total);
	const step = isCut ? first.rows.length : list.size;
	const lastNumber = total === undefined ? undefined : Math.max(1, Math.ceil(total / step));
	const known: Record<number, Page> = { 1: first, 2: second };
	const last = lastNumber === undefined ? undefined : (known[lastNumber] ?? (await page(lastNumber, true)));
	const behindNumber = lastNumber === undefined ? FAR_BEHIND : lastNumber + 1;
	return { list, first, second, last, lastNumber, step, behind: known[behindNumber] ?? (await page(behindNumber, true)) };
}

/** Reads a page out of an answer. */
export function pageOf({ rows, counter }: ListShape, reading: Reading): Page {
	const answer = isAnswer(reading) ? reading : undefined;
	const body = answer !== undefined && answer.status < 300 ? answer.body : undefined;
	const told = dig(body, counter);
	return { answer, rows: rowsOf(dig(body, rows)), total: Number.isSafeInteger(told) ? Number(told) : undefined, told, reportedSize: dig(body, 'per_page') };
}
