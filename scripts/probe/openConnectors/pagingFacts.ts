import { type Finding, judged, notSeen, noted } from '../report/fact';
import type { Survey } from '../survey';
import { isSameRows, sharedRows } from '../values/rows';
import type { ConnectorPage, PointerWalk } from './walkPages';

/** How a list is cut into pages, from one large page and a walk in small ones. */
export function addPagingFacts(survey: Survey, large: ConnectorPage, asked: number, walk: PointerWalk): void {
	const fact = (id: string, number: string, name: string, expected: string, finding: Finding) => survey.add({ id: `sap-${id}`, number, name: `touches: ${name}`, expected }, finding);
	fact('page-limit', 'A14', `page of ${asked} records`, 'as many as asked for, or all', large.answer !== undefined && large.answer === survey.reader.tooMany ? unread : limitOf(large, asked));
	fact('warning', '53', 'Elements-Error on a small page', 'none', warningOf(walk));
	fact('pointers', '49', 'pointer to the next page', 'Elements-Next-Page-Token, while there is more', pointersOf(walk));
	fact('pointer-rows', '49', 'page behind a pointer', 'other records', behindPointerOf(walk));
	fact('last-pointer', '92', 'pointer on the last page', 'none; may stand there', lastPointerOf(walk));
	fact('page-numbers', '50', 'number of a page behind the end', 'no records', numberOf(walk));
	fact('total', '94', 'Elements-Total-Count with returnCount', 'all records', totalOf(walk));
}

const unread = notSeen('the list could not be read');

function limitOf({ answer, rows, warning, pointer, total }: ConnectorPage, asked: number): Finding {
	if (answer?.status === 429) return judged(false, 'refused as too large (429)');
	if (answer === undefined || answer.status >= 300) return unread;
	const seen = `${rows.length} records${warning ? ', with a warning in Elements-Error' : ''}`;
	if (rows.length >= asked) return judged(rows.length === asked, seen);
	// A warning or a pointer that stands on every page proves nothing where the number of records is known.
	const hasMore = Number(total) > 0 ? Number(total) > rows.length + 1 : warning || pointer !== undefined;
	return hasMore ? judged(false, `${seen}, although there are more`) : notSeen(`no more than ${rows.length} records`);
}

function warningOf({ pages }: PointerWalk): Finding {
	const fine = pages.filter(({ answer }) => answer !== undefined && answer.status < 300);
	if (fine.length === 0) return unread;
	const warned = fine.filter(({ warning }) => warning).length;
	return judged(warned === 0, warned === 0 ? 'none' : `on ${warned} of ${fine.length} pages`);
}

/** Records that the number of a page gives, although no pointer led to them. */
function missed({ pages, numbered }: PointerWalk): 'others' | 'the first page' | undefined {
	if (numbered === undefined || numbered.rows.length === 0) return undefined;
	const [first] = pages;
	if (first !== undefined && isSameRows(first.rows, numbered.rows)) return 'the first page';
	return pages.some(({ rows }) => sharedRows(rows, numbered.rows) > 0) ? undefined : 'others';
}

function pointersOf(walk: PointerWalk): Finding {
	const { pages, end } = walk;
	if (end === 'no answer') return unread;
	const pointing = pages.filter(({ pointer }) => pointer !== undefined).length;
	if (missed(walk) === 'others') return judged(false, pointing === 0 ? 'none: pages are told apart by number' : `missing on page ${pages.length}, although more records follow`);
	if (pointing === 0 && missed(walk) === 'the first page') return judged(false, 'none, and each number gives the first page');
	return pointing === 0 ? notSeen('one page holds all records') : judged(true, `on ${pointing} of ${pages.length} pages`);
}

function behindPointerOf({ pages, end }: PointerWalk): Finding {
	if (end === 'no answer') return unread;
	if (pages.length < 2) return notSeen('no pointer was followed');
	return judged(end !== 'the same records again', end === 'the same records again' ? 'the same records' : 'other records');
}

function lastPointerOf({ pages, end }: PointerWalk): Finding {
	if (end === 'an empty page') return judged(false, `there: it leads to an empty page${pages.at(-1)?.pointer === undefined ? '' : ' that points on'}`);
	return end === 'no pointer' && pages.length > 1 ? judged(true, 'none') : notSeen(`the walk ended with ${end}`);
}

function numberOf({ pages, farBehind }: PointerWalk): Finding {
	if (farBehind?.answer === undefined) return notSeen('not reached');
	if (farBehind.answer.status >= 300) return noted(`status ${farBehind.answer.status}`);
	if (farBehind.rows.length === 0) return judged(true, 'no records');
	return judged(false, pages[0] !== undefined && isSameRows(pages[0].rows, farBehind.rows) ? 'the first page again' : 'the last page again');
}

function totalOf(walk: PointerWalk): Finding {
	const { pages, end } = walk;
	const [first] = pages;
	if (first?.answer === undefined || first.answer.status >= 300) return unread;
	if (first.total === undefined) return judged(false, 'missing');
	if (!/^\d+$/.test(first.total)) return judged(false, 'no number');
	const total = Number(first.total);
	if (total === 0 && first.rows.length > 0) return judged(false, '0, with records');
	const isWhole = (end === 'no pointer' || end === 'an empty page') && missed(walk) === undefined;
	const read = pages.reduce((sum, { rows }) => sum + rows.length, 0);
	if (total === first.rows.length && read > total) return judged(false, 'the records of the page');
	if (!isWhole) return read > total ? judged(false, 'fewer than there are') : notSeen('the end of the list was not read');
	return judged(total === read, total === read ? 'all records' : total > read ? 'more than there are' : 'fewer than there are');
}
