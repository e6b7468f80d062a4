/* eslint-disable @n8n/community-nodes/no-restricted-imports, no-console -- benchmarks run on a desk, never inside n8n */
/**
 * Prints what packages of n8n nodes cost: their size for each operation, their descriptions, and the time of their load.
 *
 *     npm run bench:package -- [<name>@<version> | <folder> | <tarball>]... [--rounds 5] [--without-start]
 *
 * Without packages: ours and those of `models.ts`. `--without-start` leaves out the starts of n8n, which take a minute.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { markdownTable } from 'markdown-table';
import { median } from 'simple-statistics';
import { installN8n } from '../../scripts/demo/installN8n';
import { prepareInstallation } from '../harness/installation';
import { descriptionKilobytes, kilobytes, loadHeaps, loadTimes, perOperation, sharesOfStart } from './figures';
import { type Measured, measurePackages, type Measuring, type PackageFigures } from './measurePackages';
import { modelPackages, notInRegistry } from './models';
import { type TimeStart, withStartsOfN8n } from './startOfN8n';

const headings = ['package', 'packed kB', 'unpacked kB', 'files', 'nodes', 'credentials', 'operations', 'packed kB per operation', 'descriptions kB', 'load ms', 'heap MB', '% of start'];

function rowOf(figures: PackageFigures, starts: number[]): string[] {
	const { label, packedBytes, unpackedBytes, files, descriptions, credentials, operations } = figures;
	return [
		label,
		kilobytes(packedBytes).toFixed(1),
		kilobytes(unpackedBytes).toFixed(0),
		...[files, descriptions.length, credentials, operations].map(String),
		perOperation(figures).toFixed(2),
		descriptionKilobytes(figures).toFixed(1),
		median(loadTimes(figures)).toFixed(1),
		median(loadHeaps(figures)).toFixed(2),
		starts.length === 0 ? '' : median(sharesOfStart(figures, starts)).toFixed(2),
	];
}

function print({ packages, starts }: Measured) {
	const numbers = (table: string[][]) => markdownTable(table, { align: table[0]?.map((_, column) => (column === 0 ? 'l' : 'r')) });
	console.log(`\n${numbers([headings, ...packages.map((figures) => rowOf(figures, starts))])}\n`);
	const nodes = packages.flatMap(({ label, descriptions }) => descriptions.map(({ node, bytes }) => [`${node} of ${label}`, kilobytes(bytes).toFixed(1)]));
	console.log(`${numbers([['node', 'description kB'], ...nodes])}\n`);
	if (starts.length > 0) console.log(`n8n's own start: ${(median(starts) / 1_000).toFixed(1)} s (${starts.map((start) => (start / 1_000).toFixed(1)).join(', ')})`);
}

type Rounds = Pick<Measuring, 'rounds' | 'timeStart'>;

/** Our package and the models. */
async function measureAll(rounds: Rounds): Promise<Measured> {
	const installation = await prepareInstallation();
	try {
		return await measurePackages(installation, { sources: [installation.tarball, ...modelPackages], ...rounds });
	} finally {
		await installation.remove();
	}
}

async function measureNamed(sources: string[], rounds: Rounds): Promise<Measured> {
	const { node, folder } = await installN8n();
	return await measurePackages({ node, n8nModules: join(folder, 'node_modules') }, { sources, ...rounds });
}

async function main() {
	const options = { rounds: { type: 'string', default: '5' }, 'without-start': { type: 'boolean', default: false } } as const;
	const { values, positionals } = parseArgs({ options, allowPositionals: true });
	const rounds = Number(values.rounds);
	const isComparison = positionals.length === 0;
	const measure = async (timeStart?: TimeStart) => await (isComparison ? measureAll({ rounds, timeStart }) : measureNamed(positionals, { rounds, timeStart }));
	print(await (values['without-start'] ? measure() : withStartsOfN8n(measure)));
	if (isComparison) console.log(`Not measured, as npm does not have them: ${notInRegistry.join(', ')}`);
}

void main();
