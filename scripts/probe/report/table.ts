import type { Fact } from './fact';
import { countVerdicts, type Report } from './report';

const WIDTHS = [48, 34, 44];

/** The report for a terminal: one line for each fact, what differs first; what stands in the file only is counted. */
export function tableOf({ parts, failures }: Report): string {
	const lines = parts.flatMap(({ title, host, requests, facts }) => [
		`${title} (${host} host, ${requests} requests)`,
		'',
		lineOf('fact', 'expected', 'seen', 'verdict'),
		lineOf(...WIDTHS.map((width) => '-'.repeat(width)), '-'.repeat(11)),
		...inOrder(facts).filter(isShown).map(({ number, name, expected, seen, verdict }) => lineOf(`${number === '' ? '' : `${number} `}${name}`, expected, seen, verdict)),
		'',
		[...countVerdicts(facts)].map(([verdict, count]) => `${count} ${verdict}`).join(', '),
		'',
	]);
	return [...lines, ...failures].join('\n');
}

/** What is never asked stands in the file only; a setting that would let it be asked is worth a line. */
function isShown({ verdict, seen }: Fact): boolean {
	return verdict !== 'not asked' || seen.startsWith('set ');
}

/** What differs comes first; the order of the rest stays. */
export function inOrder(facts: readonly Fact[]): Fact[] {
	const rank = ({ verdict }: Fact) => ['differs', 'noted', 'as expected', 'not seen', 'not asked'].indexOf(verdict);
	return [...facts].sort((left, right) => rank(left) - rank(right));
}

/** Columns of a fixed width; the file has what is cut here. */
function lineOf(...cells: string[]): string {
	return cells.map((cell, index) => cutTo(cell, WIDTHS[index])).join('  ').trimEnd();
}

function cutTo(cell: string, width = Infinity): string {
	if (width === Infinity) return cell;
	return (cell.length > width ? `${cell.slice(0, width - 1)}…` : cell).padEnd(width);
}
