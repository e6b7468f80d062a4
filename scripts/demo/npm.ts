/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on a desk, never inside n8n */
import { delimiter, dirname } from 'node:path';
import { PlainFailure } from './failure';
import { runCommand } from './processes';

/** How npm is to be run. */
export interface NpmRun {
	folder: string;
	/** The Node that npm and the scripts of packages run under; without it, this one. */
	node?: string;
	/** What could not be done when npm fails, as the beginning of a sentence. */
	onFailure: string;
}

const shownLines = 5;

/** Runs the npm of this machine to its end and gives its output. */
export async function runNpm(values: readonly string[], { folder, node = process.execPath, onFailure }: NpmRun): Promise<string> {
	const [command, first] = npmCommand(node);
	const { code, output } = await runCommand(command, [...first, ...values], { folder, environment: environmentFor(node) });
	if (code === 0) return output;
	throw new PlainFailure(`${onFailure}: check the network and npm's registry, then run the command again.${reasonIn(output)}`);
}

/** The lines that say what went wrong, without the address of the registry. */
function reasonIn(output: string): string {
	const lines = output.split('\n').filter((line) => /^npm error \S/.test(line) && !line.includes('complete log'));
	const told = lines.slice(0, shownLines).map((line) => `\n  ${line.replace(/https?:\/\/[^\s/]+/g, '<registry>')}`);
	return told.length === 0 ? '' : ` npm said:${told.join('')}`;
}

function npmCommand(node: string): [string, string[]] {
	const script = process.env.npm_execpath;
	return script === undefined ? ['npm', []] : [node, [script]];
}

/** Leaves out what `npm run` adds about this project, such as its ban on install scripts. */
function environmentFor(node: string): NodeJS.ProcessEnv {
	const ours = /^(npm_(lifecycle|package)_|npm_config_(local_prefix|ignore_scripts|global_prefix)$|INIT_CWD$|NODE_OPTIONS$)/i;
	const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
	return { ...Object.fromEntries(kept), PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
}
