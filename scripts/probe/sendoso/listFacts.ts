import { type Finding, judged, noted, notSeen, type Question } from '../report/fact';
import type { Survey } from '../survey';
import { isSameRows, sharedRows } from '../values/rows';
import { kindOf, shapeOf } from '../values/shape';
import type { Walk } from './walkList';

/** What the pages of a list tell about how it is cut, by the name of the list. */
export function addListFacts(survey: Survey, name: string, walk: Walk): void {
	const question = (id: string, number: string, what: string, expected: string): Question => ({ id: `${name}-${id}`, number, name: `${name}: ${what}`, expected });
	survey.add(question('page-size', '21', 'size of a page', `${walk.list.size} as asked, and reported so`), sizeOf(walk));
	survey.add(question('page-numbers', '21', 'page numbers', 'page 2 holds other records'), numbersOf(walk));
	survey.add(question('counter', '22', `counter ${walk.list.counter}`, 'as many as are listed'), counterOf(walk));
	survey.add(question('behind-end', 'A4', 'page behind the last one', 'a page without records'), behindOf(walk));
}

/** Page 2 is the first one again although more should come. */
function ignoresNumbers({ first, second, lastNumber }: Walk): boolean {
	return isSameRows(first.rows, second.rows) && lastNumber !== 1;
}

function whyUnread({ first }: Walk): string | undefined {
	if (first.answer === undefined || first.answer.status >= 300) return 'the list could not be read';
	return first.rows.length === 0 ? 'the list is empty' : undefined;
}

function sizeOf(walk: Walk): Finding {
	const why = whyUnread(walk);
	if (why !== undefined) return notSeen(why);
	const { first, list, second } = walk;
	const { rows, reportedSize, total } = first;
	const seen = `${rows.length} records, reported as ${typeof reportedSize === 'number' ? reportedSize : kindOf(reportedSize)}`;
	if (reportedSize !== list.size || rows.length > list.size) return judged(false, seen);
	if (rows.length === list.size) return judged(true, seen);
	const hasMore = total === undefined ? second.rows.length > 0 && !isSameRows(rows, second.rows) : total > rows.length + 1;
	return hasMore ? judged(false, `${seen}, and there are more`) : notSeen(`no more than ${rows.length} records`);
}

function numbersOf(walk: Walk): Finding {
	const why = whyUnread(walk);
	if (why !== undefined) return notSeen(why);
	const { first, second, lastNumber } = walk;
	if (ignoresNumbers(walk)) return judged(false, 'page 2 is page 1 again');
	if (lastNumber === 1 || second.rows.length === 0) return notSeen('one page holds all records');
	const shared = sharedRows(first.rows, second.rows);
	// What was created in between moves as many to the next page.
	const grown = (second.total ?? 0) - (first.total ?? 0);
	return judged(shared === 0 || shared <= grown, shared === 0 ? 'other records' : `${shared} records stand on both pages${shared <= grown ? ': the list grew' : ''}`);
}

function counterOf(walk: Walk): Finding {
	const { first, last, lastNumber, step, behind } = walk;
	if (first.answer === undefined || first.answer.status >= 300) return notSeen('the list could not be read');
	if (first.total === undefined) return judged(false, first.told === undefined ? 'missing' : shapeOf(first.told));
	if (last === undefined || lastNumber === undefined || ignoresNumbers(walk)) return notSeen('page numbers are ignored');
	if (last.answer === undefined || behind.answer === undefined) return notSeen('the last page could not be read');
	if ([last, behind].some(({ total }) => total !== undefined && total !== first.total)) return notSeen('the list changed meanwhile');
	const wanted = first.total - (lastNumber - 1) * step;
	if (last.rows.length > wanted || (behind.rows.length > 0 && !isSameRows(behind.rows, last.rows))) return judged(false, 'more records are listed');
	if (last.rows.length < wanted) return judged(false, 'fewer records are listed');
	return judged(true, 'as many as are listed');
}

function behindOf(walk: Walk): Finding {
	const { behind, last, first } = walk;
	if (behind.answer === undefined) return notSeen('no answer');
	if (ignoresNumbers(walk)) return notSeen('page numbers are ignored');
	if (behind.answer.status >= 300) return judged(false, `status ${behind.answer.status}`);
	if (behind.rows.length === 0) return judged(true, 'no records');
	if (last === undefined || isSameRows(last.rows, behind.rows)) return judged(false, isSameRows(first.rows, behind.rows) ? 'the first page again' : 'the last page again');
	return noted('further records: the counter is too low');
}
