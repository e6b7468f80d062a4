import { countVerdicts, type Part, type Report } from './report';
import { inOrder } from './table';

/** The report as a file that can be attached to an issue. */
export function markdownOf({ version, date, parts, failures }: Report): string {
	return [
		'# Probe report',
		'',
		`n8n-nodes-sendoso ${version}, ${date}. Numbers are those of the lists of facts in \`contract/\`. Values are replaced by their shapes.`,
		'',
		...failures.flatMap((failure) => [`Not probed to the end: ${failure}`, '']),
		...parts.flatMap(sectionOf),
	].join('\n');
}

function sectionOf({ title, host, requests, facts, unnamed }: Part): string[] {
	const counts = [...countVerdicts(facts)].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
	const rows = inOrder(facts).map(({ number, name, expected, seen, verdict }) => rowOf(number, name, expected, seen, verdict));
	const members = unnamed.map(({ path, members: names, rare }) => `- \`${path}\`: ${[...names.map((name) => `\`${name}\``), ...(rare === 0 ? [] : [`${rare} in too few rows to be named`])].join(', ')}`);
	return [
		`## ${title}`,
		'',
		`Host: ${host}. Requests: ${requests}. ${counts}.`,
		'',
		rowOf('number', 'fact', 'expected', 'seen', 'verdict'),
		rowOf('---', '---', '---', '---', '---'),
		...rows,
		'',
		'### Members that the contract does not name',
		'',
		...(members.length === 0 ? ['None.'] : members),
		'',
	];
}

function rowOf(...cells: string[]): string {
	return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
