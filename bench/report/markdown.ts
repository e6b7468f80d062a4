import { type Goal, isMet, type Outcome, type Series } from '../harness/scenario';
import { limitText, seriesText, withUnit } from './figures';
import type { Result, ScenarioResult } from './result';

type Table = (rows: string[][], options?: { align?: string[] }) => string;

/** The report as a page. */
export async function markdownOf(result: Result): Promise<string> {
	const { markdownTable } = await import('markdown-table');
	const { day, machine, node, n8n, scenarios } = result;
	const goals = scenarios.flatMap(({ outcome }) => outcome?.goals ?? []);
	const parts = [
		'# Benchmarks',
		[
			'What our nodes cost beside what people would use in their place, all in one run: n8n\'s own engine and nodes, our',
			'package as it is published, and the stand-in server in another process, its answers prepared where they are not what',
			'is measured. Written by `npm run bench`; `npm run bench -- --only <name>` runs one part and writes nothing.',
		].join('\n'),
		`${day}: n8n ${n8n}, Node ${node}, ${machine}. Each figure is the middle of several runs that took turns; in brackets by how\nmuch a run usually differed from it. The samples themselves stand in [results.json](results.json).`,
		`![Each goal beside its limit](goals.svg)`,
		`${goals.filter(isMet).length} of ${goals.length} goals are met.`,
		...scenarios.map((scenario) => sectionOf(scenario, markdownTable)),
	];
	return `${parts.join('\n\n')}\n`;
}

function sectionOf({ title, about, note = '', name, outcome, broken }: ScenarioResult, table: Table): string {
	const head = `## ${title}\n\n${about} (\`${name}\`)`;
	if (outcome === undefined) return `${head}\n\nThe run broke: ${broken ?? 'nobody knows why'}`;
	return [head, seriesTable(outcome, table), goalsTable(outcome.goals, table), note].filter((part) => part !== '').join('\n\n');
}

/** A row for each thing that was measured, a column for each contender. */
function seriesTable({ series }: Outcome, table: Table): string {
	if (series.length === 0) return '';
	const [measures, contenders] = [[...new Set(series.map(({ measure }) => measure))], [...new Set(series.map(({ contender }) => contender))]];
	const cell = (measure: string, contender: string) => {
		const found: Series | undefined = series.find((one) => one.measure === measure && one.contender === contender);
		return found === undefined ? '' : seriesText(found);
	};
	// Many contenders stand below each other.
	const isWide = contenders.length > measures.length;
	const [rows, columns] = isWide ? [contenders, measures] : [measures, contenders];
	const body = rows.map((row) => [row, ...columns.map((column) => (isWide ? cell(column, row) : cell(row, column)))]);
	return table([['', ...columns], ...body], { align: ['l', ...columns.map(() => 'r')] });
}

function goalsTable(goals: Goal[], table: Table): string {
	if (goals.length === 0) return '';
	const rows = goals.map((goal) => [goal.text, limitText(goal), withUnit(goal.value, goal.unit), isMet(goal) ? 'met' : '**missed**']);
	return table([['goal', 'limit', 'measured', ''], ...rows], { align: ['l', 'r', 'r', 'l'] });
}
