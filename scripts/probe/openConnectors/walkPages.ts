import { type Answer, isAnswer, type Reading } from '../http/reader';
import type { ReadOptions, Survey } from '../survey';
import { isSameRows, type Row, rowsOf } from '../values/rows';

/** A page of a list, with what its headers say. */
export interface ConnectorPage {
	answer: Answer | undefined;
	rows: Row[];
	pointer: string | undefined;
	/** As it came. */
	total: string | undefined;
	warning: boolean;
}

/** A walk through a list by its pointers. */
export interface PointerWalk {
	size: number;
	pages: ConnectorPage[];
	/** Why it ended. */
	end: 'no pointer' | 'an empty page' | 'the same records again' | 'too many pages' | 'no answer';
	/** The page that its number would give next, and one far behind; asked where no pointer led on. */
	numbered: ConnectorPage | undefined;
	farBehind: ConnectorPage | undefined;
}

const TOUCHES = '/touches';
const MOST_PAGES = 7;
const FAR_BEHIND = 10_000;

/** Reads a page of campaigns. */
export async function readPage(survey: Survey, query: Record<string, string | number | boolean>, options: Pick<ReadOptions, 'isTrial' | 'isAboutSize'> = {}): Promise<ConnectorPage> {
	return pageOf(await survey.read(TOUCHES, { ...options, query: { returnCount: true, ...query } }));
}

/** What a page says in its body and its headers. */
export function pageOf(reading: Reading): ConnectorPage {
	const answer = isAnswer(reading) ? reading : undefined;
	const isFine = answer !== undefined && answer.status < 300;
	const { 'elements-next-page-token': pointer, 'elements-total-count': total, 'elements-error': warning } = answer?.headers ?? {};
	return { answer, rows: isFine ? rowsOf(answer.body) : [], pointer: pointer || undefined, total, warning: warning !== undefined };
}

/** Follows pointers to the end, or to where they lead nowhere, and then asks by number. */
export async function walkPages(survey: Survey, size: number): Promise<PointerWalk> {
	const pages = [await readPage(survey, { pageSize: size })];
	const end = await followPointers(survey, size, pages);
	const isOpen = end === 'no pointer' && (pages.at(-1)?.rows.length ?? 0) > 0;
	const byNumber = async (page: number) => (isOpen ? await readPage(survey, { pageSize: size, page }, { isTrial: true }) : undefined);
	return { size, pages, end, numbered: await byNumber(pages.length + 1), farBehind: await byNumber(FAR_BEHIND) };
}

async function followPointers(survey: Survey, size: number, pages: ConnectorPage[]): Promise<PointerWalk['end']> {
	for (;;) {
		const last = pages.at(-1);
		if (last?.answer === undefined || last.answer.status >= 300) return 'no answer';
		if (last.rows.length === 0) return 'an empty page';
		if (pages.slice(0, -1).some(({ rows }) => isSameRows(rows, last.rows))) return 'the same records again';
		if (last.pointer === undefined) return 'no pointer';
		if (pages.length >= MOST_PAGES) return 'too many pages';
		pages.push(await readPage(survey, { pageSize: size, nextPage: last.pointer }));
	}
}
