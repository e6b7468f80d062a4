/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- runs on a desk, never inside n8n */
import { parseArgs } from 'node:util';
import { PlainFailure, textOf } from '../../scripts/demo/failure';
import { type Application, applications, type Engine, engines } from './versions';

/** Shown after an option that does not exist. */
const usage = `npm run test:matrix -- [options]

  --only engines|n8n    the engine tests, or whole n8ns
  --version <version>   one version, of n8n or n8n-core
  --sample              a handful of tests of the engines that npm test does not run on, and no whole n8n
  --write               write what was run into the table of README
  --report=<file>       write the counts into a file, as JSON`;

/** The choices made on the command line. */
export interface MatrixOptions {
	engines: Engine[];
	applications: Application[];
	isSample: boolean;
	write: boolean;
	report?: string;
}

/**
 * Reads the command line.
 *
 * @throws PlainFailure when there is no such option or version, or when a sample is to be written as if it were all
 */
export function readOptions(values: string[]): MatrixOptions {
	const { only, version, sample, write, report } = parse(values);
	const isChosen = (kind: string, entry: { n8n: string; core: string }) => (only === undefined || only === kind) && (version === undefined || [entry.n8n, entry.core].includes(version));
	const chosen = {
		engines: engines.filter((engine) => isChosen('engines', engine) && (!sample || engine.alias !== 'n8n-core')),
		applications: sample ? [] : applications.filter((application) => isChosen('n8n', application)),
	};
	if (chosen.engines.length + chosen.applications.length === 0) throw new PlainFailure(`That leaves nothing to run.\n\n${usage}`);
	if (write && sample) throw new PlainFailure('--write writes whole results, so it goes with no --sample.');
	return { ...chosen, isSample: sample, write, report };
}

function parse(values: string[]) {
	try {
		return parseArgs({
			args: values,
			options: {
				only: { type: 'string' },
				version: { type: 'string' },
				sample: { type: 'boolean', default: false },
				write: { type: 'boolean', default: false },
				report: { type: 'string' },
			},
		}).values;
	} catch (error) {
		throw new PlainFailure(`${textOf(error)}\n\n${usage}`);
	}
}
