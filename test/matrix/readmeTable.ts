/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PlainFailure } from '../../scripts/demo/failure';
import { type Result, verdictOf } from './result';
import { applications, engines, inOrder } from './versions';

const readme = join(__dirname, '..', '..', 'README.md');
const begin = '<!-- test:matrix -->';
const end = '<!-- /test:matrix -->';

/** Writes the results into README's table of versions; what ran another time keeps its row. */
export async function writeTable(results: Result[]): Promise<void> {
	await writeFile(readme, withTable(await readFile(readme, 'utf8'), results));
}

/**
 * README with a table between its two marks: of these results, and of the versions that were not among them.
 *
 * @throws PlainFailure when the marks are missing
 */
export function withTable(text: string, results: Result[]): string {
	const [before, after] = [text.indexOf(begin), text.indexOf(end)];
	if (before === -1 || after < before) throw new PlainFailure(`README.md has no ${begin} and ${end}.`);
	return `${text.slice(0, before + begin.length)}\n${tableOf([...rowsKept(text, results), ...results.map(toRow)])}\n${text.slice(after)}`;
}

/** Cells of the table in README, row by row; none where it has no marks. */
export function rowsIn(text: string): string[][] {
	const table = text.split(begin)[1]?.split(end)[0] ?? '';
	const rows = table.trim().split('\n').slice(2);
	return rows.map((row) => row.split('|').slice(1, -1).map((cell) => cell.trim()));
}

/** Rows of what did not run now; those of versions that the matrix does not know any more fall away. */
function rowsKept(text: string, results: Result[]): string[][] {
	const isKnown = ([n8n = '', core = '', what = '']: string[]) => (what === 'engine tests' ? engines : applications).some((entry) => entry.n8n === n8n && entry.core === core);
	const isNew = (row: string[]) => results.some((result) => toRow(result).slice(0, 3).join() === row.slice(0, 3).join());
	return rowsIn(text).filter((row) => isKnown(row) && !isNew(row));
}

const toRow = (result: Result): string[] => [result.n8n, result.core, result.what, verdictOf(result)];

function tableOf(rows: string[][]): string {
	const sorted = [...rows].sort(([left = '', , does = ''], [right = '', , other = '']) => inOrder({ n8n: left }, { n8n: right }) || does.localeCompare(other));
	const lines = [['n8n', 'engine (n8n-core)', 'what ran', 'passed'], ['---', '---', '---', '---'], ...sorted];
	return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
