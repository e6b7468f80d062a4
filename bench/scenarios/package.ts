import { median } from 'simple-statistics';
import { n8nVersion } from '../../scripts/demo/installN8n';
import type { Installation } from '../harness/installation';
import type { Goal, Outcome, Scenario, Series, Unit } from '../harness/scenario';
import { descriptionKilobytes, kilobytes, loadHeaps, loadTimes, perOperation, sharesOfStart } from '../package/figures';
import { type Measured, measurePackages, type PackageFigures } from '../package/measurePackages';
import { modelPackages } from '../package/models';
import { withStartsOfN8n } from '../package/startOfN8n';

const ROUNDS = 5;
const MOST_KILOBYTES = 1.5;
const MOST_SHARE = 1;

/** Measures what our package costs an n8n that installs it, beside packages of other services. */
export function packageScenario(installation: Installation): Scenario {
	return {
		name: 'package',
		title: 'Size and load of the package',
		about:
			'The published package against those of other services, all measured in the same way: packed bytes for each operation, what the editor is told about each node, ' +
			'and the load of all nodes and credentials in a fresh process. A quick run measures ours alone and leaves out the starts of n8n.',
		note: [
			'Comments are left out of the package, and its files are not minified: whoever reviews it for n8n can read it. Names and',
			'texts are most of what is packed: what each field is for, what to do about each error, and what a tool does, for people',
			'and for models. What polls and deliveries take, a fifth of some 300 small files, is loaded when it is first needed.',
			'Tried and left: one bundle of all, made with esbuild, which saves a tenth of the packed size; and loading what requests',
			'take when they need it: n8n forgets the files of a package that it updates, and a run would go on with other ones.',
		].join('\n'),
		run: async ({ isQuick }) => {
			if (isQuick) return outcomeOf(await measurePackages(installation, { sources: [installation.tarball], rounds: 1 }));
			return outcomeOf(await withStartsOfN8n(async (timeStart) => await measurePackages(installation, { sources: [installation.tarball, ...modelPackages], rounds: ROUNDS, timeStart })));
		},
	};
}

/** The first package is ours; without starts nothing is said about the share of a load in them. */
function outcomeOf({ packages, starts }: Measured): Outcome {
	const [ours] = packages;
	if (ours === undefined) throw new Error('Our own package could not be measured');
	const series = packages.flatMap((figures) => seriesOf(figures, starts));
	const goals: Goal[] = [{ text: 'packed size of our package for each operation', value: perOperation(ours), unit: 'kB', most: MOST_KILOBYTES }];
	if (starts.length > 0) {
		series.push({ contender: `n8n ${n8nVersion}`, measure: 'start with a database that is set up', unit: 's', samples: starts.map((start) => start / 1_000) });
		goals.push({ text: 'load of our nodes and credentials as a share of n8n’s own start', value: median(sharesOfStart(ours, starts)), unit: '%', most: MOST_SHARE });
	}
	return { series, goals };
}

function seriesOf(figures: PackageFigures, starts: number[]): Series[] {
	const of = (measure: string, unit: Unit, ...samples: number[]): Series => ({ contender: figures.label, measure, unit, samples });
	return [
		of('packed size', 'kB', kilobytes(figures.packedBytes)),
		of('packed size for each operation', 'kB', perOperation(figures)),
		of('unpacked size', 'kB', kilobytes(figures.unpackedBytes)),
		of('descriptions of all nodes', 'kB', descriptionKilobytes(figures)),
		...figures.descriptions.map(({ node, bytes }) => of(`description of ${node}`, 'kB', kilobytes(bytes))),
		of('load of all nodes and credentials', 'ms', ...loadTimes(figures)),
		of('heap that the load adds', 'MB', ...loadHeaps(figures)),
		...(starts.length === 0 ? [] : [of('load as a share of the start of n8n', '%', ...sharesOfStart(figures, starts))]),
	];
}
