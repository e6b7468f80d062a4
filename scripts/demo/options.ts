/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- runs on a desk, never inside n8n */
import { parseArgs } from 'node:util';
import { PlainFailure, textOf } from './failure';

/** What the demo is to do. */
export type Mode = 'stay' | 'check' | 'help';

/** The choices made on the command line; a port that was not chosen is `undefined`. */
export interface DemoOptions {
	mode: Mode;
	port?: number;
	sandboxPort?: number;
	controlPort?: number;
	keep: boolean;
	open: boolean;
}

/** Shown for `--help` and after an option that does not exist. */
export const usage = `npm run demo -- [options]

  --check                  run the examples in a real n8n, print what was sent, and end
  --port <number>          port of n8n, 5678 by default
  --sandbox-port <number>  port of the stand-in for Sendoso, 7610 by default
  --control-port <number>  port of its console page, 7611 by default
  --keep                   keep n8n's data folder at the end
  --open yes|no            open n8n in the browser, no by default
  --help

With --check free ports are taken unless some are named.
SENDOSO_DEMO_CACHE names the folder for n8n and its Node (about 3.5 GB).`;

/** Reads the command line. */
export function readOptions(values: string[]): DemoOptions {
	const given = parse(values);
	return {
		mode: given.help ? 'help' : given.check ? 'check' : 'stay',
		port: portOf('--port', given.port),
		sandboxPort: portOf('--sandbox-port', given['sandbox-port']),
		controlPort: portOf('--control-port', given['control-port']),
		keep: given.keep,
		open: given.open === 'yes',
	};
}

function parse(values: string[]) {
	try {
		return parseArgs({
			args: values,
			options: {
				check: { type: 'boolean', default: false },
				port: { type: 'string' },
				'sandbox-port': { type: 'string' },
				'control-port': { type: 'string' },
				keep: { type: 'boolean', default: false },
				open: { type: 'string', default: 'no' },
				help: { type: 'boolean', default: false },
			},
		}).values;
	} catch (error) {
		throw new PlainFailure(`${textOf(error)}\n\n${usage}`);
	}
}

function portOf(option: string, text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	const port = Number(text);
	if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
	throw new PlainFailure(`${option} takes a number from 1 to 65535, not "${text}".`);
}
