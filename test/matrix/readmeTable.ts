/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PlainFailure } from '../../scripts/demo/failure';
import { type Result, verdictOf } from './result';

const readme = join(__dirname, '..', '..', 'README.md');
const begin = '<!-- test:matrix -->';
const end = '<!-- /test:matrix -->';

/** Writes the results into README's table of versions. */
export async function writeTable(results: Result[]): Promise<void> {
	await writeFile(readme, withTable(await readFile(readme, 'utf8'), results));
}

/**
 * README with a table of the results between its two marks.
 *
 * @throws PlainFailure when the marks are missing
 */
export function withTable(text: string, results: Result[]): string {
	const [before, after] = [text.indexOf(begin), text.indexOf(end)];
	if (before === -1 || after < before) throw new PlainFailure(`README.md has no ${begin} and ${end}.`);
	return `${text.slice(0, before + begin.length)}\n${tableOf(results)}\n${text.slice(after)}`;
}

/** Cells of the table in README, row by row; none where it has no marks. */
export function rowsIn(text: string): string[][] {
	const table = text.split(begin)[1]?.split(end)[0] ?? '';
	const rows = table.trim().split('\n').slice(2);
	return rows.map((row) => row.split('|').slice(1, -1).map((cell) => cell.trim()));
}

function tableOf(results: Result[]): string {
	const rows = results.map((result) => [result.n8n, result.core, result.what, verdictOf(result)]);
	const lines = [['n8n', 'engine (n8n-core)', 'what ran', 'passed'], ['---', '---', '---', '---'], ...rows];
	return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
